"""What a page says of itself, and what kind of page it is."""

import datetime as dt
import json

import pytest

from dragoman.errors import ReadError
from dragoman.reading.page import page_drafts

POSTS = [
    (
        "Talks begin",
        "The envoys of both sides sat down at nine and will talk until the evening, a spokesman said.",
        "2022-01-10T09:15:00Z",
    ),
    (
        "Boats leave",
        "Two patrol boats left the lower river on Tuesday morning, fishermen told reporters in Dorn.",
        "2022-01-11T08:00:00Z",
    ),
]


def ld(**fields):
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "River talks", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def one(page, head, **options):
    (draft,) = page_drafts(page(head=head, **options).encode(), "", "https://h.example/world/talks")
    return draft


@pytest.mark.parametrize(
    ("head", "marks"),
    [
        (ld(), ()),
        (ld(**{"@type": "OpinionNewsArticle"}), ("opinion",)),
        (ld(articleSection="Opinion"), ("opinion",)),
        ('<meta property="article:section" content="Editorial">', ("opinion",)),
        ('<link rel="canonical" href="https://h.example/opinion/2022/talks">', ("opinion",)),
        ('<link rel="canonical" href="https://h.example/2022/01/12/opinion/talks.html">', ("opinion",)),
        ('<link rel="canonical" href="https://h.example/world/live/2022/jan/12/talks">', ("live",)),
        (ld(headline="River talks live: envoys sit down"), ("live",)),
        (ld(headline="How the people of the river live in winter"), ()),
        ('<link rel="canonical" href="https://h.example/world/opinion-of-the-court">', ()),
        (ld(isAccessibleForFree=False), ("partial",)),
        (ld(isAccessibleForFree="True", articleSection="World"), ()),
    ],
)
def test_opinion_live_blogs_and_pages_behind_a_paywall_are_marked(page, head, marks):
    assert one(page, head).metadata.marks == marks


@pytest.mark.parametrize("title", ["U.S. and Norland agree on river talks", "Envoys agree on river talks"])
def test_an_outlet_that_only_the_title_names_is_taken_and_no_headline_for_one(page, title):
    metadata = one(page, "", title=title).metadata
    assert (metadata.title, metadata.outlet) == (title, "Harbour Herald")
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Other words"}</script>'
    other = one(page, told, title=title).metadata
    assert other.outlet in {"Harbour Herald", "h.example"}


def test_section_update_and_canonical_address_are_taken(page):
    head = (
        ld(
            articleSection=["World", "Rivers"],
            datePublished="2022-01-10T08:00:00Z",
            dateModified="2022-01-12T08:00:00Z",
        )
        + '<link rel="canonical" href="https://h.example/talks?x=1">'
    )
    metadata = one(page, head).metadata
    assert (metadata.section, metadata.url) == ("World", "https://h.example/talks?x=1")
    assert (metadata.published, metadata.updated) == (dt.date(2022, 1, 10), dt.date(2022, 1, 12))


def test_a_canonical_address_of_another_scheme_is_not_taken(page):
    metadata = one(page, '<link rel="canonical" href="javascript:alert(1)">').metadata
    assert metadata.url == "https://h.example/world/talks"


def test_the_posts_of_a_live_blog_are_reports_of_their_own(page):
    updates = [
        {"@type": "BlogPosting", "headline": title, "articleBody": body, "datePublished": date}
        for title, body, date in POSTS
    ]
    head = ld(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    drafts = page_drafts(page(head=head).encode(), "", "")
    assert [draft.metadata.title for draft in drafts] == ["Talks begin", "Boats leave"]
    assert [draft.metadata.published for draft in drafts] == [dt.date(2022, 1, 10), dt.date(2022, 1, 11)]
    assert all(draft.metadata.marks == ("live",) for draft in drafts)
    assert [draft.text for draft in drafts] == [body for _, body, _ in POSTS]


def test_a_page_that_only_asks_for_consent_says_so():
    words = (
        "We value your privacy. We and our partners use cookies and process personal data to "
        "show you content. "
        "Please give your consent or change your privacy settings. You can withdraw consent at any time."
    )
    head = "<html><head><title>Before you continue</title></head>"
    page = f"{head}<body><main><p>{words}</p></main></body></html>"
    with pytest.raises(ReadError, match="consent"):
        page_drafts(page.encode(), "", "")


def test_the_agency_of_a_credit_is_kept_and_the_credit_is_cut(page, article):
    draft = one(
        page, ld(), body=article + "\n\n(Additional reporting by Max Roe for Reuters; Editing by Eva Lund)"
    )
    assert draft.metadata.agency == "Reuters"
    assert "Editing by" not in draft.text


def test_the_table_of_hosts_names_the_outlet_where_the_page_does_not(article):
    html = f"<html><head><title>Talks</title></head><body><article><p>{article}</p></article></body></html>"
    (draft,) = page_drafts(html.encode(), "", "https://edition.cnn.com/talks")
    assert draft.metadata.outlet == "CNN"


def test_a_link_that_a_line_announces_is_cut_and_a_sentence_after_it_is_not(page, article):
    body = f"{article}\n\nRead more:\n\nFive things to know about the river"
    assert one(page, "", body=body).text.split() == article.split()
    body = f"{article}\n\nRead more:\n\nThe boats left the lower river on Tuesday, a spokesman said."
    assert one(page, "", body=body).text.endswith("on Tuesday, a spokesman said.")
