"""The floor: the same cells and the same exports in one warm process, and nothing else.

No papermill, no isolation, no limits, no proof, no ledger, no sync: what is left is what
a report itself costs. One shell runs every report, so whatever one leaves behind the next
one finds. The files are those of `gongkai run`, byte for byte.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from traitlets.config import Config

from gongkai.notebook.canonical import INJECTED, canonical, read_notebook, text_of
from gongkai.notebook.exporter import ReportExporter, ReviewExporter
from gongkai.notebook.payload import findings_of, seal_of

_LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
"""What a kernel says of itself, as far as a canonical notebook keeps it."""


class _Hook(DisplayHook):
    """Keeps what a cell shows; prints nothing."""

    shown: tuple[dict[str, Any], dict[str, Any]] | None = None

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        self.shown = format_dict, md_dict or {}

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Shell(InteractiveShell):
    displayhook_class = _Hook


class Floor:
    """A warm process; `make` makes one report."""

    def __init__(self, notebook: Path) -> None:
        self._notebook = read_notebook(notebook)
        # No history and no `Out`: both would keep every report that was ever made.
        self._shell = _Shell(config=Config(HistoryManager={"enabled": False}), cache_size=0)
        self._review, self._report = ReviewExporter(), ReportExporter()

    def make(self, agency: str, year: int, folder: Path) -> None:
        """Make the report of one agency-year of the project we are in, into an empty folder."""
        executed = canonical(self._execute({"agency": agency, "year": year}))
        _write(folder / "report.ipynb", text_of(executed))
        findings = json.dumps(findings_of(executed), ensure_ascii=False, indent=2, sort_keys=True)
        _write(folder / "findings.json", findings + "\n")
        _write(folder / "review.html", self._review.from_notebook_node(executed)[0])
        if (seal_of(executed) or {})["verdict"] == "published":
            _write(folder / "report.html", self._report.from_notebook_node(executed)[0])

    def _execute(self, parameters: dict[str, Any]) -> NotebookNode:
        notebook = nbformat.from_dict(self._notebook)
        lines = [f"{name} = {json.dumps(value)}" for name, value in parameters.items()]
        injected = nbformat.v4.new_code_cell("\n".join(["# Parameters", *lines, ""]))
        injected.metadata.tags = [INJECTED]
        after = 1 + [cell.metadata.get("tags") for cell in notebook.cells].index(["parameters"])
        notebook.cells.insert(after, injected)
        notebook.metadata.papermill = {"parameters": parameters}
        notebook.metadata.language_info = _LANGUAGE
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell in notebook.cells:
            cell.metadata.setdefault("tags", [])
        for number, cell in enumerate(code, 1):
            cell.execution_count = number
            cell.outputs = self._outputs(cell.source, number)
        return notebook

    def _outputs(self, source: str, number: int) -> list[NotebookNode]:
        self._shell.displayhook.shown = None
        self._shell.run_cell(source, store_history=True).raise_error()
        if self._shell.displayhook.shown is None:
            return []
        data, metadata = self._shell.displayhook.shown
        return [
            nbformat.from_dict(
                {
                    "output_type": "execute_result",
                    "data": data,
                    "metadata": metadata,
                    "execution_count": number,
                }
            )
        ]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
