# Two commands do all: `make run` and `make test`. Both set up what they need in .venv.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) 2>/dev/null || command -v python3)

.PHONY: run build test soak test-eds lint format words docs lock clean setup

run: setup
	$(BIN)/kjournal serve

build: setup
	$(BIN)/kjournal build

test: setup tests/clients/node_modules/.ready tests/clients/.venv/.ready lint
	$(BIN)/pytest -n 2 --dist worksteal $(PYTEST_ARGS)

# All tests at full size. Nothing tears, nothing is lost: hours, and days for KIND=4; `KIND=4` runs one kind, `SHARE=0.01` a hundredth of it.
SHARE := 1
soak: setup tests/clients/node_modules/.ready tests/clients/.venv/.ready
	SOAK=$(SHARE) $(BIN)/pytest $(if $(KIND),tests/endurance -m "kind(number=$(KIND))",tests) $(PYTEST_ARGS)

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Gather the words for users into the catalogues, and say which are still to be translated.
words: setup
	$(BIN)/python -m tests.words.catalogue

docs: setup
	$(BIN)/python -m tests.docs.generate

setup: $(VENV)/.ready kjournal/words/locale/.ready

$(VENV)/.ready: requirements-dev.lock pyproject.toml hatch_build.py
	@echo "setting up in $(VENV) (once; a minute or two)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

kjournal/words/locale/.ready: $(wildcard kjournal/words/locale/*/LC_MESSAGES/*.po) | $(VENV)/.ready
	$(BIN)/python -c 'from pathlib import Path; import hatch_build; hatch_build.compile_catalogues(Path())'
	touch $@

# Other people's programs, from npm; the tests that need them are skipped with a reason where npm is missing.
tests/clients/node_modules/.ready: tests/clients/package-lock.json
	mkdir -p tests/clients/node_modules
	if ! command -v npm >/dev/null; then echo "npm is not here: the tests that need its parts are skipped"; \
	elif npm ci --silent --no-audit --no-fund --prefix tests/clients; then touch $@; \
	else echo "npm could not get its parts: the tests that need them are skipped"; fi

# Other people's calendar programs, in an environment of their own: what they need must not hold back what we need.
tests/clients/.venv/.ready: tests/clients/requirements.lock | $(VENV)/.ready
	$(BIN)/python -m venv tests/clients/.venv
	if tests/clients/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; then touch $@; \
	else echo "pip could not get the calendar programs: the tests that need them are skipped"; fi

# GNOME's calendar server as a subscriber, in a session bus of its own; Debian only, so no part of `make test`.
test-eds: setup
	tests/clients/eds/run $(abspath $(BIN)/python)

lock:
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --strip-extras --allow-unsafe -o requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --strip-extras --allow-unsafe -o tests/clients/requirements.lock tests/clients/requirements.in

clean:
	rm -rf $(VENV) site .kjournal tests/clients/node_modules tests/clients/.venv
