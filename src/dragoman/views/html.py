"""The account as one HTML file: no request to anywhere, and a report's text is never markup."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dragoman.errors import DragomanError
from dragoman.views import wording
from dragoman.views.model import Account, EventLine, PartyGroup
from dragoman.views.phrases import STATUS_WORDS
from dragoman.views.plain import visible

TEMPLATE = "brief.html.j2"
_STYLE, _SCRIPT = "brief.css", "brief.js"
_LINKED = ("http", "https")
_POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
    "base-uri 'none'; form-action 'none'"
)
_MATRIX_PARTIES = 8
"""More columns than these are no overview any more."""


Matrix = tuple[list[str], list[tuple[str, list[tuple[str, ...]]]]]
"""Names of parties; and for each issue the stances of each party."""


def write_html(account: Account, path: Path) -> None:
    """Write the page; raise `DragomanError` where the file cannot be written."""
    page = render_html(account)
    try:
        path.write_text(page, encoding="utf-8", newline="\n", errors="replace")
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror}") from error


def render_html(account: Account) -> str:
    """Return the page of an account."""
    style, script = _resource(_STYLE), _resource(_SCRIPT)
    template = _environment().get_template(TEMPLATE)
    return template.render(
        account=account,
        facts=wording.facts(account.headline),
        lines=account.lines(),
        timeline=_by_date(account.timeline),
        calendar=_by_date(account.calendar),
        matrix=_matrix(account.positions),
        statuses=[word for word in STATUS_WORDS.values() if word],
        wording=wording,
        # Style and script are this package's own files; all else is escaped.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_POLICY.format(style=_digest(style), script=_digest(script)),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["linked"] = _linked
    environment.filters["anchor"] = _anchor
    return environment


def _shown(value: object) -> object:
    """Return what a template prints with control characters made visible."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


def _anchor(identifier: str) -> str:
    return identifier.rpartition("_")[2]


def _linked(address: str) -> bool:
    """Tell whether an address may be a link: of the web, not a script."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _LINKED and bool(parts.netloc)


def _by_date(lines: Sequence[EventLine]) -> list[tuple[str, list[EventLine]]]:
    return [
        (date, list(group)) for date, group in groupby(lines, lambda line: wording.date_heading(line.date))
    ]


def _matrix(parties: Sequence[PartyGroup]) -> Matrix:
    """Return who stands where on the issues that several parties contend over, the most contended first."""
    cells: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for group in parties:
        for issue in group.issues:
            stances = tuple(dict.fromkeys(line.stance for line in issue.positions))
            cells[issue.issue][group.party.id] = stances
    contended = {issue: held for issue, held in cells.items() if len(held) > 1}
    shown = [group.party for group in parties if any(group.party.id in held for held in contended.values())]
    shown = shown[:_MATRIX_PARTIES]
    rows = [(issue, [held.get(party.id, ()) for party in shown]) for issue, held in contended.items()]
    # The sort is stable: issues of as many parties stay in the order of the main parties.
    rows.sort(key=lambda row: -sum(bool(cell) for cell in row[1]))
    return [party.name for party in shown], rows


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _resource(name: str) -> str:
    return files("dragoman.views").joinpath("templates", name).read_text(encoding="utf-8")
