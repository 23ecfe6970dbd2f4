# Everything a person or a machine does with this repository. `make` alone lists it.
#   PYTHON=python3.12 make setup      another interpreter (3.11 or newer)
#   make test ARGS="-k frontier -x"   hands arguments to pytest

SHELL  := /bin/sh
PYTHON ?= python3
ARGS   ?=
SECONDS ?= 600

VENV   := .venv
BIN    := $(VENV)/bin
NEGMAS := .venv-negmas
LOCK   := .venv-lock
TRAIN  := .venv-train

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Stamps: a step is done again only when what it was made from changes.
BASE    := $(VENV)/.base
SETUP   := $(VENV)/.setup
TOOLS   := $(VENV)/.tools
DEV     := $(TOOLS) $(SETUP)
KERNELS := $(wildcard src/goodoffices/analysis/*kernels.py src/goodoffices/analysis/*/*kernels.py)

INSTALL = -m pip install --quiet --require-hashes
COMPILE = $(LOCK)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format messages reference docs bench pictures fuzz audit sbom nightly train lock upgrade clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(SETUP) ## make .venv with everything that running needs

demo: $(SETUP) ## open the sample case
	@$(BIN)/goodoffices demo

test: $(DEV) ## run the whole test suite, browser included
	@sh scripts/system-packages.sh
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: $(TOOLS) ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src tests benchmarks scripts
	$(BIN)/lint-imports

format: $(DEV) ## let the formatter and the safe fixes write
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

messages: $(DEV) ## collect the messages of pages and core, bring the catalogs of languages up to date
	@$(BIN)/python -m scripts.messages

reference: $(DEV) ## write the reference pages that come from the code anew
	@$(BIN)/python -m scripts.reference

docs: $(DEV) ## build the documents as a site in site/; a warning is an error
	@$(BIN)/python -m scripts.reference --check
	@$(BIN)/python -m scripts.site

bench: $(DEV) $(NEGMAS)/.done ## measure, beside NegMAS (in an environment of its own)
	@$(BIN)/python -m benchmarks.first_minutes
	@$(BIN)/python -m benchmarks.acceptability
	@$(BIN)/python -m benchmarks.questions
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.server
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.classes
	@$(BIN)/python -m benchmarks.hard_spaces
	@$(BIN)/python -m benchmarks.zones
	@$(BIN)/python -m benchmarks.dominance
	@$(BIN)/python -m benchmarks.huge
	@$(BIN)/python -m benchmarks.deadlocks
	@GOODOFFICES_NEGMAS_PYTHON="$(CURDIR)/$(NEGMAS)/bin/python" $(BIN)/python -m benchmarks.simulation
	@GOODOFFICES_NEGMAS_PYTHON="$(CURDIR)/$(NEGMAS)/bin/python" $(BIN)/python -m benchmarks.run $(ARGS)

pictures: $(DEV) ## take the pictures of the docs anew
	@GOODOFFICES_PICTURES=1 $(BIN)/python -m pytest -q tests/journeys/test_demo.py

fuzz: $(DEV) ## give every parser broken and hostile files: make fuzz SECONDS=600
	@nice -n 19 $(BIN)/python -m tests.fuzzing --seconds $(SECONDS)

audit: $(DEV) ## licences of all that is installed; known vulnerabilities, where a database of them can be reached
	@$(BIN)/python -m scripts.audit

sbom: $(DEV) ## write build/sbom.cdx.json: all that is installed with it, with versions, hashes and licences (CycloneDX)
	@$(BIN)/python -m scripts.sbom build/sbom.cdx.json

nightly: $(DEV) ## the long tests, many more generated examples, then the benchmarks
	@sh scripts/system-packages.sh
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "nightly or not nightly" --hypothesis-profile nightly
	@$(MAKE) --no-print-directory fuzz SECONDS=3600
	@$(BIN)/python -m benchmarks.reading --only scale
	@$(MAKE) --no-print-directory bench

train: $(TRAIN)/.done ## train the attribution reader anew (hours) and write its weights
	PYTHONPATH=src:. $(TRAIN)/bin/python -m training.attribution.train --out build/training --epochs 7
	PYTHONPATH=src:. $(TRAIN)/bin/python -m training.attribution.export build/training

lock: $(LOCK)/.done ## write the pinned lists in requirements/ anew, keeping versions where they still fit
	$(COMPILE) --extra all pyproject.toml -o requirements/runtime.txt
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) requirements/lock.in -o requirements/lock.txt
	$(COMPILE) requirements/negmas.in -o requirements/negmas.txt
	$(COMPILE) requirements/training.in -o requirements/training.txt

upgrade: ## as lock, with the newest versions
	@$(MAKE) --no-print-directory lock UPGRADE=--upgrade

clean: ## remove the environments and every cache
	rm -rf $(VENV) $(NEGMAS) $(LOCK) $(TRAIN) build dist site .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find src tests scripts benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------------------------------------------- environments

$(BASE): requirements/runtime.txt requirements/build.txt pyproject.toml src/goodoffices/_version.py
	@PYTHON="$(PYTHON)" sh scripts/find-python.sh
	@echo "Setting up $(VENV), this once, in two steps: one to five minutes." >&2
	@echo "1 of 2: fetching and installing the packages (the only step that needs a network)." >&2
	@sh scripts/patiently.sh $(PYTHON) -m venv $(VENV)
	@sh scripts/patiently.sh $(BIN)/python $(INSTALL) -r requirements/runtime.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(SETUP): $(BASE) $(KERNELS)
	@echo "2 of 2: compiling the inner loops of the analysis to machine code." >&2
	@sh scripts/patiently.sh $(BIN)/python -m goodoffices.analysis.warm
	@touch $@

# beside the kernels, not after them: `make -j2 setup check` does both at once
$(TOOLS): $(BASE) requirements/dev.txt
	@$(BIN)/python $(INSTALL) -r requirements/dev.txt
	@touch $@

$(TRAIN)/.done: requirements/training.txt
	@PYTHON="$(PYTHON)" sh scripts/find-python.sh
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python $(INSTALL) -r requirements/training.txt
	@touch $@

$(NEGMAS)/.done: requirements/negmas.txt
	@PYTHON="$(PYTHON)" sh scripts/find-python.sh
	@$(PYTHON) -m venv $(NEGMAS)
	@$(NEGMAS)/bin/python $(INSTALL) -r requirements/negmas.txt
	@touch $@

$(LOCK)/.done: requirements/lock.txt
	@PYTHON="$(PYTHON)" sh scripts/find-python.sh
	@$(PYTHON) -m venv $(LOCK)
	@$(LOCK)/bin/python $(INSTALL) -r requirements/lock.txt
	@touch $@
