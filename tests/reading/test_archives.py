"""Archives: every member is read by its own form; bombs, depths and broken ones are one line each."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
import zstandard

from dragoman.errors import ReadError


def zipped(members, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, **options)
    return stream.getvalue()


def tarred(members):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


PACKERS = [gzip.compress, zstandard.compress, bz2.compress, lzma.compress]


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("name", ["talks.txt.packed", "talks.bin"])
def test_a_packed_report_is_read_whatever_its_name(read, article, pack, name):
    (report,) = read(name, pack(article.encode()))
    assert (report.name, report.text) == (name, article)


@pytest.mark.parametrize("pack", [zipped, tarred, lambda members: gzip.compress(tarred(members))])
def test_members_are_read_by_their_own_form_and_named(read, article, page, pack):
    line = b'{"text": "Envoys met in Geneva.", "outlet": "Herald"}\n'
    members = {"a.txt": article.encode(), "web/b.html": page().encode(), "c.jsonl": line}
    first, second, third = read("all.archive", pack(members))
    assert [one.name for one in (first, second, third)] == [
        "all.archive:a.txt",
        "all.archive:web/b.html",
        "all.archive:c.jsonl:1",
    ]
    assert (first.text, second.title, third.outlet) == (article, "Envoys agree on river talks", "Herald")


def test_archives_in_archives_are_read_to_the_limit_of_depth(read, article):
    data = article.encode()
    for _ in range(4):
        data = zipped({"inner": data, "note.txt": b"Envoys met."})
    names = [one.name for one in read("a.zip", data) if not isinstance(one, ReadError)]
    assert "a.zip:inner:inner:inner:inner" in names
    errors = [one for one in read("a.zip", data, max_archive_depth=2) if isinstance(one, ReadError)]
    assert "lies in more than 2 archives" in errors[0].reason


@pytest.mark.parametrize("pack", [*PACKERS, lambda data: zipped({"a.txt": data})])
def test_a_bomb_is_stopped_by_its_ratio(read, pack):
    bomb = pack(b" " * 60_000_000)
    (error,) = read("bomb", bomb, max_report_bytes=100_000_000, max_document_bytes=100_000_000)
    assert isinstance(error, ReadError)
    assert "200 times its size" in error.reason


def test_all_that_is_unpacked_counts_against_one_budget(read, article):
    members = {f"{number}.txt": article.encode() for number in range(50)}
    found = read("many.zip", zipped(members), max_archive_bytes=10 * len(article))
    errors = [one for one in found if isinstance(one, ReadError)]
    assert 0 < len(found) - len(errors) < 12
    assert "unpacks to more than" in errors[0].reason
    found = read("many.zip", zipped(members), max_archive_members=7)
    assert len(found) == 8
    assert "holds more than 7 members" in found[-1].reason


def test_names_that_lead_out_of_the_folder_write_nothing(read, article, tmp_path, monkeypatch):
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    for pack in (zipped, tarred):
        (report,) = read("a", pack({"../../evil.txt": article.encode()}))
        assert report.text == article
    assert [path.name for path in tmp_path.rglob("*")] == ["inside"]


def test_links_in_a_tar_archive_are_not_followed(read, article):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("host.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
        info = tarfile.TarInfo("a.txt")
        info.size = len(article.encode())
        archive.addfile(info, io.BytesIO(article.encode()))
    (report,) = read("a.tar", stream.getvalue())
    assert report.text == article


def test_a_member_without_a_name_takes_no_other_with_it(read, article):
    named = zipped({"a.txt": article.encode(), "b.txt": article.replace("Geneva", "Oslo").encode()})
    first, second = read("all.zip", named.replace(b"a.txt", b"\0.txt"))
    assert isinstance(first, ReadError) or first.text == article
    assert second.name == "all.zip:b.txt"


def test_hidden_members_are_passed_over(read, article):
    members = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": article.encode()}
    assert len(read("a.zip", zipped(members))) == 1


@pytest.mark.parametrize(
    "pack", [*PACKERS, lambda data: zipped({"a.txt": data}), lambda data: tarred({"a.txt": data})]
)
def test_a_broken_archive_is_told_in_one_line(read, article, pack):
    whole = pack(article.encode() * 50)
    for cut in (10, len(whole) // 2):
        found = read("cut", whole[:cut])
        errors = [one for one in found if isinstance(one, ReadError)]
        assert errors
        assert all("\n" not in str(error) for error in errors)


def test_an_encrypted_member_says_so(read, article):
    data = bytearray(zipped({"a.txt": article.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (error,) = read("a.zip", bytes(data))
    assert "is encrypted" in error.reason
