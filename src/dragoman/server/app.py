"""The server put together from its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException as AnyHTTPException

from dragoman.actors.registry import load_registry
from dragoman.errors import DragomanError
from dragoman.server.api import api, problem
from dragoman.server.guard import Access, guard
from dragoman.server.pages import pages, show
from dragoman.server.store import Store
from dragoman.server.uploads import Uploads
from dragoman.settings import Settings

STATIC = {
    "brief.css": ("dragoman.views", "templates", "text/css; charset=utf-8"),
    "page.css": ("dragoman.server", "static", "text/css; charset=utf-8"),
    "page.js": ("dragoman.server", "static", "text/javascript; charset=utf-8"),
}
"""Name of a file to the package, folder and type under which it is sent."""


def make_app(ledger: Path, access: Access | None = None, settings: Settings | None = None) -> FastAPI:
    """Return the server of a ledger.

    Args:
        ledger: The ledger's file.
        access: Who may do what; by default this computer alone, and all of it.
        settings: The options with which uploads are read.
    """
    store = Store(ledger)
    settings = settings or Settings()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        load_registry()  # names of parties: so that the first view does not wait for the tables
        yield
        app.state.uploads.close()

    app = FastAPI(
        title="Dragoman",
        summary="The ledger of a crisis or a negotiation: who did and said what to whom, and who tells it.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,  # those pages would load scripts from elsewhere
        redoc_url=None,
        lifespan=life,
    )
    app.state.store = store
    app.state.access = access or Access()
    app.state.settings = settings
    app.state.uploads = Uploads(store, settings)
    app.middleware("http")(guard)
    app.include_router(api)
    app.include_router(pages)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(DragomanError, _told)
    app.add_exception_handler(ValidationError, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(AnyHTTPException, _told)
    return app


def _static(name: str) -> Response:
    if name not in STATIC:
        raise HTTPException(404, f"no file {name}")
    package, folder, kind = STATIC[name]
    text = files(package).joinpath(folder, name).read_text(encoding="utf-8")
    return Response(text, media_type=kind, headers={"Cache-Control": "no-cache"})


def _told(request: Request, error: Exception) -> Response:
    """Return what is wrong in one line: as JSON from the API, as a view elsewhere."""
    status, detail = _problem(error)
    if request.url.path.startswith("/api/"):
        return problem(status, detail)
    return show(request, "problem.html.j2", "That did not work", status, detail=detail)


def _problem(error: Exception) -> tuple[int, str]:
    if isinstance(error, AnyHTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, RequestValidationError | ValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("query", "body", "path"))
        return 422, f"{where}: {first['msg']}"
    message = str(error)
    if message.startswith("no "):
        return 404, message
    return (503 if "in use by another program" in message else 400), message
