"""DOCX, RTF and PDF: text in its reading order, without running heads, within limits."""

import io
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from dragoman.errors import ReadError

sys.path.insert(0, str(Path(__file__).parent))
import samples

WORDS = " ".join(samples.FIRST + samples.SECOND).split()


def wrapped(text, width):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line.strip())
            line = ""
        line += f" {word}"
    return [*lines, line.strip()]


def column(lines, x, top, leading=12):
    return [(x, top - leading * number, line) for number, line in enumerate(lines)]


def body(report):
    return report.body.of(report.text)


def test_paragraphs_and_title_of_a_docx_file(read, article):
    document = docx.Document()
    document.add_heading("Envoys agree on river talks")
    for paragraph in article.split("\n\n"):
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    (report,) = read("a.docx", stream.getvalue())
    assert report.title == "Envoys agree on river talks"
    assert body(report).split() == article.split()


def test_an_rtf_file_keeps_its_quotes_and_accents(read, article):
    text = article + "\n\n“The café is open,” he said."
    (report,) = read("a.rtf", samples.as_rtf(text).encode())
    assert body(report).split() == text.split()


def test_columns_are_read_one_after_the_other_without_heads_and_feet(read):
    pages = []
    for number, (left, right) in enumerate([samples.FIRST, samples.SECOND], start=1):
        head = [(72, 760, f"HARBOUR HERALD  Monday 10 January 2022  Page {number}"), (300, 30, str(number))]
        pages.append([*head, *column(wrapped(left, 34), 72, 700), *column(wrapped(right, 34), 330, 700)])
    (report,) = read("a.pdf", samples.pdf(pages))
    assert body(report).split() == WORDS


def test_lines_are_joined_to_paragraphs_across_hyphens_and_pages(read):
    first = [
        *column(["Envoys of Norland met in Geneva on Monday and they agreed to open long nego-"], 72, 700)
    ]
    second = [
        *column(["tiations on the river treaty."], 72, 700),
        *column(["A second paragraph followed."], 72, 640),
    ]
    (report,) = read("a.pdf", samples.pdf([first, second]))
    first, second = [line for line in report.text.splitlines() if line]
    assert first.endswith("open long negotiations on the river treaty.")
    assert second == "A second paragraph followed."


@pytest.mark.parametrize("leading", [1.1, 1.33, 1.6, 2.0])
@pytest.mark.parametrize("size", [8, 9, 12])
def test_paragraphs_are_told_by_their_gaps_however_far_apart_lines_stand(read, size, leading):
    lines, top = [], 740
    for paragraph in samples.FIRST + samples.SECOND:
        for line in wrapped(paragraph, 55):
            lines.append((72, top, line))
            top -= size * leading
        top -= 0.6 * size * leading
    (report,) = read("a.pdf", samples.pdf([lines], size=size))
    assert [line for line in report.text.splitlines() if line] == [*samples.FIRST, *samples.SECOND]


def test_a_word_that_a_line_parts_is_joined_and_no_sign_is_left_of_the_hyphen(read):
    lines = ["Envoys of Norland and Estmark met in Geneva on Monday and agreed to open nego-"]
    lines += ["tiations on the river treaty, which both had let lapse two years before, and on the"]
    lines += ["boats of the lower river."]
    (report,) = read("a.pdf", samples.pdf([column(lines, 72, 700)]))
    assert "open negotiations on the river treaty" in report.text
    assert report.text.isprintable()


def test_a_pdf_with_too_many_pages_and_one_without_text_say_so(read):
    pages = [column(wrapped(" ".join(WORDS), 60), 72, 700)] * 3
    (error,) = read("a.pdf", samples.pdf(pages), max_pages=2)
    assert "more than 2 pages" in error.reason
    (error,) = read("a.pdf", samples.pdf([[]]))
    assert "holds no text" in error.reason


def test_a_docx_bomb_is_stopped(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    (error,) = read("a.docx", stream.getvalue(), max_document_bytes=10_000_000)
    assert "unpacks to more than 10,000,000 bytes" in error.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 300),
        ("a.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>"),
        ("a.docx", b"PK\x03\x04word/" + bytes(300)),
        ("a.rtf", b"{\\rtf1 " + b"{" * 50_000),
        ("a.rtf", b"{\\rtf1\\ansi\\ansicpg99999 \\'ff}"),
    ],
)
def test_a_broken_document_is_one_line(read, name, data):
    (error,) = read(name, data)
    assert isinstance(error, ReadError)
    assert "\n" not in error.reason


def test_a_docx_file_whose_xml_is_broken_is_one_line(read):
    """Found by benchmarks/fuzz.py: lxml tells the place of an error on a line of its own."""
    written, broken = io.BytesIO(), io.BytesIO()
    docx.Document().save(written)
    with zipfile.ZipFile(written) as package, zipfile.ZipFile(broken, "w") as changed:
        for part in package.namelist():
            inside = package.read(part)
            changed.writestr(part, inside[:200] + b"\x00" + inside[200:] if part.endswith(".xml") else inside)
    (error,) = read("a.docx", broken.getvalue())
    assert "is no DOCX file that can be opened" in error.reason
    assert "\n" not in error.reason
