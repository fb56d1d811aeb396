"""The invented province: its documents are repeatable, say that they are invented, and their facts are true of them."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

import docx
import pypdf
import pytest

from archive.vocab import load_vocab
from tests.samples import Sample, generate, plain_reports, write
from tests.samples.__main__ import main
from tests.samples.archive import programme
from tests.samples.figures import Figure, Series, change_words, indicators, percent, vietnamese
from tests.samples.grammar import render, topic_pools
from tests.samples.periods import Period
from tests.samples.registry import plan_act, report_serial, series_periods
from tests.samples.shelf import open_shelf
from tests.samples.speaker import Voice
from tests.samples.traps import CHANGES, LAYOUTS
from tests.samples.world import open_world

COMMITTED = Path(__file__).parents[1] / "documents" / "samples"
SEED = 2026
INVENTED = "tỉnh Vân Lĩnh không có thật"
INHERENT = (
    "chain_tm", "chain_tm_kt", "chain_kt", "chain_tl", "chain_tl_kt", "chain_tuq", "chain_q", "party", "no_type_line",
    "person_in_title", "two_signers", "annex_signature", "annex_regulation", "odd_name", "head_columns",
)  # fmt: skip
FONTS = Path("/usr/share/fonts/truetype/croscore")
needs_fonts = pytest.mark.skipif(not FONTS.is_dir(), reason="the Tinos fonts (fonts-croscore) are not installed")


@pytest.fixture(scope="module")
def archive() -> tuple[Sample, ...]:
    return tuple(generate(SEED, len(programme())))


@pytest.fixture(scope="module")
def reports() -> tuple[Sample, ...]:
    return tuple(plain_reports(SEED, 200))


def squeezed(text: str) -> str:
    """One line of composed text without markup, for looking things up."""
    plain = re.sub(r"[*#|]", " ", unicodedata.normalize("NFC", text))
    plain = re.sub(r"<sup>\d+</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", plain)
    return " ".join(plain.split())


def text_of(path: Path) -> str:
    """What stands in a written file, without layout."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return path.read_text("utf-8")


def committed_facts() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (COMMITTED / "facts.jsonl").read_text("utf-8").splitlines()]


# --- the same seed, the same documents -------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [generate, plain_reports])
def test_a_document_does_not_depend_on_those_before_it(make: Any) -> None:
    alone = list(make(7, 3, start=70))
    after_others = list(islice(make(7, 80), 70, 73))
    assert [(item.name, item.text, item.facts) for item in alone] == [
        (item.name, item.text, item.facts) for item in after_others
    ]


def test_another_seed_gives_other_people_and_figures() -> None:
    one, other = next(plain_reports(1, 1)), next(plain_reports(2, 1))
    assert one.text != other.text


def test_the_committed_facts_are_what_the_generator_says(archive: tuple[Sample, ...]) -> None:
    assert committed_facts() == [json.loads(json.dumps(dict(item.facts))) for item in archive]


def test_the_committed_files_hold_what_the_generator_writes(archive: tuple[Sample, ...], tmp_path: Path) -> None:
    """Compared as text; a PDF holds every word of it, and page numbers. Scans hold images only."""
    for item in archive:
        committed = COMMITTED / item.name
        if item.kind in ("txt", "md"):
            assert committed.read_text("utf-8") == item.text
        elif item.kind in ("docx", "html"):
            assert text_of(write(item, tmp_path)) == text_of(committed), item.name
        elif item.kind == "pdf":
            assert not Counter(item.text.split()) - Counter(text_of(committed).split()), item.name
    made = {item.name for item in archive} | {"facts.jsonl", "vocabulary.toml"}
    assert {path.name for path in COMMITTED.iterdir()} == made


def test_every_committed_file_says_that_the_province_is_invented(archive: tuple[Sample, ...]) -> None:
    for item in archive:
        printed = item.text if item.kind == "scan" else text_of(COMMITTED / item.name)
        assert INVENTED in squeezed(printed), item.name


def test_plain_reports_say_that_the_province_is_invented(reports: tuple[Sample, ...]) -> None:
    assert all(INVENTED in item.text for item in reports)


