# carttrack: `make run` sets everything up and opens the program, `make test` sets up and checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test check bench screenshots package

setup:
	@sh packaging/setup.sh runtime

run: setup
	@sh packaging/run.sh

test:
	@sh packaging/setup.sh development
	@$(MAKE) --no-print-directory check

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@sh packaging/tests.sh

bench:
	@sh packaging/setup.sh development
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(BENCH)

screenshots:
	@sh packaging/setup.sh development
	@sh packaging/screenshots.sh

package:
	@sh packaging/setup.sh development
	@sh packaging/package.sh
