"""Patterns are made of the word lists of the law data."""

from __future__ import annotations

import re

import pytest

from gongkai.checks.claims import naming, period
from gongkai.checks.claims.words import shaped


@pytest.mark.parametrize("text", ["比2020年", "较 2020年", "跟2020年"])
def test_a_list_stands_for_any_of_its_words(text: str) -> None:
    assert shaped(r"<period.against> ?\d{4}年").fullmatch(text)


def test_the_longest_word_of_a_list_is_found() -> None:
    found = shaped("<naming.worked>").search("已办理完成3件")

    assert found
    assert "办理完成" == found[0]


def test_a_list_that_is_not_in_the_law_data_is_refused() -> None:
    with pytest.raises(AttributeError, match="nowhere"):
        shaped("<naming.nowhere>")


@pytest.mark.parametrize("module", [naming, period])
def test_every_list_named_in_a_pattern_is_there(module: object) -> None:
    shapes = [text for text in vars(module).values() if isinstance(text, str) and "<" in text]
    named = [shape for shape in shapes if re.search(r"<[a-z_]+\.[a-z_]+>", shape)]

    assert named
    for shape in named:
        shaped(shape)
