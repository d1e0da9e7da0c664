"""The rules beside and below the tables, in red and green, and the overview on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from gongkai.checks.relations import Relation
from gongkai.law import Edition
from gongkai.workbook import styles
from gongkai.workbook.formulas import EMPTY, formula_of, relations_of
from gongkai.workbook.marker import COUNT_COLUMNS
from gongkai.workbook.places import Box, PlacedTable
from gongkai.workbook.put import colour, join, put, put_text


@dataclass(frozen=True)
class LiveCheck:
    """A relation with its formula and where it is shown; `label` says where its name goes."""

    relation: Relation
    formula: str
    box: Box
    label: Box | None


def live_checks(form: Edition, table: PlacedTable, width: int) -> list[LiveCheck]:
    """Place a formula for every relation between two or more cells of a table.

    What relates the cells of one row stands beside it, all else below the table: one line
    a rule, each check under the columns it speaks of.
    """
    inputs = table.inputs
    beside: dict[int, int] = {}
    below: dict[str, int] = {}
    found = []
    for relation in relations_of(form):
        if len(relation.cells) < 2 or not set(relation.cells) <= set(inputs):
            continue
        boxes = [inputs[cell] for cell in relation.cells]
        rows = {box.row for box in boxes}
        if len(rows) == 1 and "stub" in table.grid.columns:
            row = rows.pop()
            column = width + 2 + 2 * beside.get(row, 0)
            beside[row] = beside.get(row, 0) + 1
            box = Box(row, column)
            label: Box | None = Box(row, column + 1)
        else:
            is_new = relation.rule.id not in below
            row = table.below + below.setdefault(relation.rule.id, len(below))
            left = min(box.column for box in boxes)
            right = max(box.column + box.columns for box in boxes)
            box = Box(row, left, 1, right - left)
            label = Box(row, 1, 1, left - 1) if is_new and left > 1 else None
        found.append(LiveCheck(relation, formula_of(relation, inputs), box, label))
    return found


def show_checks(sheet: Worksheet, checks: Sequence[LiveCheck]) -> None:
    """Write every formula in its place and colour it."""
    for check in checks:
        rule = check.relation.rule
        put(sheet, check.box, check.formula, styles.CHECK, styles.CENTRE)
        join(sheet, check.box, None)
        sheet[check.box.anchor].number_format = styles.CHECK_FORMAT
        if check.label:
            words = f"{rule.id} {rule.title}"
            alignment = styles.RIGHT if check.label.column == 1 else styles.LEFT
            put_text(sheet, check.label, words, styles.SMALL, alignment)
        _colour(sheet, check.box, is_must=rule.severity == "must")


def rows_below(checks: Sequence[LiveCheck], table: PlacedTable) -> int:
    """Return the first row free below a table and its checks."""
    return max([table.below, *(c.box.row + 1 for c in checks if c.box.row >= table.below)])


def overview(sheet: Worksheet, box: Box, checks: Sequence[LiveCheck]) -> None:
    """Write the line that says whether all is in balance."""
    must = [c.box.anchor for c in checks if c.relation.rule.severity == "must"]
    other = [c.box.anchor for c in checks if c.relation.rule.severity != "must"]
    counted = zip(
        COUNT_COLUMNS,
        ((must, "broken"), (must, "open"), (must, "good"), (other, "broken")),
        strict=True,
    )
    names = []
    for column, (anchors, test) in counted:
        sheet[f"{column}{box.row}"].value = f"={_count(anchors, test)}"
        names.append(f"{column}{box.row}")
    broken, gaps, good, more = names
    formula = (
        f'=IF({broken}>0,{broken}&"处不平，"&{good}&"处已平"&IF({gaps}>0,"，"&{gaps}&"处未填齐",""),'
        f'IF({good}=0,"尚未填写",IF({gaps}>0,{good}&"处已平，"&{gaps}&"处未填齐",'
        f'"全部平衡（共{len(must)}处）")))&IF({more}=0,"","；另有"&{more}&"处请核对")'
    )
    put(sheet, box, formula, styles.STATUS, styles.CENTRE)
    sheet.row_dimensions[box.row].height = 24
    anchor = f"${box.letter}${box.row}"
    colour(sheet, box, f'ISNUMBER(SEARCH("处不平",{anchor}))', "bad")
    colour(sheet, box, f'LEFT({anchor},4)="全部平衡"', "good")


def _count(anchors: Sequence[str], test: str) -> str:
    """Count checks that are broken, not yet decided, or good."""
    if not anchors:
        return "0"
    sums = {
        "broken": "ISNUMBER({0})*(N({0})<>0)",
        "good": "ISNUMBER({0})*(N({0})=0)",
        "open": "ISTEXT({0})",
    }
    return "(" + "+".join(sums[test].format(anchor) for anchor in anchors) + ")"


def _colour(sheet: Worksheet, box: Box, *, is_must: bool) -> None:
    anchor = f"${box.letter}${box.row}"
    colour(sheet, box, f"AND(ISNUMBER({anchor}),{anchor}=0)", "good")
    colour(sheet, box, f"AND(ISNUMBER({anchor}),{anchor}<>0)", "bad" if is_must else "gap")
    colour(sheet, box, f'AND(ISTEXT({anchor}),{anchor}<>"{EMPTY}")', "gap")
