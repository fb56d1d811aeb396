"""Settings of one installation: arguments > environment > archive.toml > defaults. Built once, passed inward."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from archive.errors import ConfigError

CONFIG_NAME = "archive.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """Where things lie and which parts are used.

    root holds `documents/` (what people made) and `index/` (what the machine made).
    """

    root: Path = Path()
    engine: str = "tantivy"
    vocabulary: tuple[Path, ...] = ()
    """Extra vocabulary files of this installation: its departments, its abbreviations."""
    workers: int = 0
    """Child processes that read files; 0 means one for each core."""
    ocr_language: str = "vie"

    @property
    def documents(self) -> Path:
        """Folder of what people made."""
        return self.root / "documents"

    @property
    def index(self) -> Path:
        """Folder of what the machine made."""
        return self.root / "index"


def load_config(*, environ: Mapping[str, str] | None = None, **arguments: object) -> Config:
    """Settings from the four sources; an argument of None counts as not given.

    Raises:
        ConfigError: the root is no folder, a key is unknown, a value has the wrong type, or the file is no TOML.
    """
    environ = os.environ if environ is None else environ
    given = {key: value for key, value in arguments.items() if value is not None}
    env = {
        item.name: environ[f"ARCHIVE_{item.name.upper()}"]
        for item in fields(Config)
        if f"ARCHIVE_{item.name.upper()}" in environ
    }
    root = Path(str(given.get("root", env.get("root", "."))))
    if not root.is_dir():
        raise ConfigError(
            f"{root}: không có thư mục này. Kiểm tra lại --root hoặc ARCHIVE_ROOT; kho mới thì tạo thư mục trước."
        )
    settings = _read_file(root / CONFIG_NAME)
    merged = {"root": root, **settings, **env, **given}
    typed: dict[str, Any] = {_known(key): _typed(key, value) for key, value in merged.items()}
    return Config(**typed)


def _read_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: không đọc được tệp cấu hình ({error}). Sửa lại theo cú pháp TOML.") from error
    names = settings.get("vocabulary", [])
    if isinstance(names, list):
        settings["vocabulary"] = tuple(path.parent / str(name) for name in names)
    return settings


def _known(key: str) -> str:
    names = [item.name for item in fields(Config)]
    if key in names:
        return key
    near = difflib.get_close_matches(key, names, n=1)
    hint = f" Có phải “{near[0]}”?" if near else f" Các mục có thể dùng: {', '.join(names)}."
    raise ConfigError(f"Cấu hình không có mục “{key}”.{hint}")


def _typed(key: str, value: object) -> object:
    if key == "root":
        return Path(str(value))
    if key == "vocabulary":
        if isinstance(value, str):
            return tuple(Path(part) for part in value.split(os.pathsep) if part)
        if isinstance(value, tuple | list):
            return tuple(Path(str(part)) for part in value)
    if key == "workers":
        try:
            workers = int(str(value))
        except ValueError:
            workers = -1
        if workers >= 0:
            return workers
        raise ConfigError(f"workers = {value!r}: cần một số nguyên từ 0 trở lên.")
    if isinstance(value, str):
        return value
    raise ConfigError(f"{key} = {value!r}: giá trị không đúng kiểu.")
