"""`dragoman code`: what one sentence tells, and what led to each of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.records import Actor, Event, Mention, Position, Reading, Span, Statement, Time, When

Row = tuple[str, str]
"""A label and what stands beside it."""


def print_reading(reading: Reading) -> None:
    """Print times, actors, statements, events and positions, each with what led to it."""
    console = Console(highlight=False)
    text = reading.report.text
    statements = {statement.id: statement for statement in reading.statements}
    sections = {
        "Times": [_time(time) for time in reading.times],
        "Actors": [_mention(mention) for mention in reading.actors],
        "Statements": [_statement(statement, text) for statement in reading.statements],
        "Events": [_event(event, text, statements) for event in reading.events],
        "Positions": [_position(position, text) for position in reading.positions],
    }
    for heading, blocks in sections.items():
        console.print(Text(heading, style="bold"))
        if not blocks:
            console.print(Text("  none", style="dim"))
        for block in blocks:
            console.print(Padding(_block(block), (0, 0, 0, 2)))
        console.print()


def _block(rows: Iterable[Row]) -> Table:
    """Return rows as a grid; the first is the record itself, those after it say why."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for number, (label, value) in enumerate(rows):
        if value:
            grid.add_row(Text(label, style="cyan"), Text(value, style="bold" if number == 0 else ""))
    return grid


def _time(time: Time) -> Iterator[Row]:
    yield "time", f"“{time.text}” = {time.edtf or time.value or 'unresolved'}"
    yield "from", ", ".join(filter(None, (time.type, time.value, f"basis {time.basis}", _tense(time.tense))))


def _mention(mention: Mention) -> Iterator[Row]:
    yield "actor", f"“{mention.text}” = {_actor(mention.actor)}"
    yield "from", f"{mention.how}{_because(mention.because)}, confidence {mention.confidence:.2f}"
    yield "or", "; ".join(_actor(actor) for actor in mention.alternatives)


def _statement(statement: Statement, text: str) -> Iterator[Row]:
    speaker = _names(statement.speakers) or _words(statement.speaker_span, text) or "someone"
    contents = " … ".join(f"“{span.of(text)}”" for span in statement.contents)
    yield "says", f"{speaker} {statement.stance}: {contents}"
    yield "kind", statement.kind
    yield "cue", _words(statement.cue, text)
    yield "to", _names(statement.addressees) or statement.addressee_text
    yield "where", ", ".join(filter(None, (statement.channel, statement.place)))
    yield "when", _when(statement.when)
    yield "sure", f"{statement.confidence:.2f}"


def _event(event: Event, text: str, statements: dict[str, Statement]) -> Iterator[Row]:
    parties = " → ".join(filter(None, (_names(event.actors) or "someone", _names(event.recipients))))
    category = "/".join(filter(None, (event.category, event.mode)))
    marks = f" [{', '.join(event.marks)}]" if event.marks else ""
    yield "event", f"{category}{marks}: {parties}"
    yield "words", _words(event.trigger, text)
    yield "of", _words(event.content, text)
    yield "when", _when(event.when)
    yield "where", event.place
    yield "topic", ", ".join(event.contexts)
    yield "told by", _names(event.attributed_to)
    if parent := statements.get(event.statement):
        yield "inside", f"a statement, {parent.kind}, {parent.stance}"
    for reason in event.reasons:
        yield "because", reason
    yield "sure", f"{event.confidence:.2f}{f', else {event.runner_up}' if event.runner_up else ''}"


def _position(position: Position, text: str) -> Iterator[Row]:
    toward = ", ".join(actor.name for actor in position.toward)
    yield "position", f"{position.party.name} {position.stance}: {position.content}"
    yield "issue", position.issue
    yield "toward", toward
    yield "when", _when(position.when)
    yield "told by", _names(position.told_by)
    yield "words", _words(position.span, text)


def _actor(actor: Actor) -> str:
    codes = " ".join(filter(None, (actor.code, *actor.sectors)))
    return " ".join(filter(None, (actor.name, f"[{codes}]" if codes else "", actor.office)))


def _names(mentions: Iterable[Mention]) -> str:
    return ", ".join(dict.fromkeys(mention.actor.name for mention in mentions))


def _when(when: When) -> str:
    if not when.edtf and not when.text:
        return ""
    words = f" (“{when.text}”, {when.basis})" if when.text else f" ({when.basis})"
    return f"{when.edtf or 'unresolved'}{words}"


def _words(span: Span | None, text: str) -> str:
    return f"“{span.of(text)}”" if span else ""


def _because(because: str) -> str:
    return f": {because}" if because else ""


def _tense(tense: str) -> str:
    return f"{tense} tense" if tense else ""
