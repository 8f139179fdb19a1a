"""What a page says of itself: JSON-LD first, then `meta` elements, then the elements that news sites use.

Every value comes from the net: it is only ever text, cut to a length.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dragoman.reading.assemble import Draft, Metadata
from dragoman.reading.boilerplate import plain_author
from dragoman.reading.dates import parse_date
from dragoman.reading.outlets import is_live, is_opinion
from dragoman.records import ReportMark

ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "AskPublicNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "Report",
    ]
)
OPINION = frozenset({"OpinionNewsArticle", "ReviewNewsArticle"})
LIVE = "LiveBlogPosting"
MAX_VALUE = 500
MAX_NODES = 5_000
"""JSON objects of a page that are looked at."""
PAYWALL = re.compile(
    r"(?:to (?:continue|keep) reading|subscribe to (?:read|continue|unlock)|subscribers? only"
    r"|already a subscriber|this article is (?:for|reserved)"
    r"|read the full (?:story|article)|sign in to read|register to read)",
    re.IGNORECASE,
)
PAYWALL_CLASS = "paywall|subscriber-only|subscription-wall|regwall|premium-wall|piano-offer|gated"
TITLE_END = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")


@dataclass(frozen=True)
class Told:
    """What was found; empty where the page does not say it."""

    metadata: Metadata
    body: str
    """The article's text as JSON-LD repeats it."""
    posts: tuple[Draft, ...]
    """The posts of a live blog."""
    site: str
    """The name that the page's title ends with after its headline, which is most often the outlet's."""
    is_article: bool


def page_metadata(tree: Any) -> Told:  # noqa: ANN401
    """Return what the page of the lxml element `tree` says of itself."""
    metas = _metas(tree)
    node = next((node for node in _nodes(tree) if _types(node) & ARTICLES), {})
    title = _text(node.get("headline")) or _heading(tree) or _meta(metas, "og:title", "twitter:title")
    section = _text(node.get("articleSection")) or _meta(
        metas, "article:section", "section", "parsely-section"
    )
    url = _canonical(tree) or _text(node.get("mainEntityOfPage")) or _text(node.get("url"))
    found = Metadata(
        title=_without_outlet(title),
        author=plain_author(_names(node.get("author")) or _byline(tree, metas)),
        outlet=_names(node.get("publisher")) or _meta(metas, "og:site_name", "application-name"),
        url=url or _meta(metas, "og:url"),
        section=section,
        published=parse_date(_text(node.get("datePublished")))
        or parse_date(_meta(metas, *PUBLISHED_NAMES))
        or _time(tree),
        updated=parse_date(_text(node.get("dateModified"))) or parse_date(_meta(metas, *UPDATED_NAMES)),
    )
    return Told(
        replace(found, marks=_marks(tree, node, found)),
        body=_long(node.get("articleBody")),
        posts=_posts(node),
        site=_after_headline(tree, found.title),
        is_article=bool(node) or _meta(metas, "og:type") == "article",
    )


PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "date",
    "pubdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "cXenseParse:recs:publishtime",
)
UPDATED_NAMES = ("article:modified_time", "og:updated_time", "dateModified", "last-modified", "lastmod")
AUTHOR_NAMES = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator")


def _marks(tree: Any, node: dict[str, Any], found: Metadata) -> tuple[ReportMark, ...]:  # noqa: ANN401
    marks: list[ReportMark] = []
    types = _types(node)
    if types & OPINION or is_opinion(found.section, found.title, found.url):
        marks.append("opinion")
    if LIVE in types or is_live(found.title, found.url):
        marks.append("live")
    free = node.get("isAccessibleForFree")
    if str(free).casefold() == "false" or _has_paywall(tree):
        marks.append("partial")
    return tuple(marks)


def _has_paywall(tree: Any) -> bool:  # noqa: ANN401
    for element in tree.xpath("//div|//section|//aside"):
        words = f"{element.get('class', '')} {element.get('id', '')}".casefold()
        if re.search(PAYWALL_CLASS, words):
            text = " ".join(element.text_content().split())
            if len(text) < 2_000 and PAYWALL.search(text):
                return True
    return False


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield the objects of the page's JSON-LD, outer ones first."""
    left = MAX_NODES
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            left -= 1
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                yield node
                waiting.extend(
                    node.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
                )


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {str(kind).rpartition("/")[2] for kind in kinds if kind}


