"""Pages of the master notebook, run cell by cell in this process: quick, and the real ones."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat

from gongkai.notebook.exporter import ReportExporter, ReviewExporter

MASTER = Path(__file__).parents[2] / "notebooks" / "annual_report.ipynb"


def executed(**parameters: Any) -> nbformat.NotebookNode:
    """The master notebook with its outputs; `parameters` stand for the injected cell."""
    notebook: nbformat.NotebookNode = nbformat.read(MASTER, as_version=4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = _run(cell.source, names)
            if "parameters" in cell.metadata.tags:
                names.update(parameters)
            if hasattr(shown, "_repr_mimebundle_"):
                bundle = shown._repr_mimebundle_()
                cell.outputs = [nbformat.v4.new_output("execute_result", bundle)]
    return notebook


def pages(**parameters: Any) -> dict[str, str]:
    """The pages a run writes: always the review, the report where it is published."""
    notebook = executed(**parameters)
    made = {"review.html": ReviewExporter().from_notebook_node(notebook)[0]}
    seal = notebook.cells[-1].outputs[0].data["application/vnd.gongkai.seal+json"]
    if seal["verdict"] == "published":
        made["report.html"] = ReportExporter().from_notebook_node(notebook)[0]
    return made


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last line, as a notebook shows it."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
