"""What holds for any text: figures or a plain message, never a surprise, never slowly."""

from __future__ import annotations

import time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.compose.prose import Context, fill, wording
from gongkai.compose.prose.structure import structure
from gongkai.errors import InputError
from gongkai.report import Passage
from tests.compose.prose_samples import fact, report

CONTEXT = Context(
    report({"requests/received": 3}, year=2022, facts={"a": fact("甲", 1, "条", ("乙", 1, "条"))}),
    report(year=2021),
)
PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{",
        "}",
        "(",
        ")",
        ",",
        "+",
        "-",
        "/",
        "last:",
        "facts/a",
        "乙",
        "件",
        '"',
        "change",
        "difference",
        "share",
        "or_none",
        "list",
        "requests/received/total",
        "requests/refused/total",
        "disclosure/fees/amount",
    ]
) | st.sampled_from([" ", "\n"])


def filled(text: str) -> str | None:
    try:
        return fill(Passage(text), CONTEXT)
    except InputError:
        return None


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_any_text_without_braces_comes_back_unchanged(text: str) -> None:
    assert filled(text) == text


@given(st.text(alphabet=st.characters()))
def test_any_text_is_filled_or_refused(text: str) -> None:
    filled(text)
    filled(f"{{{{{text}}}}}")


@settings(max_examples=500)
@given(st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))
def test_any_pieces_of_the_language_are_filled_or_refused(tight: str, loose: str) -> None:
    filled(tight)
    filled(f"{{{{ {loose} }}}}")


@given(st.text())
def test_any_text_has_a_structure_and_loses_no_letter_of_it(text: str) -> None:
    blocks = structure(text)
    letters = [character for character in text if character.isalnum()]
    assert letters == [c for block in blocks for c in block.text if c.isalnum()]


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_percentages_are_rounded_half_up_from_the_exact_ratio(part: int, whole: int) -> None:
    exact = Fraction(part, whole) * 1000
    nearest = (exact.numerator * 2 + exact.denominator) // (exact.denominator * 2)
    expected = (Decimal(nearest) / 10).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert wording.percent(Fraction(part, whole)) == f"{expected}%"


@pytest.mark.parametrize(
    "text",
    [
        "{" * 10_000,
        "}" * 10_000,
        "{{ " * 30_000,
        "{{" + " " * 100_000,
        "{{ " + '"' * 100_000 + " }}",
        "{{ " + "requests/x/y + " * 26 + "facts/b }}" + "{{ x }}" * 10_000,
        "{{ requests/received/total 件 }}" * 3_000,
        "长" * 100_000,
        "（一）" * 30_000,
        "\n" * 100_000,
    ],
    ids=lambda text: f"{text[:12]!r}…",
)
def test_a_hundred_thousand_characters_take_no_time(text: str) -> None:
    start = time.perf_counter()
    printed = filled(text)
    structure(printed or text)
    assert time.perf_counter() - start < 3