def test_scans_hold_images_and_no_text() -> None:
    scans = [COMMITTED / row["file"] for row in committed_facts() if row["kind"] == "pdf-scan"]
    assert len(scans) == 3
    for path in scans:
        pages = pypdf.PdfReader(path).pages
        assert 1 <= len(pages) <= 2
        assert not any(page.extract_text().strip() for page in pages)


# --- sizes -----------------------------------------------------------------------------------------------------------


def test_the_committed_archive_is_small() -> None:
    sizes = [path.stat().st_size for path in COMMITTED.iterdir()]
    assert 50 <= len(sizes) <= 80
    assert sum(sizes) < 4_000_000
    assert max(sizes) < 400_000


def test_plain_reports_have_the_size_and_words_of_the_benchmark(reports: tuple[Sample, ...]) -> None:
    """7–8 kB of UTF-8, about 1,200 syllables, several thousand different pairs of syllables."""
    sizes = [len(item.text.encode()) for item in reports]
    syllables = [item.text.lower().split() for item in reports]
    pairs = {pair for words in syllables for pair in pairwise(words)}
    assert min(sizes) >= 7_000
    assert max(sizes) <= 8_200
    assert 1_100 <= sum(map(len, syllables)) / len(syllables) <= 1_300
    assert len(pairs) > 10_000
    assert sum("giải ngân vốn đầu tư công" in item.text for item in reports) >= 20


def test_there_are_a_hundred_thousand_different_reports() -> None:
    shelf = open_shelf(SEED)
    places = [*range(3_000), *range(shelf.size - 3_000, shelf.size)]
    found = [(body.key, topic, period) for body, topic, period in map(shelf.report, places)]
    assert shelf.size >= 100_000
    assert len(set(found)) == len(found)
    beyond = next(plain_reports(SEED, 1, start=shelf.size + 4))
    assert beyond.text != next(plain_reports(SEED, 1, start=4)).text


# --- facts are true of the text --------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["number", "place", "title", "signer"])
def test_what_is_not_null_is_printed(archive: tuple[Sample, ...], reports: tuple[Sample, ...], field: str) -> None:
    for item in (*archive, *reports):
        value = item.facts[field]
        assert value is None or squeezed(value) in squeezed(item.text), item.name


def test_dates_are_printed_as_far_as_they_are_known(archive: tuple[Sample, ...], reports: tuple[Sample, ...]) -> None:
    for item in (*archive, *reports):
        year, month, day = [*(item.facts["date"] or "").split("-"), "", ""][:3]
        month = f"{int(month):02d}" if month and int(month) < 3 else month.lstrip("0")
        words = f"ngày {day} tháng {month} năm {year}" if year else ""
        assert squeezed(words) in squeezed(item.text), item.name


def test_lists_of_facts_are_printed(archive: tuple[Sample, ...], reports: tuple[Sample, ...]) -> None:
    """Recipients, headings, numbers of cited documents, forms of signing, all signers."""
    for item in (*archive, *reports):
        text, facts = squeezed(item.text), item.facts
        wanted = [*facts["recipients"], *facts["signers"], *facts["authority_chain"]]
        wanted += [f"{part['label']} {part['title']}" for part in facts["sections"]]
        wanted += [cited["number"] for cited in facts["citations"] if cited["number"]]
        lost = [value for value in wanted if squeezed(value) not in text]
        assert not (lost and "notes_glued" not in facts["traps"]), (item.name, lost)


def test_a_blank_number_is_blank(archive: tuple[Sample, ...]) -> None:
    blank = [item for item in archive if item.facts["number"] is None and "no_header" not in item.facts["traps"]]
    assert len(blank) >= 5
    for item in blank:
        assert re.search(rf"Số:?\s*[/-]?\s*{re.escape(item.facts['symbol'].lstrip('/'))}", squeezed(item.text)), (
            item.name
        )


def test_footnotes_are_numbered_as_they_are_read(archive: tuple[Sample, ...]) -> None:
    """Each mark once in the text and once before its note, from 1 up without a gap."""
    noted = [item for item in archive if "notes_tag" in item.facts["traps"]]
    assert len(noted) >= 2
    for item in noted:
        marks = [int(mark) for mark in re.findall(r"(?<=\S)<sup>(\d+)</sup>", item.text)]
        bodies = [int(mark) for mark in re.findall(r"^<sup>(\d+)</sup>", item.text, re.MULTILINE)]
        assert marks == bodies == list(range(1, len(item.paper.notes) + 1))


