"""Every page run as a script, on a real archive; what needs a browser is tested there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from streamlit.testing.v1 import AppTest

from archive.model import Outcome
from archive.store.lock import write_lock
from archive.web.shared import shared_library
from archive.web.uploads import BATCHES

MAIN = Path(__file__).parents[2] / "archive" / "ui" / "main.py"


def read() -> None:
    from archive.ui import read_page

    read_page.draw()


def add() -> None:
    from archive.ui import add_page

    add_page.draw()


def opened(page: Callable[[], None] | Path, **params: str) -> AppTest:
    """A page run at an address."""
    test = AppTest.from_file(page, default_timeout=20) if isinstance(page, Path) else AppTest.from_function(page)
    test.default_timeout = 20
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> LexborHTMLParser:
    """All markup of a page."""
    return LexborHTMLParser("".join(element.proto.body for element in test.get("html")))


def words(test: AppTest, css: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in html(test).css(css)]


def sent(test: AppTest, name: str) -> dict:
    """The data sent to one of our components."""
    (found,) = [
        json.loads(part.proto.json)
        for part in test.get("bidi_component")
        if part.proto.component_name == f"archive.{name}"
    ]
    return found


def test_the_first_page_shows_the_archive(ids: dict[str, str]) -> None:
    test = opened(MAIN)
    assert words(test, "h1") == ["Tìm trong kho văn bản"]
    assert words(test, ".head-line") == ["Mới nạp vào kho Xem tất cả 6 văn bản"]
    assert words(test, ".bar a[aria-current]") == ["Tìm kiếm"]
    assert len(words(test, ".hit h3")) == 6
    assert words(opened(MAIN, sap="moi"), ".head-line h2") == ["Trong kho có 6 văn bản"]


def test_an_empty_archive_can_be_opened(root: Path) -> None:
    assert "Kho chưa có văn bản nào." in words(opened(MAIN), ".notice")[0]


def test_the_address_is_the_whole_question(ids: dict[str, str]) -> None:
    test = opened(MAIN, q="giai ngan von dau tu cong", cq="Sở Tài chính", nam="2023", sap="cu")
    assert words(test, ".hit .number") == ["12/BC-STC", "31/BC-STC"]
    assert words(test, ".head-line h2") == ["3 văn bản"]
    assert words(test, ".hit mark")
    box = sent(test, "suggest")
    assert (box["value"], box["keep"]) == (
        "giai ngan von dau tu cong",
        [["sap", "cu"], ["cq", "Sở Tài chính"], ["nam", "2023"]],
    )


def test_a_number_finds_its_document_first(ids: dict[str, str]) -> None:
    assert words(opened(MAIN, q="31 bc stc"), ".hit .number")[0] == "31/BC-STC"


def test_an_archive_without_index_says_what_to_do(ids: dict[str, str], root: Path) -> None:
    (root / "index" / "current").unlink()
    assert "archive rebuild" in words(opened(MAIN), ".notice.bad")[0]


def test_the_reader_draws_the_document_of_its_address(ids: dict[str, str]) -> None:
    test = opened(read, id=ids["q2"], q="vốn đầu tư", vt="1")
    assert words(test, "h1") == ["Tình hình giải ngân vốn đầu tư công quý 2 năm 2023"]
    assert words(test, ".document-facts > *") == [
        "Báo cáo",
        "31/BC-STC",
        "07/06/2023",
        "Sở Tài chính",
        "Lò Văn Tình",
        "cần kiểm tra",
    ]
    data = sent(test, "reader")
    assert (data["id"], data["at"]) == (ids["q2"], 0)
    assert data["hits"] > 0
    assert [entry["title"] for entry in data["outline"]] == [
        "I. KẾT QUẢ",
        "1. Giải ngân vốn đầu tư công",
        "2. Thu ngân sách",
        "II. NHIỆM VỤ",
    ]


@pytest.mark.parametrize("params", [{}, {"id": ""}, {"id": "0" * 16}, {"id": "../../etc/passwd"}])
def test_an_unknown_document_is_said_to_be_unknown(ids: dict[str, str], params: dict[str, str]) -> None:
    assert words(opened(read, **params), "h1") == ["Không có văn bản này trong kho."]


@pytest.mark.parametrize("place", ["x", "-5", "99999999999", "²"])
def test_a_senseless_place_is_no_place(ids: dict[str, str], place: str) -> None:
    assert sent(opened(read, id=ids["q1"], vt=place), "reader")["at"] is None


def typed(test: AppTest, field: str, value: str) -> None:
    (box,) = [box for box in test.text_input if box.label == field]
    box.set_value(value)


def test_a_correction_is_kept_and_shown(ids: dict[str, str]) -> None:
    test = opened(read, id=ids["blank"], sua="1")
    typed(test, "Số, ký hiệu", "45/BC-STC")
    typed(test, "Ngày ban hành", "3/2023")
    typed(test, "Người ký", "")
    test.button[0].click().run()
    assert words(test, ".notice.good") == ["Đã lưu."]
    assert words(test, ".document-facts > *") == ["Báo cáo", "45/BC-STC", "tháng 3/2023", "Sở Tài chính"]
    document = shared_library().catalogue.get(ids["blank"])
    assert (document.value("number"), document.value("date"), document.value("signer")) == (
        "45/BC-STC",
        "2023-03",
        None,
    )
    assert document.fact("title").status == "printed", "what was left as it was is not sent"


def test_a_doubtful_fact_can_be_confirmed(ids: dict[str, str]) -> None:
    test = opened(read, id=ids["q2"], sua="1")
    test.checkbox[0].check()
    test.button[0].click().run()
    fact = shared_library().catalogue.get(ids["q2"]).fact("number")
    assert (fact.value, fact.status, fact.doubt) == ("31/BC-STC", "confirmed", None)


def test_a_correction_without_valid_form_changes_nothing(ids: dict[str, str]) -> None:
    test = opened(read, id=ids["q1"], sua="1")
    typed(test, "Ngày ban hành", "mùng năm")
    test.button[0].click().run()
    assert "không phải ngày" in words(test, ".notice.bad")[0]
    assert shared_library().catalogue.get(ids["q1"]).value("date") == "2023-03-06"


def test_saving_without_a_change_says_so(ids: dict[str, str]) -> None:
    test = opened(read, id=ids["q1"], sua="1")
    test.button[0].click().run()
    assert words(test, ".notice") == ["Chưa có thay đổi nào để lưu."]


def test_a_locked_archive_says_who_writes(ids: dict[str, str], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.ui import correct_form

    monkeypatch.setattr(correct_form, "SECONDS", 0.0)
    test = opened(read, id=ids["q1"], sua="1")
    typed(test, "Người ký", "Hà Thị Mẩy")
    with write_lock(root / "index"):
        test.button[0].click().run()
    assert "Kho đang được ghi" in words(test, ".notice.bad")[0]


def test_a_batch_shows_the_outcome_of_each_file(ids: dict[str, str]) -> None:
    """First those that a person has to do something about."""
    name = BATCHES.begin()
    batch = BATCHES.get(name)
    assert batch
    batch.names = {0: "mới.txt", 1: "cũ.txt", 2: "<b>hỏng.pdf", 3: "mật.txt", 4: "bảng.csv"}
    paths = [str(batch.path(index)) for index in batch.order]
    batch.outcomes = [
        Outcome(paths[2], "failed", error=f"{paths[2]}: tệp hỏng"),
        Outcome(paths[0], "added", ids["q2"]),
        Outcome(paths[1], "unchanged", ids["bare"]),
        Outcome(paths[3], "refused", error="văn bản mật"),
        Outcome(paths[4], "skipped", error=f"{paths[4]}: tệp dữ liệu"),
    ]
    batch.started = batch.finished = True
    test = opened(add, lo=name)
    assert words(test, ".outcome h3") == ["<b>hỏng.pdf", "mật.txt", "mới.txt", "cũ.txt", "bảng.csv"]
    assert words(test, ".outcome .status") == ["không đọc được", "từ chối", "đã nạp", "đã có trong kho", "bỏ qua"]
    assert words(test, ".outcome.failed p") == ["Tệp hỏng"]
    assert words(test, ".outcome.added dd")[:2] == ["Báo cáo", "31/BC-STC cần kiểm tra"]
    assert (
        words(test, "section > p")[0]
        == "Đã xong 5 tệp: 1 đã nạp, 1 đã có trong kho, 1 từ chối, 1 bỏ qua, 1 không đọc được."
    )
    hrefs = [node.attributes["href"] for node in html(test).css(".outcome a")]
    assert hrefs == [
        f"/doc?id={ids['q2']}",
        f"/doc?id={ids['q2']}&sua=1",
        f"/doc?id={ids['bare']}",
        f"/doc?id={ids['bare']}&sua=1",
    ]


def test_a_forgotten_batch_says_so(ids: dict[str, str]) -> None:
    assert "Không còn thông tin" in words(opened(add, lo="xyz"), ".notice")[0]


def failing() -> None:
    from archive.web.server import on_script_error

    assert on_script_error(ValueError("<b>mật khẩu</b>"))


def test_a_failed_page_says_so_in_vietnamese_and_tells_nothing_more() -> None:
    (said,) = opened(failing).error
    assert said.value.startswith("Có lỗi khi mở trang.")
    assert "mật khẩu" not in said.value


def test_a_rebuilt_index_is_noticed(ids: dict[str, str], root: Path) -> None:
    from archive.library import begin_generation
    from archive.store.generations import make_live

    library = shared_library()
    assert shared_library() is library
    make_live(root / "index", begin_generation(library.config))
    assert shared_library() is not library
    assert shared_library().catalogue.count() == 0
