"""The part of the ledger that takes what persons judge, and finds what they name."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence

from dragoman.errors import LedgerError
from dragoman.ledger.database import Database
from dragoman.ledger.judgements import Anchor, Judgement, Verdict, check_field, judgement, standing
from dragoman.ledger.readings import load_records
from dragoman.ledger.reconcile import reconcile
from dragoman.ledger.rows import judgement_row
from dragoman.ledger.similarity import Similarity
from dragoman.ledger.stances import outdate
from dragoman.ledger.tuning import load_tuning
from dragoman.records import Event, Statement


class Judging(ABC):
    """What `Ledger` does with judgements; not for use by itself."""

    _db: Database

    @abstractmethod
    def members(self, entry_id: str) -> list[Event | Statement]:
        """Return the events or statements joined in an entry."""

    @abstractmethod
    def _similarity(self) -> Similarity:
        """Return the encoder in use."""

    def judgements(self) -> list[Judgement]:
        """Return all judgements, oldest first, those undone too."""
        return self._db.records("SELECT record FROM judgements ORDER BY made_at, id", Judgement)

    def judge(
        self,
        kind: Verdict,
        who: str,
        *,
        one: str = "",
        other: str = "",
        field: str = "",
        value: str = "",
        undoes: str = "",
        why: str = "",
        at: dt.datetime | None = None,
    ) -> Judgement:
        """Add a judgement and bring the entries up to date.

        Args:
            kind: `same` and `different` judge two entries or tellings, `correct` and `hide` one, `rename`
                and `merge` an issue, `split` takes an entry's positions out of theirs, `undo` takes back
                another judgement.
            who: Who judges.
            one: Id of an entry or of one of its tellings.
            other: Id of the second.
            field: The field to correct; the issue to rename or to merge into another.
            value: Its right value; the issue's new name, or that of the other.
            undoes: Id of the judgement to take back.
            why: The reason, for others to read.
            at: When; now where it is left out.

        Raises:
            DragomanError: when the field cannot be corrected.
            LedgerError: when what is named is not in the ledger, or two are one already.
        """
        if kind == "undo" and undoes not in {made.id for made in standing_ids(self.judgements())}:
            raise LedgerError(f"no judgement {undoes} to undo")
        if kind == "correct":
            check_field(field)
        if kind in ("rename", "merge", "split"):
            self._check_issues(kind, field, value)
        first = self.anchors(one) if one else ()
        second = self.anchors(other) if other else ()
        if kind == "different":
            # A telling against the entry it stands in: against the others of that entry.
            inner = {anchor.member for anchor in first} & {anchor.member for anchor in second}
            if len(first) <= len(second):
                second = tuple(anchor for anchor in second if anchor.member not in inner)
            else:
                first = tuple(anchor for anchor in first if anchor.member not in inner)
            if not first or not second:
                raise LedgerError("name two entries, or a telling and the entry that it is to leave")
        made = judgement(
            kind,
            who,
            at or dt.datetime.now(dt.UTC),
            one=first,
            other=second,
            field=field,
            value=value,
            undoes=undoes,
            why=why,
        )
        self.apply([made])
        return made

    def apply(self, judgements: Sequence[Judgement]) -> int:
        """Add judgements, such as those of another ledger, and bring the entries up to date.

        Returns:
            How many were new.
        """
        known = {made.id: made for made in self.judgements()}
        new = [made for made in {made.id: made for made in judgements}.values() if made.id not in known]
        if not new:
            return 0
        by_id = known | {made.id: made for made in new}
        touched = {anchor.member for made in _with_undone(new, by_id) for anchor in (*made.one, *made.other)}
        with self._db.transaction():
            self._db.insert(
                {"judgements": [judgement_row(made, n) for n, made in enumerate(new, len(known))]}
            )
            self._db.insert({"regroup": [{"member": member} for member in sorted(touched)]})
            outdate(self._db)
            reconcile(self._db, load_tuning(), None, similarity=self._similarity())
        return len(new)

    def anchors(self, name: str) -> tuple[Anchor, ...]:
        """Return the tellings of an entry, or the one telling, of that id.

        Raises:
            LedgerError: when there is neither.
        """
        rows = self._db.pairs("SELECT member, report FROM members WHERE member = ?", name)
        records = load_records(self._db, dict(rows)).values() if rows else self.members(name)
        return tuple(
            Anchor(
                member=record.id,
                report=record.report,
                kind="event" if isinstance(record, Event) else "statement",
                span=record.span,
            )
            for record in records
        )

    def _check_issues(self, kind: Verdict, old: str, new: str) -> None:
        """Raise `LedgerError` where an issue is not there, or a new name is taken."""
        known = {name for (name,) in self._db.fetch("SELECT DISTINCT issue FROM stances")}
        if kind != "split" and old not in known:
            raise LedgerError(f"no issue {old!r}: `dragoman show LEDGER issues` prints their names")
        if kind == "rename" and new in known:
            raise LedgerError(f"there is an issue {new!r} already: `merge` puts the two together")
        if kind == "merge" and (new not in known or new == old):
            raise LedgerError(f"no other issue {new!r} to merge into: `rename` gives a new name")
        if not new.strip():
            raise LedgerError("an issue needs a name")

    def find(self, name: str) -> str:
        """Return the id of the entry or telling that a name, whole or its first letters, stands for.

        Raises:
            LedgerError: when there is none, or several.
        """
        whole = self._db.fetch(
            "SELECT id FROM entries WHERE id = $1 UNION SELECT member FROM members WHERE member = $1 "
            "UNION SELECT m.entry FROM former f JOIN members m USING (member) WHERE f.entry = $1",
            name,
        )
        start = name.rpartition("_")[2]
        found = whole
        if start and not whole:
            found = self._db.fetch(
                "SELECT id FROM entries WHERE starts_with(id, $1) UNION "
                "SELECT member FROM members WHERE starts_with(regexp_extract(member, '[^_]*$'), $2) "
                "UNION SELECT m.entry FROM former f JOIN members m USING (member) "
                "WHERE starts_with(f.entry, $1)",
                f"entry_{start}",
                start,
            )
        if len(found) != 1:
            wrong = (
                f"{name} begins {len(found)} entries: give more of the id" if found else f"no entry {name}"
            )
            raise LedgerError(f"{wrong}: `dragoman show LEDGER timeline` prints the ids")
        return found[0][0]

    def whose(self, anchors: Sequence[Anchor]) -> str:
        """Return the short ids of the entries in which tellings stand now."""
        query = "SELECT DISTINCT entry FROM members WHERE member IN (SELECT unnest(?)) ORDER BY entry"
        rows = self._db.fetch(query, [anchor.member for anchor in anchors])
        return ", ".join(entry.rpartition("_")[2][:8] for (entry,) in rows)


def standing_ids(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements that can be undone: those in force, and undoings themselves in force."""
    undone = {made.undoes for made in judgements if made.kind == "undo"}
    return [
        *standing(judgements),
        *(made for made in judgements if made.kind == "undo" and made.id not in undone),
    ]


def _with_undone(new: Sequence[Judgement], by_id: dict[str, Judgement]) -> list[Judgement]:
    """Return judgements with those that they take back, and what those take back."""
    found = list(new)
    for made in found:
        if made.undoes in by_id and by_id[made.undoes] not in found:
            found.append(by_id[made.undoes])
    return found
