# Two commands do all the set-up: `make demo` and `make test`.
# python3 with pip, and make, are enough; uv is used where it is present.

VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STAMP := $(VENV)/.installed

# Other people's programs, which only the benchmark runs.
PEERS := .venv-peers

# What scores panels on other engines, which only their tests install.
ENGINES := .venv-engines

ifneq ($(shell command -v uv 2>/dev/null),)
  CREATE := uv venv --quiet --clear --python $(PYTHON)
  install_into = uv pip install --quiet --python $(1)/bin/python
  UNCOMPILED :=
else
  CREATE := $(PYTHON) -m venv --clear --without-pip
  install_into = $(PYTHON) -m pip --python $(1)/bin/python install --quiet --disable-pip-version-check --no-input
  # Of what the demo installs, most is never imported: what is, is compiled when it is.
  UNCOMPILED := --no-compile
endif
INSTALL := $(call install_into,$(VENV))

# Hundreds of tests start the program: what was compiled once is kept, also where a person's shell says not to.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check lint format docs bench bench-peers engines study eval oracle soak lock install driver browser readers their-libraries clean

demo: $(READY)
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

# Types are checked beside the tests, or one core would stand idle as long; what is wrong with them is said last.
# In a fresh checkout each process of the tests would compile all of src.
test: lint
	@$(BIN)/python -m compileall -q -j 2 src
	@mkdir -p .mypy_cache; $(BIN)/mypy >.mypy_cache/said 2>&1 & types=$$!; \
	$(BIN)/pytest -q -n 2 --dist worksteal $(if $(COVERAGE),--cov --cov-report=term); tests=$$?; \
	wait $$types; types=$$?; cat .mypy_cache/said; exit $$((tests | types))

check: lint
	$(BIN)/mypy

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python -m tests.generate

bench: $(STAMP)
	$(BIN)/python bench/run.py

# The same panel on DuckDB, on a PostgreSQL and on a Spark that this starts: two minutes. It needs postgresql and a Java
# of the system (Debian: postgresql, default-jre-headless), and installs 900 MB into an environment of its own.
engines: $(ENGINES)/.installed
	OUTLOOK_ENGINES=1 $(ENGINES)/bin/pytest -q tests/panel/engines

$(ENGINES)/.installed: requirements-engines.lock
	$(CREATE) $(ENGINES)
	$(call install_into,$(ENGINES)) --no-deps --require-hashes --requirement requirements-engines.lock
	$(call install_into,$(ENGINES)) --no-deps --no-build-isolation --editable .
	@touch $@

# Whole commands beside those of other programs, which this installs. Their versions are fixed in bench/peers.txt.
bench-peers: $(STAMP) $(PEERS)/.installed
	$(BIN)/python bench/peers.py

$(PEERS)/.installed: bench/peers.txt
	$(CREATE) $(PEERS)
	$(call install_into,$(PEERS)) --requirement bench/peers.txt
	@touch $@

# How well the rules of weighing judge simulated worlds: half a minute; STUDY=--full takes 2,000 worlds a regime.
study: $(STAMP)
	@$(BIN)/python bench/weighing_worlds.py $(STUDY)

eval: $(STAMP)
	@$(BIN)/python -m tests.evaluate

# Thousands of books at random, each number held against a second implementation: about eight minutes.
BOOKS ?= 2000
FIRST ?= 0
oracle: $(STAMP)
	@$(BIN)/python -m tests.oracle --books $(BOOKS) --first $(FIRST)

# Random steps on a book, and each answer held against the one without the index: about four minutes.
STEPS ?= 2000
SEED ?= 0
soak: $(STAMP)
	@PYTHONPATH=tests $(BIN)/python -m soak --steps $(STEPS) --seed $(SEED)

install: $(STAMP)

# The browser tests need a Chromium of the system and a driver of 50 MB, which `make test` does not install:
# where either is missing they are skipped, and say so.
driver: $(STAMP)
	$(INSTALL_LOCKED) requirements-e2e.lock

browser: driver
	$(BIN)/pytest -q tests/e2e

# Other people's readers of what we write, which `make test` does not install: without them these tests are skipped.
readers: their-libraries
	OUTLOOK_REQUIRE_READERS=1 $(BIN)/pytest -q tests/readers

their-libraries: $(STAMP)
	$(INSTALL_LOCKED) requirements-readers.lock

# A lock names everything, so nothing is worked out anew (--no-deps): pip would stumble over an extra that was renamed.
INSTALL_LOCKED := $(INSTALL) --no-deps --require-hashes --requirement

# What running needs. The versions are those of requirements.lock, which adds all that the tests need to it.
$(READY): pyproject.toml requirements.lock requirements-run.lock
	$(CREATE) $(VENV)
	$(INSTALL_LOCKED) requirements-run.lock $(UNCOMPILED)
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP): $(READY)
	$(INSTALL_LOCKED) requirements.lock
	@touch $@

COMPILE := uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11

# Needs uv. The result names no host: it can be installed from any index. The extra `peers` stays out: it is heavy.
lock:
	$(COMPILE) --extra coherence --extra test --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra build --constraint requirements.lock --output-file requirements-run.lock pyproject.toml
	$(COMPILE) --extra test --extra panel-postgres --extra panel-spark --constraint requirements.lock \
	  --output-file requirements-engines.lock pyproject.toml
	$(COMPILE) --extra e2e --constraint requirements.lock --output-file requirements-e2e.lock pyproject.toml
	$(COMPILE) --extra readers --constraint requirements.lock --output-file requirements-readers.lock pyproject.toml

clean:
	rm -rf $(VENV) $(PEERS) $(ENGINES) .pytest_cache .mypy_cache .ruff_cache .coverage .coverage.* .hypothesis dist
