"""Reports turned into corpus tables, wide and long."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from gongkai import law
from gongkai.law import Address
from gongkai.report import Cell, Report, Unreadable, number

AMOUNT = pa.decimal128(22, 6)


def to_wide(reports: Sequence[Report]) -> pa.Table:
    """One row per report, one column per address of the editions that occur."""
    columns: dict[str, Any] = dict(_heads(reports))
    unreadable = [_originals(report.cells) for report in reports]
    if any(unreadable):
        said = [json.dumps(one, ensure_ascii=False) if one else None for one in unreadable]
        columns["unreadable"] = pa.array(said, pa.string())
    for address, kind in _addresses(reports).items():
        figures = [number(r.cells[address]) if address in r.cells else None for r in reports]
        columns[str(address)] = (
            pa.array([None if f is None else Decimal(f) for f in figures], AMOUNT)
            if kind == "amount_wan_yuan"
            else pa.array(figures, pa.int64())
        )
    return pa.table(columns)


def to_long(reports: Sequence[Report]) -> pa.Table:
    """One row per cell: the heads of its report, `address`, `value`, `original`."""
    times = [len(report.cells) for report in reports]
    which = pa.array([place for place, count in enumerate(times) for _ in range(count)], pa.int64())
    columns = {name: column.take(which) for name, column in _heads(reports).items()}
    cells = [(str(a), cell) for report in reports for a, cell in report.cells.items()]
    figures = [number(cell) for _, cell in cells]
    columns["address"] = pa.array([address for address, _ in cells], pa.string())
    columns["value"] = pa.array([None if f is None else Decimal(f) for f in figures], AMOUNT)
    original = [cell.original if isinstance(cell, Unreadable) else None for _, cell in cells]
    columns["original"] = pa.array(original, pa.string())
    return pa.table(columns)


def _heads(reports: Sequence[Report]) -> dict[str, Any]:
    return {
        "agency": pa.array([r.agency.id for r in reports], pa.string()),
        "name": pa.array([r.agency.name for r in reports], pa.string()),
        "level": pa.array([r.agency.level for r in reports], pa.string()),
        "kind": pa.array([r.agency.kind for r in reports], pa.string()),
        "year": pa.array([r.year for r in reports], pa.int64()),
        "edition": pa.array([r.form.id for r in reports], pa.string()),
        "variant": pa.array([r.form.variant for r in reports], pa.string()),
        "scope": pa.array([r.scope for r in reports], pa.string()),
    }


def _addresses(reports: Sequence[Report]) -> dict[Address, str]:
    """The addresses of every form that occurs, each edition's in its order."""
    forms = sorted({(r.form.id, r.form.variant) for r in reports})
    return {
        address: spec.column.kind
        for edition, variant in forms
        for address, spec in law.edition(edition, variant).cells.items()
    }


def _originals(cells: Mapping[Address, Cell]) -> dict[str, str]:
    return {str(a): cell.original for a, cell in cells.items() if isinstance(cell, Unreadable)}
