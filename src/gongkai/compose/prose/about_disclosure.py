"""What composed prose says of section 二."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.compose.prose import wording
from gongkai.compose.prose.context import Context
from gongkai.law import CellSpec

_DONE_TO_DOCUMENTS = {
    "made": "制发",
    "repealed": "废止",
    "in_force": "年末现行有效",
    "newly_made": "新制作",
    "newly_disclosed": "新公开",
    "total_disclosed": "累计对外公开",
}
_DECISION = {"other_services": "处理决定"}
_TABLE = "disclosure"


def documents(context: Context) -> str:
    """Return the clause on 规章 and 规范性文件, empty where there are none.

    `制发规章2件，废止1件，年末现行有效12件；废止行政规范性文件5件，……`
    """
    by_row: dict[str, list[str]] = {}
    for spec, value in _figures(context):
        done = _DONE_TO_DOCUMENTS.get(spec.column.id)
        if done and value:
            said = by_row.setdefault(spec.row.label, [])
            noun = "" if said else spec.row.label
            said.append(f"{done}{noun}{wording.say(value, spec.column.unit)}")
    return "；".join("，".join(said) for said in by_row.values())


def manages_documents(context: Context) -> bool:
    """Tell whether the form asks which documents are in force, not which were published."""
    return any(spec.column.id == "in_force" for spec, _ in _figures(context))


def no_documents(context: Context) -> str:
    """Return the sentence that there were no documents, empty unless all figures are zero."""
    figures = [(s, v) for s, v in _figures(context) if s.column.id in _DONE_TO_DOCUMENTS]
    if any(value != 0 for _, value in figures):
        return ""
    rows = "、".join(dict.fromkeys(spec.row.label for spec, _ in figures))
    return f"{rows}的制发、废止和现行有效件数均为零。"


def decisions(context: Context) -> str:
    """Return the clause on decisions: `作出行政许可决定550件、行政处罚决定……`."""
    items = [
        wording.Item(
            f"{spec.row.label}{_DECISION.get(spec.row.id, '决定')}", value, spec.column.unit
        )
        for spec, value in _figures(context)
        if spec.column.id == "decisions" and value
    ]
    return f"作出{wording.listed(items)}" if items else ""


def money(context: Context) -> str:
    """Return the clause on fees (edition 2021) or procurement (edition 2019)."""
    found = {f"{spec.row.id}/{spec.column.id}": value for spec, value in _figures(context)}
    fees = found.get("fees/amount")
    items, amount = found.get("procurement/items"), found.get("procurement/amount")
    clauses = [
        f"行政事业性收费金额{wording.say(fees, '万元')}" if fees else "",
        f"实施政府集中采购项目{wording.say(items, '项')}" if items else "",
        f"{'' if items else '政府集中'}采购总金额{wording.say(amount, '万元')}" if amount else "",
    ]
    return "，".join(filter(None, clauses))


def all_zero(context: Context) -> bool:
    """Tell whether every figure of the table is there and zero."""
    return all(value == 0 for _, value in _figures(context))


def _figures(context: Context) -> Iterator[tuple[CellSpec, wording.Number | None]]:
    for address, spec in context.report.form.cells.items():
        if address.table == _TABLE:
            yield spec, context.report.figure(address)
