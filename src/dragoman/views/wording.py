"""What lines say, in plain words, the same in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.ontology.plover import load_ontology
from dragoman.records import Actor
from dragoman.views.model import (
    Account,
    DateView,
    EntryLine,
    EventLine,
    Headline,
    PositionView,
    StatementLine,
    ThreadStep,
    TieView,
    VoucherView,
)
from dragoman.views.phrases import STATUS_WORDS
from dragoman.views.plain import clip, one_line

UNDATED = "No date"
SOMEONE = "Someone"
SHORT_ID = 8
_RUN = 3
"""From this many numbers in a row on, only the first and the last are shown."""
_VERBAL_QUADS = (1, 3)
_PARTIES = 3
_DAY_LENGTH = len("2021-12-21")
_TIE_LENGTH = 80


def names(actors: Iterable[Actor]) -> str:
    """Return the actors' names as a list in words."""
    told = list(dict.fromkeys(one_line(actor.name) for actor in actors))
    return " and ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)


def code(line: EventLine) -> str:
    """Return the PLOVER code as it stands beside the plain words."""
    return " ".join(filter(None, (line.category, line.mode)))


def whom(line: EventLine) -> str:
    """Return to whom, with the word before it."""
    return " ".join(filter(None, (line.link, names(line.whom)))) if line.whom else ""


def markers(line: EventLine) -> list[tuple[str, str]]:
    """Return the markers of a line: a kind (for its colour) and the words that a reader sees."""
    found: list[tuple[str, str]] = []
    if word := STATUS_WORDS[line.status]:
        found.append((line.status, word))
    if line.claimed_by and not line.own_account:
        found.append(("claimed", f"claimed by {names(line.claimed_by)}"))
    if "historical" in line.marks:
        found.append(("historical", "background"))
    if line.unsure:
        found.append(("unsure", "unsure"))
    return found


def own_account(line: EventLine) -> str:
    """Return who tells it on the actors' own behalf; empty where the words themselves are the act."""
    if not line.own_account:
        return ""
    ontology = load_ontology()
    spoken = line.category in ontology.categories and ontology.quad(line.category) in _VERBAL_QUADS
    if {actor.id for actor in line.claimed_by} == {actor.id for actor in line.who}:
        return "" if spoken else "by own account"
    return f"says {names(line.claimed_by)}"


def date_heading(date: DateView) -> str:
    """Return the heading under which lines of a date stand."""
    return date.text or UNDATED


def date_note(date: DateView) -> str:
    """Return the words that gave the date and, where it is not certain, its basis."""
    once = {words.casefold(): words for words in reversed(date.told)}
    told = ", ".join(f"“{words}”" for words in reversed(once.values()))
    if not date.edtf:
        return f"{told}: which date is open" if told else ""
    if date.basis == "inferred":
        return f"{told}, date inferred" if told else "date inferred"
    if date.basis == "publication" and not told and len(date.edtf) == _DAY_LENGTH:
        return "date of the report"
    return told


def position_content(position: PositionView) -> str:
    """Return what is demanded, offered, ... as it reads on after the stance and a colon."""
    return position.content.removeprefix("to ")


def position_note(position: PositionView) -> str:
    """Return date, addressee and teller of a position, as far as they are told."""
    when = position.date.text or "no date"
    note = date_note(position.date)
    parts = (
        f"{when} ({note})" if note else when,
        f"toward {names(position.toward)}" if position.toward else "",
        f"told by {names(position.told_by)}" if position.told_by else "",
        f"by {names(position.speakers)}" if position.speakers and not position.own_view else "",
        *(tie(one) for one in position.ties),
        f"agreed by {names(position.agreed)}" if position.agreed else "",
    )
    return "; ".join(filter(None, parts))


def position_markers(position: PositionView) -> list[str]:
    """Return the markers of a position in words: a red line, a person's own view."""
    found = ["red line"] if position.red_line else []
    if position.own_view:
        found.append(f"own view of {names(position.speakers) or SOMEONE}")
    return found


