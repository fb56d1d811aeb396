# make run   environment, sample archive if there is none, the web page on this machine
# make test  environment with the test tools, then format, lint, types, all tests
# make bench the measurements of bench/ (minutes)

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench venv
.DELETE_ON_ERROR:

run: .venv/run.stamp
	@sh requirements/system.sh run
	@test -e index/current || test -e archive.toml || { \
	  echo 'vocabulary = ["documents/samples/vocabulary.toml"]' > archive.toml && \
	  $(BIN)/archive add documents/samples; }
	$(BIN)/streamlit run app.py

test: .venv/test.stamp
	@sh requirements/system.sh test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict archive
	$(BIN)/pytest

bench: .venv/test.stamp
	$(BIN)/python bench/facts.py documents/samples --gold documents/samples/facts.jsonl --vocabulary documents/samples/vocabulary.toml
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/add.py
	$(BIN)/python bench/search.py
	$(BIN)/python bench/page.py

.venv/run.stamp: requirements/run.txt pyproject.toml | venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cần Python 3.11 trở lên: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || sh requirements/system.sh venv
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
