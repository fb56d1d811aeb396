"""What recurs at the edges of pages leaves the flow; what begins or ends a paper, and tables that go on, do not."""

from __future__ import annotations

import pytest

from archive.extract.furniture import drop_furniture
from archive.extract.lines import Line, RawPage
from archive.extract.stamps import lift_stamps


def pages_under(head: str, *, foot: str = "", count: int = 4) -> list[RawPage]:
    """Pages of different text with the same first line, and the same last one."""
    bodies = [[f"Đoạn {page} của trang {word}" for page in range(6)] for word in ("một", "hai", "ba", "bốn")[:count]]
    return [RawPage(tuple(map(Line, filter(None, [head, *body, foot])))) for body in bodies]


def texts(pages: list[RawPage]) -> list[str]:
    return [line.text for page in pages for line in page.lines]


def test_a_running_head_is_kept_once_beside_the_text() -> None:
    kept, heads = drop_furniture(pages_under("Báo cáo trồng rừng tỉnh Vân Lĩnh"))
    assert heads == [(0, "Báo cáo trồng rừng tỉnh Vân Lĩnh")]
    assert "Báo cáo trồng rừng tỉnh Vân Lĩnh" not in texts(kept)


@pytest.mark.parametrize(
    "line",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số: 12/GM-UBND",
        "Kính gửi: Sở Nội vụ",
        "Nơi nhận:",
    ],
)
def test_what_begins_or_ends_a_paper_is_no_furniture(line: str) -> None:
    """Papers bound together have it on every page."""
    kept, heads = drop_furniture(pages_under(line))
    assert (texts(kept).count(line), heads) == (4, [])


def test_the_head_of_a_table_that_goes_on_is_no_furniture() -> None:
    """Two columns are a running head with its page; three are a table."""
    head, table = "Tỉnh Vân Lĩnh   Năm 2024", "Huyện   Diện tích   Tỷ lệ"
    assert head not in texts(drop_furniture(pages_under(head))[0])
    assert texts(drop_furniture(pages_under(table))[0]).count(table) == 4


def test_a_line_on_two_pages_is_no_furniture() -> None:
    line = "Báo cáo trồng rừng tỉnh Vân Lĩnh"
    assert texts(drop_furniture(pages_under(line, count=2))[0]).count(line) == 2


@pytest.mark.parametrize("proof", ["Email: vumiso@vanlinh.example.vn", "Thời gian ký: 16.03.2024 11:02:35 +07:00"])
def test_a_signature_needs_a_time_or_an_address(proof: str) -> None:
    """The words alone are also those of a form: it stays in the text."""
    form = [Line("Người ký: Vừ Mí Sò"), Line("Chức vụ: Giám đốc")]
    kept, stamps = lift_stamps([RawPage((*form, Line("BÁO CÁO")))])
    assert [line.text for line in kept[0].lines] == ["Người ký: Vừ Mí Sò", "Chức vụ: Giám đốc", "BÁO CÁO"]
    assert stamps == []
    kept, stamps = lift_stamps([RawPage((*form, Line(proof), Line("BÁO CÁO")))])
    assert [line.text for line in kept[0].lines] == ["BÁO CÁO"]
    assert len(stamps) == 1
