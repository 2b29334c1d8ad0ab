# `make help` lists what follows. Nothing is needed beforehand but make and Python 3.11 or later.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
EMAIL ?= admin@example.org

# The system's own Python if it is recent enough: Debian's is production's, and a quarter faster than one that a version
# manager compiles without its profile (docs/decisions/0067). Then the first of the machine that is; failing that the
# first there is, which outils/ refuses in words.
PYTHON := $(shell for p in /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
PYTHON := $(or $(PYTHON),$(shell command -v python3 || command -v python),python-introuvable)
PREPARER := $(PYTHON) outils/preparer.py
BIN := .venv/bin

.PHONY: help run admin install hooks test test-fast rougir bench check format captures messages lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{printf "  make %-10s %s\n", $$1, $$2}'

run: python ## prepare whatever is missing, then serve the site on 127.0.0.1:8000 (PORT=8001 to change)
	@$(PREPARER) serve --port $(PORT)

admin: python ## give the administrator a new password, shown once (EMAIL=… for another account)
	@$(PREPARER) install
	@$(BIN)/python manage.py creer_administrateur --email "$(EMAIL)" --nouveau-mot-de-passe

install: python ## the virtual environment and its locked dependencies, nothing else
	@$(PREPARER) install

hooks: install ## look at format and lint before each commit (.pre-commit-config.yaml)
	@$(BIN)/prek install

test: install ## every test, on SQLite and on PostgreSQL when it answers; a browser's journeys once, on the latter if it can
	@$(BIN)/python -m outils.tester

test-fast: install ## the working loop, on SQLite: what asks for no page, and one journey through each public door
	@PYTHONDONTWRITEBYTECODE= LOTS_DE_PARITE=2 $(BIN)/pytest -n 2 --dist worksteal -q \
		-m "not lent and (not page or boucle)" --ignore=tests/browser

rougir: install ## break the code in a thousand small ways and name the tests that never fail (RESTE=1: only those left)
	@$(BIN)/python -m outils.rougir $(if $(RESTE),--reste) $(TESTS)

bench: install ## how the register grows (COOPERATIVES=100000), or its pages beside those of another server (PAIR=URL)
	@$(BIN)/python -m tests.benchmarks.$(if $(PAIR),paire $(PAIR),registre)

check: install ## format, lint, types, import rules, templates, settings, migrations, dependencies, translations
	@$(BIN)/python outils/verifier.py

format: install ## rewrite code and templates in the house's format
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@find templates -name '*.html' -exec $(BIN)/djade {} + || true

captures: install ## take the pictures of the editors' guide again, in a browser, on a site of their own (needs chromium-headless-shell)
	@$(BIN)/python -m outils.captures

messages: install ## collect the strings to translate, then compile the catalogues (needs gettext)
	@$(BIN)/python outils/messages.py

lock: install ## update uv.lock within the bounds of pyproject.toml
	@$(BIN)/uv lock --upgrade

clean: ## remove what tests and tools left; the database, the media and .venv stay
	@rm -rf var/tests .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 ou plus récent est nécessaire : installez-le (sous Debian : sudo apt install python3 python3-venv)." >&2; exit 1; }
