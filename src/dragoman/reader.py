"""The reader: a report in, its Reading out. The Python way in for users of the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import raise_error

from dragoman.language.pipeline import load_pipeline, model_version
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Reading, Report
from dragoman.settings import Settings

OnFailure = Callable[[Report, str, Exception], None]
"""Is told a report, the name of the step that broke on it, and the error."""


class Reader:
    """Reads reports with one loaded pipeline; made by `dragoman.load`."""

    def __init__(self, nlp: Language, settings: Settings) -> None:
        self.nlp = nlp
        self.settings = settings
        self.model = model_version(nlp)

    def read(
        self,
        text: str,
        published: dt.date | str | None = None,
        outlet: str = "",
        title: str = "",
        url: str = "",
        name: str = "text",
    ) -> Reading:
        """Read a text. `published` is a date or its ISO form; without it relative dates stay unresolved.

        Raises `ValueError` for a date in another form, `ReadError` for an empty or non-English text.
        """
        date = dt.date.fromisoformat(published) if isinstance(published, str) else published
        metadata = Metadata(title=title, outlet=outlet, url=url, published=date)
        return self.read_report(make_report(name, text, metadata))

    def read_report(self, report: Report) -> Reading:
        """Read one report."""
        return next(self.read_reports([report]))

    def read_reports(
        self, reports: Iterable[Report], on_failure: OnFailure | None = None
    ) -> Iterator[Reading]:
        """Read reports in batches, in their order.

        A step that breaks on a report raises; with `on_failure` it is told the report, the step and
        the error, that report gives no reading, and the rest goes on.
        """
        # Not `set_error_handler`: that one fails on the parser. Dragoman's own steps heed the default;
        # spaCy's stub wants a handler that never returns, while one that does makes it go on.
        handler: Any = raise_error if on_failure is None else _told(on_failure)
        self.nlp.default_error_handler = handler
        docs = self.nlp.pipe(self._prepared(reports, on_failure), batch_size=self.settings.batch_size)
        return map(self.reading, docs)

    def prepare(self, report: Report) -> Doc:
        """Return the report's tokens with the report attached, ready for the pipeline."""
        doc = self.nlp.make_doc(report.text)
        doc._.report = report
        return doc

    def _prepared(self, reports: Iterable[Report], on_failure: OnFailure | None) -> Iterator[Doc]:
        for report in reports:
            try:
                yield self.prepare(report)
            except ValueError as error:  # longer than the base model takes
                if on_failure is None:
                    raise
                on_failure(report, "tokenizer", error)

    def reading(self, doc: Doc) -> Reading:
        """Return what the pipeline found in `doc`, as a record."""
        return Reading(
            report=doc._.report,
            model=self.model,
            times=doc._.times,
            actors=doc._.mentions,
            statements=doc._.statements,
            events=doc._.events,
            positions=doc._.positions,
        )


def _told(on_failure: OnFailure) -> Callable[[str, object, list[Doc], Exception], None]:
    """Return spaCy's kind of error handler, which is handed all documents that a step was given."""

    def handle(step: str, component: object, docs: list[Doc], error: Exception) -> None:
        for doc in docs:
            on_failure(doc._.report, step, error)

    return handle


def load(settings: Settings | None = None) -> Reader:
    """Load the base model and Dragoman's components. Raises `DragomanError` without a base model."""
    settings = settings or Settings()
    return Reader(load_pipeline(settings), settings)
