"""Load, save and load again is the identity; writing again gives the same text."""

from __future__ import annotations

import datetime
import string
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import law
from gongkai.law import Address
from gongkai.report import (
    Amount,
    Blank,
    Cell,
    Count,
    Fact,
    Part,
    Passage,
    Report,
    Source,
    Unreadable,
    store,
)
from gongkai.report.cells import LARGEST
from gongkai.report.toml_reader import read_report
from gongkai.report.toml_writer import report_text
from tests.reports import AGENCY, DATA, SHIPPED, STEADY, balanced, report_of


def saved_and_loaded(report: Report, folder: Path) -> Report:
    store.save(folder, report, replace=True)
    return store.load(folder, report.agency.id, report.year)


@pytest.mark.parametrize(("agency", "year"), SHIPPED)
def test_a_shipped_report_saves_to_the_same_report_and_the_same_bytes(
    tmp_path: Path, agency: str, year: int
) -> None:
    report = store.load(DATA, agency, year)

    again = saved_and_loaded(report, tmp_path)

    assert report == again
    assert report_text(report) == report_text(again)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("seed", range(3))
def test_a_random_report_saves_to_the_same_report(tmp_path: Path, edition: str, seed: int) -> None:
    report = balanced(law.edition(edition), seed)

    assert report == saved_and_loaded(report, tmp_path)


def test_the_last_year_that_has_a_deadline_is_a_year_like_any_other(tmp_path: Path) -> None:
    report = report_of(year=9998)

    assert report == saved_and_loaded(report, tmp_path)
    assert datetime.date(9999, 1, 31) == report.deadline[0]


PROSE = [
    "一句话。",
    "他说“好”，又说\"好\"，再说'好'。",
    '三个引号"""在中间，四个""""也在',
    '结尾是引号"',
    '"',
    '""""""',
    "'''",
    "反斜杠\\与\\n与\\u4e2d与C:\\data\\",
    "\\",
    "结尾是反斜杠\\",
    "行末反斜杠\\\n下一行",
    "换行\n\n\n空行",
    "  行首空格，行末空格  ",
    "制表\t符",
    "回车\r在中间",
    "回车换行\r\n在中间",
    "以回车结尾\r",
    "控制\x00\x01\x08\x0b\x0c\x1b\x1f\x7f符",
    "分行\u2028分段\u2029下一行\u0085止",
    "零宽\u200b与\ufeff与从右到左\u202e",
    "表情😀与生僻字𠮷",
    "<script>alert(1)</script> [链接](javascript:1) **粗**",
    "{{ requests/received/total }}件 {% raw %} ${x} {0}",
    "# 不是注释",
    "[narrative]\noverview = 1",
    "长" * 10_000,
]


@pytest.mark.parametrize("text", PROSE, ids=range(len(PROSE)))
def test_what_the_agency_wrote_comes_back_character_for_character(
    tmp_path: Path, text: str
) -> None:
    report = replace(
        report_of(), narrative={"overview": Passage(text), "other_matters": Passage("完。")}
    )

    assert report == saved_and_loaded(report, tmp_path)


@pytest.mark.parametrize("text", PROSE[:22], ids=range(22))
def test_a_text_in_any_other_place_comes_back_too(tmp_path: Path, text: str) -> None:
    report = replace(
        report_of(),
        cells={**report_of().cells, Address("requests", "received", "total"): Unreadable(text)},
        facts={"items": Fact(text, 1, text, (Part(text, 1, text),))},
        source=Source(text, text, datetime.date(2024, 2, 29), text, text),
    )

    assert report == saved_and_loaded(report, tmp_path)


def test_facts_keep_their_order_and_their_names_whatever_these_are(tmp_path: Path) -> None:
    names = ["b", "a", "a.b", "a b", "公开", "", '"', "'", "\\", "\n", "A", "1", "-"]
    report = replace(
        report_of(), facts={name: Fact(name, at, "条") for at, name in enumerate(names)}
    )

    again = saved_and_loaded(report, tmp_path)

    assert report == again
    assert names == list(again.facts)


def test_a_fact_keeps_the_topic_it_belongs_to(tmp_path: Path) -> None:
    report = replace(report_of(), facts={"items": Fact("公告", 3, "条", topic="proactive")})

    assert report == saved_and_loaded(report, tmp_path)


