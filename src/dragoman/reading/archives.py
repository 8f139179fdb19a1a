"""Archives: gzip, zstd, bzip2, xz, zip and tar; each member is read by the reader of its own form.

Members are read one after another from where they lie: nothing is written under a member's name, so
a name that leads out of the folder leads nowhere.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from dragoman.errors import ReadError
from dragoman.reading.extras import needs
from dragoman.reading.item import Found, Item, Readable, Unpacked, rewindable
from dragoman.settings import Settings

MAX_NAME = 200
"""Characters of a member's name that are shown."""
ENCRYPTED = 0x1


def read_gzip(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield what a gzip file holds."""
    yield _unpacked(item, gzip.GzipFile(fileobj=item.stream), settings)


def read_bzip2(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield what a bzip2 file holds."""
    yield _unpacked(item, bz2.BZ2File(item.stream), settings)


def read_xz(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield what an xz file holds."""
    yield _unpacked(item, lzma.LZMAFile(item.stream), settings)  # noqa: SIM115


def read_zstd(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield what a zstd file holds."""
    with needs(item.name, "archives"):
        import zstandard
    decompressor = zstandard.ZstdDecompressor(max_window_size=2**27)
    stream = decompressor.stream_reader(item.stream, read_across_frames=True)
    yield _unpacked(item, stream, settings)


def read_zip(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the members of a zip file in the order of its directory."""
    with rewindable(item) as stream:
        try:
            archive = zipfile.ZipFile(stream)
            members = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
            raise ReadError(item.name, f"is a broken zip file ({error}); fetch or pack it again") from error
        crawled = _is_wacz({member.filename for member in members})
        for member in members:
            if crawled and not member.filename.startswith("archive/"):
                continue
            # zipfile itself fails on a member whose name is empty.
            if (member.filename and member.is_dir()) or _hidden(member.filename):
                continue
            item.budget.member()
            yield _zip_member(item, archive, member, settings)


def _is_wacz(names: set[str]) -> bool:
    """Tell whether a zip file is a WACZ, whose pages lie in `archive` and nowhere else."""
    return "datapackage.json" in names and any(
        name.startswith("archive/") and ".warc" in name for name in names
    )


def _zip_member(item: Item, archive: zipfile.ZipFile, member: zipfile.ZipInfo, settings: Settings) -> Found:
    name = _shown(member.filename)
    full = f"{item.name}:{name}"
    if member.flag_bits & ENCRYPTED:
        return ReadError(full, "is encrypted; unpack it with its password and read that")
    try:
        source = archive.open(member)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        return ReadError(full, f"cannot be unpacked ({error}); fetch or pack it again")
    size = member.compress_size
    stream = Unpacked(source, full, item.budget, lambda: size, settings.max_archive_ratio)
    return item.within(name, stream)


def read_tar(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the files of a tar archive, in their order; links and devices are passed over."""
    try:
        with tarfile.open(fileobj=item.stream, mode="r|") as archive:
            for member in archive:
                if not member.isreg() or _hidden(member.name):
                    continue
                item.budget.member()
                source = archive.extractfile(member)
                if source is not None:
                    yield _tar_member(item, source, member)
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise ReadError(item.name, f"is a broken tar archive ({error}); fetch or pack it again") from error


def _tar_member(item: Item, source: IO[bytes], member: tarfile.TarInfo) -> Item:
    name = _shown(member.name)
    size = member.size
    stream = Unpacked(source, f"{item.name}:{name}", item.budget, lambda: size, most_ratio=1, expected=size)
    return item.within(name, stream)


def _unpacked(item: Item, source: Readable, settings: Settings) -> Item:
    """Return the one thing that a packed stream holds, named like it without the last ending."""
    stream = Unpacked(source, item.name, item.budget, item.stream.tell, settings.max_archive_ratio)
    inner = PurePosixPath(item.file_name or item.name).with_suffix("").name
    if item.ending in {".tgz", ".tbz", ".txz"}:
        inner += ".tar"
    return item.within("", stream, file_name=inner, url=item.url)


def _hidden(name: str) -> bool:
    """Tell whether a member is hidden, as those that some systems add to every archive are."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or "__MACOSX" in parts


def _shown(name: str) -> str:
    """Return a member's name without what could upset a terminal or fill it."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[-MAX_NAME:]
