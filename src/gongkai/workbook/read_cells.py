"""What a clerk typed into one cell, taken as it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell as SheetCell

from gongkai.law import CellSpec
from gongkai.report import Amount, Blank, Cell, Count, Unreadable
from gongkai.report.cells import check_figure

_FIXED = re.compile(r"#?,?#*0\.(0+)(_.*)?")
_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Note:
    """A remark on the reading of a cell: kind, a Chinese sentence, what stood there."""

    cell: str
    kind: str
    text: str
    original: str


def read_figure(
    address: str, spec: CellSpec, written: SheetCell, shown: Any, *, moved: bool
) -> tuple[Cell, Note | None]:
    """Return the cell, and a note where it is not simply a figure that was typed.

    `written` is the cell with its formula, `shown` the same cell with what the
    spreadsheet program computed.
    """
    original = read_words(written.value)
    if not original.strip():
        return Blank(), None
    if moved:
        said = "这一行的标签与隐藏的地址不一致（行被移动），没有读"
        return _unread(address, original, said)
    if written.data_type == "f":
        return _computed(address, spec, str(written.value), shown.value)
    return _typed(address, spec, written.value, original, str(written.number_format))


def read_words(value: Any) -> str:
    """Return a text as it was typed; a number as it would be read."""
    if value is None:
        return ""
    text = f"{_exact(value):f}".removesuffix(".0") if isinstance(value, float) else str(value)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def visible(text: str) -> str:
    """Return a text without signs that nobody sees, and without blanks around it."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()


def _computed(address: str, spec: CellSpec, formula: str, value: Any) -> tuple[Cell, Note | None]:
    if value is None:
        return _unread(address, formula, "这一格是公式，文件里没有存它的结果")
    if isinstance(value, float):
        value = round(float(f"{value:.15g}"), 9)  # beyond that a spreadsheet's sums are noise
    cell, note = _typed(address, spec, value, read_words(value), "General")
    if isinstance(cell, Unreadable):
        said = f"这一格是公式，结果“{read_words(value)}”不能用：{note.text if note else ''}"
        return _unread(address, formula, said)
    said = f"这一格是公式，取文件里存的结果 {read_words(value)}"
    return cell, Note(address, "formula", said, formula)


def _typed(
    address: str, spec: CellSpec, value: Any, original: str, number_format: str
) -> tuple[Cell, Note | None]:
    if isinstance(value, str):
        return _text(address, spec, original)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _unread(address, original, "这一格不是数字")
    if "%" in number_format:
        return _unread(address, original, "这一格设成了百分数")
    exact = _exact(value)
    if spec.column.kind == "amount_wan_yuan":
        exact = _as_shown(exact, number_format)
    return _figure(address, spec, exact, original)


def _text(address: str, spec: CellSpec, original: str) -> tuple[Cell, Note | None]:
    """A number kept as text (or too long for a number) is still that number."""
    plain = unicodedata.normalize("NFKC", visible(original)).replace("−", "-")
    if not _PLAIN.fullmatch(plain) and not _GROUPED.fullmatch(plain):
        return _unread(address, original, "这一格不是单纯的数字")
    cell, note = _figure(address, spec, Decimal(plain.replace(",", "")), original)
    return cell, note or Note(address, "text", "这一格的数字是以文本存的", original)


def _figure(
    address: str, spec: CellSpec, exact: Decimal, original: str
) -> tuple[Cell, Note | None]:
    try:
        if spec.column.kind == "amount_wan_yuan":
            check_figure(exact)
            return Amount(exact), None
        if exact == exact.to_integral_value():
            check_figure(int(exact))
            return Count(int(exact)), None
    except ValueError as error:
        return _unread(address, original, str(error))
    return _unread(address, original, f"应为整数，实为小数 {original}")


def _exact(value: float) -> Decimal:
    """The shortest decimal that stands for the number, without exponent."""
    return Decimal(f"{Decimal(repr(value)):f}")


def _as_shown(exact: Decimal, number_format: str) -> Decimal:
    """With the decimals the cell shows, never with fewer: `12.5` shown as `12.50`."""
    exact = exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
    found = _FIXED.fullmatch(number_format)
    if found is None or -int(exact.as_tuple().exponent) >= len(found[1]):
        return exact
    return exact.quantize(Decimal(1).scaleb(-len(found[1])))


def _unread(address: str, original: str, said: str) -> tuple[Cell, Note]:
    return Unreadable(original), Note(address, "unread", said, original)
