"""The ledger: a versioned DuckDB file, reconciliation of many reports into entries, and queries."""

from dragoman.ledger.compare import Comparison, Divergence
from dragoman.ledger.dating import InferredDate
from dragoman.ledger.positions import PositionLine
from dragoman.ledger.store import Ledger

__all__ = ["Comparison", "Divergence", "InferredDate", "Ledger", "PositionLine"]
