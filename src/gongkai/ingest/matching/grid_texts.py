"""Running text set in a table: titles, headings and paragraphs that fill a row alone."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.ingest.bodies.titles import compact, title_in
from gongkai.ingest.document import Box, Line, Ruled
from gongkai.ingest.words.characters import is_numbering
from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.labels import look_up
from gongkai.ingest.words.section_titles import heading_and_rest

_LONG = 40
_UNIT = "单位"


def texts_in(table: Ruled) -> list[Line]:
    """Return the lines of text among the rows of a table, where it holds more than figures.

    A row that one text fills alone is running text if it is long, begins a section or is the
    only title of a report; where a table has such rows, short ones as well: the title, the
    date, the signature.
    """
    lone = [box for row in table.rows if (box := alone(row)) is not None]
    titles = [box for box in lone if any(map(title_in, map(compact, box.text.split("\n"))))]
    if len(titles) != 1 and not any(_is_telling(box.text) for box in lone):
        return []
    return [
        Line(line.strip(), box.place)
        for box in lone
        for line in box.text.split("\n")
        if line.strip()
    ]


def alone(row: Sequence[Box]) -> Box | None:
    """Return the text that fills a row, unless it is one of the form's own words or a unit."""
    filled = [box for box in row if box.text.strip()]
    if len(filled) != 1:
        return None
    text = filled[0].text
    if is_slot(text) or look_up(text) or is_numbering(text) or text.strip().startswith(_UNIT):
        return None
    return filled[0]


def _is_telling(text: str) -> bool:
    return any(len(line) >= _LONG or heading_and_rest(line) for line in text.split("\n"))
