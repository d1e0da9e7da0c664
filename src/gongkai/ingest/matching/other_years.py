"""Tables of another year than the report's: set aside, or read with a note on every cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from gongkai import law
from gongkai.ingest.bodies.titles import title_in
from gongkai.ingest.matching.captions import is_of_other_year
from gongkai.ingest.matching.gathered import Gathered
from gongkai.ingest.matching.matched import Matched, Note
from gongkai.ingest.matching.outcomes import TABLE
from gongkai.report import Unreadable


def own_of(found: Gathered, year: int | None) -> tuple[Gathered, list[Note]]:
    """Leave out tables under the caption of another year where the report has its own as well.

    Its own has to have the rows of the other, half of them at least: a caption over one part
    of a table makes no second table. But nothing is of this report that stands under the title
    of another one. What is left out is said.
    """
    if year is None:
        return found, []
    out: dict[str, str] = {}
    own: dict[str, set[str]] = defaultdict(set)
    other: dict[str, dict[str, str]] = defaultdict(dict)
    for table, row, caption in _rows(found):
        if is_of_other_year(caption, year):
            other[table].setdefault(row, caption)
        else:
            own[table].add(row)
    for table, rows in other.items():
        caption = next(iter(rows.values()))
        if len(own[table] & set(rows)) * 2 >= len(rows) or (own and title_in(caption)):
            out[table] = caption
    kept = replace(
        found,
        segments=[s for s in found.segments if not _is_out(s.table, s.caption, out, year)],
        runs=[run for run in found.runs if not _is_out(TABLE, run.caption, out, year)],
        bare=[each for each in found.bare if not _is_out(TABLE, each[0], out, year)],
    )
    said = (f"文中另有“{caption}”的表，不是{year}年的，没有读入" for caption in out.values())
    return kept, [Note("", "year", text) for text in dict.fromkeys(said)]


def _rows(found: Gathered) -> Iterator[tuple[str, str, str]]:
    """Every row that was found: its table, its name, and the caption over it."""
    for segment in found.segments:
        yield segment.table, segment.row, segment.caption
    cases = {row.id for e in law.editions().values() for row in e.table(TABLE).blocks[0].rows}
    for run in found.runs:
        for name in cases & {name for name, _ in run.heads}:
            yield TABLE, name, run.caption


def _is_out(table: str, caption: str, out: dict[str, str], year: int) -> bool:
    return table in out and is_of_other_year(caption, year)


def doubts(found: Gathered, year: int | None, matched: Matched) -> list[Note]:
    """Say of every cell that was read from a table under the caption of another year."""
    if year is None:
        return []
    rows = {
        (segment.table, segment.row): segment.caption
        for segment in found.segments
        if is_of_other_year(segment.caption, year)
    }
    runs = [run.caption for run in found.runs if is_of_other_year(run.caption, year)]
    notes = []
    for address, cell in matched.cells.items():
        caption = rows.get((address.table, address.row), "")
        if runs and address.table == TABLE:
            caption = runs[0]
        if caption and not isinstance(cell, Unreadable):
            token = matched.tokens.get(address)
            said = f"表上写的是“{caption}”，不是{year}年，请核对是不是本年度的数据"
            notes.append(Note(str(address), "year", said, token.text if token else ""))
    return notes
