"""Feeds every reader broken inputs: mutated samples of each format, as many as fit in the time.

python benchmarks/fuzz.py [SECONDS FOR EACH FORMAT] [FORMAT...] [--seed N] [--keep FOLDER]

Prints one JSON object a format: inputs tried, reports and refusals among them, the seconds of the slowest
(working time without the process that parses) and of the longest (on the clock, with it), and the finds,
which are errors of another kind than `ReadError` and reasons of more than one line; with `--keep` they are
written to the folder. The exit status is 1 when there is a find. Restarts of the process that parses (a
crash, a time or memory over its limit) are counted as `limited`: they cost that input only. Of zip files
(DOCX, WACZ) half the inputs are broken within a member and packed again, so that its parser is reached.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import resource
import sys
import tarfile
import time
import zipfile
from collections import Counter
from pathlib import Path

import zstandard

from dragoman.errors import ReadError
from dragoman.reading.formats import read_item
from dragoman.reading.item import Budget, Item, buffered
from dragoman.settings import Settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "reading"))
import samples  # noqa: E402

TEXT = "\n\n".join(samples.FIRST + samples.SECOND)
TOKENS = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"<",
    b">",
    b"&",
    b"{",
    b"}",
    b"\\",
    b'"',
    b"\r\n",
    b"%",
    b"(",
    b"-1",
    b"9" * 20,
)
LIMITED = ("seconds to parse", "of memory to parse", "ended the process")


AT = "https://h.example"


def crawled() -> bytes:
    """Return a WARC file of two answers."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + TEXT.encode()
    fields = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {AT}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Date: 2022-01-10T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return (fields.encode() + answer + b"\r\n\r\n") * 2


def packed() -> dict[str, bytes]:
    """Return one archive of each kind with a text, a row or a page in it."""
    zipped, wacz, tarred = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(wacz, "w") as archive:
        archive.writestr("archive/data.warc", crawled())
        archive.writestr("datapackage.json", "{}")
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.jsonl", json.dumps({"text": TEXT}))
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return {
        "a.zip": zipped.getvalue(),
        "a.wacz": wacz.getvalue(),
        "a.tar": tarred.getvalue(),
        "a.txt.gz": gzip.compress(TEXT.encode()),
        "a.txt.bz2": bz2.compress(TEXT.encode()),
        "a.txt.xz": lzma.compress(TEXT.encode()),
        "a.txt.zst": zstandard.compress(TEXT.encode()),
    }


def documents() -> dict[str, bytes]:
    """Return one file of each form that is parsed in the process of its own."""
    import docx
    import pyarrow
    from pyarrow import parquet

    written, columns = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    for paragraph in TEXT.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(written)
    parquet.write_table(pyarrow.Table.from_pylist([{"text": TEXT, "date": "2022-01-10"}]), columns)
    lines = [(72, 700 - 12 * number, line) for number, line in enumerate(samples.FIRST + samples.SECOND)]
    page = (ROOT / "tests" / "gold" / "pages" / "inserts-1.html").read_bytes()
    return {
        "a.docx": written.getvalue(),
        "a.pdf": samples.pdf([lines]),
        "a.rtf": samples.as_rtf(samples.NEXIS).encode(),
        "a.parquet": columns.getvalue(),
        "a.html": page,
        "europresse.html": samples.EUROPRESSE.encode(),
    }


