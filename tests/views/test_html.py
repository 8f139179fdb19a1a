"""The account as one HTML file: whole, without requests, and with reports' text as text."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from dragoman.errors import DragomanError
from dragoman.views import build_account
from dragoman.views.canvas import Canvas
from dragoman.views.html import Standing, render_html, write_html
from sheets import NORTH, SCRIPT, Sheet, hostile_account, ledger_of


class Page(HTMLParser):
    """Tags with their attributes, and the text between."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page(account):
    return Page(render_html(account))


def test_each_of_the_five_parts_has_its_lines(account, page):
    assert {"timeline", "statements", "positions", "calendar", "reports"} <= {
        attributes.get("id") for attributes in page.of("section")
    }
    folded = {attributes.get("id") for attributes in page.of("details")}
    for line in account.lines().values():
        assert f"e-{line.id.rpartition('_')[2]}" in folded


def test_where_the_negotiation_stands_has_its_places_and_is_left_out_where_it_is_not_known(account):
    plot = Canvas(40, 20, "who stood where when").plot()
    page = Page(render_html(account, Standing(plot, Markup("<p>models</p>"))))
    assert [figure["aria-label"] for figure in page.of("svg")].count("who stood where when") == 1
    assert "models" in [section.get("id") for section in page.of("section")]
    bare = Page(render_html(account))
    assert "models" not in [section.get("id") for section in bare.of("section")]
    assert "#models" not in [link["href"] for link in bare.of("a")]


def test_each_telling_is_marked_in_its_paragraph(account):
    page = render_html(account)
    for line in account.timeline:
        for telling in line.tellings:
            assert f"<mark>{telling.words}</mark>" in page


def test_inner_links_lead_somewhere_and_ids_are_unique(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = [a["href"][1:] for a in page.of("a") if a["href"].startswith("#")]
    assert inner
    assert set(inner) <= set(ids)


def test_nothing_is_fetched_from_anywhere(page):
    for tag, attributes in page.tags:
        assert "src" not in attributes
        assert tag not in ("link", "img", "iframe", "object", "embed", "form", "base")
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_the_policy_allows_only_the_page_s_own_style_and_script(account):
    text = render_html(account)
    policy = next(meta["content"] for meta in Page(text).of("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (inner,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_hostile_report_shows_as_text():
    text = render_html(hostile_account())
    page = Page(text)
    assert len(page.of("script")) == 1
    assert len(page.of("img")) == 0
    assert SCRIPT in page.text
    assert "{{ 7*7 }}" in page.text
    assert "x" * 5000 in page.text
    assert "𓂀" in page.text
    assert not {"\x00", "\u202e"} & set(text)
    assert not [a for a in page.of("a") if a["href"].startswith("javascript")]


def test_only_web_addresses_become_links(page):
    outer = [a for a in page.of("a") if not a["href"].startswith("#")]
    assert [a["href"] for a in outer] == ["https://wire.example/one"]
    assert "noreferrer" in outer[0]["rel"]


def test_a_page_that_cannot_be_written_is_one_line(account, tmp_path):
    with pytest.raises(DragomanError, match="cannot be written"):
        write_html(account, tmp_path / "nowhere" / "brief.html")


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path):
    sheet = Sheet("a.txt", "Wire", "2020-03-05")
    sheet.event("Nordia demanded calm.", "demanded", "REQUEST", [NORTH])
    with ledger_of(sheet) as ledger:
        made = build_account(ledger)
    line = made.timeline[0].model_copy(update={"words": "half \udc80 a pair"})
    write_html(made.model_copy(update={"timeline": (line,)}), tmp_path / "brief.html")
    assert "half � a pair" in (tmp_path / "brief.html").read_text(encoding="utf-8")
