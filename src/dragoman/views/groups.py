"""Lines in the order in which they are read: by date, by speaker, by party and issue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.coding.issues import OTHER
from dragoman.language.calendar import interval
from dragoman.records import Actor
from dragoman.views.model import EntryLine, IssueGroup, PartyGroup, PositionView, SpeakerGroup, StatementLine

_RANKS = {
    "state": 0,
    "body": 1,
    "organisation": 2,
    "group": 3,
    "region": 4,
    "description": 5,
    "person": 6,
}
UNNAMED = "Unnamed"


def line_order(line: EntryLine) -> tuple[str, str, int, int]:
    """By first day, then the more precise date; undated last, in the order in which they are told."""
    days = interval(line.date.edtf)
    first = line.tellings[0]
    when = (days.start.isoformat(), days.end.isoformat()) if days else ("9999", "9999")
    return (*when, first.source, first.span.start)


def by_speaker(lines: Iterable[StatementLine]) -> list[SpeakerGroup]:
    """Return statements by speaker; the side that says most comes first."""
    groups: defaultdict[tuple[str, ...], list[StatementLine]] = defaultdict(list)
    for line in lines:
        key = tuple(sorted(actor.id for actor in line.speakers)) or ("", line.speaker_text.casefold())
        groups[key].append(line)
    made = [_speaker_group(sorted(group, key=line_order)) for group in groups.values()]
    said: Counter[str] = Counter()
    for group in made:
        said[group.code] += len(group.statements)
    return sorted(made, key=lambda group: _group_order(group, said[group.code]))


def _speaker_group(lines: list[StatementLine]) -> SpeakerGroup:
    first = lines[0]
    single = first.speakers[0] if len(first.speakers) == 1 else None
    offices = (line.speakers[0].office for line in lines if single is not None)
    return SpeakerGroup(
        name=", ".join(actor.name for actor in first.speakers) or first.speaker_text or UNNAMED,
        office=next((office for office in offices if office), ""),
        code=first.speakers[0].code if first.speakers else "",
        statements=tuple(lines),
    )


def _group_order(group: SpeakerGroup, said: int) -> tuple[bool, int, str, int, str]:
    """By side, the state or body itself before its people; unnamed sources last."""
    speakers = group.statements[0].speakers
    rank = _RANKS[speakers[0].kind] + len(_RANKS) * (len(speakers) > 1) if speakers else 0
    return (not speakers, -said, group.code, rank, group.name)


def by_party(positions: Iterable[tuple[Actor, str, PositionView]]) -> list[PartyGroup]:
    """Return positions by party and issue; the party with most positions comes first."""
    parties: dict[str, Actor] = {}
    issues: defaultdict[str, defaultdict[str, list[PositionView]]] = defaultdict(lambda: defaultdict(list))
    for party, issue, view in positions:
        parties.setdefault(party.id, party)
        issues[party.id][issue].append(view)
    groups = [
        PartyGroup(
            party=party,
            issues=tuple(
                IssueGroup(issue=issue, positions=tuple(views))
                for issue, views in sorted(issues[key].items(), key=_issue_order)
            ),
        )
        for key, party in parties.items()
    ]

    # Those with most at stake first: an account begins with its main parties.
    def order(group: PartyGroup) -> tuple[int, str]:
        return -sum(len(issue.positions) for issue in group.issues), group.party.name

    return sorted(groups, key=order)


def _issue_order(issue: tuple[str, list[PositionView]]) -> tuple[bool, int, str]:
    """What is contended over most first; what fits no issue last."""
    name, positions = issue
    return name == OTHER, -len(positions), name
