"""Each command, option, format and setting has its place in the docs."""

import re
from pathlib import Path

import pytest
from click import Context

from dragoman.exports import FORMATS
from dragoman.server.app import make_app
from dragoman.server.pages import VIEWS
from dragoman.settings import Settings
from scripts import load_script

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generator():
    return load_script("docs/generate.py")


def test_every_command_and_option_is_in_the_page_of_commands(generator):
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    for name, command in generator.commands().items():
        section = page.split(f"## dragoman {name}\n")[1].split("\n## ")[0]
        for parameter in command.get_params(Context(command)):
            for option in getattr(parameter, "opts", []):
                if option.startswith("--"):
                    assert option in section, f"dragoman {name}: {option}"


def test_every_command_shows_an_example_in_its_help(generator):
    for name, command in generator.commands().items():
        assert "Example: dragoman" in (command.help or ""), name


def test_every_setting_is_in_the_page_of_commands():
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"| `{name}` |" in page


def test_every_export_format_has_its_page():
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in page


def test_every_view_and_path_of_the_server_is_in_its_page(tmp_path):
    page = (DOCS / "page.md").read_text(encoding="utf-8")
    described = make_app(tmp_path / "none.duckdb").openapi()["paths"]
    for path in (*described, *VIEWS):
        assert f"{path.partition('{')[0]}" in page, path


def test_every_link_between_pages_leads_somewhere():
    pages = [ROOT / "README.md", *DOCS.rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
