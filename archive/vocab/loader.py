"""Read the vocabulary files into one frozen `Vocab`. A mistake in a file is one `ConfigError` naming file and entry."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from archive.errors import ConfigError
from archive.vocab.entries import (
    JOINS,
    SCOPES,
    Abbreviation,
    Authority,
    Body,
    Kind,
    Place,
    Post,
    Relation,
    Word,
    Wording,
)
from archive.vocab.names import Vocab

SHIPPED = ("kinds", "issuers", "places", "relations", "abbreviations", "signing", "wordings")
"""Files beside this module, read in this order; the installation's own come after them."""

TABLES = {
    "kind": Kind,
    "place": Place,
    "issuer": Body,
    "relation": Relation,
    "abbreviation": Abbreviation,
    "authority": Authority,
    "post": Post,
    "stem": Word,
    "surname": Word,
    "rank": Word,
    "wording": Wording,
}
"""Name of a TOML table → the record of one of its entries."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CODE = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_CHOICES = {"scope": SCOPES, "join": JOINS}


def load_vocab(extra: Sequence[Path] = ()) -> Vocab:
    """The shipped vocabulary with the entries of an installation's own files added.

    Raises:
        ConfigError: a file is missing or no TOML, or an entry has an unknown key, a wrong type, a code already used,
            a parent or successor that does not exist, or ends before it begins.
    """
    entries: dict[str, list[Any]] = {table: [] for table in TABLES}
    codes: dict[tuple[str, str], str] = {}
    for path in (*(Path(__file__).with_name(f"{name}.toml") for name in SHIPPED), *extra):
        for table, number, raw in _read(path):
            where = f"{path}: mục [[{table}]] “{raw.get('code', raw.get('name', raw.get('short', number)))}”"
            entry = _entry(table, raw, where)
            code = getattr(entry, "code", "")
            if code and codes.setdefault((table, code), where) != where:
                raise ConfigError(f"{where}: mã này đã có trong {codes[table, code]}. Hãy chọn mã khác.")
            entries[table].append((entry, where))
    for table in ("place", "issuer"):
        _check_links(table, entries[table])
    return Vocab(**{_PLURALS[table]: tuple(entry for entry, _ in found) for table, found in entries.items()})


_PLURALS = {table: "authorities" if table == "authority" else f"{table}s" for table in TABLES}


def _read(path: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(table, position, raw entry) of one file."""
    try:
        content = tomllib.loads(unicodedata.normalize("NFC", path.read_text("utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: không mở được tệp từ vựng ({error.strerror}). Kiểm tra lại đường dẫn.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: không đọc được tệp từ vựng ({error}). Sửa lại theo cú pháp TOML.") from error
    for table, rows in content.items():
        if table not in TABLES:
            raise ConfigError(f"{path}: không có bảng [[{table}]]. Các bảng: {', '.join(TABLES)}.")
        if not isinstance(rows, list):
            raise ConfigError(f"{path}: [{table}] phải viết thành [[{table}]].")
        for number, raw in enumerate(rows, 1):
            if not isinstance(raw, dict):
                raise ConfigError(f"{path}: [[{table}]] thứ {number} không phải là một bảng.")
            yield table, number, raw


def _entry(table: str, raw: dict[str, Any], where: str) -> Any:
    record = TABLES[table]
    known = {item.name: item for item in fields(record)}
    for key in raw:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Có phải “{near[0]}”?" if near else f"Các khóa: {', '.join(known)}."
            raise ConfigError(f"{where}: không có khóa “{key}”. {hint}")
    for name, item in known.items():
        if item.default is MISSING and not raw.get(name):
            raise ConfigError(f"{where}: thiếu khóa “{name}”.")
    return record(**{key: _value(key, str(known[key].type), value, where) for key, value in raw.items()})


def _value(key: str, kind: str, value: object, where: str) -> str | bool | tuple[str, ...]:
    """The value of one key, of the type its record gives."""
    if kind == "bool" and isinstance(value, bool):
        return value
    if kind.startswith("tuple") and isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    if kind != "str" or not isinstance(value, str):
        raise ConfigError(f"{where}: khóa “{key}” có giá trị không đúng kiểu: {value!r}.")
    if key in ("since", "until") and not _DATE.fullmatch(value):
        raise ConfigError(f"{where}: “{key}” = “{value}” không phải ngày dạng 2025, 2025-07 hay 2025-07-01.")
    if key == "code" and not (_CODE.fullmatch(value) or value.endswith(".")):
        raise ConfigError(f"{where}: mã chỉ gồm chữ thường không dấu, chữ số, gạch nối và dấu chấm.")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise ConfigError(f"{where}: “{key}” = “{value}”; chọn một trong: {', '.join(_CHOICES[key])}.")
    return value


def _check_links(table: str, found: list[tuple[Any, str]]) -> None:
    codes = {entry.code for entry, _ in found}
    for entry, where in found:
        for code in (*((entry.parent,) if entry.parent else ()), *entry.successor):
            if code not in codes:
                raise ConfigError(f"{where}: không có mã “{code}” trong bảng [[{table}]].")
        if entry.since and entry.until and entry.since[: len(entry.until)] > entry.until:
            raise ConfigError(f"{where}: kết thúc ({entry.until}) trước khi bắt đầu ({entry.since}).")
