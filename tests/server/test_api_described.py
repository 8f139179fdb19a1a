"""The API against its own OpenAPI description: what it allows is asked, by rule, and the answers fit it."""

from pathlib import Path

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dragoman.server.app import make_app
from serving import made, serving
from sheets import first_sheet

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DESCRIBED = schemathesis.openapi.from_dict(make_app(Path("none.duckdb")).openapi())
OPERATIONS = {found.ok().label: found.ok() for found in DESCRIBED.get_all_operations()}
UPLOADS = "POST /api/uploads"
"""This alone could ask other servers: one that only shows its ledger gets it."""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    with serving(made(tmp_path_factory.mktemp("described") / "talks.duckdb", first_sheet())) as server:
        yield server


@pytest.mark.parametrize("label", OPERATIONS)
def test_answers_fit_the_description(label, written, shown):
    server = shown if label == UPLOADS else written
    bounded = hypothesis.settings(
        max_examples=8, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip

    @hypothesis.given(case=OPERATIONS[label].as_strategy())
    @bounded
    def ask(case):
        case.call_and_validate(base_url=server.base, checks=CHECKS)

    ask()
