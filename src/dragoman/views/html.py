"""The account as one HTML file: no request to anywhere, and a report's text is never markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dragoman.errors import DragomanError
from dragoman.views import charts, maps, wording
from dragoman.views.canvas import Plot
from dragoman.views.figures import Period
from dragoman.views.model import Account, EventLine, PartyGroup, PositionView
from dragoman.views.phrases import STATUS_WORDS
from dragoman.views.plain import visible

TEMPLATE = "brief.html.j2"
_STYLE, _SCRIPT = "brief.css", "brief.js"
_LINKED = ("http", "https")
_POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
    "base-uri 'none'; form-action 'none'"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MATRIX_PARTIES = 8
"""More columns than these are no overview any more."""


@dataclass(frozen=True)
class Stand:
    """One stance in a cell of the matrix: its sources, and the line that it leads to."""

    stance: str
    sources: tuple[int, ...]
    line: str


@dataclass(frozen=True)
class Standing:
    """Where the negotiation stands, as the page shows it: made elsewhere, from the same ledger.

    Attributes:
        timeline: Who took which stance when; None where nothing is dated.
        models: What the models say, as markup that is safe to print; None where there is nothing to model.
    """

    timeline: Plot | None = None
    models: Markup | None = None


@dataclass(frozen=True)
class Dated:
    """Lines of one date under their heading."""

    heading: str
    anchor: str
    """What addresses lead to; empty where the date is no single day."""
    lines: list[EventLine]


Matrix = tuple[list[str], list[tuple[str, list[list[Stand]]]]]
"""Names of parties; and for each issue where each party stands."""


def write_html(account: Account, path: Path, standing: Standing | None = None) -> None:
    """Write the page; raise `DragomanError` where the file cannot be written."""
    page = render_html(account, standing)
    try:
        path.write_text(page, encoding="utf-8", newline="\n", errors="replace")
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror}") from error


def render_html(account: Account, standing: Standing | None = None) -> str:
    """Return the page of an account, with where the negotiation stands where that is given."""
    style, script = _resource(_STYLE), _resource(_SCRIPT)
    timeline = _by_date(account.timeline)
    template = make_environment(_resource).get_template(TEMPLATE)
    return template.render(
        account=account,
        facts=wording.facts(account.headline),
        lines=account.lines(),
        timeline=timeline,
        calendar=_by_date(account.calendar),
        matrix=_matrix(account.positions),
        intensity=charts.intensity(account.figures.unit, account.figures.periods, _days_of(timeline)),
        network=charts.network(account.figures.ties),
        world=maps.acts_map(account.figures.acting, account.figures.scenes),
        scene_words=maps.scene_title,
        tie_words=charts.told,
        standing=standing or Standing(),
        statuses=[word for word in STATUS_WORDS.values() if word],
        wording=wording,
        # Style and script are this package's own files; all else is escaped.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_POLICY.format(style=_digest(style), script=_digest(script)),
    )


def make_environment(resource: Callable[[str], str]) -> Environment:
    """Return the environment of templates in which all that is printed is escaped, and shown if obeyed.

    Args:
        resource: From a template's name to its text.
    """
    environment = Environment(
        loader=FunctionLoader(resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["linked"] = _linked
    environment.filters["anchor"] = _anchor
    return environment


def entry_link(entry: str) -> str:
    """Return the address, within the page, of an entry's line."""
    return f"#e-{_anchor(entry)}"


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


def _by_date(lines: Sequence[EventLine]) -> list[Dated]:
    """Return lines under their dates; a date that comes again has no second anchor."""
    found: list[Dated] = []
    for heading, group in groupby(lines, lambda line: wording.date_heading(line.date)):
        held = list(group)
        anchor = f"d-{held[0].date.edtf}" if _DAY.fullmatch(held[0].date.edtf) else ""
        taken = {dated.anchor for dated in found}
        found.append(Dated(heading, "" if anchor in taken else anchor, held))
    return found


def _days_of(timeline: Sequence[Dated]) -> Callable[[Period], str]:
    """Return where a bar of the chart leads: to its day, where the timeline has it."""
    anchors = {dated.anchor for dated in timeline}

    def address(period: Period) -> str:
        anchor = f"d-{period.start}"
        return f"#{anchor}" if period.start == period.end and anchor in anchors else ""

    return address


def _matrix(parties: Sequence[PartyGroup]) -> Matrix:
    """Return who stands where on the issues that several parties contend over, the most contended first."""
    cells: defaultdict[str, dict[str, list[Stand]]] = defaultdict(dict)
    for group in parties:
        for issue in group.issues:
            cells[issue.issue][group.party.id] = _stands(issue.positions)
    contended = {issue: held for issue, held in cells.items() if len(held) > 1}
    shown = [group.party for group in parties if any(group.party.id in held for held in contended.values())]
    shown = shown[:_MATRIX_PARTIES]
    rows = [(issue, [held.get(party.id, []) for party in shown]) for issue, held in contended.items()]
    # The sort is stable: issues of as many parties stay in the order of the main parties.
    rows.sort(key=lambda row: -sum(bool(cell) for cell in row[1]))
    return [party.name for party in shown], rows


def _stands(positions: Sequence[PositionView]) -> list[Stand]:
    """Return each stance of a party on an issue once, with all its sources and its first line."""
    found: defaultdict[str, list[PositionView]] = defaultdict(list)
    for position in positions:
        found[position.stance].append(position)
    return [
        Stand(
            stance=stance,
            sources=tuple(sorted({number for line in lines for number in line.sources})),
            line=lines[0].id,
        )
        for stance, lines in found.items()
    ]


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _resource(name: str) -> str:
    return files("dragoman.views").joinpath("templates", name).read_text(encoding="utf-8")
