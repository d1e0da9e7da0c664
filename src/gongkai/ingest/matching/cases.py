"""Captions that name a kind of case of section four, where each kind has a table of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from gongkai import law
from gongkai.ingest.document import Line
from gongkai.ingest.matching.outcomes import TABLE
from gongkai.ingest.words.characters import key
from gongkai.ingest.words.figures import holds_figure, is_slot
from gongkai.ingest.words.labels import look_up
from gongkai.ingest.words.pieces import cells_in

_LONGEST = 40
_MOST_CELLS = 2
_FILLERS = (
    *("政府信息公开", "政务公开", "信息公开", "行政", "工作", "因", "被申请", "提起", "引起"),
    *(
        "案件",
        "办理",
        "处理",
        "审理",
        "结果",
        "情况",
        "统计",
        "数据",
        "数量",
        "类",
        "表",
        "附",
        "的",
        "经",
    ),
)
"""Words that a caption has beside the name of its case, and that say nothing of which it is."""


@cache
def _cases() -> tuple[tuple[str, str], ...]:
    """The names of the cases with that of their group, long ones first."""
    names = {
        (row.label, {group.id: group.label for group in block.row_groups}.get(row.group, ""))
        for edition in law.editions().values()
        for block in edition.table(TABLE).blocks
        for row in block.rows
    }
    return tuple(sorted(names, key=lambda name: (-len(name[0]), name)))


@lru_cache(maxsize=4096)
def case_named(text: str) -> str:
    """Return the form's name of the one case that a caption names; nothing for other text.

    行政复议 beside 行政诉讼 are two, as in the heading of the section.
    """
    said = key(text)
    if not said or len(said) > _LONGEST:
        return ""
    found = []
    for name, group in _cases():
        if name in said:
            found.append((name, group))
            said = said.replace(name, "", 1)
            said = said.replace(group, "", 1) if group else said
    for word in _FILLERS:
        said = said.replace(word, "")
    return found[0][0] if len(found) == 1 and not said.strip("0123456789") else ""


def case_over(lines: Sequence[Line], rows: Iterable[Sequence[str]]) -> Line | None:
    """Return the name of the case that the last line above a table says it is of.

    The table has to begin with outcomes and to name no case before its first figure.
    """
    last = next((line for line in reversed(lines) if not line.text.startswith("单位")), None)
    name = case_named(last.text) if last else ""
    return Line(name, last.place) if last and name and _is_caseless(rows) else None


def has_outcomes(texts: Iterable[str]) -> bool:
    """Tell whether some text is the name of an outcome that section four alone has."""
    return any(
        found and all(label.table == TABLE and label.what == "head" for label in found)
        for found in map(look_up, texts)
    )


@cache
def cells_across() -> int:
    """Return how many cells section four has, all in one row as the form prints it."""
    return max(
        sum(address.table == TABLE for address in edition.cells)
        for edition in law.editions().values()
    )


def _is_caseless(rows: Iterable[Sequence[str]]) -> bool:
    met_outcomes = False
    for texts in rows:
        if any(map(case_named, texts)):
            return False
        met_outcomes = met_outcomes or has_outcomes(texts)
        if any(map(holds_figure, texts)):
            break
    return met_outcomes


def named(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of a table among text, a caption that names a case as just its name."""
    told = []
    for line in lines:
        cells = [cell for cell in cells_in(line.text) if cell]
        text = "".join(cells)
        is_title = len(cells) <= _MOST_CELLS and not look_up(text) and not any(map(is_slot, cells))
        name = case_named(text) if is_title else ""
        told.append(Line(name, line.place) if name else line)
    return told
