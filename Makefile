# `make` lists what there is to do. Kept to what GNU Make 3.81 knows, which macOS ships.

# The first of these that fits. lifelines needs pandas 2, which is built for Python up to 3.14.
PYTHON = python3 python3.14 python3.13 python3.12 python3.11 python
FITS = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))

ifeq ($(OS),Windows_NT)
BIN = .venv/Scripts
else
BIN = .venv/bin
endif
INSTALL = $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

.PHONY: help run test lint format browser data golden benchmark lock clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/ready-to-run ## Start the dashboard and open it in the browser
	$(BIN)/python -m streamlit run app.py

test: lint browser ## Check the code, then run every test; PYTEST_ARGS="-k survival" chooses
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

lint: .venv/ready-to-test ## Check style, layout and types
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

format: .venv/ready-to-test ## Lay the code out and sort its imports
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

browser: .venv/ready-to-test
	@$(BIN)/python tests/chrome.py

data: .venv/ready-to-run ## Make the example cohort and the template spreadsheet again
	$(BIN)/python data/make_example_cohort.py
	$(BIN)/python data/make_template.py

golden: ## Recompute in R the numbers that the tests expect
	@command -v Rscript >/dev/null || { \
	    echo "make golden runs R, and there is no Rscript on the PATH: install R first." >&2; exit 1; }
	bash tests/golden/run.sh

benchmark: .venv/ready-to-test ## Measure how fast the dashboard answers
	$(BIN)/python benchmarks/run.py

# Keeps every pin that still fits; LOCK_ARGS=--upgrade moves them all to their newest. What
# requirements*.txt pin themselves is left out of constraints.txt, and so are their -r and -c lines.
lock: .venv/created ## Pin what the requirements need in turn, in constraints.txt
	$(INSTALL) uv
	grep -hv '^-' requirements.txt requirements-dev.txt > .venv/direct.txt
	sed '/^[^#]/d' constraints.txt > .venv/constraints.txt
	sed '/^#/d' constraints.txt > .venv/pins.txt
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 $(LOCK_ARGS) \
	    --no-header --annotation-style line --output-file .venv/pins.txt .venv/direct.txt > /dev/null
	grep -v 'direct.txt' .venv/pins.txt >> .venv/constraints.txt
	mv .venv/constraints.txt constraints.txt

clean: ## Remove all that make installed, and the caches
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files below are empty. Their dates tell make what is installed already.

.venv/created:
	@for python in $(PYTHON); do \
	    "$$python" -c '$(FITS)' 2>/dev/null || continue; \
	    "$$python" -c 'import ensurepip, venv' 2>/dev/null || { lacking="$$python"; continue; }; \
	    echo "Making .venv with $$("$$python" --version)"; \
	    "$$python" -m venv --clear .venv && touch $@; exit; \
	done; \
	if [ -n "$$lacking" ]; then \
	    echo "$$lacking cannot make a virtual environment: on Debian and Ubuntu, install python3-venv." >&2; \
	else \
	    echo "No Python 3.11 to 3.14 among: $(PYTHON). Install one, or name it: make run PYTHON=/path/to/python3" >&2; \
	fi; \
	exit 1

.venv/ready-to-run: .venv/created requirements.txt constraints.txt
	@echo "Installing requirements.txt into .venv; the first time takes some minutes"
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/ready-to-test: .venv/created requirements-dev.txt requirements.txt constraints.txt
	@echo "Installing requirements-dev.txt into .venv; the first time takes some minutes"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