def test_a_lost_head_leaves_no_head_facts(archive: tuple[Sample, ...]) -> None:
    for item in archive:
        if "no_header" in item.facts["traps"]:
            assert squeezed(item.text).startswith("I. ")
            assert {item.facts[field] for field in ("number", "symbol", "date", "place", "title")} == {None}


@pytest.mark.parametrize("trap", [*CHANGES, *LAYOUTS, *INHERENT])
def test_the_archive_has_each_trap_more_than_once(trap: str) -> None:
    """The highest degree of urgency may stand alone."""
    wanted = 1 if trap == "urgent_highest" else 2
    assert sum(trap in row["traps"] for row in committed_facts()) >= wanted


def test_all_forms_and_many_kinds_are_there() -> None:
    rows = committed_facts()
    assert {row["kind"] for row in rows} == {"txt", "docx", "pdf-text", "pdf-scan", "html"}
    assert {row["doc_type"] for row in rows} == {
        "Báo cáo", "Nghị quyết", "Quyết định", "Kế hoạch", "Chỉ thị", "Thông báo", "Công văn",
    }  # fmt: skip
    assert len({row["issuer"] for row in rows}) >= 20


# --- figures ---------------------------------------------------------------------------------------------------------


def scaled(text: str) -> tuple[int, int]:
    """The number a figure begins with, and its decimals."""
    whole, _, part = text.split()[0].rstrip("%").partition(",")
    return int(whole.replace(".", "") + part), len(part)


def test_a_printed_change_follows_from_the_two_printed_figures(reports: tuple[Sample, ...]) -> None:
    checked = 0
    for item in reports:
        for figure in (
            row for row in item.facts["figures"] if "%" in row.get("change", "") and "điểm" not in row["change"]
        ):
            (now, after), (before, digits) = scaled(figure["value"]), scaled(figure["before"])
            now, before = now * 10 ** max(0, digits - after), before * 10 ** max(0, after - digits)
            word = "tăng" if now > before else "giảm"
            assert figure["change"] == f"{word} {vietnamese(percent(abs(now - before), before), 1)}%", item.name
            assert figure["change"] in item.text
            checked += 1
    assert checked > 500


def test_what_one_year_calls_the_year_before_is_what_that_year_printed() -> None:
    rows = {
        (row["series"], row["period"], figure["key"]): figure["value"]
        for row in committed_facts()
        for figure in row["figures"]
    }
    pairs = 0
    for row in committed_facts():
        for figure in row["figures"]:
            year, rest = (row["period"] or "0")[:4], (row["period"] or "0")[4:]
            earlier = rows.get((row["series"], f"{int(year) - 1}{rest}", figure["key"]))
            if "before" in figure and earlier:
                assert figure["before"] == earlier
                pairs += 1
    assert pairs > 20


def test_a_quarter_is_the_sum_of_its_months_and_a_whole_the_sum_of_its_parts() -> None:
    series = Series(5, "huyen", 0.12)
    months = [series.value("visit", Period("month", 2023, month)).scaled for month in (4, 5, 6)]
    assert series.value("visit", Period("quarter", 2023, 2)).scaled == sum(months)
    parts = [series.value(key, Period("half", 2024)).scaled for key in indicators()["invest"].parts]
    assert series.value("invest", Period("half", 2024)).scaled == sum(parts)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Figure(1052, 1, "tỷ đồng"), Figure(1000, 1, "tỷ đồng"), "tăng 5,2%"),
        (Figure(950, 0, "tấn"), Figure(1000, 0, "tấn"), "giảm 5%"),
        (Figure(1355, 2, "%"), Figure(1613, 2, "%"), "giảm 2,58 điểm phần trăm"),
        (Figure(4, 0, "vụ"), Figure(7, 0, "vụ"), "giảm 03 vụ"),
        (Figure(10001, 0, "con"), Figure(10000, 0, "con"), "tương đương"),
        (Figure(7, 0, "vụ"), Figure(7, 0, "vụ"), "bằng"),
    ],
)
def test_changes_in_words(now: Figure, before: Figure, words: str) -> None:
    assert change_words(now, before) == words


# --- registers -------------------------------------------------------------------------------------------------------


