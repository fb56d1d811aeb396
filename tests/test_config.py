"""Settings: four sources in one order, and clear words for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.config import Config, load_config
from archive.errors import ConfigError


def test_defaults_need_no_file(tmp_path: Path) -> None:
    assert load_config(environ={}, root=tmp_path) == Config(root=tmp_path)


def test_arguments_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('engine = "whoosh"\nworkers = 3\nocr_language = "eng"\n', "utf-8")
    config = load_config(environ={"ARCHIVE_WORKERS": "2", "ARCHIVE_OCR_LANGUAGE": "vie"}, root=tmp_path, workers=1)
    assert (config.engine, config.workers, config.ocr_language) == ("whoosh", 1, "vie")


def test_the_environment_can_move_the_root(tmp_path: Path) -> None:
    config = load_config(environ={"ARCHIVE_ROOT": str(tmp_path)})
    assert config.documents == tmp_path / "documents"
    assert config.index == tmp_path / "index"


def test_vocabulary_files_are_named_from_where_the_settings_file_stands(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('vocabulary = ["local.toml"]\n', "utf-8")
    assert load_config(environ={}, root=tmp_path).vocabulary == (tmp_path / "local.toml",)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('engin = "memory"', "engine"),
        ("workers = -1", "workers"),
        ('workers = "nhiều"', "workers"),
        ("engine = 5", "engine"),
        ("engine = ", "archive.toml"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, settings: str, says: str) -> None:
    (tmp_path / "archive.toml").write_text(settings, "utf-8")
    with pytest.raises(ConfigError, match=says):
        load_config(environ={}, root=tmp_path)


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_a_root_that_is_no_folder_is_named_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("văn bản", "utf-8")
    with pytest.raises(ConfigError, match=name):
        load_config(environ={}, root=tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
