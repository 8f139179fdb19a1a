"""What is installed: each need is documented with its licence, pinned with hashes, and free to use."""

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NEEDS = [
    *PROJECT["project"]["dependencies"],
    *(need for extra in PROJECT["project"]["optional-dependencies"].values() for need in extra),
    *PROJECT["dependency-groups"]["build"],
]
NAMES = sorted({re.split(r"[\s<>=!~;\[]", need)[0] for need in NEEDS} - {"dragoman"})
PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==", re.MULTILINE)
LOCKS = ["requirements.lock", "requirements-dev.lock"]
COPYLEFT = re.compile(r"\bA?GPL|Affero|GNU General Public", re.IGNORECASE)
CHOICE = {"tld"}
"""Packages under a choice of licences, of which one is free of copyleft on the whole program."""


def pinned(lock):
    return set(PINNED.findall((ROOT / lock).read_text()))


@pytest.mark.parametrize("name", NAMES)
def test_every_dependency_is_documented_and_pinned(name):
    assert re.search(rf"\b{re.escape(name)}\b", (ROOT / "docs" / "dependencies.md").read_text())
    assert name.lower() in pinned("requirements-dev.lock")


def test_the_users_lock_is_a_part_of_the_developers():
    assert pinned("requirements.lock") <= pinned("requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_hash_every_package(lock):
    text = (ROOT / lock).read_text()
    assert "//" not in text
    for entry in re.split(r"\n(?=\S)", text):
        assert entry.startswith("#") or "--hash=sha256:" in entry


def licences(name):
    """Return what the installed package's metadata say: expression, trove classifiers, free words."""
    metadata = importlib.metadata.metadata(name)
    words = [metadata.get("License-Expression") or "", (metadata.get("License") or "").partition("\n")[0]]
    words += [value for value in metadata.get_all("Classifier") or [] if value.startswith("License ::")]
    return " ".join(words)


def test_no_installed_dependency_is_under_gpl_or_agpl():
    installed = {dist.name.lower() for dist in importlib.metadata.distributions()}
    wanted = (pinned("requirements-dev.lock") & installed) - CHOICE
    assert len(wanted) > 50
    assert [name for name in sorted(wanted) if COPYLEFT.search(licences(name))] == []


@pytest.mark.parametrize(
    ("told", "status", "expected", "line"),
    [
        ("No known vulnerabilities found", 0, 0, "No known vulnerabilities found"),
        ("Found 1 known vulnerability in 1 package\nlxml 1.0 PYSEC-1", 1, 1, "lxml 1.0 PYSEC-1"),
        ("ERROR:pip_audit._cli:lxml: Dependency not found and could not be audited", 1, 3, "was not audited"),
        ("Traceback\nrequests.exceptions.ConnectionError: no route", 1, 3, "was not audited"),
    ],
)
def test_an_audit_that_could_not_ask_is_not_taken_for_one_that_found_nothing(
    tmp_path, told, status, expected, line
):
    auditor = tmp_path / "pip-audit"
    auditor.write_text(f"#!/bin/sh\ncat <<'END' >&2\n{told}\nEND\nexit {status}\n")
    auditor.chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci" / "audit", auditor, "requirements.lock"], capture_output=True, text=True, check=False
    )
    assert done.returncode == expected
    assert line in (done.stdout + done.stderr).splitlines()[-1]
