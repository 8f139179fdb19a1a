"""Which reader reads what: by the ending of its name, its declared type, or how its bytes begin."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.errors import ReadError
from dragoman.reading import archives, documents_in, lists, mail, tables, web_archives
from dragoman.reading.feeds import looks_like_feed, looks_like_sitemap
from dragoman.reading.html import looks_like_html, read_page
from dragoman.reading.item import Found, Item, Read
from dragoman.reading.jsonl import read_json_lines
from dragoman.reading.text import read_plain
from dragoman.settings import Settings

SAMPLE = 16_384
"""Bytes that are looked at to recognise a form."""


@dataclass(frozen=True)
class Format:
    """A form of input.

    `begins` tells from the first bytes; it is asked in the order of the table, and for forms whose
    beginning is sure (`sure`) it wins over the ending.
    """

    name: str
    read: Read
    endings: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    begins: Callable[[bytes], bool] = lambda _: False
    sure: bool = False


def _magic(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda sample: sample.startswith(signatures)


def _is_docx(sample: bytes) -> bool:
    return sample.startswith(b"PK\x03\x04") and (b"word/" in sample or b"[Content_Types].xml" in sample[:200])


def _is_tar(sample: bytes) -> bool:
    return sample[257:262] == b"ustar"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FORMATS = (
    Format(
        "gzip",
        archives.read_gzip,
        _set(".gz .tgz"),
        _set("application/gzip application/x-gzip"),
        _magic(b"\x1f\x8b"),
        True,
    ),
    Format(
        "zstd",
        archives.read_zstd,
        _set(".zst .zstd"),
        _set("application/zstd"),
        _magic(b"\x28\xb5\x2f\xfd"),
        True,
    ),
    Format(
        "bzip2", archives.read_bzip2, _set(".bz2 .tbz"), _set("application/x-bzip2"), _magic(b"BZh"), True
    ),
    Format("xz", archives.read_xz, _set(".xz .txz"), _set("application/x-xz"), _magic(b"\xfd7zXZ\x00"), True),
    Format(
        "DOCX",
        documents_in.read_docx,
        _set(".docx"),
        _set("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        _is_docx,
        True,
    ),
    Format(
        "zip or WACZ",
        archives.read_zip,
        _set(".zip .wacz"),
        _set("application/zip application/wacz"),
        _magic(b"PK\x03\x04", b"PK\x05\x06"),
        True,
    ),
    Format("tar", archives.read_tar, _set(".tar"), _set("application/x-tar"), _is_tar, True),
    Format("WARC", web_archives.read_warc, _set(".warc"), _set("application/warc"), _magic(b"WARC/"), True),
    Format("PDF", documents_in.read_pdf, _set(".pdf"), _set("application/pdf"), _magic(b"%PDF-"), True),
    Format(
        "RTF", documents_in.read_rtf, _set(".rtf"), _set("application/rtf text/rtf"), _magic(b"{\\rtf"), True
    ),
    Format(
        "Parquet",
        tables.read_parquet,
        _set(".parquet .pq"),
        _set("application/vnd.apache.parquet"),
        _magic(b"PAR1"),
        True,
    ),
    Format(
        "feed",
        lists.read_feed,
        _set(".rss .atom"),
        _set("application/rss+xml application/atom+xml"),
        looks_like_feed,
        True,
    ),
    Format("sitemap", lists.read_sitemap, begins=looks_like_sitemap, sure=True),
    Format(
        "JSON lines",
        read_json_lines,
        _set(".jsonl .ndjson"),
        _set("application/x-ndjson application/jsonl application/x-jsonlines"),
    ),
    Format("JSON", tables.read_json, _set(".json"), _set("application/json")),
    Format("CSV", tables.read_csv, _set(".csv .tsv"), _set("text/csv text/tab-separated-values")),
    Format(
        "MBOX",
        mail.read_mbox,
        _set(".mbox .mbx"),
        _set("application/mbox"),
        lambda sample: bool(mail.FROM_LINE.match(sample.partition(b"\n")[0])),
    ),
    Format(
        "EML",
        mail.read_eml,
        _set(".eml"),
        _set("message/rfc822"),
        lambda sample: bool(mail.LOOKS_LIKE_MAIL.match(sample)),
    ),
    Format(
        "HTML", read_page, _set(".html .htm .xhtml"), _set("text/html application/xhtml+xml"), looks_like_html
    ),
    Format("list of addresses", lists.read_list, _set(".urls .url-list"), _set("text/uri-list")),
    Format("text", read_plain, _set(".txt .text"), _set("text/plain")),
)
"""In the order in which beginnings are asked. Every form is one row here and one reader."""

KNOWN = frozenset().union(*(form.endings for form in FORMATS))
"""Endings that a folder is searched for. A file that is named itself may have any other."""
LIST = next(form for form in FORMATS if form.name == "list of addresses")
TEXT = next(form for form in FORMATS if form.name == "text")
FORMATS_TOLD = "HTML, plain text, JSON lines and the other forms of docs/reading.md"


def recognise(item: Item) -> Format | None:
    """Return the form of an item, or None where its declared type is one that nothing reads."""
    sample = item.stream.peek(SAMPLE)[:SAMPLE]
    by_bytes = next((form for form in FORMATS if form.begins(sample)), None)
    if by_bytes is not None and by_bytes.sure:
        return by_bytes
    by_ending = next((form for form in FORMATS if item.ending in form.endings), None)
    by_type = next((form for form in FORMATS if item.content_type in form.types), None)
    form = by_type or by_ending or by_bytes
    if form is None and item.content_type not in {
        "",
        "application/octet-stream",
        "application/xml",
        "text/xml",
    }:
        return None
    form = form or TEXT
    if form is TEXT:
        whole = len(sample) < SAMPLE
        lines = sample if whole else sample.rpartition(b"\n")[0]
        form = LIST if item.alone and lists.looks_like_list(lines) else by_bytes or TEXT
    return form


def read_item(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the reports of an item and of all that lies in it, and the addresses it names.

    Raises nothing: what cannot be read is yielded as a `ReadError`.
    """
    try:
        if item.depth > settings.max_archive_depth:
            raise ReadError(
                item.name,
                f"lies in more than {settings.max_archive_depth} archives; "
                "unpack it or set DRAGOMAN_MAX_ARCHIVE_DEPTH higher",
            )
        form = recognise(item)
        if form is None:
            raise ReadError(item.name, f"answered with {item.content_type}; only {FORMATS_TOLD} are read")
        for found in form.read(item, settings):
            if isinstance(found, Item):
                yield from read_item(found, settings)
            else:
                yield found
    except ReadError as error:
        yield error
    except (zipfile.BadZipFile, EOFError) as error:
        yield ReadError(item.name, f"is broken inside ({error}); fetch or pack it again")
