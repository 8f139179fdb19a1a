"""What is written through the server: judgements, uploads; who may; and what others write meanwhile."""

import time

import pytest

from dragoman.ledger import Ledger
from dragoman.reader import Reader
from dragoman.records import Reading
from dragoman.server import uploads
from dragoman.server.guard import Access, is_loopback
from serving import made, serving
from sheets import NORTH, Sheet, day, first_sheet, second_sheet


def entries(server):
    with Ledger(server.path, read_only=True) as ledger:
        return ledger.entries()


def wait(server, identifier):
    for _ in range(600):
        upload = server.client.get(f"/api/uploads/{identifier}").json()
        if upload["state"] in ("done", "failed"):
            return upload
        time.sleep(0.1)
    raise AssertionError(upload)


class PlainReader(Reader):
    """Reads nothing out of a report: what is tested is the way in, not the reading."""

    def __init__(self):
        pass

    def read_reports(self, reports, on_failure=None):
        return (Reading(report=report, model="none") for report in reports)

    def read_report(self, report):
        return Reading(report=report, model="none")


@pytest.fixture
def plain(monkeypatch):
    monkeypatch.setattr(uploads, "load", lambda settings: PlainReader())


def test_two_entries_judged_the_same_become_one_and_undoing_parts_them_again(served):
    before = {entry.id for entry in entries(served)}
    one, other = [entry.id for entry in entries(served) if entry.kind == "event"][:2]
    form = {"kind": "same", "other": other, "who": "Ada", "why": "one thing"}
    answer = served.client.post(f"/entries/{one}/review", data=form)
    assert answer.status_code == 303
    page = served.client.get(answer.headers["location"]).text
    assert "Noted: same" in page
    assert "judged the same by Ada: one thing" in page
    assert len(entries(served)) == len(before) - 1
    judgement = served.client.get("/api/judgements").json()[0]["id"]
    assert judgement in served.client.get("/review").text
    assert served.client.post(f"/review/{judgement}/undo", data={"who": "Ada"}).status_code == 303
    assert {entry.id for entry in entries(served)} == before
    assert "undone" in served.client.get("/review").text


def test_a_correction_stands_beside_what_was_told(served):
    entry = next(entry for entry in entries(served) if entry.kind == "event" and entry.date)
    new = {"kind": "correct", "who": "Ada", "one": entry.id, "field": "date", "value": "2020-03-01"}
    assert served.client.post("/api/judgements", json=new).status_code == 201
    page = served.client.get(f"/entries/{entry.id}").text
    assert f"as told: <bdi>{entry.date}</bdi>" in page
    assert "1 Mar 2020" in page


def test_a_hidden_entry_leaves_the_lists_and_keeps_its_address(served):
    entry = entries(served)[0].id
    assert (
        served.client.post(f"/entries/{entry}/review", data={"kind": "hide", "who": "Ada"}).status_code == 303
    )
    assert entry not in served.client.get("/").text
    assert "A person hid this entry" in served.client.get(f"/entries/{entry}").text


@pytest.mark.parametrize(
    ("new", "status"),
    [
        ({"kind": "hide", "who": "Ada", "one": "zzzz"}, 404),
        ({"kind": "hide", "who": "", "one": "zzzz"}, 422),
        ({"kind": "burn", "who": "Ada"}, 422),
        ({"kind": "undo", "who": "Ada", "undoes": "none"}, 404),
    ],
)
def test_a_judgement_that_names_nothing_is_refused_in_one_line(served, new, status):
    answer = served.client.post("/api/judgements", json=new)
    assert answer.status_code == status
    assert "\n" not in answer.json()["detail"]
    assert served.client.get("/api/judgements").json() == []


