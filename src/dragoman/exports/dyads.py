"""What happened as the large event datasets tell it: one row for each actor and recipient of an event.

The columns are those of POLECAT, of ICEWS and of GDELT 2.0, so that what reads their files reads these.
A column for which the ledger has nothing stays empty; in POLECAT's form it says "None", as its files do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from dragoman.actors.registry import load_registry
from dragoman.errors import DataError
from dragoman.language.calendar import interval
from dragoman.ledger import Ledger
from dragoman.ledger.tellings import status_of
from dragoman.ontology.plover import load_ontology
from dragoman.records import Actor, Entry, Event, Report

CAMEO = "cameo.yaml"
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip
_UNKNOWN, _AND = "None", "; "
"""How POLECAT's files tell that a column is not known, and part several values of one."""
ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_GDELT_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GDELT_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _GDELT_ACTOR),
    *(f"Actor2{name}" for name in _GDELT_ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GDELT_PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip


class _Code(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    modes: dict[str, str] = {}


@dataclass(frozen=True)
class _Dyad:
    """One actor's act upon one recipient, or an actor's alone."""

    entry: Entry
    day: dt.date
    actor: Actor | None
    recipient: Actor | None
    event: Event
    """The first telling: the only one whose words have a place in a row."""
    report: Report
    """The first report that tells it."""


def polecat(ledger: Ledger) -> Iterator[str]:
    """Yield the rows of POLECAT's form, tab-separated under a line of names."""
    ontology, coder = load_ontology(), f"dragoman {version('dragoman')}"
    yield "\t".join(POLECAT)
    for dyad in _dyads(ledger):
        entry = dyad.entry
        known: dict[str, object] = {
            "Event ID": entry.id,
            "Event Date": dyad.day,
            "Event Type": entry.category,
            "Event Mode": entry.mode,
            "Intensity": ontology.score(entry.category, entry.mode),
            "Quad Code": ontology.quads[ontology.quad(entry.category)].upper(),
            "Contexts": _AND.join(dyad.event.contexts),
            **_side("Actor", dyad.actor),
            **_side("Recipient", dyad.recipient),
            "Raw Placename": dyad.event.place,
            "Source": dyad.report.outlet,
            "Publication Date": dyad.report.published or "",
            "Language": dyad.report.language,
            "Version": coder,
        }
        values = {name: value for name, value in known.items() if str(value).strip()}
        yield _row(POLECAT, dict.fromkeys(POLECAT, _UNKNOWN) | values)


def icews(ledger: Ledger) -> Iterator[str]:
    """Yield the rows of ICEWS's form, tab-separated under a line of names."""
    ontology = load_ontology()
    yield "\t".join(ICEWS)
    for dyad in _dyads(ledger):
        entry, actor, recipient = dyad.entry, dyad.actor, dyad.recipient
        yield _row(
            ICEWS,
            {
                "Event ID": entry.id,
                "Event Date": dyad.day,
                "Source Name": actor.name if actor else "",
                "Source Sectors": ",".join(actor.sectors) if actor else "",
                "Source Country": _country(actor),
                "Event Text": " ".join(filter(None, (entry.category, entry.mode))),
                "CAMEO Code": cameo(entry.category, entry.mode),
                "Intensity": ontology.score(entry.category, entry.mode),
                "Target Name": recipient.name if recipient else "",
                "Target Sectors": ",".join(recipient.sectors) if recipient else "",
                "Target Country": _country(recipient),
                "Story ID": dyad.report.id,
                "Publisher": dyad.report.outlet,
            },
        )


def gdelt(ledger: Ledger) -> Iterator[str]:
    """Yield the rows of GDELT 2.0's event table, tab-separated; it has no line of names."""
    ontology = load_ontology()
    for number, dyad in enumerate(_dyads(ledger), 1):
        entry, day = dyad.entry, dyad.day
        code = cameo(entry.category, entry.mode)
        yield _row(
            GDELT,
            {
                "GLOBALEVENTID": number,
                "SQLDATE": f"{day:%Y%m%d}",
                "MonthYear": f"{day:%Y%m}",
                "Year": day.year,
                "FractionDate": f"{day.year + (day.timetuple().tm_yday - 1) / 365:.4f}",
                **_gdelt_side("Actor1", dyad.actor),
                **_gdelt_side("Actor2", dyad.recipient),
                "IsRootEvent": 1,
                "EventCode": code if len(code) > 2 else f"{code}0",
                "EventBaseCode": code[:3] if len(code) > 2 else f"{code}0",
                "EventRootCode": code[:2],
                "QuadClass": ontology.quad(entry.category),
                "GoldsteinScale": ontology.score(entry.category, entry.mode),
                "NumMentions": len(entry.members),
                "NumSources": entry.outlets,
                "NumArticles": len(entry.reports),
                "DATEADDED": f"{(entry.first_told or day):%Y%m%d}000000",
                "SOURCEURL": dyad.report.url or dyad.report.name,
            },
        )


def cameo(category: str, mode: str) -> str:
    """Return the CAMEO code nearest to a PLOVER category in a mode; empty for an unknown category."""
    code = _codes().get(category)
    return code.modes.get(mode, code.code) if code else ""


@cache
def _codes() -> dict[str, _Code]:
    raw = yaml.safe_load(files("dragoman.exports").joinpath(CAMEO).read_text(encoding="utf-8"))
    codes = {name: _Code.model_validate(code) for name, code in raw.items()}
    categories = load_ontology().categories
    if different := set(codes) ^ set(categories):
        raise DataError(f"{CAMEO}: categories differ from the ontology's: {', '.join(sorted(different))}")
    for name, code in codes.items():
        if strange := set(code.modes) - set(categories[name].modes):
            raise DataError(f"{CAMEO}: {name}: no such mode: {', '.join(sorted(strange))}")
    return codes


def _dyads(ledger: Ledger) -> Iterator[_Dyad]:
    """Yield what happened on known days; where all do the same, each with each other."""
    reports = {report.id: report for report in ledger.reports()}
    events = {event.id: event for event in ledger.events()}
    for entry in ledger.entries("event"):
        days = interval(entry.date)
        if days is None or status_of(entry.marks) != "happened":
            continue
        told = min(entry.reports, key=lambda key: (reports[key].published or dt.date.max, key))
        first = next(events[key] for key in entry.members if events[key].report == told)
        for actor, recipient in _pairs(entry):
            yield _Dyad(entry, days.start, actor, recipient, first, reports[told])


def _pairs(entry: Entry) -> list[tuple[Actor | None, Actor | None]]:
    actors: list[Actor | None] = [*entry.actors] or [None]
    if entry.recipients:
        return [(actor, recipient) for actor in actors for recipient in entry.recipients]
    if len(actors) > 1:
        return [(one, other) for one in actors for other in actors if one is not other]
    return [(actors[0], None)]


def _side(who: str, actor: Actor | None) -> dict[str, object]:
    if actor is None:
        return {}
    return {
        f"{who} Name": actor.name,
        f"{who} Country": actor.code,
        f"Primary {who} Sector": actor.sectors[0] if actor.sectors else "",
        f"{who} Sectors": _AND.join(actor.sectors),
        f"{who} Title": actor.office,
        f"{who} Name Raw": actor.name,
    }


def _gdelt_side(who: str, actor: Actor | None) -> dict[str, object]:
    if actor is None:
        return {}
    types = {f"{who}Type{n}Code": sector for n, sector in enumerate(actor.sectors[:3], 1)}
    return {
        f"{who}Code": actor.code + (actor.sectors[0] if actor.sectors else ""),
        f"{who}Name": actor.name.upper(),
        f"{who}CountryCode": actor.code if load_registry().state(actor.code) else "",
        **types,
    }


def _country(actor: Actor | None) -> str:
    state = load_registry().state(actor.code) if actor else None
    return state.name if state else ""


def _row(columns: tuple[str, ...], values: dict[str, object]) -> str:
    """Return a row; a tab or line end within a value becomes a space: such files know no quotes."""
    unknown = values.keys() - set(columns)
    if unknown:
        raise KeyError(f"no such columns: {', '.join(sorted(unknown))}")
    return "\t".join(" ".join(str(values.get(name, "")).split()) for name in columns)
