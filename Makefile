# `make demo` and `make test` do all set-up themselves. `make help` lists the rest.
PYTHON ?= python3
V := .venv/bin
export SINET_VAR HOST PORT

.PHONY: help demo stop reset test bench soak install lock format

help:
	@echo "make demo     starts the directory with its demo data (HOST, PORT; Ctrl-C ends it)"
	@echo "make stop     stops the web server, the worker and the embedded database"
	@echo "make reset    stops everything and deletes the data of the demo"
	@echo "make test     runs every check"
	@echo "make bench    measures the whole stack on generated entries (N=100000)"
	@echo "make soak     runs for long what make test runs for seconds (MINUTES=10)"
	@echo "make install  installs what working on the code needs"
	@echo "make lock     writes the lock files anew"
	@echo "make format   formats the code"

demo stop reset install test:
	@$(PYTHON) -m sinet.launcher $@

bench: install
	@N="$(N)" $(V)/python -m tests.bench

soak: install
	@MINUTES="$(MINUTES)" ONLY="$(ONLY)" $(V)/python -m tests.soak

LOCK := $(V)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(LOCK) $(UPGRADE) requirements/uv.in -o requirements/uv.txt >/dev/null
	$(LOCK) $(UPGRADE) pyproject.toml -o requirements/runtime.txt >/dev/null
	$(LOCK) $(UPGRADE) pyproject.toml --group s3 -o requirements/s3.txt >/dev/null
	$(LOCK) $(UPGRADE) pyproject.toml --group embedded -c requirements/runtime.txt -o requirements/demo.txt >/dev/null
	$(LOCK) $(UPGRADE) pyproject.toml --group embedded --group test --group data -c requirements/demo.txt \
		-o requirements/development.txt >/dev/null

format:
	$(V)/ruff check --fix-only -q .
	$(V)/ruff format -q .
