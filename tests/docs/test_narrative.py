"""Every example in the reference of the narrative language is what the language says."""

from __future__ import annotations

import re

import pytest

from gongkai.compose.prose import Context, fill
from gongkai.compose.prose.about_facts import PROCESSING_FEE, PROCESSING_FEE_CASES
from gongkai.compose.prose.functions import FUNCTIONS
from gongkai.errors import InputError
from gongkai.report import Passage, store
from tests.projects import ROOT

PAGE = (ROOT / "docs/reference/narrative.md").read_text(encoding="utf-8")
WRONG = PAGE[PAGE.index("## Mistakes") : PAGE.index("## Headings")]
EXAMPLE = re.compile(r"\| `(\{\{ [^`]+ \}\})` \| (.+) \|$", re.MULTILINE)
RIGHT_ONES = [found for found in EXAMPLE.findall(PAGE) if found not in EXAMPLE.findall(WRONG)]


@pytest.fixture(scope="module")
def context() -> Context:
    report = store.load(ROOT / "data", "qingshui-district", 2021)
    return Context(report, store.load_previous(ROOT / "data", report))


@pytest.mark.parametrize(("written", "printed"), RIGHT_ONES)
def test_an_example_prints_what_stands_beside_it(
    written: str, printed: str, context: Context
) -> None:
    assert printed == fill(Passage(written), context)


@pytest.mark.parametrize(("written", "problem"), EXAMPLE.findall(WRONG))
def test_a_mistake_is_told_as_documented(written: str, problem: str, context: Context) -> None:
    with pytest.raises(InputError) as caught:
        fill(Passage(written), context)
    assert problem in caught.value.problem


def test_the_quoted_message_is_the_message(context: Context) -> None:
    (quoted,) = re.findall(r"^data/\S+ 第\d+行 (\{\{ .*? \}\})：(.*)$", WRONG, re.MULTILINE)
    with pytest.raises(InputError) as caught:
        fill(Passage(quoted[0]), context)
    assert f"{caught.value.problem}。{caught.value.remedy}。" == quoted[1]


def test_every_function_and_every_fact_with_a_meaning_of_its_own_is_documented() -> None:
    assert [name for name in FUNCTIONS if f"`{name}(" not in PAGE] == []
    facts = (PROCESSING_FEE, PROCESSING_FEE_CASES)
    assert [fact for fact in facts if f"`{fact}`" not in PAGE] == []
