"""What may be typed into the open cells; a wrong entry is refused with a Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.law import Address, Edition
from gongkai.law.form import Kind
from gongkai.report.cells import LARGEST
from gongkai.workbook.filling import Filling
from gongkai.workbook.places import Box
from gongkai.workbook.put import colour

_ASKS: Mapping[Kind, tuple[Literal["whole", "decimal"], str, str]] = {
    "count": ("whole", "0", "请填不小于 0 的整数；没有发生的填 0，没有数据的留空"),
    "signed_count": ("whole", f"-{LARGEST}", "请填整数，减少的填负数，例如 -3"),
    "amount_wan_yuan": ("decimal", "0", "请填以万元为单位的金额，可带小数；不要写单位"),
}
_WRONG: Mapping[Kind, str] = {
    "count": "OR(ISTEXT({0}),AND(ISNUMBER({0}),OR({0}<0,{0}<>INT({0}))))",
    "signed_count": "OR(ISTEXT({0}),AND(ISNUMBER({0}),{0}<>INT({0})))",
    "amount_wan_yuan": "OR(ISTEXT({0}),AND(ISNUMBER({0}),{0}<0))",
}
_CARRIED = "由上一年度报告带入，请核对；确有变化（机构改革等）的可以改"


def figures_only(sheet: Worksheet, inputs: Mapping[Address, Box], filling: Filling) -> None:
    """Let only figures of the right kind into the inputs; colour what got in otherwise."""
    asked: dict[tuple[Kind, bool], DataValidation] = {}
    for address, box in inputs.items():
        kind = filling.report.form.cells[address].column.kind
        is_carried = address in filling.carried
        if (kind, is_carried) not in asked:
            asked[kind, is_carried] = _validation(kind, is_carried=is_carried)
            sheet.add_data_validation(asked[kind, is_carried])
        asked[kind, is_carried].add(box.anchor)
        colour(sheet, box, _WRONG[kind].format(f"${box.letter}${box.row}"), "bad")


def choose(sheet: Worksheet, cell: str, names: Iterable[str]) -> None:
    """Let a cell hold one of a few words."""
    listed = ",".join(names)
    asked = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    _refuse(asked, "请从下拉列表中选择", listed.replace(",", "、"))
    sheet.add_data_validation(asked)
    asked.add(cell)


def year_only(sheet: Worksheet, cell: str, form: Edition) -> None:
    """Let a cell hold a report year of the edition."""
    first, last = form.head.first_year, form.head.last_year or 2999
    asked = DataValidation(
        type="whole", operator="between", formula1=str(first), formula2=str(last), allow_blank=True
    )
    until = f"{first}年至{last}年" if form.head.last_year else f"{first}年及以后"
    _refuse(asked, "报告年度", f"本表用于{until}的报告，请填四位数字的年份")
    sheet.add_data_validation(asked)
    asked.add(cell)


def _validation(kind: Kind, *, is_carried: bool) -> DataValidation:
    type_, least, said = _ASKS[kind]
    asked = DataValidation(
        type=type_, operator="between", formula1=least, formula2=str(LARGEST), allow_blank=True
    )
    _refuse(asked, "数据不合格式", said)
    asked.promptTitle = "上年带入" if is_carried else ""
    asked.prompt = _CARRIED if is_carried else said
    asked.showInputMessage = is_carried or kind != "count"
    return asked


def _refuse(asked: DataValidation, title: str, said: str) -> None:
    asked.errorStyle, asked.showErrorMessage = "stop", True
    asked.errorTitle, asked.error = title, said
