"""An analysis as one HTML file: no request to anywhere, no script, and all words escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from dragoman.errors import DragomanError
from dragoman.ledger import PositionLine
from dragoman.negotiation import plots, telling
from dragoman.negotiation.analysis import Analysis
from dragoman.negotiation.stability import NAMES
from dragoman.views.html import make_environment
from dragoman.views.plain import visible

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


def render_body(analysis: Analysis, positions: Sequence[PositionLine] = ()) -> Markup:
    """Return what the page of an analysis tells, as markup to stand in a page with a style of its own."""
    names, conflict = analysis.parties, analysis.conflict
    outlooks = [
        {
            "name": one.name,
            "lines": telling.outlook_lines(analysis, one),
            "scale": plots.positions_on_scale(one, names),
            "tornado": plots.tornado(one, names) if len(one.positions) > 1 else None,
        }
        for one in analysis.outlooks
    ]
    threats = [
        {
            "name": f"{names[one.challenger]} to {names[one.defender]}: {one.means}",
            "lines": telling.threat_lines(analysis, one),
        }
        for one in analysis.threats
    ]
    body = (
        make_environment(_resource)
        .get_template("model_body.html.j2")
        .render(
            analysis=analysis,
            conflict=conflict,
            concepts={concept.value: name for concept, name in NAMES.items()},
            head=telling.head_lines(analysis),
            timeline=plots.positions_over_time(positions, names.values()) if positions else None,
            conflict_lines=telling.conflict_lines(analysis, conflict) if conflict else [],
            graph=plots.transitions(conflict, names) if conflict else None,
            hinges=telling.hinge_lines(analysis, conflict.hinges) if conflict else [],
            outlooks=outlooks,
            talks=[*telling.talks_lines(analysis), *telling.bargain_lines(analysis)],
            bargaining=plots.bargaining_set(analysis.talks, names) if analysis.talks else None,
            threats=threats,
            closing=[*telling.demand_lines(analysis), *telling.history_lines(analysis)],
            paragraphs=_paragraphs,
        )
    )
    # The template escapes all that it prints.
    return Markup(body)  # noqa: S704


def _paragraphs(lines: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>\n").format(visible(line)) for line in lines)


def _resource(name: str) -> str:
    return files("dragoman.negotiation").joinpath(name).read_text(encoding="utf-8")
