# All that a clone needs: Python 3.11 or later and make. Everything goes into .venv; nothing else is touched.
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(wildcard src tests benchmarks training)
EXAMPLES := examples/talks/*.txt
ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(ENOUGH)' >/dev/null 2>&1 && echo $$python; done))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: brief docs pictures test check lint types floors licences audit sbom bench lock clean help

help:
	@echo 'make brief   install, then tell the examples of examples/talks in the terminal and in brief.html'
	@echo 'make test    install, then run the tests'
	@echo 'make check   all that CI checks: lint, form, types, quality floors, tests'
	@echo 'make licences  the licence of every package that is installed, none of which may be GPL or AGPL'
	@echo 'make audit   known weaknesses of the locked packages (asks a database on the net)'
	@echo 'make sbom    write sbom.json, a list of all packages with their hashes (CycloneDX)'
	@echo 'make bench   measure speed and memory'
	@echo 'make docs    write docs/commands.md from the help texts'
	@echo 'make pictures  write docs/pictures: the brief and each view of the page, in Chromium'
	@echo 'make lock    pin the dependencies of pyproject.toml again'
	@echo 'make clean   remove the environment and all that was built'

brief: $(VENV)/installed
	$(BIN)/dragoman brief $(EXAMPLES) --html brief.html

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4

check: lint types licences floors test

lint: $(VENV)/installed-dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/installed-dev
	$(BIN)/mypy

floors: $(VENV)/installed-dev
	@if [ -f benchmarks/floors.py ]; then $(BIN)/python benchmarks/floors.py; \
	else echo 'no quality floors: benchmarks/floors.py is absent'; fi

licences: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 0 -q tests/test_dependencies.py

audit: $(VENV)/installed-dev
	@.ci/audit $(BIN)/pip-audit requirements-dev.lock

sbom: $(VENV)/installed-dev
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o sbom.json

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/steps.py
	$(BIN)/python benchmarks/sizes.py
	$(BIN)/python benchmarks/scaling.py
	$(BIN)/python benchmarks/queries.py --events 10000
	$(BIN)/python benchmarks/reconciling.py --reports 1000
	$(BIN)/python benchmarks/negotiation.py

$(BIN)/python:
	@if [ -z '$(PYTHON)' ]; then \
		echo 'Dragoman needs Python 3.11 or later with its venv module, and found none.' >&2; \
		echo 'Install one (on Debian and Ubuntu: python3 and python3-venv), or name one: make PYTHON=/path/to/python3' >&2; \
		exit 1; fi
	@$(PYTHON) -c '$(ENOUGH)' || { echo '$(PYTHON) is older than 3.11 or lacks venv: name another with make PYTHON=...' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The project itself is installed in place and without its dependencies, which the lock has put there.
$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' pyproject.toml --group build

lock: | $(BIN)/python
	@[ -x $(BIN)/uv ] || $(BIN)/python -m pip install --quiet uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra all --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist brief.html sbom.json .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

docs: $(VENV)/installed-dev
	$(BIN)/python docs/generate.py

pictures: $(VENV)/installed-dev
	@mkdir -p .work
	$(BIN)/dragoman read $(EXAMPLES) --ledger .work/pictures.duckdb
	$(BIN)/python docs/pictures.py .work/pictures.duckdb
