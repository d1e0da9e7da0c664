"""What an agency-year on file says and no document does: kept when a reading replaces it."""

from __future__ import annotations

from dataclasses import replace

from gongkai.report import Blank, Cell, Report, Unreadable


def with_words_on_file(report: Report, there: Report) -> Report:
    """Give a report whose source has no place for words those that are on file.

    Cells say nothing of their own either, then: the note on file stays with a figure that
    is the same, and a blank does not tell that what could not be read is known now.
    """
    cells = {a: _worded(cell, there.cells.get(a)) for a, cell in report.cells.items()}
    return replace(report, cells=cells, narrative=there.narrative)


def _worded(cell: Cell, there: Cell | None) -> Cell:
    if there is None:
        return cell
    if isinstance(there, Unreadable) and not there.original and cell == Blank():
        return there
    return there if not cell.note and replace(there, note="") == cell else cell


def has_words(report: Report) -> bool:
    """Tell whether anything is said beside the figures."""
    return bool(report.narrative) or any(cell.note for cell in report.cells.values())


def carried(report: Report, there: Report, *, wordless: bool = False) -> tuple[Report, str]:
    """Give a report what the file it replaces says and no document does; say so, too.

    A report of the body's own figures adds up none, so that children go with the scope.
    `wordless` is a source without a place for words: those on file were taken over.
    """
    children = there.children if report.scope == "aggregated" else ()
    parts = [
        (wordless and has_words(there), "文字部分"),
        (there.facts, f"{len(there.facts)}项事实"),
        (children, f"{len(children)}个下级机关"),
        (there.due, "公布期限"),
        (there.fictional and not report.fictional, "“虚构”标记"),
    ]
    said = "、".join(name for value, name in parts if value)
    whole = replace(
        report,
        facts=there.facts,
        children=children,
        due=there.due,
        fictional=report.fictional or there.fictional,
    )
    return whole, f"（原文件的{said}保留，文档里没有这些）" if said else ""
