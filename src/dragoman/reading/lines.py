"""Markup to lines of text: what PDF, DOCX, RTF and HTML documents have in common afterwards."""

from __future__ import annotations

import re

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
UNSEEN = frozenset(["script", "style", "noscript", "template", "head"])
CELLS = frozenset({"td", "th"})
SPACES = re.compile(r"[^\S\n\t]+")


def html_lines(page: str) -> list[str]:
    """Return the lines that a page shows: blocks apart, the cells of a row parted by tabs."""
    from lxml import etree, html

    root = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    parts: list[str] = []
    depth_unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in UNSEEN:
            depth_unseen += 1 if event == "start" else -1
        if event == "start":
            parts.append("\n" if tag in BLOCKS else "\t" if tag in CELLS else "")
            if not depth_unseen and element.text:
                parts.append(_on_one_line(element.text))
        else:
            parts.append("\n" if tag in BLOCKS else "")
            if not depth_unseen and element.tail and element is not root:
                parts.append(_on_one_line(element.tail))
    return tidy("".join(parts))


def _on_one_line(text: str) -> str:
    return SPACES.sub(" ", text.replace("\n", " ").replace("\t", " "))


def tidy(text: str) -> list[str]:
    """Return the lines of `text` without outer white space, never two empty ones in a row."""
    found: list[str] = []
    for line in re.split(r"\r\n|\r|\n|\f|\v|\u2028|\u2029", text):
        line = SPACES.sub(" ", line).strip(" \t\u00a0")
        if line or (found and found[-1]):
            found.append(line)
    return found
