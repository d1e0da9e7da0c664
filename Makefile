# Two commands: make report · make test. `make` alone lists the rest.
#
# Everything runs from .venv, which is made from requirements.lock (each file
# pinned by its hash) and from nothing else. Paths are relative, so the checkout
# may lie anywhere, in folders with spaces or Chinese names too.

# The first that is Python 3.11 or newer makes .venv; PYTHON=… names another
# (after `make clean`, where a .venv is there already).
PYTHON ?=
PYTHONS := $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3)

VENV  := .venv
BIN   := $(VENV)/bin
BENCH := .venv-bench
STAMP := $(VENV)/.installed
LOCKS := requirements.lock benchmarks/requirements.lock
PIP   := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq

MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help report test lint types format docs bench soak lab lock install clean FORCE

help: ## this list
	@echo "gongkai · 政府信息公开工作年度报告"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-15s %s\n", $$1, $$2 }'

report: $(STAMP) ## every shipped agency-year: figures → checked → notebook → HTML, into reports/
	@$(BIN)/gongkai run || { code=$$?; test $$code -eq 3 || exit $$code; }
# Exit code 3 says that some reports are withheld: a result, not a failure.

test: $(STAMP) | lint types ## lint, types, then every test
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(STAMP) ## ruff: rules and format
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { $(BIN)/ruff format --check; exit 1; }
	@echo "lint: clean"

types: $(STAMP) ## mypy, strict
	@$(BIN)/mypy --no-error-summary
	@echo "types: clean"

format: $(STAMP) ## put the code in order: imports, simple fixes, format
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

docs: $(STAMP) ## write the generated reference pages (docs/reference/)
	@$(BIN)/python docs/generate.py

bench: $(BENCH)/.installed ## measure against named peers, into docs/benchmarks.md
	@$(BENCH)/bin/python -m benchmarks

soak: $(STAMP) ## thousands of seeded hard cases, for hours, into docs/reliability.md
	@$(BIN)/python -m tests.soak

lab: $(STAMP) ## JupyterLab on the notebooks
	@$(BIN)/jupyter lab notebooks

install: $(STAMP) ## only make .venv
	@echo "$(VENV) is ready"

lock: ## pin everything anew from pyproject.toml (UPGRADE=1: the newest of everything)
	@uv=$(BIN)/uv; test -x $$uv || uv=$$(command -v uv) || { \
	  echo "make lock needs uv: run 'make install' first, or put uv on the PATH" >&2; exit 1; }; \
	compile() { "$$uv" pip compile pyproject.toml "$$@" --quiet --group build \
	  --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
	  --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	  $(if $(UPGRADE),--upgrade) --custom-compile-command 'make lock' >/dev/null; }; \
	compile --group dev --output-file requirements.lock && \
	compile benchmarks/peers.in --constraint requirements.lock --output-file benchmarks/requirements.lock
	@if grep -n '://' $(LOCKS); then echo "a lock names an address" >&2; exit 1; fi
	@grep -c '==' $(LOCKS) | sed 's/:/: /; s/$$/ packages pinned/'

clean: ## remove .venv and caches (never reports/)
	@rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder it was made in: where the checkout was moved, or an
# install was cut short, .venv is made from nothing; otherwise it is brought up to date.
ifneq "$(shell cat $(STAMP) 2>/dev/null)" "$(CURDIR)"
$(STAMP): FORCE
CLEAR := --clear
endif

$(STAMP): requirements.lock pyproject.toml
	@found=; for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found=$$python; break; fi; done; \
	test -n "$$found" || { \
	  echo "gongkai needs Python 3.11 or newer; none found as:" $(PYTHONS) >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }; \
	"$$found" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$$found lacks the venv module (on Debian: the package python3-venv)" >&2; exit 1; }; \
	echo "installing $$(grep -c '==' requirements.lock) pinned packages into $(VENV) with $$found (about a minute, once)"; \
	rm -f $(STAMP); "$$found" -m venv $(CLEAR) $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --no-index -e .
	@printf '%s' "$$(pwd -P)" > $(STAMP)

# What gongkai is measured against stays out of .venv.
$(BENCH)/.installed: benchmarks/requirements.lock $(STAMP)
	@echo "installing $$(grep -c '==' $<) pinned packages into $(BENCH)"
	@$(BIN)/python -m venv --clear $(BENCH)
	@$(PIP) --python $(BENCH)/bin/python install --require-hashes --only-binary :all: -r $<
	@$(PIP) --python $(BENCH)/bin/python install --no-build-isolation --no-deps --no-index -e .
	@touch $@
