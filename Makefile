# Each target is one goftman command; this file only sets up Python and the locked packages first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CORPUS ?=
VENV := .venv
UV := $(shell command -v uv || echo .tools/bin/uv)
GOFTMAN := $(VENV)/bin/goftman
READY := $(VENV)/.ready

# A Python 3.12 or 3.13: on PATH, else pyenv's, else one that uv fetches.
define python
$$(for v in 3.12 3.13; do \
	command -v python$$v >/dev/null && python$$v -c '' 2>/dev/null && command -v python$$v && exit; \
	PYENV_VERSION=$$(pyenv latest $$v 2>/dev/null) && export PYENV_VERSION && pyenv which python 2>/dev/null && exit; \
done; echo 3.12)
endef

.PHONY: help figures test test-older lab lint bench class site lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

figures: $(READY)  ## run the notebooks and write figures/ (CORPUS=path for a corpus of your own)
	$(GOFTMAN) figures $(CORPUS)

test: $(READY)  ## run the tests
	$(GOFTMAN) test

lab: $(READY)  ## open the notebooks in JupyterLab (CORPUS=path for a corpus of your own)
	$(GOFTMAN) lab $(CORPUS)

lint: $(READY)  ## check the style of code and notebooks
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

bench: $(READY)  ## measure speed and accuracy beside other libraries
	$(GOFTMAN) bench

class: $(READY)  ## pack kit, practice corpus and student notebooks for a room without internet
	$(GOFTMAN) class pack --out goftman-class.zip

site: $(READY)  ## render documents, notebooks and reference as pages in site/
	$(GOFTMAN) site

test-older: $(READY)  ## the tests under Python 3.13 and matplotlib 3.10
	@py=$$(PYENV_VERSION=$$(pyenv latest 3.13 2>/dev/null) pyenv which python 2>/dev/null || echo 3.13); \
	test -x .venv-older/bin/python || $(UV) venv --quiet --python "$$py" .venv-older
	@printf 'matplotlib<3.11\n' > .venv-older/override.txt
	@$(UV) pip install --quiet --python .venv-older --compile-bytecode --override .venv-older/override.txt -e '.[test,site]'
	.venv-older/bin/goftman test

lock: .tools/bin/uv  ## pin every package anew
	$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header \
		--extra test --extra build --extra cluster --extra site pyproject.toml -o requirements.lock

clean:  ## remove what set-up made; a corpus and its figures stay
	rm -rf $(VENV) .venv-older .tools .pytest_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml | $(UV)
	$(UV) venv --quiet --clear --python "$(python)" $(VENV)
	$(UV) pip install --quiet --python $(VENV) --compile-bytecode --require-hashes --no-deps -r requirements.lock
	$(UV) pip install --quiet --python $(VENV) --no-deps --no-build-isolation -e .
	@touch $@

.tools/bin/uv:
	python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv
