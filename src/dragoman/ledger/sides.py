"""What `compare` is asked to compare, by name: reports, outlets, countries' outlets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from dragoman.actors.registry import Registry, load_registry
from dragoman.ledger.compare import Side
from dragoman.records import Report

_PRESS = "JRN"


def outlet_side(name: str, reports: Iterable[Report]) -> Side | None:
    """Return all reports of an outlet; None where none is of it."""
    found = [report for report in reports if report.outlet and report.outlet.casefold() == name.casefold()]
    if not found:
        return None
    return Side(kind="outlet", name=found[0].outlet, reports=_ids(found))


def country_side(name: str, reports: Iterable[Report]) -> Side | None:
    """Return all reports of a country's outlets; None where there is no such country, or none is of it.

    Args:
        name: The country's name or its code of three letters.
        reports: All reports.
    """
    registry = load_registry()
    state = registry.state(name.upper()) or next(
        (
            one
            for one in registry.entities()
            if one.kind == "state" and name.casefold() in map(str.casefold, one.names or (one.name,))
        ),
        None,
    )
    if state is None:
        return None
    found = [report for report in reports if outlet_country(report, registry) == state.code]
    return Side(kind="country", name=f"outlets of {state.name}", reports=_ids(found)) if found else None


def outlet_country(report: Report, registry: Registry) -> str:
    """Return the country of a report's outlet, a code of three letters: from the who's who, else from the
    address; empty where neither tells it."""
    outlet = report.outlet.casefold()
    for entity in registry.entities() if outlet else ():
        if _PRESS in entity.sectors and outlet in map(str.casefold, (entity.name, *entity.names)):
            return entity.code
    host = (urlsplit(report.url).hostname or "") if report.url else ""
    return _domains().get(host.rpartition(".")[2], "")


@cache
def _domains() -> dict[str, str]:
    """Return the endings of addresses that tell a country, with its code; some are used by all the world
    (`.co`, `.me`), but seldom by news outlets."""
    text = resources.files(__package__).joinpath("domains.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def _ids(reports: Sequence[Report]) -> tuple[str, ...]:
    return tuple(sorted(report.id for report in reports))
