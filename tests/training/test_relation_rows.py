"""The training sentences keep to their form."""

from pathlib import Path

from scripts import load_script

FOLDER = Path(__file__).parent.parent.parent / "training" / "relations"
check_rows = load_script("training/relations/check_rows.py")


def test_every_row_has_its_columns_tags_category_mode_and_marks():
    files = sorted(FOLDER.glob("w*.tsv"))
    assert len(files) == 10
    assert [fault for path in files for fault in check_rows.faults(path)] == []


def test_faults_are_named_with_file_and_line(tmp_path):
    path = tmp_path / "bad.tsv"
    path.write_text(
        "marked\tcategory\tmode\tmarks\n"
        "<s>Oslo</s> praised Lima.\tSUPPORT\t\t\n"
        "<s>Oslo</s> praised <t>Lima</t>.\tPRAISE\t\t\n"
        "<s>Oslo</s> hailed <t>Lima</t>.\tSUPPORT\tvisit\tmaybe\n",
        encoding="utf-8",
    )
    assert [fault.split(": ")[0] for fault in check_rows.faults(path)] == [
        "bad.tsv:2", "bad.tsv:3", "bad.tsv:4", "bad.tsv:4",
    ]  # fmt: skip
