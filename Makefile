# Two commands matter: `make run` and `make test`. Both prepare .venv themselves and say what they do.
# The others are for people who change the code; docs/ and CONTRIBUTING.md say when.
PY := .venv/bin/python
# More arguments for pytest: make test ARGS='tests/vault -n0'
ARGS ?=
OUT ?= build/rehearsal

.PHONY: run test check bench soak package pictures setup-run setup-dev help

help:
	@echo "make run       open WijkDesk; without a display: rehearse the main job into $(OUT)"
	@echo "make test      all tests (ARGS='tests/vault -n0' for some)"
	@echo "make check     layout, lint, types, import contracts"
	@echo "make bench     measurements"
	@echo "make soak      the long tests: every screen in every state, more examples"
	@echo "make package   wheel and source package in build/dist"
	@echo "make pictures  rehearse, then renew the pictures in docs/pictures"

run: setup-run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	    exec $(PY) -m wijkdesk.cli run; \
	else \
	    echo "run: no display here, so rehearsing the main job with the real screens into $(OUT)"; \
	    QT_QPA_PLATFORM=offscreen exec $(PY) -m wijkdesk.cli rehearse --out $(OUT); \
	fi

test: setup-dev
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 $(ARGS)

check: setup-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command as lint; lint()'

bench: setup-dev
	$(PY) -m wijkdesk.cli bench $(ARGS)

soak: setup-dev
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --soak --timeout 900 $(ARGS)

package: setup-dev
	sh scripts/package.sh

pictures: setup-dev
	sh scripts/pictures.sh

setup-run:
	@sh scripts/setup.sh run

setup-dev:
	@sh scripts/setup.sh dev