def test_reports_come_in_through_a_form_and_bad_ones_are_named(served, plain):
    text = (
        "GENEVA, March 9, 2020 - The envoys of Nordia and Sudland met in the morning and spoke of the port.\n"
    )
    files = [
        ("files", ("../../etc/morning.txt", text.encode(), "text/plain")),
        ("files", ("empty.txt", b"", "text/plain")),
    ]
    before = served.client.get("/api/status").json()
    answer = served.client.post("/add", files=files)
    assert answer.status_code == 303
    upload = wait(served, answer.headers["location"].rpartition("/")[2])
    assert (upload["state"], upload["read"], upload["done"]) == ("done", 1, 2)
    assert [failed["name"] for failed in upload["failed"]] == ["empty.txt"]
    after = served.client.get("/api/status").json()
    assert after["reports"] == before["reports"] + 1
    assert after["stamp"] != before["stamp"]
    assert "morning.txt" in [row["name"] for row in served.client.get("/api/reports").json()]
    assert "Done." in served.client.get(answer.headers["location"]).text


@pytest.mark.parametrize("addresses", ["", "ftp://example.org/a", "javascript:alert(1)"])
def test_an_upload_of_nothing_readable_is_refused(served, addresses):
    assert served.client.post("/add", data={"addresses": addresses}).status_code == 400


def test_what_another_program_writes_is_shown_at_the_next_request(served):
    before = served.client.get("/api/status").json()
    sheet = Sheet("late.txt", "Late Post", "2020-03-09")
    sheet.event("Nordia closed the bridge on Monday.", "closed", "COERCE", [NORTH], when=day("2020-03-09"))
    with Ledger(served.path) as ledger:
        ledger.add(sheet.reading())
        ledger.reconcile()
    after = served.client.get("/api/status").json()
    assert after["entries"] == before["entries"] + 1
    assert "closed the bridge" in served.client.get("/").text


def test_writing_from_elsewhere_needs_the_token(tmp_path, plain):
    path = made(tmp_path / "talks.duckdb", first_sheet(), second_sheet())
    with serving(path, Access("0.0.0.0", token="let me in")) as server:
        entry = entries(server)[0].id
        form = {"kind": "hide", "who": "Ada"}
        assert server.client.get("/").status_code == 200
        assert server.client.post(f"/entries/{entry}/review", data=form).status_code == 401
        assert (
            server.client.post(f"/entries/{entry}/review", data={**form, "token": "wrong"}).status_code == 401
        )
        new = {**form, "one": entry}
        assert server.client.post("/api/judgements", json=new).status_code == 401
        assert server.client.post("/add", data={"addresses": "https://example.org"}).status_code == 401
        assert 'name="token"' in server.client.get(f"/entries/{entry}").text
        header = {"Authorization": "Bearer let me in"}
        assert server.client.post("/api/judgements", json=new, headers=header).status_code == 201


def test_a_server_that_only_shows_writes_nothing(shown):
    entry = entries(shown)[0].id
    assert (
        shown.client.post(f"/entries/{entry}/review", data={"kind": "hide", "who": "Ada"}).status_code == 403
    )
    assert '<form method="post"' not in shown.client.get(f"/entries/{entry}").text


def test_another_site_cannot_write_through_a_reader_s_browser(served):
    entry = entries(served)[0].id
    form = {"kind": "hide", "who": "Ada"}
    foreign = {"Origin": "https://evil.example"}
    assert served.client.post(f"/entries/{entry}/review", data=form, headers=foreign).status_code == 403
    own = {"Origin": served.base}
    assert served.client.post(f"/entries/{entry}/review", data=form, headers=own).status_code == 303


def test_a_name_that_another_site_points_here_is_refused(served):
    assert served.client.get("/", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False)],
)
def test_which_addresses_are_this_computer_s(host, own):
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [
        ("a/b/c.txt", "c.txt"),
        ("C:\\x\\y.html", "y.html"),
        ("..", ".."),
        ("/", "upload.txt"),
        ("a\0b\n.txt", "ab.txt"),
    ],
)
def test_a_file_s_name_is_its_last_part_alone(name, shown_as):
    assert uploads.plain_name(name) == shown_as
