"""The commands and their options, and what is said, in Vietnamese, to someone who mistypes one."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from archive.search import ORDERS

_MESSAGES = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu “\1”"),
    (r"argument (\S+): expected one argument", r"\1 cần một giá trị"),
    (r"argument (\S+): expected at least one argument", r"\1 cần ít nhất một giá trị"),
    (r"argument (\S+): invalid \w+ value: '(.*)'", r"\1: “\2” không phải số"),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"\1 không nhận giá trị “\2”"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 có thể là \2"),
)
_EXAMPLE = 'ví dụ: giải ngân "đầu tư công" -điện năm:2024.'
_DASH = "Câu tìm bắt đầu bằng dấu trừ: viết -- phía trước, ví dụ: archive search -- '-điện'"
_CHOICE = re.compile(r"argument (?P<name>\S+): invalid choice: '(?P<given>.*)' \(choose from (?P<choices>.+)\)")


class Parser(argparse.ArgumentParser):
    """argparse, speaking Vietnamese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "đối số", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in lời hướng dẫn này")

    def format_usage(self) -> str:
        """How the command is written."""
        return super().format_usage().replace("usage:", "Cách dùng:", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help; exit code 2."""
        self.exit(2, f"{self.prog}: {translate(message)} Xem `{self.prog} --help`.\n")


def translate(message: str) -> str:
    """What argparse says, in Vietnamese, with the nearest name where a name was wrong."""
    if choice := _CHOICE.fullmatch(message):
        choices = re.findall(r"[\w-]+", choice["choices"])
        near = difflib.get_close_matches(choice["given"], choices, n=1)
        hint = f"Có phải “{near[0]}”?" if near else f"Chọn một trong: {', '.join(choices)}."
        return f"{choice['name']}: không có “{choice['given']}”. {hint}"
    for pattern, words in _MESSAGES:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, words, message) + "."
    return f"{message}."


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The chosen command with its options; leaves the program, with code 2, when they cannot be understood."""
    parser = Parser(prog="archive", description="Kho văn bản hành chính: nạp, tìm, đọc, so sánh.")
    _add_root(parser, default=None)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="lệnh", parser_class=Parser)
    _add_writing(commands)
    _add_reading(commands)
    chosen, unknown = parser.parse_known_args(arguments)
    if unknown:
        dashed = chosen.command == "search" and re.match(r"-[^-]", unknown[0])
        parser.error(
            f"unrecognized arguments: {' '.join(unknown)}" if not dashed else f"không hiểu “{unknown[0]}”. {_DASH}"
        )
    return chosen


def _add_writing(commands: argparse._SubParsersAction[Parser]) -> None:
    add = _command(commands, "add", "nạp tệp vào kho; tệp gốc của bạn chỉ được đọc, không bị thay đổi")
    add.add_argument("paths", nargs="+", metavar="ĐƯỜNG_DẪN", help="tệp, thư mục, hoặc mẫu như 'thu/*.pdf'")
    add.add_argument(
        "--not-secret", action="store_true", help="đã kiểm tra: các tệp này không phải tài liệu mật, dù thấy dấu mật"
    )
    correct = _command(commands, "correct", "sửa thông tin đã đọc của một văn bản")
    _add_id(correct, "id")
    correct.add_argument(
        "values", nargs="*", metavar="TRƯỜNG=GIÁ_TRỊ", help="ví dụ number=52/NQ-HĐND; để trống: không in trên văn bản"
    )
    correct.add_argument("--undo", nargs="+", default=(), metavar="TRƯỜNG", help="bỏ điều đã sửa, lấy lại điều máy đọc")
    correct.add_argument("--accept", action="store_true", help="đã xem cả văn bản: những chỗ còn nghi ngờ là đúng")
    correct.add_argument("--begins", type=int, metavar="TRANG", help="từ trang này của tệp là một văn bản khác")
    _add_json(correct)
    rebuild = _command(commands, "rebuild", "lập lại chỉ mục từ các bản gốc, bên cạnh chỉ mục đang dùng")
    rebuild.add_argument("--from-texts", action="store_true", help="chỉ từ văn bản đã đọc trước, không đọc lại tệp")
    check = _command(commands, "check", "đối chiếu bản gốc, mục lục và máy tìm kiếm; sửa những gì sửa được")
    check.add_argument("--no-repair", action="store_true", help="chỉ xem, không sửa")
    _add_json(check)


def _add_reading(commands: argparse._SubParsersAction[Parser]) -> None:
    search = _command(commands, "search", "tìm văn bản")
    search.add_argument("text", nargs="*", metavar="TỪ", help=f"{_EXAMPLE} {_DASH}")
    search.add_argument("--issuer", metavar="TÊN", help="cơ quan ban hành")
    search.add_argument("--year", metavar="NĂM", help="2024 hoặc 2021-2024")
    search.add_argument("--type", metavar="TÊN", help="tên loại, ví dụ “Báo cáo”")
    search.add_argument("--signer", metavar="TÊN", help="người ký")
    search.add_argument("--order", choices=tuple(ORDERS), default="relevance", metavar="THỨ_TỰ", help=", ".join(ORDERS))
    search.add_argument("--all", action="store_true", help="phải có đủ các từ")
    search.add_argument("--no-expand", action="store_true", help="không tìm thêm dạng đầy đủ, dạng viết tắt")
    search.add_argument("--exact", action="store_true", help="tìm đúng chữ đã gõ, không sửa lỗi gõ")
    search.add_argument("--page", type=_count, default=1, metavar="SỐ", help="trang kết quả, từ 1")
    search.add_argument("--limit", type=_count, default=10, metavar="SỐ", help="số kết quả mỗi trang")
    _add_json(search)
    review = _command(commands, "review", "liệt kê văn bản cần người kiểm tra, việc quan trọng trước")
    review.add_argument("--page", type=_count, default=1, metavar="SỐ", help="trang, từ 1")
    review.add_argument("--limit", type=_count, default=20, metavar="SỐ", help="số văn bản mỗi trang")
    _add_json(review)
    read = _command(commands, "read", "đọc một văn bản: thông tin, chỗ đọc được, nội dung")
    _add_id(read, "id")
    read.add_argument("--query", default="", metavar="TỪ", help="tô sáng những từ này")
    _add_json(read)
    related = _command(commands, "related", "văn bản viện dẫn, cùng loại, tương tự")
    _add_id(related, "id")
    _add_json(related)
    compare = _command(commands, "compare", "so sánh hai văn bản, từng mục một")
    _add_id(compare, "left")
    _add_id(compare, "right")
    _add_json(compare)


def _command(commands: argparse._SubParsersAction[Parser], name: str, about: str) -> Parser:
    parser = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    _add_root(parser, default=argparse.SUPPRESS)
    return parser


def _add_root(parser: Parser, default: object) -> None:
    parser.add_argument(
        "--root", type=Path, default=default, metavar="THƯ_MỤC", help="kho ở nơi khác (hoặc biến ARCHIVE_ROOT)"
    )


def _add_id(parser: Parser, name: str) -> None:
    parser.add_argument(name, metavar="MÃ", help="mã văn bản, hoặc vài ký tự đầu của mã")


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="in JSON cho chương trình khác dùng")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def split_values(pairs: Iterable[str]) -> dict[str, str | None]:
    """`FIELD=VALUE` pairs; an empty value is None.

    Raises:
        ValueError: there is no equals sign; carries the piece.
    """
    values: dict[str, str | None] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise ValueError(pair)
        values[name.strip()] = value.strip() or None
    return values
