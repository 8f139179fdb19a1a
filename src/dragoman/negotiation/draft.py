"""A first scenario from a ledger: what the reports tell, each number marked as assumed, and what they do
not tell.

A ledger holds words, not numbers. The draft takes every party at its word: who demands something stands at
the end of the scale where the demand is met, who refuses it at the other, and everyone else anywhere. It
says so at each figure. A person goes through it before anything is concluded from it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dragoman.ledger import Ledger, PositionLine
from dragoman.negotiation.logic import WORDS
from dragoman.negotiation.scenario import (
    Issue,
    Number,
    Option,
    Party,
    Preference,
    Scale,
    Scenario,
    Threat,
)

MOST_PARTIES = 5
MOST_ISSUES = 6
MOST_OPTIONS = 6
MOST_THREATS = 8
"""More than these make a model that nobody can read; what is left out is named in `not_told`."""

_UNSORTED = "other"
"""The issue of positions that fit none."""


def draft_scenario(ledger: Ledger, title: str = "") -> Scenario:
    """Return the draft of a reconciled ledger.

    Args:
        ledger: An open ledger.
        title: The scenario's title; else its parties and issues are.
    """
    published = [report.published for report in ledger.reports() if report.published]
    return draft_from(ledger.positions(), title, max(published).isoformat() if published else "")


def draft_from(lines: Sequence[PositionLine], title: str = "", date: str = "") -> Scenario:
    """Return the draft of positions; see `draft_scenario`."""
    return _Draft([line for line in lines if line.issue != _UNSORTED], title, date).scenario()


class _Draft:
    def __init__(self, lines: Sequence[PositionLine], title: str, date: str) -> None:
        self._title, self._date = title, date
        self._not_told: list[str] = []
        self._names: dict[str, str] = {}
        """Actor id to the party's id."""
        self._parties = self._choose_parties(lines)
        self._lines = [line for line in lines if self._party(line.party.id)]
        self._stances: defaultdict[tuple[str, str], list[PositionLine]] = defaultdict(list)
        for line in self._lines:
            self._stances[line.issue, line.stance].append(line)
        self._refusing = {
            issue: list(dict.fromkeys(self._party(one.party.id) for one in self._of(issue, "refuses")))
            for issue in {line.issue for line in self._lines}
        }
        self._issues = self._choose_issues()

    def scenario(self) -> Scenario:
        issues = {slug: self._issue(name) for name, slug in self._issues.items()}
        options = self._options()
        threats = self._threats()
        self._not_told += [
            "means of the parties: all are given the same",
            "what the parties hold to be important: salience is how often the reports tell of a stance",
            "where each issue stands if nothing is agreed: taken to be where no demand is met",
            "what each party prefers among outcomes: each is taken at its word",
        ]
        if threats:
            self._not_told.append("payoffs of the threats: without them there are only base rates")
        named = ", ".join(party.name for party in self._parties.values())
        return Scenario(
            title=self._title or f"{named}: {', '.join(self._issues) or 'no issue'}",
            date=self._date,
            draft=True,
            parties=self._parties or {"nobody": Party(name="no party was found")},
            issues=issues,
            options=options,
            today=() if options else None,
            preferences=self._preferences(options),
            threats=threats,
            not_told=tuple(self._not_told),
        )

    # -- who and what

    def _choose_parties(self, lines: Sequence[PositionLine]) -> dict[str, Party]:
        counts = Counter(line.party.id for line in lines)
        named = {line.party.id: line.party for line in lines}
        for line in lines:
            for actor in line.toward:
                named.setdefault(actor.id, actor)
                counts[actor.id] += 0
        ranked = sorted(named.values(), key=lambda actor: (-counts[actor.id], actor.name))
        told = [actor for actor in ranked if counts[actor.id]]
        chosen = told[:MOST_PARTIES]
        if told[MOST_PARTIES:]:
            names = ", ".join(actor.name for actor in told[MOST_PARTIES:])
            self._not_told.append(f"parties left out, though they have positions: {names}")
        silent = [actor for actor in ranked if not counts[actor.id]]
        if silent:
            names = ", ".join(actor.name for actor in silent)
            self._not_told.append(
                f"positions of {names}: others address them, the reports tell none of theirs"
            )
        parties: dict[str, Party] = {}
        for actor in chosen:
            slug = _slug(actor.name, parties)
            self._names[actor.id] = slug
            parties[slug] = Party(
                name=actor.name,
                actors=(actor.id,),
                means=_assumed(50, 10, 100, "the ledger does not tell means"),
            )
        return parties

    def _choose_issues(self) -> dict[str, str]:
        by_issue: defaultdict[str, list[PositionLine]] = defaultdict(list)
        for line in self._lines:
            by_issue[line.issue].append(line)
        contended = {
            issue: lines
            for issue, lines in by_issue.items()
            if any(line.stance in ("demands", "refuses") for line in lines)
        }
        quiet = sorted(by_issue.keys() - contended.keys())
        if quiet:
            self._not_told.append(
                f"what is contended in {', '.join(quiet)}: nobody demands or refuses anything"
            )
        ranked = sorted(
            contended,
            key=lambda issue: (
                -len({line.party.id for line in contended[issue]}),
                -len(contended[issue]),
                issue,
            ),
        )
        if ranked[MOST_ISSUES:]:
            self._not_told.append(
                f"issues left out, to keep to {MOST_ISSUES}: {', '.join(ranked[MOST_ISSUES:])}"
            )
        slugs: dict[str, str] = {}
        for issue in ranked[:MOST_ISSUES]:
            slugs[issue] = _slug(issue, slugs.values())
        return slugs

    def _party(self, actor: str) -> str:
        return self._names.get(actor, "")

    def _of(self, issue: str, stance: str) -> list[PositionLine]:
        return self._stances.get((issue, stance), [])

    # -- issues

    def _issue(self, name: str) -> Issue:
        demands = self._of(name, "demands")
        main = _most(line.party.id for line in demands or self._of(name, "refuses"))
        words = _words([line for line in demands or self._of(name, "refuses") if line.party.id == main])
        side = self._parties[self._party(main)].name
        verb = "demands" if demands else "refuses"
        positions, salience = {}, {}
        silent: list[str] = []
        total = Counter(self._party(line.party.id) for line in self._lines)
        for actor, slug in self._names.items():
            own = [line for line in self._lines if line.issue == name and line.party.id == actor]
            if not own:
                silent.append(self._parties[slug].name)
                continue
            positions[slug] = _position(own, actor == main, bool(demands))
            share = round(100 * len(own) / total[slug])
            salience[slug] = _assumed(
                share, share // 2, min(100, 2 * share), f"{len(own)} of its {total[slug]} positions"
            )
        if silent:
            self._not_told.append(f"{name}: the position of {', '.join(silent)}")
        return Issue(
            name=name,
            scale=Scale(
                low_means=f"nothing of what {side} {verb}",
                high_means=f"what {side} {verb}, in full: {words}",
            ),
            today=_assumed(0, 0, 50, "nothing is granted yet, by the reports"),
            positions=positions,
            salience=salience,
        )

    # -- options

    def _options(self) -> dict[str, Option]:
        options: dict[str, Option] = {}
        for name, slug in self._issues.items():
            for line in self._of(name, "demands"):
                for target in self._targets(line):
                    key = f"{target}-grants-{slug}"
                    if key not in options:
                        asker = self._parties[self._party(line.party.id)].name
                        options[key] = Option(
                            party=target,
                            means=f"grants what {asker} demands: {_words([line])}",
                            from_=_entries([line]),
                        )
        for line in self._lines:
            key = f"{self._party(line.party.id)}-acts"
            if line.stance == "threatens" and key not in options:
                own = [
                    one for one in self._lines if one.stance == "threatens" and one.party.id == line.party.id
                ]
                options[key] = Option(
                    party=self._party(line.party.id),
                    means=f"carries out its threat: {_words(own)}",
                    from_=_entries(own),
                )
        # Threats first: without them the model would have no sanction at all.
        ranked = sorted(options, key=lambda key: not key.endswith("-acts"))
        if ranked[MOST_OPTIONS:]:
            self._not_told.append(
                f"options left out, to keep to {MOST_OPTIONS}: {', '.join(ranked[MOST_OPTIONS:])}"
            )
        return {key: options[key] for key in options if key in ranked[:MOST_OPTIONS]}

    def _targets(self, line: PositionLine) -> list[str]:
        """Return who a demand is made of; those who refuse on the issue where it does not say."""
        named = [slug for actor in line.toward if (slug := self._party(actor.id))]
        found = named or self._refusing[line.issue]
        return [slug for slug in dict.fromkeys(found) if slug != self._party(line.party.id)]

    def _preferences(self, options: dict[str, Option]) -> dict[str, Preference]:
        """Return priorities: to be granted one's demands, not to grant, not to be acted against."""
        found = {}
        for party in dict.fromkeys(option.party for option in options.values()):
            grants = [key for key in options if "-grants-" in key]
            wanted = [key for key in grants if self._asked_by(party, key)]
            own = [key for key in grants if options[key].party == party]
            acts = f"{party}-acts"
            priorities = [*wanted, *(f"not {key}" for key in own)]
            priorities += [f"not {key}" for key in options if key.endswith("-acts") and key != acts]
            if acts in options:
                priorities.append(f"{acts} iff not ({' and '.join(wanted)})" if wanted else f"not {acts}")
            if not priorities:
                priorities = [f"not {key}" for key in options if options[key].party == party]
            found[party] = Preference(
                priorities=tuple(priorities),
                from_=tuple(dict.fromkeys(entry for key in [*wanted, *own] for entry in options[key].from_)),
                assumed=True,
                range=2,
                note="taken at its word",
            )
        return found

    def _asked_by(self, party: str, option: str) -> bool:
        issue = option.partition("-grants-")[2]
        names = [name for name, slug in self._issues.items() if slug == issue]
        return any(
            self._party(line.party.id) == party for name in names for line in self._of(name, "demands")
        )

    def _threats(self) -> dict[str, Threat]:
        """Return one threat for each two parties and issue, the most told first."""
        told: defaultdict[tuple[str, str, str], list[PositionLine]] = defaultdict(list)
        for line in self._lines:
            if line.stance == "threatens":
                party = self._party(line.party.id)
                target = self._aimed_at(line) or next((slug for slug in self._parties if slug != party), "")
                if target:
                    told[party, target, line.issue].append(line)
        demanding = {self._party(line.party.id) for line in self._lines if line.stance == "demands"}
        ranked = sorted(told.items(), key=lambda item: -len(item[1]))
        if ranked[MOST_THREATS:]:
            self._not_told.append(
                f"threats left out, to keep to {MOST_THREATS}: {len(ranked) - MOST_THREATS}"
            )
        threats: dict[str, Threat] = {}
        for (party, target, issue), lines in ranked[:MOST_THREATS]:
            named = any(self._aimed_at(line) for line in lines)
            threats[_slug(f"{party} {issue}", threats)] = Threat(
                challenger=party,
                defender=target,
                means=_words(lines),
                kind="compellence" if party in demanding else "deterrence",
                from_=_entries(lines),
                assumed=not named,
                note="" if named else "the reports do not say whom it is aimed at",
            )
        return threats

    def _aimed_at(self, line: PositionLine) -> str:
        """Return the other party that a line names; empty where it names none."""
        own = self._party(line.party.id)
        return next((slug for actor in line.toward if (slug := self._party(actor.id)) and slug != own), "")


