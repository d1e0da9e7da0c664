"""A corpus table as assessments: the sums of all at once, in detail where they fail."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gongkai.checks import Checked, corpus
from gongkai.checks.batch import cell_at
from gongkai.checks.check_many import CorpusChecked, check_many
from gongkai.checks.corpus import Corpus, Part
from gongkai.law import Address
from gongkai.report import Agency, Cell, Report, Unreadable
from gongkai.report.report import Scope
from gongkai.review.assess import Assessment, Neighbours, assess

_ONLY_SUMS = "整表校验只看勾稽关系：叙述、日期、来源和未列出的规则未校验"


def assess_table(path: Path) -> list[Assessment]:
    """Check every agency-year of a corpus table; last year's is found in the table itself.

    Raises:
        InputError: the table lacks columns, has others, or holds an agency-year twice.
    """
    table = corpus.read(path)
    checked = check_many(table)
    broken = _broken(checked)
    reports = _Reports(table)
    clean = Checked((), {}, (_ONLY_SUMS,))
    return [
        assess(reports.at(place), Neighbours(reports.before(place)))
        if place in broken
        else Assessment(reports.at(place), None, clean)
        for place in range(len(table))
    ]


def _broken(checked: CorpusChecked) -> set[int]:
    return {row.place for row in checked.rows()}


class _Reports:
    """The agency-years of a corpus as reports; a table knows no names and no levels."""

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
        form = part.batch.form
        cells: dict[Address, Cell] = {
            address: cell_at(part.batch, row, column) for row, address in enumerate(form.cells)
        }
        for address, original in table.originals.get(place, {}).items():
            cells[address] = Unreadable(original)
        agency = Agency(table.agencies[place], table.agencies[place], "state", "department")
        scope: Scope = "aggregated" if table.scopes[place] == "aggregated" else "own"
        return Report(agency, table.years[place], scope, form, cells)

    def before(self, place: int) -> Report | None:
        """Return the same body's agency-year before, None where the table has none."""
        table = self._table
        key = (table.agencies[place], table.years[place] - 1, table.scopes[place])
        earlier = self._places.get(key)
        return None if earlier is None else self.at(earlier)
