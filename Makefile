# Needs git, make and Python 3.11 or newer (Debian: python3-venv); everything else goes into .venv, which
# .ci/setup makes on the first run and leaves alone afterwards. ARGS goes to the command that runs last:
# make test ARGS='tests/text -x'

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?=
export PYTHON

BIN := .venv/bin
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ "$$n" -le 4 ] || n=4; echo "$$n")
SOURCES := forgemd tests $(wildcard examples/*.py)

.PHONY: help setup demo test lint format bench fuzz soak clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv ready (the others do it by themselves)
	@.ci/setup

demo: setup ## the main job on a real tracker, in a scratch repository
	@$(BIN)/python examples/demo.py $(ARGS)

test: setup ## linters, types and tests; all of them run, also after a failure
	@failed=0; \
	$(MAKE) lint || failed=1; \
	$(BIN)/python -m pytest -q -n $(WORKERS) $(ARGS) || failed=1; \
	exit $$failed

lint: setup ## linters and types only
	@failed=0; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/ruff format --diff --quiet . || failed=1; \
	$(BIN)/mypy --no-error-summary $(SOURCES) || failed=1; \
	exit $$failed

format: setup ## lay out the code and apply the linter's safe fixes
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: setup ## how long things take, as ratios to named baselines
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: setup ## the tests that take minutes: many more examples for every law
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m 'long or not long' --hypothesis-profile fuzz $(ARGS)

soak: setup ## kill commits at every point, fail the disk at every write, let 16 processes loose on one file
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m 'long or not long' tests/crash $(ARGS)

clean: ## remove caches and built packages; .venv stays
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find forgemd tests examples -name __pycache__ -type d -prune -exec rm -rf {} +
