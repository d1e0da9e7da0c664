"""Agency-years made for one test: what is not named is zero, and rows add up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest

from gongkai import law
from gongkai.compose.blocks import Heading
from gongkai.compose.prose import Context, fill, section_text
from gongkai.errors import InputError
from gongkai.law import Address, Edition
from gongkai.report import (
    Agency,
    Amount,
    Blank,
    Cell,
    Count,
    Fact,
    Origin,
    Part,
    Passage,
    Report,
    Scope,
)
from gongkai.report.report import BodyKind

Value: TypeAlias = int | Decimal | Cell | tuple[int, ...]

DATA = Path(__file__).resolve().parents[2] / "data"
BLANK = Blank()


def report(
    figures: Mapping[str, Value] | None = None,
    *,
    year: int = 2021,
    facts: Mapping[str, Fact] | None = None,
    narrative: Mapping[str, str] | None = None,
    scope: Scope = "own",
    kind: BodyKind = "department",
) -> Report:
    """Make a report of zeros but for `figures`, which maps places to values.

    `table/row/column` sets a cell; `requests/row` sets the natural persons and the total;
    `disputes/row` sets the four outcomes and their total.
    """
    form = law.edition_of_year(year)
    assert form is not None
    cells = {address: _zero(form, address) for address in form.cells}
    for place, value in (figures or {}).items():
        for address, cell in _cells(place, value):
            assert address in cells
            cells[address] = cell
    return Report(
        agency=Agency(id="sample", name="示例机关", level="county", kind=kind),
        year=year,
        scope=scope,
        form=form,
        cells=cells,
        facts=facts or {},
        narrative={section: Passage(text) for section, text in (narrative or {}).items()},
    )


def fact(
    label: str,
    value: int | Decimal,
    unit: str,
    *parts: tuple[str, int, str],
    closed: bool = True,
    topic: str = "",
) -> Fact:
    """Make a counted fact with its parts."""
    return Fact(label, value, unit, tuple(Part(*part) for part in parts), closed, topic)


FACTS = {
    "items_published": fact(
        "主动公开政府信息",
        2,
        "条",
        ("信访条例", 1, "个"),
        ("公开指南", 1, "则"),
        ("互联网+监管", 0, "条"),
    ),
    "visits": fact("访问量", Decimal("128.60"), "万人次"),
    "quoted": fact("各类信息", 3, "条", ("预算(决算), 合计", 3, "条")),
}


def said(
    text: str,
    figures: Mapping[str, Value] | None = None,
    last: Mapping[str, Value] | None = None,
    *,
    year: int = 2022,
    facts: Mapping[str, Fact] | None = None,
) -> str:
    """Fill a text in a report with these figures, and those of the year before."""
    before = None if last is None else report(last, year=year - 1, facts=FACTS)
    now = report(figures, year=year, facts=FACTS if facts is None else facts)
    return fill(Passage(text, Origin(Path("data/sample/2022.toml"), 40)), Context(now, before))


def complaint(
    text: str,
    figures: Mapping[str, Value] | None = None,
    last: Mapping[str, Value] | None = None,
    *,
    year: int = 2022,
) -> str:
    """What is said of a text that cannot be filled."""
    with pytest.raises(InputError) as caught:
        said(text, figures, last, year=year)
    return str(caught.value)


def topic(title: str, this: Report, last: Report | None = None) -> str:
    """The paragraphs under one heading of 总体情况, joined by a bar."""
    blocks = section_text("overview", Context(this, last))
    start = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and title in b.text)
    said = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        said.append(block.text)
    return "|".join(said)


def on_request(
    figures: Mapping[str, Value], last: Mapping[str, Value] | None = None, year: int = 2022
) -> tuple[str, str]:
    """What is said of requests, and of disputes."""
    before = None if last is None else report(last, year=year - 1)
    requests, disputes = topic("依申请公开", report(figures, year=year), before).split("|")
    return requests, disputes


def _cells(place: str, value: Value) -> list[tuple[Address, Cell]]:
    table, row, *column = place.split("/")
    if isinstance(value, tuple):
        outcomes = ("upheld", "corrected", "other", "pending")
        figures = dict(zip(outcomes, value, strict=True)) | {"total": sum(value)}
        return [(Address(table, row, head), Count(number)) for head, number in figures.items()]
    heads = tuple(column) or ("natural_person", "total")
    addresses = [Address(table, row, head) for head in heads]
    return [(address, _cell(value)) for address in addresses]


def _cell(value: int | Decimal | Cell) -> Cell:
    if isinstance(value, Decimal):
        return Amount(value)
    return Count(value) if isinstance(value, int) else value


def _zero(form: Edition, address: Address) -> Cell:
    money = form.cells[address].column.kind == "amount_wan_yuan"
    return Amount(Decimal(0)) if money else Count(0)
