"""The ledger told to a person: the account, in a terminal and as one HTML file."""

from dragoman.views.account import build_account
from dragoman.views.model import Account

__all__ = ["Account", "build_account"]
