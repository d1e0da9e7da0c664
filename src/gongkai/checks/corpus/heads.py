"""The first columns of a corpus table: who reports, for which year, in which form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from gongkai import law
from gongkai.checks.matrix import Integers
from gongkai.errors import InputError
from gongkai.report import Agency
from gongkai.report.report import SCOPE_NAMES, BodyKind, Level

Form: TypeAlias = tuple[str, str]

HEADS = ("agency", "name", "level", "kind", "year", "edition", "variant", "scope", "unreadable")
_DEFAULTS = {"name": "", "level": "state", "kind": "department", "variant": "", "scope": "own"}
"""A table need not say these. At the level of the state no rule on levels applies."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "scope": tuple(SCOPE_NAMES),
    "level": get_args(Level),
    "kind": get_args(BodyKind),
}
_MOST_ERRORS = 20


@dataclass(frozen=True, eq=False)
class Heads:
    """What the first columns say; `forms` holds the rows of each form."""

    bodies: tuple[Agency, ...]
    years: tuple[int, ...]
    scopes: tuple[str, ...]
    forms: dict[Form, Integers]


def heads_of(table: pa.Table, place: str) -> Heads:
    """Read the first columns.

    Raises:
        InputError: one is missing, or says in a row what cannot be.
    """
    missing = [name for name in ("agency", "year", "edition") if name not in table.column_names]
    if missing:
        remedy = "每行应写明机关、年度和格式"
        raise InputError(place, f"缺少列 {'、'.join(missing)}", remedy)
    said: dict[str, list[Any]] = {
        name: table[name].to_pylist() if name in table.column_names else [None] * table.num_rows
        for name in HEADS
    }
    for name, default in _DEFAULTS.items():
        said[name] = [default if value is None else value for value in said[name]]
    said["edition"] = [str(edition) for edition in said["edition"]]
    errors = [*_mistakes(said, place)]
    if errors:
        raise InputError.of_many(errors[:_MOST_ERRORS])
    forms: dict[Form, list[int]] = {}
    for row, form in enumerate(zip(said["edition"], said["variant"], strict=True)):
        forms.setdefault(form, []).append(row)
    who = zip(said["agency"], said["name"], said["level"], said["kind"], strict=True)
    return Heads(
        tuple(Agency(agency, name or agency, level, kind) for agency, name, level, kind in who),
        tuple(said["year"]),
        tuple(said["scope"]),
        {form: np.array(rows, np.int64) for form, rows in sorted(forms.items())},
    )


def _mistakes(said: dict[str, list[Any]], place: str) -> Iterator[InputError]:
    for name, kind, wanted in (
        ("agency", str, "应为机关代号（文字）"),
        ("year", int, "应为四位年份（整数）"),
    ):
        row = _first(said[name], lambda value, kind=kind: isinstance(value, kind) and bool(value))
        if row is not None:
            yield InputError(f"{place} {name}", f"第{row + 1}行空着或写法不对", wanted)
    for name, choices in _CHOICES.items():
        row = _first(said[name], choices.__contains__)
        if row is not None:
            problem = f"第{row + 1}行不认识 {said[name][row]}"
            yield InputError(f"{place} {name}", problem, f"应为 {'、'.join(choices)}")
    for form in dict.fromkeys(zip(said["edition"], said["variant"], strict=True)):
        try:
            law.edition(*form)
        except KeyError:
            row = list(zip(said["edition"], said["variant"], strict=True)).index(form)
            problem = f"第{row + 1}行：没有格式 {' '.join(map(str, form)).strip()}"
            yield InputError(f"{place} edition", problem, f"应为 {'、'.join(law.editions())}")
    pairs = list(zip(said["year"], said["edition"], strict=True))
    for year, edition in dict.fromkeys(pairs):
        governing = law.edition_of_year(year) if isinstance(year, int) else None
        if isinstance(year, int) and edition in law.editions():
            row = pairs.index((year, edition))
            if governing is None:
                problem = f"第{row + 1}行：{year}年没有适用的年度报告格式"
                yield InputError(f"{place} year", problem, "请改正年度")
            elif governing.id != edition:
                problem = f"第{row + 1}行：{year}年度应当用 {governing.id} 格式，写的是 {edition}"
                yield InputError(f"{place} edition", problem, "请改正年度或格式")


def _first(values: Sequence[Any], is_right: Any) -> int | None:
    return next((row for row, value in enumerate(values) if not is_right(value)), None)
