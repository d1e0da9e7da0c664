"""The real narratives: what each number says, measured against annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.claims.gold import annotated, score, texts


def test_every_annotated_text_is_there(shared: Path) -> None:
    assert {(agency, year) for agency, year, _ in annotated()} == set(texts(shared))


def test_no_real_text_is_called_wrong_without_figures(shared: Path) -> None:
    assert [] == score(shared).contradictions


def test_every_number_is_found(shared: Path) -> None:
    found = score(shared).numbers

    assert (found.precision, found.recall) >= (0.98, 0.98)


def test_roles_are_recalled_above_95_percent(shared: Path) -> None:
    roles = score(shared).roles.values()
    right = sum(role.right for role in roles)

    assert right / sum(role.right + role.missed for role in roles) >= 0.95
    assert right / sum(role.right + role.wrong for role in roles) >= 0.95


@pytest.mark.parametrize("table", ["requests", "disputes", "disclosure"])
def test_roles_of_each_table_are_recalled_above_95_percent(shared: Path, table: str) -> None:
    roles = [found for name, found in score(shared).roles.items() if name.startswith(table)]
    right = sum(role.right for role in roles)

    assert right / sum(role.right + role.missed for role in roles) >= 0.95
