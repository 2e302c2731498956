# make run   the first city in your browser        make test   every test and its tools
# make lint  style, types, layers, dependencies    make bench  speed and memory, as ratios
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-postgres lint bench bench-national accuracy samples city soak lock clean

run: $(VENV)/.installed
	@$(BIN)/luoshi serve --demo

test: $(VENV)/.installed-dev
	$(BIN)/pytest
	$(BIN)/python -m tools.test_postgres

# The tests of every room that keeps records, on PostgreSQL; needs a server (LUOSHI_TEST_POSTGRES).
test-postgres: $(VENV)/.installed-dev
	$(BIN)/python -m tools.test_postgres

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	LUOSHI_SECRET_KEY=types $(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench
	$(BIN)/python -m bench status

# The shape of the whole country: figures of 2,844 counties; minutes and gigabytes.
bench-national: $(VENV)/.installed-dev
	$(BIN)/python -m bench national

accuracy: $(VENV)/.installed-dev
	$(BIN)/python -m tools.accuracy

samples: $(VENV)/.installed-dev
	$(BIN)/python -m tools.make_samples

city: $(VENV)/.installed-dev
	$(BIN)/python -m tools.make_city

# The long form of the fuzz tests that `make test` runs briefly.
soak: $(VENV)/.installed-dev
	LUOSHI_SOAK=1 $(BIN)/pytest -k fuzz

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "luoshi needs Python 3.11 or newer; say which one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Pin every dependency with its hashes, for every platform; run after a change of pyproject.toml.
lock: | $(VENV)/bin/python
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
