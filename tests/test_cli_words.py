"""The command line speaks Vietnamese, also where a command was mistyped."""

from __future__ import annotations

import pytest

from archive.cli import main
from archive.cli.parser import translate

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "thiếu LỆNH."),
        (("serch",), "không có “serch”. Có phải “search”?"),
        (("add",), "archive add: thiếu ĐƯỜNG_DẪN."),
        (("search", "x", "--limit", "hai"), "--limit: “hai” không phải số."),
        (("search", "x", "--page", "0"), "--page: “0” không phải số."),
        (("search", "x", "--order", "newst"), "Có phải “newest”?"),
        (("read", "x", "--year", "2024"), "không hiểu “--year 2024”"),
        (("search", "--year"), "--year cần một giá trị"),
    ],
)
def test_mistyped_commands_are_answered_in_vietnamese(
    arguments: tuple[str, ...], message: str, capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(list(arguments))
    assert exit_.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["add", "search", "read", "related", "compare", "correct", "rebuild", "check", None]
)
def test_help_is_in_vietnamese(command: str | None, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([command, "--help"] if command else ["--help"])
    assert exit_.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("Cách dùng: archive")
    assert not {"usage:", "options:", "positional", "show this"} & set(out.split())


def test_what_cannot_be_translated_is_passed_on() -> None:
    assert translate("something new") == "something new."
