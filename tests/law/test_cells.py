"""The cells of both editions are those of the specification, no more and no fewer."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gongkai import law
from gongkai.law import Address


def specified(shared: Path, edition: str) -> list[tuple[str, str, str, str]]:
    with (shared / "spec" / "cells.csv").open(encoding="utf-8", newline="") as file:
        return [
            (line["address"], line["row_label"], line["column_label"], line["kind"])
            for line in csv.DictReader(file)
            if line["edition"] == edition
        ]


@pytest.mark.parametrize(("edition", "count"), [("2019", 198), ("2021", 200)])
def test_addresses_labels_kinds_and_order_are_those_of_the_specification(
    shared: Path, edition: str, count: int
) -> None:
    cells = law.edition(edition).cells.values()

    ours = [(str(c.address), c.row.label, c.column.label, c.column.kind) for c in cells]

    assert specified(shared, edition) == ours
    assert count == len(ours)


@pytest.mark.parametrize(
    ("edition", "sizes"),
    [
        ("2019", {"disclosure": 22, "requests": 23 * 7, "disputes": 15}),
        ("2021", {"disclosure": 10, "requests": 25 * 7, "disputes": 15}),
    ],
)
def test_each_table_has_its_number_of_cells(edition: str, sizes: dict[str, int]) -> None:
    form = law.edition(edition)

    assert sizes == {
        table.id: sum(address.table == table.id for address in form.cells) for table in form.tables
    }


def test_only_the_change_of_the_2019_edition_is_signed() -> None:
    signed = [
        str(cell.address)
        for form in law.editions().values()
        for cell in form.cells.values()
        if cell.column.kind == "signed_count"
    ]

    assert [
        "disclosure/permits/change",
        "disclosure/other_services/change",
        "disclosure/penalties/change",
        "disclosure/coercive_measures/change",
        "disclosure/fees/change",
    ] == signed


@pytest.mark.parametrize(
    ("edition", "address", "unit"),
    [
        ("2019", "disclosure/permits/items_last_year", "项"),
        ("2019", "disclosure/permits/decisions", "件"),
        ("2019", "disclosure/procurement/amount", "万元"),
        ("2021", "disclosure/fees/amount", "万元"),
        ("2021", "requests/received/total", "件"),
    ],
)
def test_a_column_says_its_unit(edition: str, address: str, unit: str) -> None:
    assert unit == law.edition(edition).cells[Address.parse(address)].column.unit


@pytest.mark.parametrize("text", ["requests/received", "a/b/c/d", "requests//total", "", "//"])
def test_an_address_has_three_parts(text: str) -> None:
    with pytest.raises(ValueError, match="table/row/column"):
        Address.parse(text)


def test_an_address_reads_back_as_it_is_written() -> None:
    address = Address("requests", "refused.state_secret", "natural_person")

    assert address == Address.parse(str(address))