def _posts(node: dict[str, Any]) -> tuple[Draft, ...]:
    updates = node.get("liveBlogUpdate")
    if isinstance(updates, dict):
        updates = [updates]
    if not isinstance(updates, list):
        return ()
    return tuple(
        Draft(
            _long(update.get("articleBody")),
            Metadata(
                title=_text(update.get("headline")),
                author=plain_author(_names(update.get("author"))),
                url=_text(update.get("url")),
                published=parse_date(_text(update.get("datePublished"))),
            ),
        )
        for update in updates[:MAX_NODES]
        if isinstance(update, dict)
    )


def _text(value: Any) -> str:  # noqa: ANN401
    """Return a value of JSON-LD as one line of text; of an object, what names it."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return _text(value.get("@id") or value.get("name") or value.get("url"))
    return " ".join(_unmarked(str(value)).split())[:MAX_VALUE] if isinstance(value, str | int | float) else ""


def _long(value: Any) -> str:  # noqa: ANN401
    return _unmarked(value) if isinstance(value, str) else ""


def _unmarked(text: str) -> str:
    """Return text without tags and character references, which some sites leave in their JSON-LD."""
    import html

    text = re.sub(r"</p>|<br\s*/?>", "\n", text)
    return html.unescape(re.sub(r"<[^<>]{1,300}>", "", text)).strip()


def _names(value: Any) -> str:  # noqa: ANN401
    """Return the names of persons or bodies, parted by semicolons."""
    values = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in values]
    return "; ".join(name for name in names if name and not name.startswith(("http://", "https://")))


def _metas(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the content of the page's `meta` elements by name, in small letters; the first of a name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if key and content:
            found.setdefault(key.casefold(), content[:MAX_VALUE])
    return found


def _meta(metas: dict[str, str], *names: str) -> str:
    """Return the content of the first of the names that the page has."""
    return next((metas[name.casefold()] for name in names if name.casefold() in metas), "")


def _canonical(tree: Any) -> str:  # noqa: ANN401
    links = tree.xpath("//link[@rel='canonical']/@href")
    return str(links[0]).strip()[:2_000] if links else ""


def _heading(tree: Any) -> str:  # noqa: ANN401
    """Return the page's only main heading, or the one within the article."""
    headings = tree.xpath("//article//h1") or tree.xpath("//main//h1") or tree.xpath("//h1")
    return " ".join(headings[0].text_content().split())[:MAX_VALUE] if len(headings) == 1 else ""


def _without_outlet(title: str) -> str:
    """Return a title without the outlet's name after a bar or dash, as `title` elements carry it."""
    return TITLE_END.sub("", title) if "|" in title else title


def _after_headline(tree: Any, headline: str) -> str:  # noqa: ANN401
    """Return what stands after the headline in the page's `title` element, parted by a bar or dash."""
    whole = " ".join((tree.findtext(".//title") or "").split())
    if not headline or not whole.startswith(headline):
        return ""
    end = TITLE_END.fullmatch(whole[len(headline) :])
    return end[0].strip(" |–—·»-") if end else ""


def _byline(tree: Any, metas: dict[str, str]) -> str:  # noqa: ANN401
    found = _meta(metas, *AUTHOR_NAMES)
    if found and not found.startswith(("http://", "https://")):
        return found
    names = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ') "
        "or contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'byline__name') "
        "or contains(@class, 'author-name')]"
    )
    texts = [" ".join(name.text_content().split()) for name in names[:20]]
    return "; ".join(dict.fromkeys(text for text in texts if 0 < len(text) <= 100)).partition("; By ")[0]


def _time(tree: Any) -> dt.date | None:  # noqa: ANN401
    """Return the date of the article's first `time` element that is marked as publication or stands alone."""
    marked = tree.xpath("//time[@pubdate or @itemprop='datePublished']")
    times = marked or tree.xpath("//article//header//time") or tree.xpath("//header[.//h1]//time")
    for element in times[:3]:
        if date := parse_date(element.get("datetime") or element.text_content()):
            return date
    return None
