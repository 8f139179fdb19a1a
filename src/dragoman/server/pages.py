"""The views that a person sees; each has an address to share, and nothing needs a script."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, File, Form, HTTPException, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment

from dragoman.errors import DragomanError
from dragoman.ledger import FIELDS, Ledger
from dragoman.ledger.judging import standing_ids
from dragoman.records import Entry
from dragoman.server import queries
from dragoman.server.api import NewJudgement, Stored, entry_id, judged, taken
from dragoman.server.guard import Access, may_write
from dragoman.server.queries import Filters, Listed, Page, Part
from dragoman.server.texts import pieces
from dragoman.server.uploads import Uploads
from dragoman.server.zoom import chart_of
from dragoman.views import charts, maps, wording
from dragoman.views.dates import date_text
from dragoman.views.figures import acting, party_name, scenes, ties
from dragoman.views.html import make_environment
from dragoman.views.lines import LineBuilder, listed
from dragoman.views.sources import Sources, label

pages = APIRouter(include_in_schema=False)
VIEWS = {
    "/": "Timeline",
    "/actors": "Actors",
    "/issues": "Issues",
    "/reports": "Reports",
    "/negotiation": "Negotiation",
    "/review": "Review",
    "/add": "Add reports",
}


def show(request: Request, template: str, title: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Return a view."""
    access: Access = request.app.state.access
    page = _environment().get_template(template)
    text = page.render(
        title=title,
        views=VIEWS,
        here=request.url.path,
        access=access,
        wording=wording,
        party_name=party_name,
        date_text=date_text,
        **values,
    )
    return HTMLResponse(text, status)


