"""What the documents say is so: commands, settings, fields, links and make targets exist, and each is documented."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

import archive.errors
from archive.cli.commands import COMMANDS
from archive.config import Config
from archive.errors import ArchiveError
from archive.model import FIELDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme_and_in_the_staff_guide(command: str) -> None:
    assert f"archive {command}" in README
    assert f"archive {command}" in GUIDE


@pytest.mark.parametrize("setting", [item.name for item in dataclasses.fields(Config) if item.name != "root"])
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"| `{setting}` |" in README


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in ("symbol", "language")])
def test_every_field_is_in_the_glossary(name: str) -> None:
    assert f"\n| {name} |" in GLOSSARY


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_make_knows_the_targets_of_the_readme(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_check_runs_what_the_readme_says() -> None:
    assert "make test" in README
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_error_has_an_exit_code_and_stands_in_the_tree() -> None:
    kinds = [
        kind for kind in vars(archive.errors).values() if isinstance(kind, type) and issubclass(kind, ArchiveError)
    ]
    assert len(kinds) > 8
    for kind in kinds:
        assert kind.exit_code > 0
        assert kind.__name__ in (archive.errors.__doc__ or "")
