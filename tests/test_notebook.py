"""Records and ledgers as a notebook shows them."""

from sheets import HOSTILE, NORTH, Sheet, day, first_sheet, ledger_of, second_sheet


def test_a_ledger_shows_its_counts_and_entries():
    with ledger_of(first_sheet(), second_sheet()) as ledger:
        shown, entries = ledger._repr_html_(), ledger.entries()
    assert shown.startswith("<table><caption>2 reports: ")
    assert shown.count("<tr>") == len(entries) + 1


def test_a_record_shows_what_is_told_of_it():
    shown = NORTH._repr_html_()
    assert "<caption>Actor</caption>" in shown
    assert "<th>name</th><td>Nordia</td>" in shown
    assert "office" not in shown


def test_text_of_reports_is_never_markup():
    sheet = Sheet("a.txt", "Post", "2020-03-05")
    sheet.event(f"Nordia demanded {HOSTILE}.", "demanded", "REQUEST", [NORTH], when=day("2020-03-04"))
    with ledger_of(sheet) as ledger:
        for shown in (ledger._repr_html_(), ledger.entries()[0]._repr_html_()):
            assert "<script>" not in shown
            assert "&lt;script&gt;" in shown
