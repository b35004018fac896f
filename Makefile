PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench gallery page web clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(READY) ## install everything into .venv

$(READY): requirements.lock pyproject.toml scripts/setup_gl.sh scripts/setup_torch.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make setup PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up .venv: torch, then the rest, several hundred MB in all. It takes a few minutes."
	sh scripts/setup_torch.sh $(BIN)/python
	$(BIN)/pip install --disable-pip-version-check --quiet --requirement requirements.lock
	$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	sh scripts/setup_gl.sh $(BIN)/python
	$(BIN)/stuntman doctor
	@echo "Ready. 'source $(BIN)/activate' makes stuntman a command of this shell; then: stuntman --help"
	@touch $@

demo: setup ## learn to walk in five minutes and film it
	$(BIN)/stuntman clips fetch
	@out=runs/walk/$$(date +%Y%m%d-%H%M%S) && set -e && \
	$(BIN)/stuntman train walk --minutes 5 --out $$out && \
	($(BIN)/stuntman render $$out/policy.safetensors --ghost --out $$out/walk.mp4 || true) && \
	echo "The run is in $$out: walk.mp4, curve.png, policy.safetensors, metrics.json." && \
	echo "The fully trained walk: $(BIN)/stuntman render walk --ghost --out walk.mp4"

test: setup ## run the tests (make test ARGS="-k clip -x")
	$(BIN)/stuntman clips fetch
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup ## lint, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: setup ## measure speed and learning, against a peer
	$(BIN)/stuntman bench env
	$(BIN)/stuntman bench learn
	benchmarks/peers/pybullet_deepmimic/run.sh

# What can be steered first, with which the page opens; a page has neither goals nor ground.
PAGE = tricks atlas_backflip atlas_run atlas_spinkick dog_trot dragon_walk trex_walk
page: setup ## write docs/try, policies that ship on one page
	$(BIN)/stuntman export web $(PAGE) --replace --out docs/try/index.html

web: ## build the page that export writes, from web/ (needs npm)
	npm ci --silent --prefix web
	npm run --silent build --prefix web

gallery: setup ## draw docs/gallery from the policies that ship
	scripts/gallery.sh $(BIN)/stuntman

clean: ## remove the environment, builds and caches; runs/ stays
	rm -rf $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
