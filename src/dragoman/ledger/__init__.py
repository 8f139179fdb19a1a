"""The ledger: a versioned DuckDB file, reconciliation of many reports into entries, and queries."""

from dragoman.ledger.answers import Tie
from dragoman.ledger.compare import Comparison, Divergence, Side
from dragoman.ledger.dating import InferredDate
from dragoman.ledger.judgements import FIELDS, Judgement
from dragoman.ledger.positions import PositionLine
from dragoman.ledger.stances import Agreement, IssueHistory
from dragoman.ledger.store import Ledger
from dragoman.ledger.syndication import Change, Copy
from dragoman.ledger.threads import Thread

__all__ = [
    "FIELDS",
    "Agreement",
    "Change",
    "Comparison",
    "Copy",
    "Divergence",
    "InferredDate",
    "IssueHistory",
    "Judgement",
    "Ledger",
    "PositionLine",
    "Side",
    "Thread",
    "Tie",
]
