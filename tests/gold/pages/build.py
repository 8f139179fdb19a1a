"""Writes the pages of this folder and gold.jsonl: articles of our own in the shapes of news sites.

python tests/gold/pages/build.py

Each shape is a function of an article that returns a page; what stands around the article (navigation,
related links, captions, consent, comments) is of our own making too. Nothing was copied from a site.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
PER_SHAPE = 3


@dataclass(frozen=True)
class Article:
    """An article as it is to be found again."""

    title: str
    outlet: str
    author: str
    date: str
    host: str
    paragraphs: tuple[str, ...]

    @property
    def url(self) -> str:
        """The canonical address."""
        return (
            f"https://{self.host}/world/{self.date.replace('-', '/')}/{self.title.lower().replace(' ', '-')}"
        )

    @property
    def html(self) -> str:
        """The paragraphs as elements."""
        return "\n".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)


ARTICLES = (
    Article("Envoys agree to open talks on the river treaty", "Harbour Herald", "Ann Lee", "2022-01-10", "www.harbourherald.example", (
        "Envoys of Norland and Estmark agreed on Monday to open talks on the river treaty, ending two years of silence.",
        "“We have a date and a table, which is more than we had last week,” the foreign minister of Norland, Karin Holt, told reporters in the lakeside hotel where the envoys met.",
        "Estmark offered to withdraw its patrol boats from the lower river before the first round, two officials said.",
        "A spokesman for the government in Estmark denied that any offer had been made and warned that the blockade would go on until tolls were paid.",
        "The treaty of 1974 divides the waters of the river by a formula that neither side has accepted since the drought.")),
    Article("Parliament rejects the ceasefire terms", "Morning Wire", "Tom Berg", "2022-02-03", "morningwire.example", (
        "The parliament of Estmark rejected the terms of a ceasefire by eleven votes on Thursday after a debate that lasted through the night.",
        "The prime minister had asked members to accept the terms, which would have opened two border crossings for convoys.",
        "“No one in this house will sign away the northern bank,” the leader of the opposition, Ivo Marn, said before the vote.",
        "Norland said that it regretted the decision and that its offer would stay on the table until the end of the month.",
        "Shelling was heard near the crossing at Dorn soon afterwards, residents said by phone.")),
    Article("Mediators warn that time is running out", "The Lake Post", "Maria Costa", "2022-03-15", "news.lakepost.example", (
        "Mediators of the League warned on Tuesday that the talks would fail unless both governments named their delegates within days.",
        "The chief mediator, Paul Adeyemi, said he had asked each side twice for a list of names and had received none.",
        "Diplomats said Norland wanted guarantees for its fishing fleet before it would send anyone.",
        "Estmark accused its neighbour of playing for time and moved a brigade to the river, according to its defence ministry.",
        "The League’s mandate ends on the first of April and can be extended only if both sides ask for it.")),
    Article("Norland lifts its ban on grain from Estmark", "Crossing Times", "Daniel Okafor and Ruth Stein", "2022-04-21", "crossingtimes.example", (
        "Norland lifted its ban on grain from Estmark on Thursday, the first step of a deal that was reached in secret last month.",
        "Lorries had queued for nine kilometres at the border before the barrier rose shortly after dawn.",
        "“It is a beginning, not an end,” the trade minister, Lena Vik, said at the crossing, where farmers gave her bread.",
        "Estmark promised in return to release eleven sailors who have been held since the autumn.",
        "Their families said that they would believe it when they saw them.")),
    Article("Sailors return home under the grain deal", "Northern Courier", "Sara Lind", "2022-05-02", "courier.example", (
        "Eleven sailors returned to Norland on Monday after seven months in prison, bringing the grain deal to its second stage.",
        "They were handed over on a bridge in the fog, one after the other, while officials of both countries counted aloud.",
        "The president of Estmark said the release was an act of mercy and not a part of any bargain.",
        "Norland’s government thanked the League, whose lawyers had visited the men each month.",
        "One of the sailors, Per Aas, said that they had been treated correctly and fed badly.")),
    Article("New gunfire breaks the calm at the border", "Valley Report", "Jonas Weil", "2022-06-19", "valleyreport.example", (
        "Gunfire broke out at the border on Sunday for the first time since the spring, killing two soldiers of Estmark.",
        "Both armies said that the other had fired first, and each published a map to prove it.",
        "The League demanded that its observers be let through at once, and Norland agreed to open the eastern road.",
        "Estmark threatened to leave the talks unless those who fired were handed over.",
        "Shops in Dorn closed before noon and buses carried children to the hills.")),
)  # fmt: skip

NAVIGATION = (
    '<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">'
    'Sport</a></li><li><a href="/video">Video</a></li></ul></nav>'
)
FOOTER = (
    '<footer><p>© 2022 All rights reserved. Reproduction needs our permission.</p><ul><li><a href="/terms">Terms of '
    'use</a></li><li><a href="/privacy">Privacy policy</a></li></ul></footer>'
)
RELATED = (
    '<div class="related"><h3>Related stories</h3><ul><li><a href="/a">Storm closes three harbours on the western '
    'coast</a></li><li><a href="/b">Central bank keeps its rate after a long meeting</a></li></ul></div>'
)
COMMENTS = (
    '<section id="comments"><h3>Comments</h3><div class="comment"><p>Walter: They will never agree on anything, mark my '
    'words.</p></div><div class="comment"><p>Inge: I was at the border and saw it otherwise.</p></div></section>'
)


def meta(article: Article) -> str:
    """Return the usual `meta` elements."""
    return (
        f'<title>{article.title} | {article.outlet}</title><meta property="og:title" content="{article.title}">'
        f'<meta property="og:site_name" content="{article.outlet}"><meta property="og:type" content="article">'
        f'<meta name="author" content="{article.author}"><link rel="canonical" href="{article.url}">'
        f'<meta property="article:published_time" content="{article.date}T07:30:00+01:00">'
    )


def json_ld(article: Article, **more: object) -> str:
    """Return a NewsArticle in JSON-LD."""
    names = article.author.split(" and ")
    authors = [{"@type": "Person", "name": name} for name in names]
    node = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
        "datePublished": f"{article.date}T07:30:00+01:00", "dateModified": "2022-07-01T10:00:00Z",
        "author": authors if len(authors) > 1 else authors[0], "mainEntityOfPage": article.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet}, **more,
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def page(head: str, body: str) -> str:
    """Return a whole page."""
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>\n'


def plain(a: Article) -> str:
    """Metadata and article element, nothing odd."""
    return page(meta(a), f"{NAVIGATION}<article><h1>{a.title}</h1>{a.html}</article>{RELATED}{FOOTER}")


def graph(a: Article) -> str:
    """JSON-LD in a graph with the site and a breadcrumb; the title element has the section first."""
    node = json.loads(json_ld(a).partition(">")[2].rpartition("<")[0])
    site = {"@type": "WebSite", "name": "Portal of the publisher", "url": "https://portal.example"}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
    data = json.dumps({"@context": "https://schema.org", "@graph": [site, crumbs, node]})
    head = (
        f'<title>World news: {a.title} - {a.outlet}</title><script type="application/ld+json">{data}</script>'
    )
    return page(head, f"{NAVIGATION}<main><h1>{a.title}</h1><div class='story'>{a.html}</div></main>{FOOTER}")


def nested(a: Article) -> str:
    """Each paragraph deep in wrappers, with advertising between."""
    parts = "".join(
        f"<div class='c-block'><div class='c-inner'><div><p>{p}</p></div></div></div>"
        "<div class='ad-slot'><span>Advertisement</span></div>"
        for p in a.paragraphs
    )
    return page(
        meta(a),
        f"<div id='app'><div><div>{NAVIGATION}<div class='grid'><h1>{a.title}</h1>{parts}</div></div></div>{FOOTER}</div>",
    )


def inserts(a: Article) -> str:
    """Related links, a newsletter box, captions and "read more" lines within the article."""
    p = [f"<p>{one}</p>" for one in a.paragraphs]
    p.insert(
        1,
        "<figure><img src='x.jpg'><figcaption>A boat on the lower river. Photo: K. Moe / Agency</figcaption></figure>",
    )
    p.insert(3, "<p><strong>Read more:</strong> <a href='/x'>Who owns the river? Five questions</a></p>")
    p.insert(5, "<p><em>Sign up for our newsletter and get the day’s events in your inbox.</em></p>")
    p.append(
        "<p>(Reporting by Ann Lee in Dorn; Editing by Max Roe)</p><p>Our Standards: The Agency Trust Principles.</p>"
    )
    return page(
        json_ld(a) + meta(a),
        f"{NAVIGATION}<article><h1>{a.title}</h1>{''.join(p)}</article>{RELATED}{FOOTER}",
    )


def consent(a: Article) -> str:
    """A consent dialogue before the article in the same page."""
    box = (
        "<div class='cmp' role='dialog'><h2>We value your privacy</h2><p>We and our 712 partners store cookies and process "
        "personal data such as unique identifiers for advertising and content measurement. With your consent we may use "
        "precise location data.</p><button>Accept all</button><button>Reject</button></div>"
    )
    return page(meta(a), f"{box}{NAVIGATION}<article><h1>{a.title}</h1>{a.html}</article>{FOOTER}")


def byline(a: Article) -> str:
    """No metadata but what a reader sees: byline and time element."""
    head = f"<title>{a.title} | {a.outlet}</title><meta property='og:site_name' content='{a.outlet}'>"
    top = f"<header><h1>{a.title}</h1><div class='byline'>By {a.author}</div><time datetime='{a.date}T06:00:00Z'>{a.date}</time></header>"
    return page(head, f"{NAVIGATION}<article>{top}{a.html}</article>{COMMENTS}{FOOTER}")


def old(a: Article) -> str:
    """A page of tables, as sites of long ago."""
    head = f"<TITLE>{a.title}</TITLE><META NAME='author' CONTENT='{a.author}'><META NAME='date' CONTENT='{a.date}'>"
    rows = "<BR><BR>".join(a.paragraphs)
    body = (
        f"<TABLE WIDTH=100%><TR><TD>{NAVIGATION}</TD><TD><FONT SIZE=+2><B>{a.title}</B></FONT><P>{rows}</P></TD></TR></TABLE>"
        f"<CENTER>{a.outlet}</CENTER>"
    )
    return page(head + f"<meta property='og:site_name' content='{a.outlet}'>", body)


def broken(a: Article) -> str:
    """Unclosed elements, doubled attributes, a stray end of the body."""
    text = "".join(f"<p class=x class='y'>{p}" for p in a.paragraphs)
    return f"<html><head>{meta(a)}<body><div><article><h1>{a.title}</h1></div>{text}</body></article>{RELATED}</html></b></div>"


def paywall(a: Article) -> str:
    """Two paragraphs, then an offer to subscribe."""
    shown = "".join(f"<p>{p}</p>" for p in a.paragraphs[:2])
    offer = "<div class='paywall'><h3>To continue reading, subscribe</h3><p>Already a subscriber? Sign in. From 1 euro a week.</p></div>"
    return page(
        json_ld(a, isAccessibleForFree=False) + meta(a),
        f"{NAVIGATION}<article><h1>{a.title}</h1>{shown}{offer}</article>{FOOTER}",
    )


def amp(a: Article) -> str:
    """An AMP page that names the canonical one."""
    head = (
        f"<script async src='https://cdn.example/v0.js'></script><title>{a.title}</title><link rel='canonical' href='{a.url}'>"
        f"{json_ld(a)}<style amp-boilerplate>body{{visibility:hidden}}</style>"
    )
    body = f"<amp-sidebar id='s'><ul><li>Home</li><li>World</li></ul></amp-sidebar><article><h1>{a.title}</h1>{a.html}<amp-ad width=300></amp-ad></article>{FOOTER}"
    return page(head, body).replace("<html ", "<html amp ")


def bullets(a: Article) -> str:
    """Key points above, share buttons and a reading time, author box below."""
    top = f"<h1>{a.title}</h1><div class='meta'><span class='author-name'>{a.author}</span><span>3 min read</span><button>Share</button></div>"
    box = f"<div class='author-bio'><p>{a.author} has covered the region for ten years. Follow on Chirper.</p></div>"
    head = f"<title>{a.title} – {a.outlet}</title>{json_ld(a)}"
    return page(head, f"{NAVIGATION}<main><article>{top}{a.html}</article>{box}</main>{RELATED}{FOOTER}")


def stamped(a: Article) -> str:
    """A live page whose posts have stamps, without JSON-LD of its posts."""
    posts = "".join(
        f"<div class='post'><time>{9 + n}:15</time><p>{9 + n}:15 GMT</p><p>{p}</p><button>Share</button></div>"
        for n, p in enumerate(a.paragraphs)
    )
    return page(meta(a), f"{NAVIGATION}<article><h1>{a.title}</h1><p>LIVE</p>{posts}</article>{FOOTER}")


def wire(a: Article) -> str:
    """A wire story on a regional site: dateline, agency credit, many links around."""
    links = "".join(
        f"<li><a href='/{n}'>Local story number {n} about the town council</a></li>" for n in range(30)
    )
    first, *rest = a.paragraphs
    text = f"<p>DORN, Estmark (Agency) — {first}</p>" + "".join(f"<p>{p}</p>" for p in rest)
    return page(
        meta(a),
        f"{NAVIGATION}<ul class='ticker'>{links}</ul><div class='article-body'><h1>{a.title}</h1>{text}</div><ul>{links}</ul>{FOOTER}",
    )


def hidden(a: Article) -> str:
    """The text comes by script: the page has it in JSON-LD only."""
    return page(
        json_ld(a, articleBody="\n\n".join(a.paragraphs)),
        "<div id='root'><noscript>Please enable JavaScript to read this page.</noscript></div>",
    )


SHAPES = (
    plain,
    graph,
    nested,
    inserts,
    consent,
    byline,
    old,
    broken,
    paywall,
    amp,
    bullets,
    stamped,
    wire,
    hidden,
)


def main() -> None:
    """Write the pages and what is to be found in each."""
    rows = []
    for number, shape in enumerate(SHAPES):
        for turn in range(PER_SHAPE):
            article = ARTICLES[(number + 2 * turn) % len(ARTICLES)]
            name = f"{shape.__name__}-{turn + 1}.html"
            (HERE / name).write_text(shape(article), encoding="utf-8")
            shown = article.paragraphs[:2] if shape is paywall else article.paragraphs
            fields = {
                key: value for key, value in asdict(article).items() if key not in {"paragraphs", "host"}
            }
            rows.append({"page": name, **fields, "text": "\n\n".join(shown)})
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (HERE / "gold.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
