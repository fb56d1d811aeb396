"""The public names: complete, sorted, and there without loading what is not used."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import archive
from archive import model

VERBS = ("check", "compare", "ingest", "read", "rebuild", "related", "search")


def test_the_list_is_sorted_and_every_name_is_there() -> None:
    assert archive.__all__ == sorted(archive.__all__)
    for name in archive.__all__:
        assert getattr(archive, name).__name__ == name


def test_every_verb_and_every_noun_a_verb_gives_is_public() -> None:
    for module in VERBS:
        source = getattr(__import__(f"archive.{module}"), module)
        public = {
            name
            for name, value in vars(source).items()
            if inspect.isfunction(value) and value.__module__ == source.__name__ and name.count("_") and name[0] != "_"
        }
        verbs = {name for name in public if name.endswith(("_documents", "_document", "_files", "_index", "_archive"))}
        assert verbs, module
        assert verbs <= set(archive.__all__)
    given = {"Document", "Results", "Reading", "Related", "Comparison", "Outcome", "Hit", "Passage", "Link", "Change"}
    assert given <= set(archive.__all__) & set(vars(model))


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(archive, "nothing_such")


def test_the_package_and_its_child_load_no_database() -> None:
    """Each child that reads files would carry it."""
    code = "import sys, archive.worker; print(sorted({'sqlalchemy', 'tantivy', 'streamlit'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"


def test_the_command_line_loads_no_web_server() -> None:
    code = "import sys, archive.cli; print(sorted({'streamlit', 'starlette', 'pandas'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(archive.__file__).parent / "py.typed").exists()
