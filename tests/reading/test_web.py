"""Addresses, against a real server on this machine."""

import gzip
import json
import socket
import time

import pytest

from dragoman.errors import ReadError
from dragoman.reading import read_sources, web

HTML = {"Content-Type": "text/html; charset=utf-8"}


def read_one(settings, address):
    (result,) = read_sources([address], settings)
    return result


def test_a_page_is_read_with_its_address_as_name_and_url(server, settings, page, article):
    server.answers["/a"] = (200, HTML, page().encode())
    report = read_one(settings, f"{server.address}/a")
    assert report.name == report.url == f"{server.address}/a"
    assert report.body.of(report.text).split() == article.split()


def test_the_servers_charset_is_followed(server, settings, page, article):
    body = page(charset="", body=article.replace("river", "café")).encode("iso-8859-1")
    server.answers["/a"] = (200, {"Content-Type": "text/html; charset=iso-8859-1"}, body)
    assert "café treaty" in read_one(settings, f"{server.address}/a").text


def test_redirects_are_followed_and_the_last_address_is_the_url(server, settings, article):
    server.answers["/old"] = (301, {"Location": "/new"}, b"")
    server.answers["/new"] = (200, {"Content-Type": "text/plain"}, article.encode())
    report = read_one(settings, f"{server.address}/old")
    assert (report.name, report.url) == (f"{server.address}/old", f"{server.address}/new")
    assert report.text == article


def test_compressed_answers_and_json_lines_are_read(server, settings, article):
    body = gzip.compress(json.dumps({"text": article, "outlet": "Herald"}).encode())
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    server.answers["/a"] = (200, headers, body)
    assert read_one(settings, f"{server.address}/a").outlet == "Herald"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((404, {}, b""), "answered 404"),
        ((500, HTML, b"<html>"), "answered 500"),
        ((302, {"Location": "/a"}, b""), "redirects more than 5 times"),
        ((302, {"Location": "file:///etc/hostname"}, b""), "only http and https"),
        ((302, {"Location": "http://localhost/"}, b""), "private network (localhost)"),
        ((302, {"Location": "http://[::1]:1/"}, b""), "private network (::1)"),
        ((302, {"Location": "http://[::ffff:10.0.0.1]/"}, b""), "private network"),
        ((302, {"Location": "http://169.254.169.254/latest"}, b""), "private network (169.254.169.254)"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 page"), "is broken"),
        ((200, {"Content-Type": "video/mp4"}, b"moving pictures"), "answered with video/mp4"),
        ((200, HTML, b""), "is empty"),
        ((200, HTML, b"<p>" + b"x" * 9_000), "larger than 8,000 bytes"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(bytes(10**6))), "larger than 8,000 bytes"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"), "cannot be fetched"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_names_the_address(server, settings, answer, why):
    server.answers["/a"] = answer
    error = read_one(settings.model_copy(update={"max_report_bytes": 8_000}), f"{server.address}/a")
    assert isinstance(error, ReadError)
    assert error.name == f"{server.address}/a"
    assert why in error.reason
    assert "\n" not in str(error)


def test_private_hosts_are_refused_unless_they_are_named(server, settings, article):
    server.answers["/a"] = (200, {"Content-Type": "text/plain"}, article.encode())
    refused = read_one(settings.model_copy(update={"allow_private_hosts": ()}), f"{server.address}/a")
    assert "DRAGOMAN_ALLOW_PRIVATE_HOSTS" in str(refused)


def test_a_name_that_resolves_to_a_private_address_is_refused_and_looked_up_once(settings, monkeypatch):
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.216.34", "10.1.2.3")
        ]

    monkeypatch.setattr(web.socket, "getaddrinfo", resolve)
    error = read_one(settings, "http://news.example/a")
    assert "private network (news.example)" in str(error)
    assert asked == ["news.example"]


def test_the_connection_goes_to_the_address_that_was_checked(server, settings, article, monkeypatch):
    """A name server that changes its answer after the check is never asked again."""
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.server_port))]])
    real = socket.getaddrinfo

    def resolve(host, port, *args, **options):
        return next(answers) if host == "news.example" else real(host, port, *args, **options)

    hosts = []

    def handle(request):
        hosts.append(request.headers["Host"])
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + article.encode())

    server.answers["/a"] = handle
    monkeypatch.setattr(web.socket, "getaddrinfo", resolve)
    allowed = settings.model_copy(update={"allow_private_hosts": ("news.example",)})
    report = read_one(allowed, f"http://news.example:{server.server_port}/a")
    assert report.text == article
    assert hosts == [f"news.example:{server.server_port}"]


def test_a_silent_server_is_given_up(server, settings):
    server.answers["/a"] = lambda request: time.sleep(1.5)
    error = read_one(settings.model_copy(update={"fetch_timeout": 0.3}), f"{server.address}/a")
    assert "did not answer in 0.3 seconds" in str(error)


def test_a_server_that_drips_is_given_up_in_its_whole_time(server, settings):
    def drip(request):
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        for _ in range(100):
            try:
                request.wfile.write(b"x")
                request.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    server.answers["/a"] = drip
    began = time.monotonic()
    error = read_one(settings.model_copy(update={"fetch_timeout": 0.3}), f"{server.address}/a")
    assert isinstance(error, ReadError)
    assert time.monotonic() - began < 3


def test_a_broken_connection_and_a_lost_host_are_told(settings):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert "cannot be fetched" in str(read_one(settings, f"http://127.0.0.1:{port}/a"))
    assert "cannot be found" in str(read_one(settings, "http://no-such-host.invalid/a"))


@pytest.mark.parametrize("address", ["http://", "http://[bad/", "http://a:99999/", "https:///path"])
def test_a_broken_address_is_one_line(settings, address):
    error = read_one(settings, address)
    assert isinstance(error, ReadError)
    assert "\n" not in str(error)