def tie(one: TieView) -> str:
    """Return how a position hangs on another, in words."""
    how = {
        "answers": "in answer to",
        "counters": "to counter",
        "condition of": "a condition of",
        "departs from": "instead of",
    }
    entry = f" {short_id(one.entry)}" if one.entry else ""
    return f"{how[one.how]}: {one_line(one.party)} {one.stance} {clip(one.content, _TIE_LENGTH)}{entry}"


def voucher(one: VoucherView) -> str:
    """Return who vouches, in words, with the reports."""
    who = {
        "outlet": "the outlet itself",
        "official": "somebody who has no part in it",
        "adversary": "the side acted upon",
        "party": "those who act",
        "unnamed": "a source without a name",
    }
    named = f" ({', '.join(map(one_line, one.names))})" if one.names else ""
    return f"{who[one.voice]}{named} {cite(one.sources)}"


def told_between(line: EntryLine) -> str:
    """Return the days of the first and the last dated report that tells it."""
    days = [day.isoformat() for day in (line.first_told, line.last_told) if day is not None]
    return (
        f"first told {days[0]}, last {days[1]}" if len(set(days)) > 1 else f"told {days[0]}" if days else ""
    )


def thread(steps: Iterable[ThreadStep]) -> str:
    """Return where else the same meeting is told, in words."""
    return "; ".join(f"{step.stage} {step.date} {short_id(step.entry)}".replace("  ", " ") for step in steps)


def statement_note(line: StatementLine) -> str:
    """Return when, where and to whom a statement was made, as far as it is told."""
    note = date_note(line.date)
    when = " ".join(filter(None, (line.date.text, f"({note})" if note else "")))
    to = f"to {', '.join(map(one_line, line.addressees))}" if line.addressees else ""
    return "; ".join(filter(None, (when, line.place, line.channel, to)))


def short_line(line: EntryLine) -> str:
    """Return an entry in a few words: who did what, or who said what."""
    if isinstance(line, EventLine):
        marks = "".join(f"[{word}] " for kind, word in markers(line) if kind != "claimed")
        told = " ".join(filter(None, (names(line.who) or SOMEONE, line.did, whom(line))))
        return f"{marks}{told}: {line.words}"
    if isinstance(line, StatementLine):
        words = line.renderings[0].words if line.renderings else ""
        return f"{names(line.speakers) or line.speaker_text or SOMEONE}, in words: {words}"
    return line.id


def cite(sources: Iterable[int]) -> str:
    """Return report numbers as `[1][2]`, longer runs as `[1–5]`."""
    runs: list[list[int]] = []
    for number in sorted(sources):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "".join(map(_cite_run, runs))


def _cite_run(run: list[int]) -> str:
    return f"[{run[0]}–{run[-1]}]" if len(run) >= _RUN else "".join(f"[{number}]" for number in run)


def short_id(identifier: str) -> str:
    """Return the start of an id that is enough to ask for it with `dragoman show`."""
    return identifier.rpartition("_")[2][:SHORT_ID]


def main_parties(account: Account) -> str:
    """Return the names of the parties with most positions."""
    return names(group.party for group in account.positions[:_PARTIES])


def facts(headline: Headline) -> list[tuple[str, str]]:
    """Return the headline facts as label and value."""
    reports = str(headline.reports)
    if headline.undated:
        reports += f" ({headline.undated} without a date)"
    told = f"{_count(headline.events, 'event')}, {_count(headline.statements, 'statement')}"
    kinds = f"{told}, {headline.plans} planned"
    return [
        ("Period", headline.period or "unknown"),
        ("Reports", reports),
        ("Independent outlets", str(headline.independent)),
        ("Entries", f"{headline.entries} ({kinds})"),
        ("Base model", headline.model or "none"),
    ]


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def told_by_all(reports: int) -> str:
    """Return the heading for what every report tells."""
    return "Told by both" if reports == 2 else "Told by all"
