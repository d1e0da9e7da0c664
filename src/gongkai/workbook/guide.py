"""The first sheet: how to fill the workbook in, what the colours mean, which rules are run."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from gongkai import law
from gongkai.checks.findings import SEVERITY_NAMES
from gongkai.law import Edition
from gongkai.workbook import styles
from gongkai.workbook.filling import Filling
from gongkai.workbook.formulas import relations_of
from gongkai.workbook.page import print_setup, protect
from gongkai.workbook.places import Box
from gongkai.workbook.put import join, put, put_text

_STEPS = (
    "在“数据”表的白底格里填数。没有发生的填 0，没有数据的留空：空白不等于零。",
    "浅蓝格由上一年度报告带入（上年结转等），请核对；机构改革等原因确有变化的可以改。",
    "数量填整数，金额以万元为单位填小数，不写单位、不加说明文字。",
    "每行右边和每张表下面是勾稽关系：绿色“✓”为平，红色“差 n”为不平，黄色为未填齐。",
    "“文字”表里写第一、五、六部分，段落之间按 Alt+Enter 换行。",
    "可以改表名、复制到别的工作簿；请不要增删行列，也不要取消隐藏的 Z 列。",
    "填好后运行 gongkai ingest 本文件，再运行 gongkai run 生成报告。",
)


def write_guide(sheet: Worksheet, fillings: Sequence[Filling], names: Sequence[str]) -> None:
    """Write the instructions, an index with the state of each agency, and the rules."""
    put_text(sheet, Box(1, 1, 1, 3), "填报说明", styles.TITLE, styles.CENTRE)
    sheet.row_dimensions[1].height = 36
    row = 2
    for number, step in enumerate(_STEPS, start=1):
        put_text(sheet, Box(row, 1), str(number), styles.LABEL, styles.CENTRE)
        put_text(sheet, Box(row, 2, 1, 2), step, styles.WORDS, styles.LEFT)
        sheet.row_dimensions[row].height = 22
        row += 1
    row = _index(sheet, row + 1, fillings, names)
    for form in dict.fromkeys(filling.report.form.id for filling in fillings):
        row = _rules(sheet, row + 1, law.edition(form))
    for column, wide in zip("ABC", (14, 44, 70), strict=True):
        sheet.column_dimensions[column].width = wide
    print_setup(sheet, 3, row - 1, portrait=False)
    protect(sheet)


def _index(sheet: Worksheet, row: int, fillings: Sequence[Filling], names: Sequence[str]) -> int:
    _line(sheet, row, ("机关代号", "机关、年度", "现在的状态"), is_head=True)
    for filling, name in zip(fillings, names, strict=True):
        row += 1
        report = filling.report
        known = not filling.is_blank_form
        who = f"{report.agency.name}　{report.year}年" if known else "（空白表）"
        _line(sheet, row, (report.agency.id, who, ""))
        put(sheet, Box(row, 3), f"={quote_sheetname(name)}!A2", styles.LABEL, styles.LEFT)
    return row + 1


def _rules(sheet: Worksheet, row: int, form: Edition) -> int:
    put_text(sheet, Box(row, 1, 1, 3), f"校验规则：{form.head.name}", styles.HEADING, styles.LEFT)
    sheet.row_dimensions[row].height = 26
    row += 1
    _line(sheet, row, ("规则", "名称、类别", "例"), is_head=True)
    shown = {relation.rule.id: relation for relation in reversed(list(relations_of(form)))}
    for rule_id in sorted(shown):
        relation = shown[rule_id]
        row += 1
        name = f"{relation.rule.title}（{SEVERITY_NAMES[relation.rule.severity]}）"
        _line(sheet, row, (rule_id, name, relation.sentence))
        sheet.row_dimensions[row].height = 32
    return row + 1


def _line(sheet: Worksheet, row: int, texts: Sequence[str], *, is_head: bool = False) -> None:
    for column, text in enumerate(texts, start=1):
        box = Box(row, column)
        put_text(sheet, box, text, styles.STRONG if is_head else styles.LABEL, styles.LEFT)
        join(sheet, box, styles.HEAD_FILL if is_head else None)
    sheet.row_dimensions[row].height = 20
