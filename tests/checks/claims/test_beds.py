"""The beds of our own sentences: true ones are never called wrong, lies are found."""

from __future__ import annotations

from functools import cache

import pytest

from tests.checks.claims.bed import BEDS, Result, bodies, measure, sentences

NAMES = sorted(path.stem for path in BEDS.glob("*.toml") if path.stem != "bodies")
MARKED = [name for name in NAMES if name != "traps"]
"""`traps` are true sentences made to deceive: their numbers are not marked."""


@cache
def result(name: str) -> Result:
    return measure(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_bed_speaks_of_bodies_that_have_figures(name: str) -> None:
    assert {sentence.body for sentence in sentences(name)} <= set(bodies())


@pytest.mark.parametrize("name", NAMES)
def test_no_true_sentence_is_called_wrong(name: str) -> None:
    assert [] == result(name).false_alarms


@pytest.mark.parametrize("name", MARKED)
def test_what_is_said_is_read_and_nothing_else(name: str) -> None:
    found = result(name).whole
    assert found.precision >= 0.98
    assert found.recall >= 0.98


@pytest.mark.parametrize("name", MARKED)
def test_lies_are_found(name: str) -> None:
    assert result(name).all_lies.recall >= 0.94
