# Every target does all its own set-up: only make, a shell and Python 3.11 (or uv) need be there.

UV = $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
RUN = $(UV) run --no-sync

.PHONY: help setup tools demo test lint bench attack
.DEFAULT_GOAL := help

help:
	@echo "make demo    a made-up county, served at http://127.0.0.1:8050"
	@echo "make test    lint, then every test; installs a browser, Redis and PostgreSQL"
	@echo "make lint    ruff, mypy, import-linter, deptry"
	@echo "make bench   speed and size, as ratios"
	@echo "make attack  try to work out what the demo hides from members, on every date"
	@echo "make setup   the Python environment in .venv, from uv.lock"

setup:
	.ci/setup.sh python

tools:
	.ci/setup.sh tools

demo:
	.ci/setup.sh python --no-dev
	$(RUN) surgery demo

lint: setup
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) deptry .

test: tools lint
	$(RUN) pytest -n 2 --dist loadfile

bench:
	.ci/setup.sh python --group bench
	$(RUN) python -m tests.benchmarks

attack:
	.ci/setup.sh python --no-dev
	$(RUN) python -m data.disclosure.attack
