"""The data an executed notebook carries beside what it shows: findings and seal."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from gongkai.notebook.display import FINDINGS, SEAL


def seal_of(notebook: NotebookNode) -> dict[str, Any] | None:
    """Return the seal that the last code cell put out, None if the run did not finish.

    Only the last code cell counts: a seal elsewhere says nothing of the cells after it.
    """
    return _payload(_code_cells(notebook)[-1:], SEAL)


def findings_of(notebook: NotebookNode) -> dict[str, Any] | None:
    """Return the findings the notebook put out, None if it did not come to them."""
    return _payload(_code_cells(notebook), FINDINGS)


def _code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _payload(cells: list[NotebookNode], mimetype: str) -> dict[str, Any] | None:
    """What the last output of this type holds, None if there is none."""
    found: list[dict[str, Any]] = [
        output.data[mimetype]
        for cell in cells
        for output in cell.outputs
        if mimetype in output.get("data", {})
    ]
    return found[-1] if found else None
