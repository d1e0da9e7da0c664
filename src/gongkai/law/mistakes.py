"""What is wrong with a value read from TOML, key by key, in the reader's language.

msgspec decides whether a value fits its type, and stops at the first thing that does
not; here the value is walked beside the type, so that all of it is said at once.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from gongkai.law.toml_lines import Path as KeyPath

NATIVE = (Decimal, datetime.date)
"""TOML has these types itself: a text that looks like one is a text."""

_NAMES = {
    int: "整数",
    Decimal: "小数",
    str: "文字",
    bool: "true 或 false",
    datetime.date: "日期（如 2024-01-31）",
}


class Mistake(NamedTuple):
    """One thing that is wrong: at which key, what, and what to do."""

    keys: KeyPath
    problem: str
    remedy: str


def mistakes(data: Any, kind: Any, keys: KeyPath = ()) -> Iterator[Mistake]:
    """Yield everything for which `data` is no value of type `kind`."""
    kind = _without_none(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _in_struct(data, kind, keys)
    elif get_origin(kind) is dict:
        if not isinstance(data, dict):
            yield Mistake(keys, f"应为一节，实为{shown(data)}", "请写成 [名称] 一节，其下逐行写键")
            return
        for key, value in data.items():
            yield from mistakes(value, get_args(kind)[1], (*keys, key))
    elif get_origin(kind) is tuple:
        if not isinstance(data, list):
            yield Mistake(keys, f"应为列表，实为{shown(data)}", "请用方括号写成列表")
            return
        for position, value in enumerate(data):
            yield from mistakes(value, get_args(kind)[0], (*keys, position))
    elif not _fits(data, kind):
        yield Mistake(keys, f"{_wanted(kind)}，实为{shown(data)}", "请改正该值")


def shown(value: object) -> str:
    """Show a value from a data file in a message, shortened where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"文字“{plain(value)}”"
    if isinstance(value, (list, dict)):
        return "列表" if isinstance(value, list) else "一节"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "一个极大的数"  # Python writes out no integer of more than 4,300 digits
    return str(value)


def plain(text: str) -> str:
    """Return a text on one line and not too long, as a message can hold it."""
    text = text if text.isprintable() else repr(text)[1:-1]
    return text if len(text) <= 40 else text[:40] + "…"


def _in_struct(data: Any, kind: type[msgspec.Struct], keys: KeyPath) -> Iterator[Mistake]:
    if not isinstance(data, dict):
        yield Mistake(keys, f"应为一节，实为{shown(data)}", "请写成 [名称] 一节，其下逐行写键")
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in data:
        if key not in fields:
            known = "、".join(fields)
            yield Mistake((*keys, key), "没有这个键", f"请删去或改正；可用的键：{known}")
    for name, field in fields.items():
        if name in data:
            yield from mistakes(data[name], field.type, (*keys, name))
        elif field.required:
            yield Mistake((*keys, name), "缺少这个键", f"请补上 {name} = …")


def _fits(data: Any, kind: Any) -> bool:
    try:
        msgspec.convert(data, kind, builtin_types=NATIVE)
    except msgspec.ValidationError:
        return False
    return True


def _wanted(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return f"只能写{'、'.join(f'“{choice}”' for choice in get_args(kind))}"
    choices = get_args(kind) or (kind,)
    return f"应为{'或'.join(_NAMES[choice] for choice in choices)}"


def _without_none(kind: Any) -> Any:
    """`X | None` is X where the key is given: TOML has no null."""
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    choices = tuple(choice for choice in get_args(kind) if choice is not types.NoneType)
    return choices[0] if len(choices) == 1 else kind
