# A fresh machine needs Python 3.11 or newer, git and make; `.ci/setup` brings the rest.
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n 2 --dist loadgroup --durations=10

.PHONY: help demo test soak bench check lock clean

help:
	@echo "make demo    the app on made-up accounts; without a display a tour of it, with pictures"
	@echo "make test    lint, types, import rules and every test"
	@echo "make soak    the same with full counts (about an hour)"
	@echo "make bench   measurements"
	@echo "make check   lint, format, types and import rules only"
	@echo "make lock    compile the lock files anew"
	@echo "make clean   remove what was built"

demo:
	@bash .ci/setup demo
	@if [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  $(PYTHON) -m stagedoor practice; \
	else \
	  $(PYTHON) -m stagedoor practice --tour --pictures build/demo && echo "Pictures: $(CURDIR)/build/demo"; \
	fi

test:
	@bash .ci/setup test
	@$(MAKE) --no-print-directory check
	$(PYTEST) -m "not soak"

soak:
	@bash .ci/setup test
	@$(MAKE) --no-print-directory check
	STAGEDOOR_SOAK=1 $(PYTEST) -m "soak or not soak"

bench:
	@bash .ci/setup test
	$(PYTHON) -m tests.bench

check:
	@bash .ci/setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

lock:
	bash .ci/lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
