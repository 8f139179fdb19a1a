"""The one tree of errors that Dragoman raises on purpose; each message is a line for a user."""

from __future__ import annotations


def _one_line(words: str) -> str:
    """Return words without line breaks and without what a terminal would obey instead of showing."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(words.split()))


class DragomanError(Exception):
    """Base of all errors that name what is wrong and what to do."""


class ReadError(DragomanError):
    """An input that could not be read: names the input, the step that failed on it, and the reason.

    Its message is one line that is safe to print, whatever a name or the words of a parser hold.
    """

    def __init__(self, name: str, reason: str, step: str = "read") -> None:
        self.reason = _one_line(reason)
        super().__init__(f"{_one_line(name)}: {self.reason}")
        self.name = name
        self.step = step


class OtherLanguageError(ReadError):
    """A report that is in another language than English: left out on purpose, which is no failure."""

    def __init__(self, name: str, reason: str, language: str) -> None:
        super().__init__(name, reason, step="language")
        self.language = language


class DataError(DragomanError):
    """A data file (tables, issues, gold) that does not hold what it should."""


class LedgerError(DragomanError):
    """A ledger file that cannot be opened, or is of another schema."""


class LedgerBusyError(LedgerError):
    """A ledger file that another program holds: it can be opened once that has ended."""
