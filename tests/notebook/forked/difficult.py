"""A notebook of cells that engines get wrong; nothing in it depends on clock, ids or luck."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

_CELLS = Path(__file__).with_name("difficult.txt")


def difficult() -> NotebookNode:
    """Return the cells of difficult.txt, which begin with `# %%` and their tags."""
    cells = []
    for number, text in enumerate(_CELLS.read_text(encoding="utf-8").split("# %%")[1:]):
        tags, _, source = text.partition("\n")
        cells.append(nbformat.v4.new_code_cell(source.strip("\n"), id=f"cell-{number}"))
        cells[-1].metadata["tags"] = tags.split()
    cells.insert(3, nbformat.v4.new_markdown_cell("# 标题", id="title"))
    return of(cells)


def of(cells: list[NotebookNode]) -> NotebookNode:
    """Return a notebook of these cells for the stock kernel's name."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made: NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return made
