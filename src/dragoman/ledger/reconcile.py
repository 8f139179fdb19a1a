"""Reconciling: new reports are joined to what the ledger holds, and nothing else is done again.

The result is a function of the set of reports and judgements, whatever the order and the steps in which
they came: what a step keeps (keys, links, components) depends on pairs alone, and a component, all
tellings that links connect, is grouped anew as a whole whenever one of its links changes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from dragoman.language.time_resolution import resolve_words
from dragoman.ledger import redating, search, stances
from dragoman.ledger.copies import find_copies
from dragoman.ledger.database import Database, Row, batched
from dragoman.ledger.dating import Reread
from dragoman.ledger.entries import build_entry
from dragoman.ledger.grouping import Group, Verdicts, group_tellings, link
from dragoman.ledger.identities import Person, identified, identities, persons
from dragoman.ledger.index import Held, Index, Indexed
from dragoman.ledger.judgements import Judgement, corrected, standing, verdicts
from dragoman.ledger.likeness import Scorer
from dragoman.ledger.rarity import load_rarity
from dragoman.ledger.readings import known_identities, load_readings, load_records
from dragoman.ledger.resolving import present_members
from dragoman.ledger.rows import entry_rows
from dragoman.ledger.similarity import Nearness, Similarity
from dragoman.ledger.syndication import Sources
from dragoman.ledger.tellings import Telling, tellings
from dragoman.ledger.tuning import Tuning
from dragoman.records import Actor, Reading, Report

STATE = (
    "vectors",
    "reconciled", "persons", "identities", "fingerprints", "tellings", "blocks", "links", "components",
    "regroup", "inferred_dates", "redated", "copies", "entries", "members", "words", "lengths",
)  # fmt: skip
"""Tables that reconciling fills."""
_REPORTS_AT_ONCE = 500
_COMPONENTS_AT_ONCE = 2_000


def reconcile(
    db: Database,
    tuning: Tuning,
    reread: Reread | None,
    *,
    similarity: Similarity,
    anew: bool = False,
) -> int:
    """Bring the entries up to date, within a transaction of the caller's.

    Args:
        db: The ledger.
        tuning: Weights and thresholds; where they are others than last time, all is done anew.
        reread: Reads a report that was given a date; without it only relative words are resolved.
        similarity: Encodes what is said.
        anew: Forget what was reconciled, and do all of it again.

    Returns:
        The number of reports that were laid out, new ones and those that new ones bear on.
    """
    mark = sha256(f"{_settled(tuning)} {similarity.name}".encode()).hexdigest()[:16]
    if anew or db.meta("reconciled_with") != mark:
        for table in STATE:
            db.execute(f"DELETE FROM {table}")  # noqa: S608 (names from the constant above)
        db.set_meta("reconciled_with", mark)
    return _Reconciliation(db, tuning, reread, similarity).run()


def _settled(tuning: Tuning) -> str:
    """Return all options in one fixed order."""
    return json.dumps(tuning.model_dump(mode="json"), sort_keys=True, default=sorted)


class _Reconciliation:
    """One run; what it learns of the ledger it keeps in the ledger."""

    def __init__(self, db: Database, tuning: Tuning, reread: Reread | None, similarity: Similarity) -> None:
        self._db = db
        self._tuning = tuning
        self._reread = reread
        self._scorer = Scorer(load_rarity(), tuning, Nearness(db, similarity))
        self._index = Index(db, self._scorer, tuning)

    def run(self) -> int:
        """Do it."""
        new = [
            key
            for (key,) in self._db.fetch(
                "SELECT id FROM reports ANTI JOIN reconciled ON id = report ORDER BY id"
            )
        ]
        dirty = sorted({*new, *self._name(new)})
        find_copies(self._db, new, self._tuning)
        self._lay_out(dirty)
        self._db.insert({"reconciled": [{"report": report} for report in new]})
        redating.redate(self._db, self._index, self._tuning, resolve_words, self._reread)
        made = self._db.records("SELECT record FROM judgements", Judgement)
        judgements, present = standing(made), present_members(self._db, made)
        regrouped = self._regroup(judgements, present)
        stances.renew(self._db, self._tuning, judgements, present, changed=bool(dirty) or regrouped)
        return len(dirty)

    def _name(self, new: Sequence[str]) -> set[str]:
        """Find out who is meant by last names; return reports read before in which that changed."""
        lasts: set[str] = set()
        for part in batched(new, _REPORTS_AT_ONCE):
            rows: list[Row] = []
            for reading in load_readings(self._db, part, original=True):
                for person in persons(reading):
                    lasts.add(person.last)
                    rows.append(
                        {
                            "report": reading.report.id,
                            "last": person.last,
                            "short": person.short,
                            "actor": person.actor.id,
                            "record": person.actor.model_dump_json(),
                        }
                    )
            self._db.insert({"persons": rows})
        if not lasts:
            return set()
        named = self._db.rows(
            "SELECT DISTINCT last, short, record FROM persons WHERE last IN (SELECT unnest(?))",
            sorted(lasts),
        )
        now = identities(
            Person(last, short, Actor.model_validate_json(record)) for last, short, record in named
        )
        query = (
            "SELECT short, record FROM identities WHERE short IN "
            "(SELECT actor FROM persons WHERE short AND last IN (SELECT unnest(?)))"
        )
        before = {
            short: Actor.model_validate_json(record) for short, record in self._db.pairs(query, sorted(lasts))
        }
        changed = sorted(key for key in now.keys() | before.keys() if now.get(key) != before.get(key))
        if not changed:
            return set()
        self._db.execute("DELETE FROM identities WHERE short IN (SELECT unnest(?))", changed)
        short_rows: list[Row] = [
            {"short": key, "record": now[key].model_dump_json()} for key in changed if key in now
        ]
        self._db.insert({"identities": short_rows})
        query = (
            "SELECT DISTINCT report FROM persons SEMI JOIN reconciled USING (report) "
            "WHERE actor IN (SELECT unnest(?))"
        )
        return {report for (report,) in self._db.fetch(query, changed)}

    def _lay_out(self, reports: Sequence[str]) -> None:
        """Put the tellings of reports into the index, in place of those they had."""
        add: list[Indexed] = []
        for part in batched(reports, _REPORTS_AT_ONCE):
            as_read = list(self._as_read(part))
            undated = [reading.report.id for reading in as_read if reading.report.published is None]
            inferred = {
                reading.report.id: reading
                for reading in load_readings(self._db, undated)
                if reading.report.published is not None
            }
            for reading in as_read:
                bare, redated = reading.report.published is None, inferred.get(reading.report.id)
                add.extend(Indexed(told, bare, redated is None) for told in tellings(reading, self._tuning))
                if redated is not None:
                    add.extend(Indexed(told, False, True, True) for told in tellings(redated, self._tuning))
        self._index.change(self._index.numbers_of(reports), add)

    def _as_read(self, reports: list[str]) -> Iterator[Reading]:
        """Yield readings without inferred dates, with the identities that the ledger knows."""
        known = known_identities(self._db)
        for reading in load_readings(self._db, reports, original=True):
            yield identified(reading, known)

    # -- entries

    def _regroup(self, judgements: Sequence[Judgement], present: dict[str, str]) -> bool:
        """Group anew what was touched, and replace its entries; tell whether there was anything."""
        verdict = verdicts(judgements, present)
        numbers = self._affected(verdict, present)
        self._db.execute("DELETE FROM regroup")
        if not numbers and not self._index.touched.gone:
            return False
        self._db.lay_out("affected", n=sorted(numbers))
        self._forget()
        components = self._components(numbers, verdict)
        for part in batched(components, _COMPONENTS_AT_ONCE):
            self._build(part, verdict, judgements, present)
        return True

    def _affected(self, verdict: Verdicts, present: dict[str, str]) -> set[int]:
        """Return the final tellings of all components that a change bears on."""
        touched = self._index.touched
        asked = [present.get(key, key) for (key,) in self._db.fetch("SELECT member FROM regroup")]
        numbers = set(touched.tellings)
        numbers.update(
            self._db.numbers("SELECT n FROM tellings WHERE final AND id IN (SELECT unnest(?))", asked)
        )
        held = sorted({key for pair in verdict.same for key in pair})
        by_id = dict(
            self._db.rows("SELECT id, n FROM tellings WHERE final AND id IN (SELECT unnest(?))", held)
        )
        components = set(touched.components)
        while True:
            self._db.lay_out("touched", n=sorted(numbers))
            self._db.lay_out("left_behind", component=sorted(components))
            wider = set(
                self._db.numbers(
                    """
                    WITH near AS (
                        SELECT n FROM touched
                        UNION SELECT other FROM links JOIN touched ON one = n WHERE kind = 'join'
                        UNION SELECT one FROM links JOIN touched ON other = n WHERE kind = 'join'
                    ),
                    whole AS (
                        SELECT component FROM components SEMI JOIN near USING (n)
                        UNION SELECT component FROM left_behind
                    )
                    SELECT n FROM components SEMI JOIN whole USING (component)
                    UNION SELECT n FROM near SEMI JOIN tellings USING (n)
                    """
                )
            )
            for one, other in verdict.same:
                if one in by_id and other in by_id and {by_id[one], by_id[other]} & wider:
                    wider |= {by_id[one], by_id[other]}
            if wider == numbers:
                break
            numbers = wider
        return set(self._db.numbers("SELECT n FROM tellings SEMI JOIN touched USING (n) WHERE final"))

    def _forget(self) -> None:
        """Take away the entries of what is affected or gone, remembering where they went."""
        gone = sorted(self._index.touched.gone)
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE outdated AS SELECT DISTINCT entry FROM members "
            "WHERE member IN (SELECT id FROM tellings SEMI JOIN affected USING (n)) "
            "OR member IN (SELECT unnest(?))",
            gone,
        )
        self._db.execute(
            "INSERT INTO former SELECT entry, min(member) FROM members SEMI JOIN outdated USING (entry) "
            "WHERE entry NOT IN (SELECT entry FROM former) GROUP BY entry"
        )
        self._db.execute("DELETE FROM entries WHERE id IN (SELECT entry FROM outdated)")
        self._db.execute("DELETE FROM members WHERE entry IN (SELECT entry FROM outdated)")
        search.forget(self._db)
        self._db.execute("DELETE FROM components WHERE n IN (SELECT n FROM affected)")

    def _components(self, numbers: Iterable[int], verdict: Verdicts) -> list[list[int]]:
        """Return the tellings in `affected` by component, and keep to which each belongs."""
        parent = {n: n for n in numbers}

        def root(n: int) -> int:
            while parent[n] != n:
                parent[n] = parent[parent[n]]
                n = parent[n]
            return n

        joined = self._db.rows(
            "SELECT one, other FROM links WHERE kind = 'join' "
            "AND one IN (SELECT n FROM affected) AND other IN (SELECT n FROM affected)"
        )
        by_id: dict[str, int] = {}
        if verdict.same:
            by_id = dict(self._db.rows("SELECT id, n FROM tellings SEMI JOIN affected USING (n)"))
        held = [(by_id[a], by_id[b]) for a, b in verdict.same if a in by_id and b in by_id]
        for one, other in (*joined, *held):
            first, second = sorted((root(one), root(other)))
            parent[second] = first
        found: defaultdict[int, list[int]] = defaultdict(list)
        for n in sorted(parent):
            found[root(n)].append(n)
        self._db.lay_out("joined", n=parent, component=[root(n) for n in parent])
        self._db.execute("INSERT INTO components SELECT n, component FROM joined")
        return list(found.values())

    def _build(
        self,
        components: Sequence[list[int]],
        verdict: Verdicts,
        judgements: Sequence[Judgement],
        present: dict[str, str],
    ) -> None:
        """Group the tellings of components and write their entries."""
        numbers = sorted(n for component in components for n in component)
        self._db.lay_out("building", n=numbers)
        links = self._db.rows(
            "SELECT one, other, kind FROM links WHERE kind <> 'vote' "
            "AND (one IN (SELECT n FROM building) OR other IN (SELECT n FROM building))"
        )
        rows = self._index.load({*numbers, *(n for one, other, _ in links for n in (one, other))})
        joins: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        rivals: defaultdict[str, set[int]] = defaultdict(set)
        for one, other, kind in links:
            if kind == "join":
                joins[one].append((one, other))
            else:
                rivals[rows[one].telling.id].add(other)
                rivals[rows[other].telling.id].add(one)
        self._scorer.prepare(
            rows[n].telling for component in components if len(component) > 1 for n in component
        )
        groups = [
            group
            for component in components
            for group in self._groups(component, joins, rivals, rows, verdict)
        ]
        members = {told.id: told.report for group in groups for told in group.members}
        records = load_records(self._db, members)
        sources = self._sources(sorted(set(members.values())))
        entries = [corrected(build_entry(group, records, sources), judgements, present) for group in groups]
        self._db.insert(entry_rows(entries, members))
        index: dict[str, list[Row]] = {"words": [], "lengths": []}
        for entry, group in zip(entries, groups, strict=True):
            for table, found in search.index_rows(entry, (told.summary for told in group.members)).items():
                index[table].extend(found)
        self._db.insert(index)

    def _groups(
        self,
        component: list[int],
        joins: dict[int, list[tuple[int, int]]],
        rivals: dict[str, set[int]],
        rows: dict[int, Held],
        verdict: Verdicts,
    ) -> Iterator[Group]:
        told: dict[str, Telling] = {rows[n].telling.id: rows[n].telling for n in component}
        links = [
            link(rows[one].telling.id, rows[other].telling.id)
            for n in component
            for one, other in joins.get(n, ())
        ]
        for members, reasons in group_tellings(told, links, self._scorer, self._tuning, verdict):
            against = {n for member in members for n in rivals.get(member, ())}
            yield Group(
                members=tuple(told[member] for member in members),
                reasons=reasons,
                disputed_by=tuple(sorted((rows[n].telling for n in against), key=lambda one: one.id)),
            )

    def _sources(self, reports: list[str]) -> Sources:
        found = self._db.records("SELECT record FROM reports WHERE id IN (SELECT unnest(?))", Report, reports)
        copies = self._db.pairs("SELECT report, copy FROM copies WHERE report IN (SELECT unnest(?))", reports)
        return Sources(copies, found)
