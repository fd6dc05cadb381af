# make demo: an example story, as a page          make test: the tests
# make check: lint, types, import layers          make bench: speed and memory, and accuracy where ../shared is there
# All set up .venv first where it is missing or pyproject.toml is newer. Needs Python 3.11 or later; PYTHON=python3.12 picks one.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out

.PHONY: demo test check bench docs clean

demo: $(READY)
	@mkdir -p $(OUT)
	$(BIN)/corroborate analyze examples/harbour-talks --report $(OUT)/harbour-talks.html --json $(OUT)/harbour-talks.json
	@echo
	@echo "Open the page in a browser: $(OUT)/harbour-talks.html"

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python bench/speed.py

docs: $(READY)
	$(BIN)/python docs/generate.py

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corroborate needs Python 3.11 or later, this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
