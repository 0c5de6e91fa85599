# Everything one does with a checkout of mobee. `make` alone says what there is.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 6543
DATA ?= var
MISSIONS ?= 10000
MINUTES ?= 10
ARGS ?=

BIN := .venv/bin
INSTALLED := .venv/mobee-installed
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard mobee_pyr/locale/*/LC_MESSAGES/*.po))
READY := $(INSTALLED) $(TRANSLATIONS)

# The stamp names the checkout it was made in: an environment that was copied or moved is made anew.
ifneq ($(shell cat $(INSTALLED) 2>/dev/null),$(CURDIR))
.PHONY: $(INSTALLED)
endif

.PHONY: help serve demo test soak bench check words vendor communes clean

help:
	@awk -f .ci/help.awk $(firstword $(MAKEFILE_LIST))

##@ Try it
serve: $(READY) ## Serve the demonstration site (PORT=6543, DATA=var)
	@if [ -z "$$(ls -A '$(DATA)' 2>/dev/null)" ]; then $(BIN)/mobee init --demo --data '$(DATA)'; fi
	@exec $(BIN)/mobee serve --data '$(DATA)' --port '$(PORT)'

demo: $(READY) ## Add a large demonstration to DATA (MISSIONS=10000)
	@$(BIN)/mobee demo --data '$(DATA)' --missions '$(MISSIONS)'

##@ Prove it
test: $(READY) ## Run all tests, in a browser and on PostgreSQL too where these can be had (ARGS="-k mission")
	@if reason="$$(.ci/chromium)"; then :; else export MOBEE_NO_BROWSER="$$reason"; fi; \
	if reason="$$(.ci/postgres)"; then :; else export MOBEE_NO_POSTGRES="$$reason"; fi; \
	exec $(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: $(READY) ## Format, lint, types: changes nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

soak: $(READY) ## The long randomised, kill and size tests (MINUTES=10)
	@MOBEE_SOAK_MINUTES='$(MINUTES)' $(BIN)/python -m pytest -m soak $(ARGS)
	@MOBEE_SOAK_MINUTES='$(MINUTES)' $(BIN)/python -m pytest tests/browser/test_every_page.py $(ARGS)

bench: $(READY) ## Speed as ratios against a bare Pyramid, measured in the same run
	@$(BIN)/python -m tests.bench $(ARGS)

##@ Change it
words: $(INSTALLED) ## Collect the texts, update and compile the translations
	@$(BIN)/python etc/words.py

vendor: $(INSTALLED) ## Refresh the front-end libraries from npm
	@$(BIN)/python etc/vendor.py

communes: $(INSTALLED) ## Make the table of French communes anew from npm and PyPI
	@$(BIN)/python etc/communes.py

clean: ## Remove what was built; the environment and DATA stay
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find content workflows views mobee_pyr tests etc -name __pycache__ -prune -exec rm -rf {} +
	@rm -f $(TRANSLATIONS)

$(INSTALLED): setup.cfg setup.py pyproject.toml
	@.ci/environment

%.mo: %.po | $(INSTALLED)
	@$(BIN)/pybabel --quiet compile --input-file '$<' --output-file '$@'