@pages.get("/")
def timeline(request: Request, store: Stored) -> Response:
    """Show what happened, was said or is planned, with its filters."""
    filters, page = _asked(request)
    with store.reading() as ledger:
        found = queries.entries(ledger, filters, page)
        total = queries.count(ledger, filters)
        chart = chart_of(store, ledger, filters)
        return show(
            request,
            "timeline.html.j2",
            "Timeline",
            entries=_lines(found),
            total=total,
            page=page,
            more=total > page.page * page.size,
            pages=max(1, -(-total // page.size)),
            filters=filters,
            export=lambda form: "/api/entries?" + urlencode({**filters.chosen(), "format": form}),
            address=lambda number: "/?" + urlencode({**filters.chosen(), **page.chosen(number)}),
            choices=store.kept("choices", ledger, queries.choices),
            totals=store.kept("totals", ledger, queries.totals),
            stamp=store.stamp(),
            chart=chart,
        )


@pages.get("/entries/{identifier}")
def entry(request: Request, store: Stored, identifier: str, said: str = "") -> Response:
    """Show an entry: every telling, where they differ, why they were joined, and what persons judged."""
    with store.reading() as ledger:
        found = ledger.entry(entry_id(ledger, identifier))
        builder = LineBuilder(ledger, [found], sources=Sources(ledger.reports(found.reports)))
        line = builder.statement(found) if found.kind == "statement" else builder.event(found)
        members = set(found.members)
        about = [
            made
            for made in ledger.judgements()
            if members & {anchor.member for anchor in (*made.one, *made.other)}
        ]
        reports = {number: builder.sources.reports[number - 1] for number in line.sources}
        issues = ledger.sql(
            "SELECT DISTINCT issue FROM stances WHERE list_contains(entries, ?)",
            found.id,
        ).fetchall()
    return show(
        request,
        "entry.html.j2",
        wording.short_line(line)[:120],
        entry=found,
        line=line,
        reports=reports,
        label=label,
        judgements=about,
        issues=[name for (name,) in issues],
        fields=FIELDS,
        said=said,
    )


@pages.post("/entries/{identifier}/review")
def review_entry(
    request: Request,
    store: Stored,
    identifier: str,
    who: Annotated[str, Form(max_length=100)],
    kind: Annotated[str, Form()],
    other: Annotated[str, Form(max_length=100)] = "",
    field: Annotated[str, Form(max_length=40)] = "",
    value: Annotated[str, Form(max_length=2000)] = "",
    why: Annotated[str, Form(max_length=2000)] = "",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Take a judgement of an entry, and show what has become of it."""
    may_write(request, token)
    new = _judgement(
        kind=kind, who=who, one=identifier, other=other.strip(), field=field, value=value, why=why
    )
    with store.writing() as ledger:
        made = judged(ledger, new)
        shown = ledger.whose(made.one).split(", ")[0]
    return RedirectResponse(f"/entries/{shown}?said={kind}" if shown else "/review", 303)


@pages.get("/review")
def review(request: Request, store: Stored) -> Response:
    """Show all judgements, with a way to take back those in force."""
    with store.reading() as ledger:
        made = ledger.judgements()
        force = {one.id for one in standing_ids(made)}
        about = {
            one.id: [name for name in (ledger.whose(one.one), ledger.whose(one.other)) if name]
            for one in made
        }
    return show(request, "review.html.j2", "Review", judgements=made[::-1], force=force, about=about)


@pages.post("/review/{identifier}/undo")
def undo(
    request: Request,
    store: Stored,
    identifier: str,
    who: Annotated[str, Form(max_length=100)],
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Take a judgement back."""
    may_write(request, token)
    with store.writing() as ledger:
        judged(ledger, _judgement(kind="undo", who=who, undoes=identifier))
    return RedirectResponse("/review", 303)


@pages.get("/actors")
def actors(request: Request, store: Stored) -> Response:
    """Show the parties, and who deals with whom."""
    with store.reading() as ledger:
        rows = queries.dicts(queries.actors(ledger))
        held = store.kept("ties", ledger, ties)
        found = store.kept("scenes", ledger, scenes)
        world = maps.acts_map(store.kept("acting", ledger, acting), found)
    return show(
        request,
        "actors.html.j2",
        "Actors",
        rows=rows,
        network=charts.network(held),
        ties=held,
        told=charts.told,
        world=world,
        scenes=found,
        scene_words=maps.scene_title,
    )


@pages.get("/actors/{key:path}")
def actor(request: Request, store: Stored, key: str) -> Response:
    """Show one party: who acts for it, what it holds, what it did and with whom."""
    filters = Filters(party=key)
    with store.reading() as ledger:
        total = queries.count(ledger, filters)
        if not total:
            raise HTTPException(404, f"no actor {key} in this ledger")
        chart = chart_of(store, ledger, filters)
        people = queries.people(ledger, key)
        part = _part(request)
        stances, more = queries.positions(ledger, party=key).rows(part)
        return show(
            request,
            "actor.html.j2",
            party_name(key, people[0][0] if people else ""),
            key=key,
            total=total,
            people=people,
            positions=stances,
            page=part,
            more=more,
            address=_paged(request, part),
            chart=chart,
            ties=[tie for tie in store.kept("ties", ledger, ties) if key in (tie.one, tie.other)],
            told=charts.told,
            entries=_lines(queries.entries(ledger, filters, Page())),
        )


@pages.get("/issues")
def issues(request: Request, store: Stored) -> Response:
    """Show what parties contend over."""
    with store.reading() as ledger:
        return _listed(request, "issues.html.j2", "Issues", queries.issues(ledger))


@pages.get("/issues/{name:path}")
def issue(request: Request, store: Stored, name: str) -> Response:
    """Show who stands where on an issue."""
    with store.reading() as ledger:
        held = queries.positions(ledger, issue=name)
        if not held.rows(Part(size=1))[0]:
            raise HTTPException(404, f"no issue {name} in this ledger")
        entries = _lines(queries.entries(ledger, Filters(issue=name), Page()))
        return _listed(request, "issue.html.j2", name, held, name=name, entries=entries)


@pages.get("/reports")
def reports(request: Request, store: Stored) -> Response:
    """Show the reports, and choose two to compare."""
    with store.reading() as ledger:
        return _listed(request, "reports.html.j2", "Reports", queries.reports(ledger))


@pages.get("/reports/{identifier}")
def report(request: Request, store: Stored, identifier: str) -> Response:
    """Show a report with what it tells marked."""
    with store.reading() as ledger:
        found = ledger.reading(identifier).report
        cut = pieces(found.text, queries.told(ledger, found.id))
    return show(request, "report.html.j2", label(found), report=found, pieces=cut)


@pages.get("/compare")
def compare(request: Request, store: Stored, a: str, b: str) -> Response:
    """Show two reports side by side, what both tell linked."""
    with store.reading() as ledger:
        compared = ledger.compare(a, b)
        sides = {}
        for side, key in (("a", a), ("b", b)):
            found = ledger.reading(key).report
            sides[side] = (found, pieces(found.text, queries.told(ledger, key)))
        differing = ledger.entries_named({one.entry for one in compared.differently})
        about = {one.id: one.summary for one in differing}
    return show(
        request,
        "compare.html.j2",
        "Two reports",
        compared=compared,
        both=set(compared.both),
        sides=sides,
        about=about,
        label=label,
    )


@pages.get("/search")
def search(request: Request, store: Stored, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Show the entries in whose tellings all of the words stand."""
    part = _part(request)
    with store.reading() as ledger:
        found, more = queries.found(ledger, q, part)
    address = _paged(request, part)
    entries = _lines(found)
    return show(
        request, "search.html.j2", "Search", q=q, entries=entries, page=part, more=more, address=address,
        first=part.skipped + 1, last=part.skipped + len(found),
    )  # fmt: skip


@pages.get("/negotiation")
def negotiation(request: Request, store: Stored) -> Response:
    """Show where the negotiation stands: the models of `dragoman model` over a drafted scenario."""
    with store.reading() as ledger:
        try:
            body = store.kept("negotiation", ledger, _negotiation)
        except DragomanError as error:
            return show(request, "negotiation.html.j2", "Negotiation", body=None, reason=str(error))
    return show(request, "negotiation.html.j2", "Negotiation", body=body, reason="")


@pages.get("/add")
def add(request: Request) -> Response:
    """Show the form for reports."""
    return show(request, "add.html.j2", "Add reports", upload=None)


@pages.post("/add")
async def take(
    request: Request,
    files: Annotated[list[UploadFile] | None, File()] = None,
    addresses: Annotated[str, Form(max_length=20_000)] = "",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Begin to read reports, and show how far it is."""
    may_write(request, token)
    upload = await taken(request, files or [], addresses)
    return RedirectResponse(f"/add/{upload.id}", 303)


@pages.get("/add/{identifier}")
def added(request: Request, identifier: str) -> Response:
    """Show how far an upload is."""
    uploads: Uploads = request.app.state.uploads
    upload = uploads.get(identifier)
    if upload is None:
        raise HTTPException(404, f"no upload {identifier}; the server may have been started anew since")
    return show(request, "add.html.j2", "Add reports", upload=upload)


def _negotiation(ledger: Ledger) -> object:
    from dragoman.negotiation.page import first_look

    return first_look(ledger, ledger.positions(), address=_entry_address)


def _entry_address(entry: str) -> str:
    return f"/entries/{entry}" if entry.startswith("entry_") else ""


def _asked(request: Request) -> tuple[Filters, Page]:
    """Return filters and page of an address; what a form left empty does not count."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    part = {name: given[name] for name in Page.model_fields if name in given}
    # A person who comes back looks for what is new; a program reads from the beginning.
    return Filters.model_validate(given), Page.model_validate({"order": "newest", **part})


def _part(request: Request) -> Part:
    """Return the page of a list that an address names."""
    given = request.query_params
    return Part.model_validate({name: given[name] for name in Part.model_fields if given.get(name)})


def _paged(request: Request, part: Part) -> Callable[[int], str]:
    """Return what gives the address of another page of the list that is asked for."""
    kept = {name: value for name, value in request.query_params.items() if name not in Part.model_fields}
    return lambda number: quote(request.url.path) + "?" + urlencode({**kept, **part.chosen(number)})


def _listed(request: Request, template: str, title: str, listed: Listed, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Return a view of one page of a list."""
    part = _part(request)
    rows, more = listed.rows(part)
    address = _paged(request, part)
    return show(request, template, title, rows=rows, page=part, more=more, address=address, **values)


def _judgement(**fields: str) -> NewJudgement:
    return NewJudgement.model_validate(fields)


def _lines(entries: list[Entry]) -> list[tuple[str, list[tuple[Entry, object]]]]:
    """Return entries with their lines under their dates."""
    dated = groupby(entries, lambda one: date_text(one.date) or wording.UNDATED)
    return [(heading, [(one, listed(one)) for one in held]) for heading, held in dated]


@cache
def _environment() -> Environment:
    return make_environment(
        lambda name: files("dragoman.server").joinpath("templates", name).read_text(encoding="utf-8")
    )
