"""The same data as the page, for programs: `/api/`, described in `/api/openapi.json`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, HTTPException, Query, Request, UploadFile
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from dragoman.ledger import Comparison, Judgement, Ledger
from dragoman.records import Entry, EntryKind, Event, Report, Statement
from dragoman.server import queries
from dragoman.server.forms import TYPES, Form_, described, listed, next_page, tabular
from dragoman.server.guard import may_write
from dragoman.server.queries import Filters, Page, Part
from dragoman.server.store import Store
from dragoman.server.uploads import Upload, Uploads
from dragoman.settings import Settings
from dragoman.views.figures import Figures, figures

_MOST_ADDRESSES = 200


class Problem(BaseModel):
    """What is wrong with a request, in one line."""

    detail: str


class Status(BaseModel):
    """How much the ledger holds; `stamp` changes whenever it does."""

    stamp: str
    reports: int
    entries: int
    events: int
    statements: int
    plans: int


class EntryRow(BaseModel):
    """An entry as a row of plain columns."""

    id: str
    kind: EntryKind
    date: str
    date_basis: str
    first_day: dt.date | None
    last_day: dt.date | None
    category: str
    mode: str
    marks: list[str]
    actor_codes: list[str]
    recipient_codes: list[str]
    summary: str
    reports: list[str] | None
    outlets: int
    independent: int
    confidence: float


class EntryPage(BaseModel):
    """One page of entries."""

    total: int
    page: int
    size: int
    entries: list[EntryRow]


class FullEntry(BaseModel):
    """An entry with every telling of it."""

    entry: Entry
    members: list[Event | Statement]


class ActorRow(BaseModel):
    """A party and how often the entries name it."""

    code: str
    acts: int
    receives: int
    speaks: int


class IssueRow(BaseModel):
    """An issue with the number of its parties, positions and reports."""

    issue: str
    parties: int
    positions: int
    reports: int


class PositionRow(BaseModel):
    """What a party holds on an issue."""

    party: str
    name: str
    issue: str
    stance: str
    content: str
    date: str | None
    reports: list[str]
    outlets: int
    entry: str | None


class ReportRow(BaseModel):
    """A report without its text."""

    id: str
    name: str
    outlet: str
    title: str
    author: str
    url: str
    published: dt.date | None
    date_basis: str
    entries: int


class NewJudgement(BaseModel):
    """What a person judges of entries; ids can be told by their first letters."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["same", "different", "correct", "hide", "undo"]
    who: str = Field(min_length=1, max_length=100, description="the reviewer's name")
    one: str = Field("", max_length=100)
    other: str = Field("", max_length=100)
    field: str = Field("", max_length=40)
    value: str = Field("", max_length=2000)
    undoes: str = Field("", max_length=100)
    why: str = Field("", max_length=2000)


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem} for status in statuses}


def store_of(request: Request) -> Store:
    """Return the ledger of the server that a request asks."""
    store: Store = request.app.state.store
    return store


Stored = Annotated[Store, Depends(store_of)]
Paged = Annotated[Part, Depends()]
api = APIRouter(prefix="/api", tags=["ledger"], responses=_problems(400, 403, 422, 503))


def _first_analysis(ledger: Ledger) -> dict[str, Any]:
    from dragoman.negotiation.page import first_analysis  # loaded here: not every server is asked for it

    return first_analysis(ledger).as_data()


@api.get("/status")
def status(store: Stored) -> Status:
    """Return how much the ledger holds, and a stamp that changes whenever it does."""
    with store.reading() as ledger:
        return Status(stamp=store.stamp(), **queries.totals(ledger))


@api.get(
    "/entries", responses={200: {"content": {"text/csv": {}, TYPES["parquet"]: {}}}}, response_model=EntryPage
)
def entries(
    store: Stored,
    filters: Annotated[Filters, Depends()],
    page: Annotated[Page, Depends()],
    format: Annotated[Form_, Query(description="csv and parquet hold all pages")] = "json",
) -> EntryPage | Response:
    """Return what happened, was said or is planned, by date, undated last."""
    with store.reading() as ledger:
        if format != "json":
            return tabular(queries.entry_rows(ledger, filters, None), format)
        rows = queries.dicts(queries.entry_rows(ledger, filters, page))
        return EntryPage.model_validate(
            {
                "total": queries.count(ledger, filters),
                "page": page.page,
                "size": page.size,
                "entries": rows,
            }
        )


@api.get("/entries/{identifier}", responses=_problems(404))
def entry(store: Stored, identifier: str) -> FullEntry:
    """Return an entry, by its id or the first letters of one, with every telling of it."""
    with store.reading() as ledger:
        found = ledger.entry(entry_id(ledger, identifier))
        return FullEntry(entry=found, members=ledger.members(found.id))


@api.get("/search")
def search(
    request: Request,
    response: Response,
    store: Stored,
    part: Paged,
    q: Annotated[str, Query(min_length=1, max_length=200, description="beginnings of words")],
) -> list[Entry]:
    """Return entries in whose tellings all of the words stand, the likeliest first."""
    with store.reading() as ledger:
        found, more = queries.found(ledger, q, part)
    if more:
        response.headers["Link"] = next_page(part, request)
    return found


@api.get("/actors", response_model=list[ActorRow], responses=described(ActorRow))
def actors(store: Stored, format: Form_ = "json") -> Response:
    """Return the parties by code, those named most first."""
    with store.reading() as ledger:
        return tabular(queries.actors(ledger), format)


