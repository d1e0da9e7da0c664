"""A statutory table as a list, for terminals too narrow to draw it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.compose.blocks import Grid
from gongkai.compose.terminal.canvas import wrap
from gongkai.compose.terminal.draw import shown


def listed(table: Grid, width: int) -> Iterator[str]:
    """Yield each heading and label, then its figures, each behind the name of its column."""
    names = {cell.id: cell for row in table.rows for cell in row if cell.is_head}
    for row in table.rows:
        if not any(not cell.is_head for cell in row):
            if len(row) == 1:
                yield f"【{row[0].text}】"
            continue
        for cell in row:
            if cell.is_head:
                yield from wrap(cell.text, width)
        before: tuple[str, ...] = ()
        for cell in row:
            if cell.is_head:
                continue
            over = [names[name].text for name in cell.headers if names[name].scope == "col"]
            groups = tuple(
                names[name].text for name in cell.headers if names[name].scope == "colgroup"
            )
            if "stub" not in table.columns and groups != before:
                yield from wrap(" ".join(groups), width)
            before = groups
            yield f"  {over[-1] if over else ''} {shown(cell)}"
