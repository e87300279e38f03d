# Everything there is to do: `make lab` and `make test` set themselves up; `make check` before every push.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: lab test check check-all docs bench pictures clean

lab: $(VENV)/installed
	$(BIN)/ravine lab

test: $(VENV)/installed-dev
	$(BIN)/pytest -n auto -m "not slow"

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto -m "not slow"

check-all: check docs
	$(BIN)/pytest -n auto -m slow

# The pages of docs/ as a site that needs no network. Every link inside it is followed, and a warning is an error.
docs: $(VENV)/installed-docs
	$(BIN)/python -m sphinx --quiet --fail-on-warning --fresh-env docs build/docs
	@echo "Open build/docs/index.html"

# Against PyTorch, JAX and scikit-learn; quiet machines say more.
bench: $(VENV)/installed-bench
	$(BIN)/python benchmarks/run.py

# The pictures that README and docs show, made by the program itself.
pictures: $(VENV)/installed-dev
	$(BIN)/python docs/make_pictures.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[bench]'
	touch $@

$(VENV)/installed-docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[docs]'
	touch $@
