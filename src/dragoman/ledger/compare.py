"""Two reports side by side: what both tell, what only one tells, and what they tell differently."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Entry, Record


class Divergence(Record):
    """A field of an entry on which the two reports disagree, with the value of each."""

    entry: str
    field: str
    a: str
    b: str


class Comparison(Record):
    """Two reports compared; entries are named by id, in the order of their dates."""

    report_a: str
    report_b: str
    copies: bool
    """The two are copies or near-copies of each other."""
    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    differently: tuple[Divergence, ...]


def compare_reports(report_a: str, report_b: str, entries: Iterable[Entry], copies: bool) -> Comparison:
    """Compare two reports by the entries that they tell.

    Args:
        report_a: Id of a report.
        report_b: Id of another.
        entries: All entries, in the order wanted.
        copies: Whether the two were found to be copies.
    """
    both: list[str] = []
    only_a: list[str] = []
    only_b: list[str] = []
    differently: list[Divergence] = []
    for entry in entries:
        in_a, in_b = report_a in entry.reports, report_b in entry.reports
        if in_a and in_b:
            both.append(entry.id)
        elif in_a:
            only_a.append(entry.id)
        elif in_b:
            only_b.append(entry.id)
        for difference in entry.differences:
            a, b = difference.values.get(report_a), difference.values.get(report_b)
            if (in_a or in_b) and a is not None and b is not None and a != b:
                differently.append(Divergence(entry=entry.id, field=difference.field, a=a, b=b))
    return Comparison(
        report_a=report_a,
        report_b=report_b,
        copies=copies,
        both=tuple(both),
        only_a=tuple(only_a),
        only_b=tuple(only_b),
        differently=tuple(differently),
    )
