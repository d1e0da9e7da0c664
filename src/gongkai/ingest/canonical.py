"""Figures by canonical address: JSON and CSV (`address,value`), ours and hand-made ones."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai import law
from gongkai.errors import InputError
from gongkai.ingest.containers.decode import text_of
from gongkai.ingest.matching.matched import Note
from gongkai.ingest.values import Place, Reading
from gongkai.law import Edition
from gongkai.report import Blank, Cell, Unreadable
from gongkai.report.cells import read_cell

_REMEDY = "请按 docs/reference 所列的地址和格式改正"


def read_json(data: bytes, name: str) -> Reading | None:
    """Read `{"edition", "cells": {address: number or null}}` or the addresses alone.

    Raises:
        InputError: an address twice, or an unknown one among known ones.
    """
    text, _ = text_of(data)
    try:
        given = json.loads(text, parse_float=Decimal, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(name, f"JSON 读不懂：{error}", _REMEDY) from None
    if not isinstance(given, dict):
        return None
    cells = given.get("cells", given)
    if not isinstance(cells, dict) or not any(str(key).count("/") == 2 for key in cells):
        return None
    statuses = given.get("status")
    unread = {a for a, s in statuses.items() if s == "unread"} if isinstance(statuses, dict) else ()
    values = {str(a): v for a, v in cells.items() if a not in unread}
    year = given.get("year")
    scope = given.get("scope")
    narrative = given.get("narrative")
    return _reading(
        values,
        str(given.get("edition") or ""),
        name,
        Reading(
            name=name,
            kind="json",
            sha256="",
            agency=given["agency"] if isinstance(given.get("agency"), str) else "",
            year=year if isinstance(year, int) else None,
            scope=scope if scope in ("own", "aggregated") else None,
            narrative={
                section: tuple(map(str, texts))
                for section, texts in narrative.items()
                if isinstance(texts, list)
            }
            if isinstance(narrative, dict)
            else {},
            wordless=not isinstance(narrative, dict),
        ),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("同一个键写了两次")
    return found


def read_csv(data: bytes, name: str) -> Reading | None:
    """Read lines of `address,value`; further columns are left aside.

    Raises:
        InputError: an address twice, or an unknown one among known ones.
    """
    text, _ = text_of(data)
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return None
    if not any(row and row[0].strip().count("/") == 2 for row in rows):
        return None
    head = [cell.strip().lower() for cell in rows[0]]
    at = (
        (head.index("address"), head.index("value"))
        if {"address", "value"} <= set(head)
        else (0, 1)
    )
    values: dict[str, Any] = {}
    for number, row in enumerate(rows[1 if "address" in head else 0 :], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(at):
            raise InputError(f"{name} 第{number}行", "应写 address,value 两列", _REMEDY)
        address = row[at[0]].strip()
        if address in values:
            raise InputError(f"{name} 第{number}行", f"{address} 写了两次", "请只保留一处")
        values[address] = _figure(row[at[1]].strip())
    return _reading(values, "", name, Reading(name=name, kind="csv", sha256="", wordless=True))


def _figure(text: str) -> Any:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return int(text) if text.lstrip("+-").isdecimal() else value


def _reading(values: Mapping[str, Any], edition: str, name: str, base: Reading) -> Reading:
    form = _form(values, edition)
    if form is None:
        unknown = next(iter(_unknown(values, next(iter(law.editions().values())))), "")
        raise InputError(name, f"没有一种格式有全部这些地址（如 {unknown}）", _REMEDY)
    cells: dict[str, Cell] = {}
    notes: list[Note] = []
    for address, spec in form.cells.items():
        text = str(address)
        if text not in values:
            cells[text] = Unreadable("", "文件里没有这一格")
            notes.append(Note(text, "unread", "文件里没有这一格"))
            continue
        value = values[text]
        try:
            cells[text] = Blank() if value in (None, "") else read_cell(value, spec.column.kind)
        except ValueError as error:
            cells[text] = Unreadable(str(value)[:100] or "?", str(error))
            notes.append(Note(text, "unread", str(error), str(value)[:100]))
    return Reading(
        name=name,
        kind=base.kind,
        sha256="",
        edition=form.id,
        variant=form.variant,
        values=cells,
        places={
            a: Place(a, "" if values[a] is None else str(values[a])) for a in cells if a in values
        },
        notes=tuple(notes),
        narrative=base.narrative,
        agency=base.agency,
        year=base.year,
        scope=base.scope,
        wordless=base.wordless,
    )


def _form(values: Mapping[str, Any], edition: str) -> Edition | None:
    """The form that has all these addresses, the one with fewest others."""
    ids = [edition] if edition in law.editions() else list(law.editions())
    forms = [
        form
        for name in ids
        for base in [law.edition(name)]
        for form in (base, *(base.with_variant(variant) for variant in base.variants))
        if not _unknown(values, form)
    ]
    return min(forms, key=lambda form: len(form.cells) - len(values), default=None)


def _unknown(values: Mapping[str, Any], form: Edition) -> list[str]:
    known = set(map(str, form.cells))
    return [address for address in values if address not in known]
