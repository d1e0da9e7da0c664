"""A corpus: many agency-years as one table, a row each, a column per cell.

Columns: `agency`, `year`, `edition`, and where wanted `variant`, `scope`, `name`, `level`
and `kind`; then one per address (`requests/received/total`), integers for counts and decimals for
amounts, null where a cell is blank; `unreadable` holds the characters of unreadable
cells as a JSON object. The long form has one row per cell instead: `address`, `value`
and `original`. Both are Parquet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from gongkai import law
from gongkai.checks.batch import Batch, batch_of
from gongkai.checks.corpus.columns import ADDRESS, from_long, from_wide
from gongkai.checks.corpus.tables import to_long, to_wide
from gongkai.checks.matrix import Integers
from gongkai.errors import InputError
from gongkai.law import Address
from gongkai.report import Agency, Report, Unreadable


@dataclass(frozen=True, eq=False)
class Part:
    """The reports of one form: their figures, and their places in the corpus."""

    batch: Batch
    places: Integers


@dataclass(frozen=True, eq=False)
class Corpus:
    """Agency-years in the order of their table.

    `bodies` says of each who reports: id, name, level and kind, as far as the table says.
    `parts` holds their figures form by form; `originals` the characters of unreadable
    cells by place.
    """

    bodies: tuple[Agency, ...]
    years: tuple[int, ...]
    scopes: tuple[str, ...]
    parts: tuple[Part, ...]
    originals: Mapping[int, Mapping[Address, str]] = field(default_factory=dict)

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The id of each one's body."""
        return tuple(body.id for body in self.bodies)

    def __len__(self) -> int:
        """How many agency-years."""
        return len(self.bodies)

    def followed(self) -> Iterator[tuple[Part, Part, Integers, Integers]]:
        """Pair reports with last year's of the same body and scope.

        Yields this year's and last year's part, and the columns of the pairs in each.
        """
        keys = list(zip(self.agencies, self.years, self.scopes, strict=True))
        places = {key: place for place, key in enumerate(keys)}
        earlier = [places.get((agency, year - 1, scope), -1) for agency, year, scope in keys]
        before = np.array(earlier, np.int64)
        for this in self.parts:
            for last in self.parts:
                own = np.flatnonzero(np.isin(before[this.places], last.places))
                if own.size:
                    theirs = np.searchsorted(last.places, before[this.places[own]])
                    yield this, last, own, theirs


def of_reports(reports: Sequence[Report]) -> Corpus:
    """Put reports together as they are.

    Raises:
        InputError: the same agency-year twice, or an amount too large.
    """
    forms = list(dict.fromkeys((report.form.id, report.form.variant) for report in reports))
    parts = []
    for form in forms:
        places = [n for n, r in enumerate(reports) if (r.form.id, r.form.variant) == form]
        batch = batch_of([reports[place] for place in places])
        parts.append(Part(batch, np.array(places, np.int64)))
    originals = {
        place: {a: c.original for a, c in report.cells.items() if isinstance(c, Unreadable)}
        for place, report in enumerate(reports)
    }
    return checked(
        Corpus(
            tuple(report.agency for report in reports),
            tuple(report.year for report in reports),
            tuple(report.scope for report in reports),
            tuple(parts),
            {place: held for place, held in originals.items() if held},
        ),
        "报告",
    )


def read(path: Path) -> Corpus:
    """Read a corpus from a Parquet table, wide or long.

    Raises:
        InputError: it cannot be read, columns are missing, unknown or of a wrong type,
            a figure is too large, or the same agency-year stands there twice.
    """
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(str(path), f"读不出来：{error}", "应为 Parquet 表") from None
    if not table.num_rows:
        raise InputError(str(path), "表里没有一行数据", "每行应为一个机关一个年度")
    columns = from_long(table, path) if ADDRESS in table.column_names else from_wide(table, path)
    parts = []
    for (edition, variant), (places, values, states) in columns.figures.items():
        form = law.edition(edition, variant)
        parts.append(Part(Batch(form, values, states), places))
    found = Corpus(columns.bodies, columns.years, columns.scopes, tuple(parts), columns.originals)
    return checked(found, str(path))


def write(reports: Sequence[Report], path: Path, *, long: bool = False) -> None:
    """Write reports as a corpus table, wide unless the long form is wanted.

    Raises:
        InputError: no report at all, or the same agency-year twice.
    """
    if not reports:
        raise InputError(str(path), "没有可写的报告", "请至少给出一份报告")
    of_reports(reports)
    table = to_long(reports) if long else to_wide(reports)
    pq.write_table(table, path)


def checked(corpus: Corpus, place: str) -> Corpus:
    """Return the corpus if each agency-year of a scope stands in it once.

    Raises:
        InputError: one does not.
    """
    seen: dict[tuple[str, int, str], int] = {}
    errors = []
    keys = zip(corpus.agencies, corpus.years, corpus.scopes, strict=True)
    for row, key in enumerate(keys):
        first = seen.setdefault(key, row)
        if first != row:
            problem = f"{key[0]} {key[1]}年出现两次（第{first + 1}行和第{row + 1}行）"
            errors.append(InputError(place, problem, "每个机关每个年度每种口径只能有一行"))
    if errors:
        raise InputError.of_many(errors[:20])
    return corpus
