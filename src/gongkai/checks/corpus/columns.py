"""Corpus tables turned into figures, strictly: what does not belong is said by column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from gongkai import law
from gongkai.checks.batch import BLANK, FIGURE, LARGEST_AMOUNT, UNREADABLE
from gongkai.checks.corpus.heads import HEADS, Form, heads_of
from gongkai.checks.matrix import AMOUNT_SCALE, Integers
from gongkai.errors import InputError
from gongkai.law import Address, Edition
from gongkai.report import Agency
from gongkai.report.cells import LARGEST, MOST_DECIMALS

ADDRESS = "address"
_LONG = (*HEADS, ADDRESS, "value", "original")

Figures: TypeAlias = tuple[Integers, Integers, NDArray[np.uint8]]
Originals: TypeAlias = dict[int, dict[Address, str]]


@dataclass(frozen=True, eq=False)
class Columns:
    """What a table says: who, when, and by form the places, figures and their states."""

    bodies: tuple[Agency, ...]
    years: tuple[int, ...]
    scopes: tuple[str, ...]
    figures: Mapping[Form, Figures]
    originals: Originals = field(default_factory=dict)


def from_wide(table: pa.Table, path: Path) -> Columns:
    """Read the wide form.

    Raises:
        InputError: columns are missing, unknown or mistyped, or a figure is too large.
    """
    place = str(path)
    heads = heads_of(table, place)
    forms = heads.forms
    kinds = {
        str(address): spec.column.kind
        for form in forms
        for address, spec in law.edition(*form).cells.items()
    }
    missing = [name for name in kinds if name not in table.column_names]
    extra = [name for name in table.column_names if name not in kinds and name not in HEADS]
    errors = [InputError(place, f"缺少列 {_some(missing)}", "空白格也应有列")] if missing else []
    if extra:
        remedy = "请删去或改正列名（table/row/column）"
        errors.append(InputError(place, f"不认识列 {_some(extra)}", remedy))
    read = {}
    for name, kind in kinds.items():
        if name in table.column_names:
            try:
                read[name] = _figures(table[name], kind)
            except ValueError as error:
                errors.append(InputError(f"{place} {name}", *error.args))
    if errors:
        raise InputError.of_many(errors)
    originals = _originals(table, place)
    figures = {}
    for form, rows in forms.items():
        cells = law.edition(*form).cells
        values = np.stack([read[str(address)][0][rows] for address in cells])
        states = np.stack([read[str(address)][1][rows] for address in cells])
        figures[form] = (rows, values, states)
        _mark_unreadable(law.edition(*form), figures[form], originals)
        _refuse_others(form, rows, read, place)
    return Columns(heads.bodies, heads.years, heads.scopes, figures, originals)


def from_long(table: pa.Table, path: Path) -> Columns:
    """Read the long form, by laying it out wide.

    Raises:
        InputError: as for the wide form, or a cell stands there twice or not at all.
    """
    place = str(path)
    lacking = [
        name for name in ("agency", "year", "edition", "value") if name not in table.column_names
    ]
    extra = [name for name in table.column_names if name not in _LONG]
    if lacking or extra:
        problem = f"缺少列 {_some(lacking)}" if lacking else f"不认识列 {_some(extra)}"
        raise InputError(place, problem, "长表的列为 agency、year、edition、address、value 等")
    heads = [name for name in HEADS if name in table.column_names and name != "unreadable"]
    keys = list(zip(*(table[name].to_pylist() for name in heads), strict=True))
    reports = {key: row for row, key in enumerate(dict.fromkeys(keys))}
    wide: dict[str, list[Any]] = {}
    originals: dict[int, dict[str, str]] = {}
    said = table["original"].to_pylist() if "original" in table.column_names else [None] * len(keys)
    filled = set()
    for key, address, value, original in zip(
        keys, table[ADDRESS].to_pylist(), table["value"].to_pylist(), said, strict=True
    ):
        row = reports[key]
        if (row, address) in filled:
            raise InputError(place, f"{key[0]} 的 {address} 出现两次", "每个单元格只能有一行")
        filled.add((row, address))
        wide.setdefault(address, [None] * len(reports))[row] = value
        if original is not None:
            originals.setdefault(row, {})[address] = original
    columns: dict[str, Any] = {
        name: pa.array([key[at] for key in reports], table.schema.field(name).type)
        for at, name in enumerate(heads)
    }
    _refuse_gaps(columns, filled, place)
    columns |= {address: pa.array(_plain(values)) for address, values in wide.items()}
    if originals:
        texts = [json.dumps(originals[n]) if n in originals else None for n in range(len(reports))]
        columns["unreadable"] = pa.array(texts, pa.string())
    return from_wide(pa.table(columns), path)


def _figures(column: Any, kind: str) -> tuple[Integers, NDArray[np.uint8]]:
    """A column as scaled integers and states.

    Raises:
        ValueError: with problem and remedy.
    """
    held, amount = column.type, kind == "amount_wan_yuan"
    wanted = "小数（decimal）或整数" if amount else "整数"
    right = pa.types.is_integer(held) or pa.types.is_null(held)
    if not (right or (amount and pa.types.is_decimal(held))):
        raise ValueError(
            f"类型应为{wanted}，实为 {held}", "请改正列的类型（pandas 用 Int64）；空白写作 null"
        )
    absent = np.asarray(column.is_null())
    limit = LARGEST_AMOUNT if amount else LARGEST
    try:
        exact = column.cast(pa.decimal128(38, MOST_DECIMALS if amount else 0))
    except pa.ArrowInvalid:
        raise ValueError(f"数值过大或小数超过{MOST_DECIMALS}位", "请核对") from None
    if len(column) != column.null_count:
        most = pc.max(pc.abs(exact)).as_py()
        if most > limit:
            raise ValueError(f"数值过大（{most:f} 超过 {limit}）", "请核对")
    units = pa.scalar(Decimal(AMOUNT_SCALE if amount else 1), pa.decimal128(8, 0))
    whole = pc.multiply(exact.cast(pa.decimal128(24, 6)), units) if amount else exact
    figures = whole.cast(pa.int64()).fill_null(0).to_numpy()
    return np.asarray(figures, np.int64), np.where(absent, BLANK, FIGURE).astype(np.uint8)


def _originals(table: pa.Table, place: str) -> Originals:
    if "unreadable" not in table.column_names:
        return {}
    found: Originals = {}
    for row, text in enumerate(table["unreadable"].to_pylist()):
        if text is None:
            continue
        try:
            held = {Address.parse(name): str(said) for name, said in json.loads(text).items()}
        except (ValueError, AttributeError):
            problem = f"第{row + 1}行读不懂"
            raise InputError(f"{place} unreadable", problem, '应为 {"地址": "原样"}') from None
        found[row] = held
    return found


def _mark_unreadable(form: Edition, figures: Figures, originals: Originals) -> None:
    rows, _, states = figures
    index = {address: cell for cell, address in enumerate(form.cells)}
    for column, row in enumerate(rows.tolist()):
        for address in originals.get(row, ()):
            if address in index:
                states[index[address], column] = UNREADABLE


def _refuse_others(
    form: Form, rows: Integers, read: Mapping[str, tuple[Integers, NDArray[np.uint8]]], place: str
) -> None:
    own = {str(address) for address in law.edition(*form).cells}
    for name, (_, states) in read.items():
        if name not in own and (states[rows] == FIGURE).any():
            row = int(rows[states[rows] == FIGURE][0])
            problem = f"第{row + 1}行是{form[0]}年格式，没有这一格，却有数据"
            raise InputError(f"{place} {name}", problem, "请改为 null，或改正 edition")


def _refuse_gaps(columns: Mapping[str, Any], filled: set[tuple[int, str]], place: str) -> None:
    """Every report has a row for each cell of its form, and none for another."""
    editions = [str(one) for one in columns["edition"].to_pylist()]
    variants = columns["variant"].to_pylist() if "variant" in columns else [""] * len(editions)
    own: dict[int, list[str]] = {}
    for row, address in filled:
        own.setdefault(row, []).append(address)
    errors = []
    for row, (edition, variant) in enumerate(zip(editions, variants, strict=True)):
        try:
            cells = [str(address) for address in law.edition(edition, variant or "").cells]
        except KeyError:
            continue  # said with the heads
        who = f"{columns['agency'][row]} {columns['year'][row]}年"
        unknown = sorted(map(str, set(own.get(row, ())) - set(cells)))
        missing = [name for name in cells if (row, name) not in filled]
        if unknown:
            problem = f"{who}不认识地址 {_some(unknown, '个')}"
            errors.append(InputError(place, problem, "请改正 address（table/row/column）"))
        if missing:
            problem = f"{who}缺少 {_some(missing, '格')}"
            errors.append(InputError(place, problem, "空白格也应有一行，value 为 null"))
    if errors:
        raise InputError.of_many(errors[:20])


def _plain(values: list[Any]) -> list[Any]:
    """Whole numbers as integers where a column has nothing else."""
    if all(value is None or value == int(value) for value in values):
        return [None if value is None else int(value) for value in values]
    return values


def _some(names: list[str], unit: str = "列") -> str:
    return "、".join(names[:5]) + (f" 等{len(names)}{unit}" if len(names) > 5 else "")
