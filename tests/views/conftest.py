"""The account of two hand-made reports."""

import pytest

from dragoman.views import build_account
from sheets import first_sheet, ledger_of, second_sheet


@pytest.fixture(scope="session")
def account():
    with ledger_of(first_sheet(), second_sheet()) as ledger:
        return build_account(ledger)
