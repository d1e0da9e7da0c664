"""What stands over a table and says of which year it is: a line above it, a row of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.ingest.bodies.titles import YEAR, compact, title_in, year_of
from gongkai.ingest.bodies.years import SPAN
from gongkai.ingest.document import Line
from gongkai.ingest.words.labels import look_up
from gongkai.ingest.words.pieces import cells_in

_LONGEST = 50
_SENTENCE = re.compile(r"[，,。；;！!？?]")
_NAMED = re.compile(rf"{YEAR}(?=\s*年|\s*[-—–~～至、和及与]\s*{YEAR}\s*年)")
_PERIOD = re.compile(rf"(?:{YEAR}年)?{SPAN}")
_DATED = re.compile(r"年\s*\d{1,2}\s*月|[-./]\d{1,2}[-./]\d{1,2}")
_COMPARED = re.compile(rf"[比较自从]\s*{YEAR}|相比|对比|比较|以来|起|前")
_LAST = re.compile(r"^\W*(?:附[件表]?\d*\W*)?(?:上一?年度?|去年)(?!结转|项目)")
_TITLE = re.compile(r"报告\s*$|年报\s*$")
_SHEET = re.compile("工作表“(.*?)”")
_ORNAMENT = re.compile(r"[^\u4e00-\u9fff]*")


def caption_of(text: str) -> str:
    """Return a text that is the caption of a table and names a time; nothing for others.

    A sentence, a date, or a comparison with another year names none for the table.
    """
    said = compact(text)
    if len(said) > _LONGEST or _SENTENCE.search(said) or look_up(said):
        return ""
    without = _PERIOD.sub("", said)
    if _DATED.search(without) or _COMPARED.search(without):
        return ""
    return said if _NAMED.search(said) or _LAST.match(said) else ""


def is_of_other_year(caption: str, year: int) -> bool:
    """Tell whether a caption names one other year, or last year, and nothing of this one."""
    years = {year_of(found[1]) for found in _NAMED.finditer(caption)}
    return len(years) == 1 and year not in years if years else bool(_LAST.match(caption))


def is_title(line: Line) -> bool:
    """Tell whether a line is the title of a report of some year, and no link to one."""
    title = None if line.is_link or line.is_beside else title_in(line.text)
    return title is not None and title.year is not None and not title.is_said


def sheet_of(place: str) -> str:
    """Return the name of the sheet of a workbook where something stands; else nothing."""
    found = _SHEET.match(place)
    return found[1] if found else ""


def caption_over(lines: Sequence[Line], before: str) -> str:
    """Return the caption of the table below some lines; `before` is that of the table above.

    It goes on where nothing but units, labels and page numbers stands between the tables.
    """
    for line in reversed(lines):
        text = line.text.strip()
        is_nothing = _ORNAMENT.fullmatch(text) or text.strip("（(").startswith("单位")
        if not is_nothing and not look_up(text):
            return caption_of(text)
    return before


def parted(lines: Sequence[Line]) -> Iterator[tuple[Line | None, list[Line]]]:
    """Part the lines of tables at captions among them; titles of reports part nothing."""
    caption: Line | None = None
    below: list[Line] = []
    for line in lines:
        cells = [cell for cell in cells_in(line.text) if cell]
        if len(cells) == 1 and caption_of(cells[0]) and not _TITLE.search(cells[0]):
            if below:
                yield caption, below
            caption, below = line, []
        else:
            below.append(line)
    yield caption, below
