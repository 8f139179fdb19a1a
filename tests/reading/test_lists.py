"""Feeds, sitemaps and lists of addresses, against a real server: each page once, and politely."""

import datetime as dt
import itertools
import time

import pytest

from dragoman.errors import ReadError
from dragoman.reading import Address, read_sources

HTML = {"Content-Type": "text/html; charset=utf-8"}
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title><link>{at}</link>
<item><title>River talks</title><link>{at}/a</link><guid>1</guid>
<pubDate>Mon, 10 Jan 2022 08:00:00 GMT</pubDate></item>
<item><title>Boats leave</title><link>{at}/b</link><guid>2</guid></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>
<entry><title>River talks</title><link rel="alternate" href="{at}/a"/><link rel="edit" href="{at}/x"/>
<id>1</id>
<published>2022-01-10T08:00:00Z</published><author><name>Ann Lee</name></author></entry>
<entry><title>Boats leave</title><link href="/b"/><id>2</id></entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>{at}/i.png</image:loc></image:image><loc>{at}/a</loc><news:news>
<news:publication_date>2022-01-10</news:publication_date><news:title>River talks</news:title>
</news:news></url>
<url><loc>{at}/b</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{at}/one.xml</loc></sitemap>
<sitemap><loc>{at}/index.xml</loc></sitemap></sitemapindex>"""
LIST = "# pages of one day\n{at}/a\n\n{at}/b\n{at}/a\n"


@pytest.fixture
def site(server, page, article):
    server.answers["/a"] = (200, HTML, page().encode())
    server.answers["/b"] = (
        200,
        HTML,
        page(title="Boats leave the river", body=article + " So it went on.").encode(),
    )
    return server


@pytest.fixture
def fast(settings):
    return settings.model_copy(update={"host_seconds": 0.0})


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("/feed", RSS, "application/rss+xml"),
        ("/feed", RSS, "text/xml"),
        ("/feed", ATOM, "application/atom+xml"),
        ("/sitemap.xml", SITEMAP, "application/xml"),
        ("/list.txt", LIST, "text/plain"),
    ],
)
def test_every_page_that_is_named_is_read_once(site, fast, name, text, kind):
    site.answers[name] = (200, {"Content-Type": kind}, text.format(at=site.address).encode())
    first, second = read_sources([site.address + name], fast)
    assert (first.name, second.name) == (f"{site.address}/a", f"{site.address}/b")
    assert second.title == "Boats leave the river"
    if text != LIST:
        assert first.published == dt.date(2022, 1, 10)


def test_files_of_addresses_feeds_and_sitemaps_are_followed_too(site, fast, tmp_path):
    for name, text in (("a.txt", LIST), ("b.urls", LIST), ("c.xml", SITEMAP), ("d.rss", RSS)):
        (tmp_path / name).write_text(text.format(at=site.address))
        reports = list(read_sources([tmp_path / name], fast))
        assert [report.name.removeprefix(site.address) for report in reports] == ["/a", "/b"]


def test_an_index_of_sitemaps_that_names_itself_ends(site, fast):
    headers = {"Content-Type": "application/xml"}
    site.answers["/index.xml"] = (200, headers, INDEX.format(at=site.address).encode())
    site.answers["/one.xml"] = (200, headers, SITEMAP.format(at=site.address).encode())
    found = list(read_sources([f"{site.address}/index.xml"], fast))
    assert [one.name.removeprefix(site.address) for one in found if not isinstance(one, ReadError)] == [
        "/a",
        "/b",
    ]


def test_robots_txt_is_heeded_for_what_a_list_names_and_not_for_what_a_person_names(site, fast):
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /a\n")
    refused, read = read_sources([Address(f"{site.address}/a"), Address(f"{site.address}/b")], fast)
    assert "robots.txt" in refused.reason
    assert read.title == "Boats leave the river"
    (named,) = read_sources([f"{site.address}/a"], fast)
    assert named.title == "Envoys agree on river talks"


def test_one_host_is_not_asked_faster_than_the_rate(site, settings):
    times = []

    def handle(request):
        times.append(time.monotonic())
        request.wfile.write(b"HTTP/1.0 404 Not Found\r\n\r\n")

    for name in ("/1", "/2", "/3"):
        site.answers[name] = handle
    slow = settings.model_copy(update={"host_seconds": 0.4})
    list(read_sources([Address(site.address + name) for name in ("/1", "/2", "/3")], slow))
    assert min(later - sooner for sooner, later in itertools.pairwise(times)) >= 0.3


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [BOMB, FILE])
@pytest.mark.parametrize(
    "body",
    [
        "<rss version='2.0'><channel><title>&b;&x;</title></channel></rss>",
        "<urlset><url><loc>&b;</loc></url></urlset>",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(server, settings, head, body, charset):
    kind = "application/rss+xml" if "rss" in body else "application/xml"
    server.answers["/x"] = (200, {"Content-Type": kind}, (head + body).encode(charset))
    (error,) = read_sources([f"{server.address}/x"], settings)
    assert isinstance(error, ReadError)


def test_a_file_in_an_archive_that_lists_addresses_fetches_nothing(read):
    import gzip
    import io
    import tarfile

    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        data = b"http://192.168.0.1/admin\n"
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    assert not any(isinstance(one, Address) for one in read("a.tgz", gzip.compress(stream.getvalue())))
