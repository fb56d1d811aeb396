#!/bin/sh
# Writes the two lock files anew from pyproject.toml: exact versions and hashes, for every system and Python from 3.11 on.
set -eu
cd "$(dirname "$0")/.."
set -- --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml
.venv/bin/python -m pip install --quiet uv
.venv/bin/uv pip compile "$@" --output-file requirements/run.txt
.venv/bin/uv pip compile "$@" --extra test --constraint requirements/run.txt --output-file requirements/test.txt
