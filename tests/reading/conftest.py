"""Articles of our own for the readers, and a real web server on this machine."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.reading.assemble import make_report
from dragoman.reading.formats import read_item
from dragoman.reading.item import Budget, Item, buffered
from dragoman.reading.page import page_drafts
from dragoman.settings import Settings

ARTICLE = (
    "Envoys of Norland and Estmark met in Geneva on Monday and agreed to open talks on the river treaty. "
    "The foreign minister of Norland, Karin Holt, said that her government would send envoys next week.\n\n"
    "Estmark, she told reporters, had offered to withdraw its patrol boats. A spokesman there denied "
    "that any such offer had been made, and warned that the blockade would go on."
)


@pytest.fixture
def article():
    return ARTICLE


@pytest.fixture
def settings():
    return Settings(allow_private_hosts=("127.0.0.1",), fetch_timeout=2.0)


@pytest.fixture
def read(settings):
    """Read bytes as the file of a name: all that the reader of its form yields."""

    def read(name, data, **options):
        given = settings.model_copy(update=options)
        return list(read_item(Item(name, buffered(io.BytesIO(data)), Budget(name, given)), given))

    return read


def read_html(name, data, charset="", url=""):
    """Return the report of a page, parsed in this process."""
    (draft,) = page_drafts(data, charset, url)
    return make_report(name, draft.text, draft.metadata)


@pytest.fixture(name="read_html")
def read_html_fixture():
    return read_html


@pytest.fixture
def page(article):
    """Make a news page with navigation, advertising and metadata around the article."""

    def make(charset="utf-8", head="", body=article, title="Envoys agree on river talks"):
        paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
        return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>{title} | Harbour Herald</title>
<meta property="og:title" content="{title}">{head}</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<article><h1>{title}</h1>{paragraphs}</article>
<aside><h3>Read more</h3><ul><li><a href="/b">Storm closes the ports</a></li></ul></aside>
<script>document.write("This must never be read as a part of the article.")</script>
<footer>Copyright Harbour Herald. All rights reserved.</footer></body></html>"""

    return make


@pytest.fixture
def server():
    """Serve what a test puts into `answers`: path to (status, headers, body) or a handler function."""
    answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer = answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    httpd.answers = answers
    httpd.address = f"http://127.0.0.1:{httpd.server_port}"
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()
