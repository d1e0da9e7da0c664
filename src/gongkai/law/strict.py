"""Strict reading of TOML into typed, frozen values; every error names file and line."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gongkai.errors import InputError, place_in
from gongkai.law.toml_lines import Path as KeyPath
from gongkai.law.toml_lines import line_of

T = TypeVar("T")

_AT = re.compile(r" - at `(?:key in )?`?\$([^`]*)`$")
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every value read from TOML: frozen, and refusing keys it does not know."""


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        InputError: the file is missing, unreadable, empty or not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(str(path), "文件不存在", "请核对路径，或先建立该文件") from None
    except UnicodeDecodeError:
        raise InputError(str(path), "不是UTF-8编码的文本", "请另存为UTF-8编码") from None
    except OSError as error:
        raise InputError(
            str(path), f"文件读不出来（{error.strerror}）", "请检查文件权限和磁盘"
        ) from None
    if not text.strip():
        raise InputError(str(path), "文件是空的", "请填写内容，或从备份恢复")
    return text


def parse(text: str, path: Path) -> dict[str, Any]:
    """Parse TOML text read from `path`; decimals are kept exact.

    Raises:
        InputError: a syntax error or a key given twice, with its line.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        what = str(error).split(" (at ")[0]
        raise InputError(
            place_in(path, line),
            f"TOML写法有误或键重复（{what}）",
            "请修改该行；同一个键只能写一次",
        ) from None


def convert(data: object, kind: type[T], text: str, path: Path, base: KeyPath = ()) -> T:
    """Turn parsed TOML into a value of type `kind`.

    `base` is where `data` stands in the file, so that lines are found for parts of it.

    Raises:
        InputError: an unknown or missing key or a value of the wrong type, with its line.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        where = _AT.search(message)
        keys = (*base, *_keys(where[1] if where else ""))
        unknown = _UNKNOWN.search(message)
        if unknown:
            keys = (*keys, unknown[1])
        name = ".".join(map(str, keys))
        raise InputError(
            place_in(path, line_of(text, keys), name),
            _AT.sub("", message),
            "请对照参考文档改正该键",
        ) from None


def load(path: Path, kind: type[T]) -> T:
    """Read a TOML file as a value of type `kind`.

    Raises:
        InputError: anything wrong with the file, with its line.
    """
    text = read_text(path)
    return convert(parse(text, path), kind, text, path)


def _keys(path: str) -> KeyPath:
    return tuple(int(step[2]) if step[2] else step[1] for step in _STEP.finditer(path))
