"""A corpus table as assessments: all at once, and in detail where something may be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from gongkai.checks import Checked, corpus
from gongkai.checks.batch import Batch, cell_at
from gongkai.checks.corpus import Corpus, Part
from gongkai.checks.corpus.check import CorpusChecked, check_many
from gongkai.checks.corpus.screen import singled_out
from gongkai.checks.matrix import matrix_of
from gongkai.law import Address
from gongkai.report import Cell, Report, Unreadable
from gongkai.report.report import Scope
from gongkai.review.assess import Assessment, Neighbours, assess

_ONLY_FIGURES = "表格里只有数据：叙述、日期和来源未校验"
_ONLY_SUMS = (
    "表格里只有数据，且各项勾稽关系成立：叙述、日期、来源未校验，与上年相差是否过大（Y5）未逐格校验"
)


def assess_table(path: Path) -> list[Assessment]:
    """Check every agency-year of a corpus table; last year's is found in the table itself.

    Raises:
        InputError: the table lacks columns, has others, or holds an agency-year twice.
    """
    table = corpus.read(path)
    checked = check_many(table)
    worth = _broken(checked) | singled_out(table)
    reports = _Reports(table)
    clean = Checked((), {}, (_ONLY_SUMS,))
    return [
        _in_detail(reports, place) if place in worth else Assessment(reports.at(place), None, clean)
        for place in range(len(table))
    ]


def _broken(checked: CorpusChecked) -> set[int]:
    return {row.place for row in checked.rows()}


def _in_detail(reports: _Reports, place: int) -> Assessment:
    found = assess(reports.at(place), Neighbours(reports.before(place), words=False))
    notes = (_ONLY_FIGURES, *found.checked.notes)
    return replace(found, checked=replace(found.checked, notes=notes))


class _Cells(Mapping[Address, Cell]):
    """The cells of one report of a batch, each made when it is looked at.

    Most reports of a country are clean, and nobody looks at theirs.
    """

    def __init__(self, batch: Batch, column: int, originals: Mapping[Address, str]) -> None:
        self._batch, self._column, self._originals = batch, column, originals
        self._index = matrix_of(batch.form.id, batch.form.variant).index

    def __getitem__(self, address: Address) -> Cell:
        row = self._index[address]
        if address in self._originals:
            return Unreadable(self._originals[address])
        return cell_at(self._batch, row, self._column)

    def __iter__(self) -> Iterator[Address]:
        return iter(self._batch.form.cells)

    def __len__(self) -> int:
        return len(self._index)


class _Reports:
    """The agency-years of a corpus as reports."""

    def __init__(self, table: Corpus) -> None:
        self._table = table
        self._places = {
            key: place
            for place, key in enumerate(zip(table.agencies, table.years, table.scopes, strict=True))
        }
        self._at: dict[int, tuple[Part, int]] = {
            int(place): (part, column)
            for part in table.parts
            for column, place in enumerate(np.asarray(part.places).tolist())
        }

    def at(self, place: int) -> Report:
        """Return one agency-year."""
        table = self._table
        part, column = self._at[place]
        cells = _Cells(part.batch, column, table.originals.get(place, {}))
        scope: Scope = "aggregated" if table.scopes[place] == "aggregated" else "own"
        return Report(table.bodies[place], table.years[place], scope, part.batch.form, cells)

    def before(self, place: int) -> Report | None:
        """Return the same body's agency-year before, None where the table has none."""
        table = self._table
        key = (table.agencies[place], table.years[place] - 1, table.scopes[place])
        earlier = self._places.get(key)
        return None if earlier is None else self.at(earlier)