def test_no_body_gives_a_report_number_twice_in_a_year() -> None:
    world = open_world(SEED)
    for key in ("ubnd-van-linh", "SNNMT", "ubnd-nam-khao", "ubnd-pa-lin"):
        body = world.bodies[key]
        given = [
            (period.year, report_serial(world, body, topic, period))
            for topic in body.topics
            for period in series_periods(topic, body.since, body.until)
        ]
        assert len(set(given)) == len(given)


def test_no_paper_cites_one_of_a_later_day(archive: tuple[Sample, ...], reports: tuple[Sample, ...]) -> None:
    for item in (*archive, *reports):
        if item.facts["date"] and len(item.facts["date"]) == 10:
            assert all((cited["dated"] or "") <= item.facts["date"] for cited in item.facts["citations"]), item.name


def test_a_cited_plan_is_the_plan_in_the_archive(archive: tuple[Sample, ...]) -> None:
    world = open_world(SEED)
    plan = plan_act(world, world.bodies["ubnd-van-linh"], "invest", 2024, "")
    held = [item for item in archive if item.facts["number"] == plan.number and item.facts["doc_type"] == "Kế hoạch"]
    citing = [item for item in archive if any(row["number"] == plan.number for row in item.facts["citations"])]
    assert [item.facts["date"] for item in held] == [plan.day.isoformat()]
    assert len(citing) >= 2


def test_before_and_after_the_merger_of_departments() -> None:
    rows = {
        row["issuer"]: row["date"] for row in committed_facts() if row["series"].endswith("/invest") and row["date"]
    }
    assert rows["Sở Kế hoạch và Đầu tư tỉnh Vân Lĩnh"] < "2025-03" < rows["Sở Tài chính tỉnh Vân Lĩnh"]


# --- sentences, vocabulary, files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ubnd-van-linh", "SYT", "ubnd-nam-khao", "moi-ubnd-khuoi-ven"])
def test_every_sentence_can_be_said(key: str) -> None:
    """No name, figure or bracket of the grammar is left over in any wording."""
    world = open_world(3)
    body = world.bodies[key]
    folder = Path(__file__).parent / "samples" / "data" / "grammar"
    for item in programme()[::9]:
        period = Period("quarter", 2026 if key.startswith("moi") else 2023, 1)
        day = date(period.year, 3, 20)
        voice = Voice(world, body, body.topics[0], period, day, Random(item.sort))
        voice.words.update(dict.fromkeys(("subject", "matter", "deadline", "meeting_day", "chair"), "x"))
        voice.words.update(dict.fromkeys(("chief", "effective", "term", "session", "passed"), "x"))
        for file in folder.glob("*.txt"):
            for pool in topic_pools(file.stem).values():
                for _, parts in pool.lines:
                    assert not re.search(r"[$@#{}⟦⟧]|\.\.|,,| ,", render(parts, voice)), (file.stem, pool.name)


def test_the_vocabulary_knows_every_body_of_the_archive() -> None:
    vocab = load_vocab([COMMITTED / "vocabulary.toml"])
    for row in committed_facts():
        found = vocab.issuer_code(row["issuer"], on=row["date"])
        assert found is not None
        assert vocab.label("issuer", found).startswith(row["issuer"]), row["issuer"]


@needs_fonts
def test_the_command_line_writes_only_the_forms_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out"
    main([str(out), "--count", "5", "--start", "56", "--seed", "4", "--formats", "docx,scan"])
    rows = [json.loads(line) for line in (out / "facts.jsonl").read_text("utf-8").splitlines()]
    assert rows
    assert {row["kind"] for row in rows} == {"docx", "pdf-scan"}
    assert {path.name for path in out.iterdir()} == {row["file"] for row in rows} | {"facts.jsonl", "vocabulary.toml"}
    main([str(out), "--count", "2", "--plain", "--clean"])
    assert sorted(path.suffix for path in out.iterdir()) == [".jsonl", ".toml", ".txt", ".txt"]
    assert "place" in tomllib.loads((out / "vocabulary.toml").read_text("utf-8"))


def test_a_missing_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.samples.pdf_file.FONTS", tmp_path)
    pdf = next(item for item in generate(SEED, len(programme())) if item.kind == "pdf")
    with pytest.raises(FileNotFoundError, match="fonts-croscore"):
        write(pdf, tmp_path)
