"""Make the pictures of docs/pictures from a ledger: the brief and each served view, in a real browser.

python docs/pictures.py LEDGER [FOLDER]     needs Chromium; `dragoman read` makes the ledger
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser import Browser, missing
from dragoman.coding.issues import OTHER
from dragoman.ledger import Ledger
from dragoman.server.guard import Access
from dragoman.views import build_account
from dragoman.views.html import write_html
from serving import serving

WIDE, NARROW = (1280, 1000), (390, 844)


def views(ledger: Path) -> dict[str, str]:
    """Return the address of each view, with the busiest entry, actor and issue and the first two reports."""
    with Ledger(ledger, read_only=True) as opened:
        entry = max(opened.entries(), key=lambda one: (len(one.members), one.id)).id
        reports = [report.id for report in opened.reports()][:2]
        issue = opened.sql(
            "SELECT issue FROM positions WHERE issue <> ? GROUP BY 1 "
            "ORDER BY count(DISTINCT party_code) DESC, 1 LIMIT 1",
            OTHER,
        ).fetchall()
        party = opened.sql(
            "SELECT actor FROM dyads GROUP BY actor ORDER BY sum(events) DESC LIMIT 1"
        ).fetchall()
    found = {
        "timeline": "/",
        "entry": f"/entries/{entry}",
        "actors": "/actors",
        "issues": "/issues",
        "reports": "/reports",
        "compare": f"/compare?a={reports[0]}&b={reports[-1]}",
        "negotiation": "/negotiation",
        "search": "/search?q=talks",
        "report": f"/reports/{reports[0]}",
        "review": "/review",
        "add": "/add",
    }
    if issue:
        found["issue"] = f"/issues/{quote(issue[0][0])}"
    if party:
        found["actor"] = f"/actors/{quote(party[0][0])}"
    return found


def main() -> None:
    """Write the pictures."""
    if reason := missing():
        sys.exit(reason)
    ledger, folder = (
        Path(sys.argv[1]),
        Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).parent / "pictures"),
    )
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "brief.html"
    with Ledger(ledger, read_only=True) as opened:
        write_html(build_account(opened), page)
    with Browser(*WIDE) as browser, serving(ledger, Access()) as server:
        for scheme in ("light", "dark"):
            browser.colours(scheme)
            for size, name in ((WIDE, ""), (NARROW, "-phone")):
                browser.screen(*size)
                browser.open(page)
                browser.picture(folder / f"brief-{scheme}{name}.png")
        browser.colours("light")
        browser.screen(*WIDE)
        for name, path in views(ledger).items():
            browser.go(server.base + path)
            browser.picture(folder / f"{name}.png")
    page.unlink()


if __name__ == "__main__":
    main()
