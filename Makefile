# Run `make` alone for the list of tasks. Each sets up what it needs; nothing outside this folder
# is touched, save for Debian packages (python3-venv, chromium, default-jre-headless, postgresql) where they are missing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV ?= .venv
PLACE ?= places/luton
# Three on two processors: tests that wait for a server or a browser leave the processor to others.
WORKERS ?= 3
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--fork-strategy fewest --no-emit-index-url --no-header --no-annotate

.PHONY: help report test check bench docs serve lock format clean browser java postgres report-ready web-ready dev-ready

# The keys and columns of a place's files, and the audit's rules, are documented where they are declared, and written
# out from there.
KEYS := from equitytown.place.reference import schema_reference; print(schema_reference(), end='')
RULES := from equitytown.audit.reference import rules_reference; print(rules_reference(), end='')
COLUMNS := from equitytown.place.register_reference import register_reference; print(register_reference(), end='')

help: ## List these tasks
	@echo "Equity Town. Tasks:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Another place: make report PLACE=places/another"

report: report-ready ## Set up, and build the edition of places/luton
	@$(BIN)/equitytown build $(PLACE)

test: dev-ready browser java postgres ## Set up, Chromium, Java and PostgreSQL included, and run every test
	@echo "== Running the tests"
	@$(BIN)/python -m pytest --quiet --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: dev-ready ## Style, types and who may import whom
	@echo "== Style"; $(BIN)/ruff check .; $(BIN)/ruff format --check .
	@echo "== Types"; $(BIN)/mypy
	@echo "== Imports"; $(BIN)/lint-imports --no-logo

bench: dev-ready java ## Measure builds, page sizes, statistics, maps and the register under load, each beside a floor and a goal
	@$(BIN)/python bench/run.py $(PLACE)
	@$(BIN)/python -m bench.methods
	@$(BIN)/python -m bench.disclosure
	@$(BIN)/python -m bench.maps
	@$(BIN)/python -m bench.collection
	@$(BIN)/python -m bench.microsimulation $(PLACE)
	@$(BIN)/python -m bench.register
	@$(BIN)/python -m bench.within
	@$(BIN)/python -m bench.projection $(PLACE)

docs: dev-ready ## Build the documents into site/
	@echo "== Building the documents"
	@{ sed '/^## /,$$d' docs/reference/place-keys.md; $(BIN)/python -c "$(KEYS)"; } > $(VENV)/keys.md
	@mv $(VENV)/keys.md docs/reference/place-keys.md
	@{ sed '/^## /,$$d' docs/reference/register-files.md; $(BIN)/python -c "$(COLUMNS)"; } > $(VENV)/columns.md
	@mv $(VENV)/columns.md docs/reference/register-files.md
	@{ sed '/^## /,$$d' docs/reference/audit-rules.md; $(BIN)/python -c "$(RULES)"; } > $(VENV)/rules.md
	@mv $(VENV)/rules.md docs/reference/audit-rules.md
	@$(BIN)/zensical build --clean --strict
	@echo "Open site/index.html"

serve: web-ready ## Set up, and open the register with the report on this machine alone
	@$(BIN)/equitytown serve $(PLACE) --register

format: dev-ready ## Rewrite the code in the house layout
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: $(VENV)/.tools ## Choose versions anew and write requirements/*.txt with their hashes
	@echo "== Locking versions"
	@$(COMPILE) pyproject.toml --upgrade --extra report --extra web --group dev --output-file requirements/dev.txt
	@$(COMPILE) pyproject.toml --extra report --extra web --constraint requirements/dev.txt --output-file requirements/web.txt
	@$(COMPILE) pyproject.toml --extra report --constraint requirements/dev.txt --output-file requirements/report.txt
	@$(COMPILE) pyproject.toml --constraint requirements/dev.txt --output-file requirements/base.txt
	@$(COMPILE) --upgrade --group tools --constraint requirements/dev.txt --output-file requirements/tools.txt
	@! grep --line-number '://' requirements/*.txt || { echo "An address stands in a locked file."; exit 1; }

clean: ## Remove the environment, caches and built documents; editions stay
	@rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean. Editions stay where they are."

# --- Setting up. A stamp in the environment says what has been installed, and is older than a change.

report-ready: $(VENV)/.report
web-ready: $(VENV)/.web
dev-ready: $(VENV)/.dev

# Install a locked file: uv for speed; pip where uv cannot reach the packages that pip can. Modules are
# compiled here, once, so that no command has to.
define install
echo "== Installing $(1)"
$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirement $(1) \
	|| { echo "uv could not; trying pip, which takes longer"; \
	     $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1); }
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
$(BIN)/python -m compileall -q src
endef

$(VENV)/.report: requirements/report.txt pyproject.toml $(VENV)/.tools
	@$(call install,requirements/report.txt)
	@touch $@

$(VENV)/.web: requirements/web.txt pyproject.toml $(VENV)/.tools
	@$(call install,requirements/web.txt)
	@touch $@ $(VENV)/.report

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.tools
	@$(call install,requirements/dev.txt)
	@touch $@ $(VENV)/.report $(VENV)/.web

$(VENV)/.tools: requirements/tools.txt
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or later (on Debian: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) --version); Equity Town needs 3.11 or later. Name another: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "== Installing python3-venv"; $(call apt,python3-venv); }
	@echo "== Making the environment $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/tools.txt
	@touch $@

# Install a Debian package, as root or through sudo, or say what to do.
apt = { if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else as=none; fi; \
	if ! command -v apt-get >/dev/null || [ "$$as" = none ]; then \
	  echo "The package $(1) is missing and cannot be installed from here. Ask an administrator to install it, then run make again."; exit 1; fi; \
	$$as apt-get update -qq -o DPkg::Lock::Timeout=300 \
	&& $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 $(1) >/dev/null; }

java:
	@command -v java >/dev/null || { echo "== Installing Java for the Spark tests"; $(call apt,default-jre-headless); }

browser:
	@command -v chromium >/dev/null || { echo "== Installing Chromium for the page tests"; $(call apt,chromium); }

# The tests run a server of their own; the one that the package starts is left alone.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { echo "== Installing PostgreSQL for the register's tests"; $(call apt,postgresql); }