@api.get("/issues", response_model=list[IssueRow], responses=described(IssueRow))
def issues(request: Request, store: Stored, part: Paged, format: Form_ = "json") -> Response:
    """Return the issues, those with most parties first."""
    with store.reading() as ledger:
        return listed(queries.issues(ledger), format, part, request)


@api.get("/positions", response_model=list[PositionRow], responses=described(PositionRow))
def positions(
    request: Request,
    store: Stored,
    part: Paged,
    issue: Annotated[str, Query(max_length=200)] = "",
    party: Annotated[str, Query(max_length=200)] = "",
    format: Form_ = "json",
) -> Response:
    """Return what parties demand, offer, refuse, ..."""
    with store.reading() as ledger:
        return listed(queries.positions(ledger, issue, party), format, part, request)


@api.get("/reports", response_model=list[ReportRow], responses=described(ReportRow))
def reports(request: Request, store: Stored, part: Paged, format: Form_ = "json") -> Response:
    """Return the reports by date, without their texts."""
    with store.reading() as ledger:
        return listed(queries.reports(ledger), format, part, request)


@api.get("/reports/{identifier}", responses=_problems(404))
def report(store: Stored, identifier: str) -> Report:
    """Return a report with its text."""
    with store.reading() as ledger:
        return ledger.reading(identifier).report


@api.get("/compare", responses=_problems(404))
def compare(
    store: Stored,
    a: Annotated[str, Query(description="id of a report")],
    b: Annotated[str, Query(description="id of another")],
) -> Comparison:
    """Return what two reports tell both, what only one tells, and what they tell differently."""
    with store.reading() as ledger:
        return ledger.compare(a, b)


@api.get("/figures")
def counted(store: Stored) -> Figures:
    """Return what the charts show: who deals with whom, cooperation and conflict over time."""
    with store.reading() as ledger:
        return figures(ledger)


@api.get("/negotiation", responses=_problems(404))
def negotiation(store: Stored) -> dict[str, Any]:
    """Return what models say of a scenario drafted from the ledger, as `dragoman model --json` does."""
    with store.reading() as ledger:
        return store.kept("negotiation data", ledger, _first_analysis)


@api.get("/judgements")
def judgements(store: Stored) -> list[Judgement]:
    """Return all judgements, oldest first, those undone too."""
    with store.reading() as ledger:
        return ledger.judgements()


@api.post("/judgements", status_code=201, responses=_problems(401, 404), dependencies=[Depends(may_write)])
def judge(store: Stored, new: NewJudgement) -> Judgement:
    """Add a judgement and bring the entries up to date."""
    with store.writing() as ledger:
        return judged(ledger, new)


@api.post("/uploads", status_code=202, responses=_problems(401), dependencies=[Depends(may_write)])
async def upload(
    request: Request,
    files: Annotated[list[UploadFile] | None, File(description="reports")] = None,
    addresses: Annotated[str, Form(description="addresses of reports, one a line", max_length=20_000)] = "",
) -> Upload:
    """Begin to read reports; ask for the progress under the id that is returned."""
    return await taken(request, files or [], addresses)


@api.get("/uploads/{identifier}", responses=_problems(404))
def progress(request: Request, identifier: str) -> Upload:
    """Return how far an upload is."""
    uploads: Uploads = request.app.state.uploads
    found = uploads.get(identifier)
    if found is None:
        raise HTTPException(404, f"no upload {identifier}")
    return found


async def taken(request: Request, files: list[UploadFile], addresses: str) -> Upload:
    """Begin to read what a form holds.

    Raises:
        HTTPException: 400 when there is nothing to read, or a file is too large.
    """
    settings: Settings = request.app.state.settings
    contents = []
    for file in files:
        if not file.filename:
            continue
        content = await file.read(settings.max_report_bytes + 1)
        if len(content) > settings.max_report_bytes:
            most = settings.max_report_bytes
            raise HTTPException(400, f"{file.filename}: larger than {most} bytes; split it")
        contents.append((file.filename, content))
    wanted = [line.strip() for line in addresses.splitlines() if line.strip()]
    wrong = [line for line in wanted if not line.lower().startswith(("http://", "https://"))]
    if wrong:
        raise HTTPException(400, f"{wrong[0][:200]}: no web address; begin it with https://")
    if not contents and not wanted:
        raise HTTPException(400, "nothing to read: choose a file, or give an address")
    if len(wanted) > _MOST_ADDRESSES:
        raise HTTPException(400, f"more than {_MOST_ADDRESSES} addresses: give fewer at once")
    uploads: Uploads = request.app.state.uploads
    return uploads.start(contents, wanted)


def entry_id(ledger: Ledger, name: str) -> str:
    """Return the id of the entry that an id, its first letters, or a telling's id stands for."""
    found = ledger.find(name)
    return found if found.startswith("entry_") else ledger.entry_of(found)


def judged(ledger: Ledger, new: NewJudgement) -> Judgement:
    """Add a judgement; raise `LedgerError` where what it names is not in the ledger."""
    if new.kind == "undo":
        return ledger.judge("undo", new.who, undoes=new.undoes, why=new.why)
    one = ledger.find(new.one)
    other = ledger.find(new.other) if new.kind in ("same", "different") else ""
    correct = new.kind == "correct"
    return ledger.judge(
        new.kind,
        new.who,
        one=one,
        other=other,
        field=new.field if correct else "",
        value=new.value if correct else "",
        why=new.why,
    )


def problem(status_code: int, detail: str) -> JSONResponse:
    """Return an error as the API tells it."""
    return JSONResponse({"detail": detail}, status_code)
