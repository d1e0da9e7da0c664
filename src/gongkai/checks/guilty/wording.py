"""The Chinese sentence that says what speaks for an explanation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gongkai.checks.guilty.explanation import Change
from gongkai.checks.guilty.slips import NAMES, Mechanism
from gongkai.law import Address

BEYOND = (
    "差错较多，或空白、辨认不清的格子较多，在限定的计算量内没有找到唯一的解释，"
    "可能的解释不止一种，请逐行核对"
)
"""Said where the search gave up."""


def not_filled(settled: int) -> str:
    """What is to be said of cells none of which holds a figure: they tell nothing."""
    return f"没有一个数：可能都是零，也可能还没有填写；都填0则{settled}条勾稽关系成立"


def evidence_of(
    mechanisms: Sequence[Mechanism],
    settled: int,
    rivals: int | None,
    agree: Sequence[str] = (),
    disagree: Sequence[str] = (),
    doubt: Sequence[str] = (),
) -> str:
    """Say which mistakes, what they settle, what else agrees, and how many rivals there are.

    `doubt` is what the reading of the document noted at these cells.

    `rivals` are the others of the same cost, None where cheaper ones go before.
    """
    said = ["；".join(dict.fromkeys(NAMES[mechanism] for mechanism in mechanisms))]
    if settled:
        said.append(f"改正后{settled}条勾稽关系成立，其余不受影响")
    said += [f"与{_listed(agree)}相符"] if agree else []
    said += [f"但与{_listed(disagree)}不符"] if disagree else []
    said += [f"识读时已注明“{_listed(doubt)}”"] if doubt else []
    if rivals is None:
        said.append("可能性不及列在前面的解释")
    else:
        said.append(f"另有{rivals}种解释同样可能" if rivals else "没有同样可能的其他解释")
    return "，".join(said)


def original_of(changes: Sequence[Change], originals: Mapping[Address, str]) -> str:
    """Say where the characters of an unreadable cell, drawn together, give the suggestion."""
    said = [
        f"原样“{originals[change.cell]}”去掉间隔即{change.suggested}"
        for change in changes
        if change.cell in originals
        and re.sub(r"\D", "", originals[change.cell]) == str(change.suggested)
    ]
    return "".join(f"，{one}" for one in said)


def _listed(sources: Sequence[str]) -> str:
    named = list(dict.fromkeys(sources))
    return "、".join(named[:3]) + (f"等{len(named)}处" if len(named) > 3 else "")
