"""Pictures of pages and the places of their words, as a browser asks for them."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from archive import draw
from archive.config import load_config
from archive.draw import WIDTHS, Order, Painter, nearest_width
from archive.errors import ArchiveError, ReadError
from archive.ingest import ingest_files
from archive.library import open_library
from archive.web import pictures
from tests.extract.papers import write, write_pdf
from tests.web.conftest import Ask


@pytest.fixture
def id_(root: Path) -> Iterator[str]:
    """A PDF of two pages in the archive."""
    path = write_pdf(root / "báo cáo.pdf", pages=2)
    config = load_config()
    with open_library(config) as library:
        (outcome,) = ingest_files(library, [path])
    assert outcome.document_id
    yield outcome.document_id
    pictures._painter(config).close()


@pytest.mark.usefixtures("font")
def test_a_page_is_sent_as_a_picture_and_kept(id_: str, root: Path, ask: Ask) -> None:
    answer = ask("GET", f"/trang/{id_}/2.png?rong=700")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.body)).width == 800, "the next of the few widths"
    (kept,) = (root / "index" / "cache").glob("*/pictures/*")
    assert kept.read_bytes() == answer.body
    kept.write_bytes(b"\x89PNG kept")
    assert ask("GET", f"/trang/{id_}/2.png?rong=700").body == b"\x89PNG kept"


@pytest.mark.usefixtures("font")
def test_words_are_sent_with_their_places(id_: str, ask: Ask) -> None:
    answer = ask("GET", f"/trang/{id_}/1.json")
    assert answer.headers["content-type"] == "application/json"
    page = json.loads(answer.body)
    assert (round(page["width"]), round(page["height"])) == (595, 842)
    assert {"VÂN", "LĨNH"} <= {word[4] for word in page["words"]}
    assert all(0 <= share <= 1 for word in page["words"] for share in word[:4])


@pytest.mark.usefixtures("font")
def test_a_picture_the_browser_has_is_not_sent_again(id_: str, ask: Ask) -> None:
    first = ask("GET", f"/trang/{id_}/1.png")
    again = ask("GET", f"/trang/{id_}/1.png", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert ask("GET", f"/trang/{id_}/1.png?rong=400").headers["etag"] != first.headers["etag"]


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("page", ["0.png", "3.png", "3.json", "99999999999999999999.png"])
def test_a_page_that_is_not_there_is_not_found(id_: str, ask: Ask, page: str) -> None:
    answer = ask("GET", f"/trang/{id_}/{page}")
    assert (answer.status, "không có trang" in answer.body.decode()) == (404, True)


@pytest.mark.parametrize("page", ["9" * 5000 + ".png", "9" * 5000 + ".json", "-1.png", "một.png", "٣.png"])
def test_a_number_that_is_none_is_not_found(ids: list[str], ask: Ask, page: str) -> None:
    assert ask("GET", f"/trang/{ids[0]}/{page}").status == 404


def test_a_document_without_pages_to_draw_says_so(ids: list[str], ask: Ask) -> None:
    answer = ask("GET", f"/trang/{ids[0]}/1.png")
    assert (answer.status, "không có ảnh trang" in answer.body.decode()) == (404, True)
    assert ask("GET", f"/trang/{'0' * 16}/1.png").status == 404
    assert ask("GET", "/trang/..%2f/1.png").status == 404


@pytest.mark.parametrize(("wanted", "width"), [(1, 200), (200, 200), (201, 400), (1200, 1200), (99_999, WIDTHS[-1])])
def test_few_widths_are_drawn(wanted: int, width: int) -> None:
    assert nearest_width(wanted) == width


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(write_pdf(tmp_path / "a.pdf", pages=3), "ab" * 32, "application/pdf", 1, 400)


@pytest.fixture
def painter(root: Path) -> Iterator[Painter]:
    painter = Painter(load_config(), most=40_000)
    yield painter
    painter.close()


@pytest.mark.usefixtures("font")
def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn(root: Path, order: Order) -> None:
    painter = Painter(load_config(), seconds=0.001)
    with pytest.raises(ReadError, match="quá 0 giây"):
        painter.draw(order)
    painter._seconds = 20
    assert painter.draw(order).startswith(b"\x89PNG")
    painter.close()


@pytest.mark.usefixtures("font")
def test_a_broken_page_costs_one_picture(painter: Painter, order: Order, tmp_path: Path) -> None:
    broken = write(tmp_path / "b.pdf", b"%PDF-1.7\nnothing")
    with pytest.raises(ReadError, match="hỏng"):
        painter.draw(replace(order, original=broken, sha256="cd" * 32))
    assert painter.draw(order).startswith(b"\x89PNG")


@pytest.mark.usefixtures("font")
def test_the_oldest_pictures_go_when_there_are_too_many(painter: Painter, order: Order, root: Path) -> None:
    for width in WIDTHS:
        painter.draw(replace(order, width=width))
    kept = sorted(path.name for path in (root / "index" / "cache").glob("*/pictures/*"))
    assert replace(order, width=WIDTHS[-1]).name in kept
    assert replace(order, width=WIDTHS[0]).name not in kept


@pytest.mark.usefixtures("font")
def test_a_picture_that_is_asked_for_again_stays_longer(root: Path, order: Order) -> None:
    painter = Painter(load_config(), most=1 << 30)
    first, second = replace(order, width=200), replace(order, width=400)
    for wanted in (first, second):
        painter.draw(wanted)
    places = {path.name: path for path in (root / "index" / "cache").glob("*/pictures/*")}
    os.utime(places[first.name], (1, 1))
    os.utime(places[second.name], (2, 2))
    painter.draw(first)
    times = {name: path.stat().st_mtime for name, path in places.items()}
    assert times[first.name] > times[second.name], "drawn first, and used last"
    painter._most = sum(path.stat().st_size for path in places.values())
    painter.draw(replace(order, number=2, width=200))
    assert (places[first.name].exists(), places[second.name].exists()) == (True, False)
    painter.close()


@pytest.mark.usefixtures("font")
def test_a_picture_that_went_away_meanwhile_costs_no_other(painter: Painter, order: Order, root: Path) -> None:
    folder = root / "index" / "cache" / ("ef" * 32) / "pictures"
    folder.mkdir(parents=True)
    (folder / "00001-200").symlink_to(folder / "gone")  # listed, and not there when it is looked at
    assert painter.draw(order).startswith(b"\x89PNG")


def test_who_waits_too_long_or_behind_too_many_is_sent_away(
    root: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing may take 20 seconds a page; the threads that answer searches must not all wait for it."""
    monkeypatch.setattr(draw, "WAIT_SECONDS", 0.01)
    painter = Painter(load_config())
    with painter._turn, pytest.raises(ArchiveError, match="đang vẽ nhiều trang"):
        painter.draw(order)
    monkeypatch.setattr(draw, "MOST_WAITING", 0)
    with pytest.raises(ArchiveError, match="đang vẽ nhiều trang"):
        Painter(load_config()).draw(order)