def others() -> dict[str, bytes]:
    """Return the forms that are text."""
    mail = f"From: Herald <n@h.example>\nSubject: Talks\nDate: Mon, 10 Jan 2022 08:00:00 +0100\n\n{TEXT}\n"
    return {
        "a.warc": crawled(),
        "a.eml": mail.encode(),
        "a.mbox": f"From n@h.example Mon Jan 10 08:00:00 2022\n{mail}\n".encode() * 2,
        "a.csv": f'text,date\n"{TEXT}",2022-01-10\n'.encode(),
        "a.jsonl": json.dumps({"text": TEXT, "date": "2022-01-10"}).encode(),
        "a.json": json.dumps({"articles": [{"text": TEXT, "url": AT}]}).encode(),
        "a.rss": (
            f"<rss version='2.0'><channel><item><title>T</title><link>{AT}/a</link></item></channel></rss>"
        ).encode(),
        "a.atom": (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><id>1</id>"
            f"<link href='{AT}/a'/><updated>2022-01-10T08:00:00Z</updated></entry></feed>"
        ).encode(),
        "gdelt.csv": (
            "\t".join(["1", "2022", "h.example", *["x"] * 57, f"{AT}/a"])
            + "\n"
            + "\t".join(["20220110-1", "20220110", "1", "h.example", f"{AT}/b", *["x"] * 22])
            + "\n"
        ).encode(),
        "a.urls": f"# pages\n{AT}/a\n{AT}/b\n".encode(),
        "sitemap.xml": f"<urlset><url><loc>{AT}/a</loc></url></urlset>".encode(),
        "nexis.txt": samples.NEXIS.encode(),
        "factiva.txt": samples.FACTIVA_CODED.encode(),
        "factiva-plain.txt": samples.FACTIVA_PLAIN.encode(),
        "proquest.txt": samples.PROQUEST.encode(),
        "a.txt": b"Title: Talks\nDate: 2022-01-10\n\n" + TEXT.encode(),
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to eight changes: bits, cuts, doublings, tokens, numbers."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        length = min(chance.choice((1, 2, 8, 64, 512)), len(changed) - at)
        kind = chance.randrange(6)
        if kind == 0:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length] * chance.randint(1, 20)
        elif kind == 3:
            changed[at:at] = chance.choice(TOKENS)
        elif kind == 4:
            changed[at : at + length] = chance.randbytes(length)
        else:
            del changed[at:]
    return bytes(changed)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Return a zip file with one member changed and its checksums right, so that what reads it is reached."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w") as changed:
        members = archive.infolist()
        one = chance.choice(members)
        for member in members:
            inner = archive.read(member)
            changed.writestr(member.filename, mutated(inner, chance) if member is one else inner)
    return written.getvalue()


def fuzz(
    name: str, sample: bytes, seconds: float, chance: random.Random, keep: Path | None
) -> dict[str, object]:
    """Return the figures of one format."""
    settings = Settings(parse_seconds=10.0)
    counts: Counter[str] = Counter()
    finds: list[str] = []
    slowest, longest = 0.0, 0.0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        inside = sample.startswith(b"PK") and chance.random() < 0.5
        data = repacked(sample, chance) if inside else mutated(sample, chance)
        counts["inputs"] += 1
        began, working = time.monotonic(), time.process_time()
        why = ""
        try:
            for found in read_item(Item(name, buffered(io.BytesIO(data)), Budget(name, settings)), settings):
                refused = isinstance(found, ReadError)
                counts["refused" if refused else "found"] += 1
                if refused and any(words in found.reason for words in LIMITED):
                    counts["limited"] += 1
                if refused and "\n" in found.reason:
                    why = f"lines: {found.reason!r}"
        except Exception as error:  # whatever it is, it is a find
            why = f"{type(error).__name__}: {error}"
        slowest = max(slowest, time.process_time() - working)
        longest = max(longest, time.monotonic() - began)
        if why:
            finds.append(why[:300])
            if keep:
                (keep / f"{name}-{counts['inputs']}").write_bytes(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    times = {"slowest": round(slowest, 3), "longest": round(longest, 3)}
    figures = {"format": name, **counts, **times, "memory_mb": memory}
    return {**figures, "finds": sorted(set(finds))[:10]}


def main() -> int:
    """Fuzz the formats that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", nargs="?", type=float, default=600.0)
    parser.add_argument("formats", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    found = False
    for name, sample in {**packed(), **documents(), **others()}.items():
        if options.formats and name not in options.formats:
            continue
        figures = fuzz(name, sample, options.seconds, chance, options.keep)
        found = found or bool(figures["finds"])
        print(json.dumps(figures, ensure_ascii=False), flush=True)
    return int(found)


if __name__ == "__main__":
    raise SystemExit(main())