def _position(own: Sequence[PositionLine], main: bool, demanded: bool) -> Number:
    """Return where a stance puts a party on the scale of its issue."""
    if main:
        decisive = [line for line in own if line.stance == ("demands" if demanded else "refuses")]
        value, low, high = (100, 70, 100) if demanded else (0, 0, 30)
        note = f"{decisive[0].stance} it"
    elif refused := [line for line in own if line.stance == "refuses"]:
        decisive, note = refused, "refuses"
        value, low, high = 0, 0, 30
    else:
        decisive = list(own)
        stances = ", ".join(dict.fromkeys(line.stance for line in own))
        value, low, high, note = 50, 0, 100, f"{stances}: which way, a person must say"
    return Number(
        value=value,
        range=(low, high),
        from_=_entries(decisive),
        assumed=True,
        note=f"{note}: {_words(decisive)}",
    )


def _assumed(value: float, low: float, high: float, note: str) -> Number:
    return Number(value=value, range=(low, high), assumed=True, note=note)


def _entries(lines: Iterable[PositionLine]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(entry for line in lines for entry in line.entries))
    return found or ("no entry",)


def _words(lines: Sequence[PositionLine], length: int = 120) -> str:
    """Return the reports' own words, cut to one line."""
    text = "; ".join(dict.fromkeys(line.content for line in lines))
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _most(values: Iterable[str]) -> str:
    counts = Counter(values)
    return max(sorted(counts), key=lambda value: counts[value])


def _slug(name: str, taken: Iterable[str]) -> str:
    """Return a name as an id that statements can use, and that is not taken."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "x"
    slug = slug if slug[0].isalpha() and slug not in WORDS else f"x-{slug}"
    used = set(taken)
    numbered = slug
    for number in range(2, len(used) + 3):
        if numbered not in used:
            break
        numbered = f"{slug}-{number}"
    return numbered
