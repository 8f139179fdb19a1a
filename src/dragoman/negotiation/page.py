"""An analysis as one HTML file: no request to anywhere, no script, and all words escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger, PositionLine
from dragoman.negotiation import plots, telling, telling_threats
from dragoman.negotiation.analysis import Analysis, Options, analyse_scenario
from dragoman.negotiation.draft import draft_scenario
from dragoman.negotiation.stability import NAMES
from dragoman.views.canvas import Plot
from dragoman.views.html import Standing, entry_link, make_environment
from dragoman.views.model import Account
from dragoman.views.plain import visible

_MOST_ROWS = 256
_FIRST_SAMPLES = 300
"""Draws for a first look: shares within six hundredths, in a tenth of a second."""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def write_page(analysis: Analysis, positions: Sequence[PositionLine], path: Path) -> None:
    """Write the page; raise `DragomanError` where the file cannot be written."""
    page = render_page(analysis, positions)
    try:
        path.write_text(page, encoding="utf-8", newline="\n", errors="replace")
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror}") from error


def render_page(analysis: Analysis, positions: Sequence[PositionLine] = ()) -> str:
    """Return the page of an analysis.

    Args:
        analysis: What to tell.
        positions: The ledger's positions, for the plot over time.
    """
    style = _resource("model.css")
    return (
        make_environment(_resource)
        .get_template("model.html.j2")
        .render(
            title=analysis.title,
            body=render_body(analysis, positions),
            # The style is this package's own file; all else is escaped.
            style=Markup(style),  # noqa: S704
            policy=_POLICY.format(base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()),
        )
    )


def standing_of(ledger: Ledger, account: Account) -> Standing:
    """Return where the negotiation stands by a ledger, for the page of its account."""
    shown = account.lines()
    timeline = plots.positions_over_time(ledger.positions())
    try:
        models = first_look(
            ledger, level=3, address=lambda entry: entry_link(entry) if entry in shown else ""
        )
    except DragomanError:
        # Nothing to model: the page leaves the part out.
        return Standing(timeline)
    return Standing(timeline, models)


def first_look(
    ledger: Ledger,
    positions: Sequence[PositionLine] = (),
    level: int = 2,
    address: Callable[[str], str] = lambda entry: "",
) -> Markup:
    """Return what the models say of a draft that nobody has gone through; see `render_body`.

    Raises:
        DragomanError: where the ledger holds nothing to model.
    """
    return render_body(first_analysis(ledger), positions, level, address)


def first_analysis(ledger: Ledger) -> Analysis:
    """Return the analysis of a draft that nobody has gone through.

    Raises:
        DragomanError: where the ledger holds nothing to model.
    """
    scenario = draft_scenario(ledger)
    if not scenario.issues and not scenario.options:
        raise DragomanError("no party demands, refuses or threatens anything: there is nothing to model")
    return analyse_scenario(scenario, Options(samples=_FIRST_SAMPLES, sensitivity=False))


def render_body(
    analysis: Analysis,
    positions: Sequence[PositionLine] = (),
    level: int = 2,
    address: Callable[[str], str] = lambda entry: "",
) -> Markup:
    """Return what the page of an analysis tells, as markup to stand in a page with a style of its own.

    Args:
        analysis: What to tell.
        positions: The ledger's positions, for the plot over time.
        level: Of the headings of its parts, 2 for h2.
        address: Where the page shows an entry, from its id or first letters; empty where it does not.
    """
    names, conflict = analysis.parties, analysis.conflict
    outlooks = [
        {
            "name": one.name,
            "lines": telling.outlook_lines(analysis, one),
            "scale": plots.positions_on_scale(one, names) if len(one.positions) > 1 else None,
            "tornado": plots.tornado(one, names) if len(one.positions) > 1 else None,
        }
        for one in analysis.outlooks
    ]
    threats = [
        {
            "name": f"{names[one.challenger]} to {names[one.defender]}: {one.means}",
            "lines": telling_threats.threat_lines(analysis, one),
        }
        for one in analysis.threats
    ]
    body = (
        make_environment(_resource)
        .get_template("model_body.html.j2")
        .render(
            analysis=analysis,
            level=level,
            conflict=conflict,
            states=telling.told_states(conflict)[:_MOST_ROWS] if conflict else [],
            concepts={concept.value: name for concept, name in NAMES.items()},
            head=telling.head_lines(analysis),
            timeline=plots.positions_over_time(positions, names.values()) if positions else None,
            conflict_lines=telling.conflict_lines(analysis, conflict) if conflict else [],
            graph=plots.transitions(conflict, names) if conflict else None,
            hinges=telling.hinge_lines(conflict, names) if conflict else [],
            outlooks=outlooks,
            talks=[*telling.talks_lines(analysis), *telling.bargain_lines(analysis)],
            bargaining=plots.bargaining_set(analysis.talks, names) if analysis.talks else None,
            threats=threats,
            closing=telling_threats.rest_lines(analysis),
            history=telling_threats.history_lines(analysis),
            paragraphs=_paragraphs,
            figure=_figure,
            short=telling.short_id,
            address=address,
        )
    )
    # The template escapes all that it prints.
    return Markup(body)  # noqa: S704


def _paragraphs(lines: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>\n").format(visible(line)) for line in lines)


def _figure(plot: Plot) -> Markup:
    """Return a plot that scrolls where the page is narrower."""
    return Markup("<div class='scroll' tabindex='0' role='region' aria-label='{}'>{}</div>").format(
        visible(plot.label), plot.svg
    )


def _resource(name: str) -> str:
    return files("dragoman.negotiation").joinpath(name).read_text(encoding="utf-8")