def test_money_keeps_its_digits(tmp_path: Path) -> None:
    address = Address("disclosure", "fees", "amount")
    for digits in ("0.10", "59237.2449", "1.000000", "9007199254740991", "0", "0.00"):
        cells = {**report_of().cells, address: Amount(Decimal(digits))}

        again = saved_and_loaded(replace(report_of(), cells=cells), tmp_path)

        assert f"[{digits}]" in report_text(again)


def test_an_empty_passage_is_no_passage(tmp_path: Path) -> None:
    path = store.save(tmp_path, replace(report_of(), narrative={}))
    text = path.read_text(encoding="utf-8")
    path.write_text(text + 'overview = ""\nproblems = """\n\n  \n"""\n', encoding="utf-8")

    assert {} == read_report(path).narrative


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('overview = "一"', 0),
        ('overview = """一"""', 0),
        ('overview = """\n一"""', 1),
        ("overview = '''\n一\n'''", 1),
        ('overview = """\n\n\n一\n"""', 3),
        ('overview = """  \n一"""', 0),
    ],
)
def test_a_passage_knows_the_line_of_its_first_words(
    tmp_path: Path, written: str, line: int
) -> None:
    path = store.save(tmp_path, report_of())
    text = path.read_text(encoding="utf-8")
    path.write_text(text + written + "\n", encoding="utf-8")

    origin = read_report(path).narrative["overview"].origin

    assert origin is not None
    assert (path, text.count("\n") + 1 + line) == (origin.path, origin.line)


def test_where_a_passage_stands_is_no_part_of_what_it_says(tmp_path: Path) -> None:
    report = replace(report_of(), narrative={"overview": Passage("一句话。")})

    again = saved_and_loaded(report, tmp_path)

    assert again.narrative["overview"].origin is not None
    assert report == again


WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
PASSAGES = WORDS.map(lambda text: text.strip("\n")).filter(str.strip)
NUMBERS = st.integers(0, LARGEST) | st.decimals(0, LARGEST, places=2)
NAMES = st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=12)


NOT_FIGURES: st.SearchStrategy[Cell] = st.just(Blank()) | st.builds(
    Unreadable, st.text(st.characters(codec="utf-8"), min_size=1)
)
COUNTS = NOT_FIGURES | st.builds(Count, st.integers(-LARGEST, LARGEST))
AMOUNTS = NOT_FIGURES | st.builds(
    Amount, st.integers(0, 6).flatmap(lambda places: st.decimals(0, LARGEST, places=places))
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    form = draw(
        st.sampled_from(
            [law.edition("2019"), law.edition("2021"), law.edition("2021", "single_other_row")]
        )
    )
    report = balanced(form, draw(st.integers(0, 1000)))
    changed: dict[Address, Cell] = {}
    for address in draw(st.lists(st.sampled_from(list(form.cells)), max_size=8)):
        money = form.cells[address].column.kind == "amount_wan_yuan"
        changed[address] = draw(AMOUNTS if money else COUNTS)
    parts = st.lists(st.builds(Part, WORDS, NUMBERS, WORDS), max_size=3).map(tuple)
    sections = st.sampled_from([section.id for section in form.sections])
    return replace(
        report,
        agency=AGENCY,
        cells={**report.cells, **changed},
        scope=draw(st.sampled_from(["own", "aggregated"])),
        fictional=draw(st.booleans()),
        facts=draw(
            st.dictionaries(
                NAMES, st.builds(Fact, WORDS, NUMBERS, WORDS, parts, st.booleans()), max_size=3
            )
        ),
        narrative=draw(st.dictionaries(sections, st.builds(Passage, PASSAGES), max_size=3)),
        source=draw(st.builds(Source, WORDS, WORDS, st.none() | st.dates(), WORDS, WORDS)),
    )


@settings(STEADY, max_examples=40)
@given(report=reports())
def test_any_report_saves_to_the_same_report_and_the_same_text(
    tmp_path_factory: pytest.TempPathFactory, report: Report
) -> None:
    path = tmp_path_factory.getbasetemp() / "report.toml"
    path.write_text(report_text(report), encoding="utf-8", newline="")

    again = read_report(path)

    assert report == again
    assert report_text(report) == report_text(again)
