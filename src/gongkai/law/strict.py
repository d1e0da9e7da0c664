"""Strict reading of TOML into typed, frozen values; every error names file and line."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gongkai.errors import InputError, place_in
from gongkai.law.mistakes import NATIVE, mistakes, plain
from gongkai.law.toml_lines import Path as KeyPath
from gongkai.law.toml_lines import line_of

T = TypeVar("T")

_LONG_NUMBER = re.compile(r"[0-9_]{4000}")
_DEEPEST = 32
_TWICE = re.compile(r"overwrite|twice|[Dd]uplicate|mutate|redefine")
_SYNTAX = {
    "Unclosed array": "列表缺少逗号或右方括号",
    "Unclosed inline table": "花括号内缺少逗号或右花括号",
    "Unterminated string": "文字缺少右引号",
    "Expected '='": "键后缺少等号",
    "Expected newline": "一行写完后还有多余的字符",
    "Expected ']": "节名缺少右方括号",
    "Expected": "缺少配对的引号",
    "Invalid value": "等号右边不是可用的值；文字要加引号，数字不加千位分隔符",
    "Invalid statement": "读不懂这一行",
    "Invalid initial character": "键只能用英文字母、数字、下划线和连字符",
    "Unescaped": "文字里的反斜杠要写两个",
    "Illegal character": "含有不可见的控制字符",
    "Found invalid character": "含有不可见的控制字符",
    "Invalid date": "日期不存在",
}


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
        data = tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, text, path) from None
    except ValueError:  # Python reads no decimal integer of more than 4,300 digits
        found = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        raise InputError(place_in(path, line), "数值过大", "请改正该数") from None
    except RecursionError:
        raise _too_deep(path) from None
    if _depth(data) > _DEEPEST:
        raise _too_deep(path)
    return data


def convert(data: object, kind: type[T], text: str, path: Path, base: KeyPath = ()) -> T:
    """Turn parsed TOML into a value of type `kind`.

    `base` is where `data` stands in the file, so that lines are found for parts of it.

    Raises:
        InputError: unknown or missing keys, values of the wrong type: all of them, each
            with its line.
    """
    try:
        return msgspec.convert(data, kind, builtin_types=NATIVE)
    except msgspec.ValidationError:
        raise InputError.of_many(
            [
                error_at(path, text, mistake.keys, mistake.problem, mistake.remedy)
                for mistake in mistakes(data, kind, base)
            ]
        ) from None


def error_at(path: Path, text: str, keys: KeyPath, problem: str, remedy: str) -> InputError:
    """Return an error about the value at `keys` of a TOML file, with its line."""
    name = "".join(f"[{key}]" if isinstance(key, int) else f".{plain(key)}" for key in keys)
    return InputError(place_in(path, line_of(text, keys), name.removeprefix(".")), problem, remedy)


def load(path: Path, kind: type[T]) -> T:
    """Read a TOML file as a value of type `kind`.

    Raises:
        InputError: anything wrong with the file, with its line.
    """
    text = read_text(path)
    return convert(parse(text, path), kind, text, path)


def _syntax_error(error: tomllib.TOMLDecodeError, text: str, path: Path) -> InputError:
    what = str(error).split(" (at ")[0]
    found = re.search(r"at line (\d+)", str(error))
    place = place_in(path, int(found[1]) if found else text.rstrip("\n").count("\n") + 1)
    if _TWICE.search(what):
        return InputError(place, "同一个键写了两次", "请只保留一处")
    said = next((said for start, said in _SYNTAX.items() if what.startswith(start)), what)
    return InputError(place, f"TOML写法有误：{said}", "请修改该行")


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all use
        return Decimal("Infinity")


def _too_deep(path: Path) -> InputError:
    return InputError(str(path), "嵌套过深", "数据文件只需两三层，请改正")


def _depth(data: object) -> int:
    """How deep tables and lists are nested, found without recursion."""
    depth = 0
    layer: list[object] = [data]
    while layer:
        depth += 1
        layer = [
            inner
            for outer in layer
            for inner in (
                outer.values()
                if isinstance(outer, dict)
                else outer
                if isinstance(outer, list)
                else ()
            )
        ]
    return depth
