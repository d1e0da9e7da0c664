"""The canonical notebook: what was run and what came out, and nothing of the moment.

papermill, nbclient and ipykernel leave times, random ids, paths and versions in some
thirty places of an executed notebook. Two runs of the same inputs agree in all the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import nbformat
from nbformat import NotebookNode

_KEPT_NOTEBOOK_METADATA = ("kernelspec", "language_info")
_KEPT_LANGUAGE_INFO = ("name", "file_extension", "mimetype")
_KEPT_CELL_METADATA = ("tags",)
# As papermill.execute names it; importing that loads pyarrow, which starts a thread.
ERROR_MARKER_TAG = "papermill-error-cell-tag"
INJECTED = "injected-parameters"

Notebook: TypeAlias = NotebookNode
"""A notebook in memory, for rooms that pass one on without looking inside."""


def canonical(notebook: NotebookNode) -> NotebookNode:
    """Return a copy that depends only on code, parameters and outputs.

    Parameters stay as papermill injected them; consecutive pieces of one output stream
    are joined; the cells it adds to point at an error are left out.
    """
    metadata = {
        key: notebook.metadata[key] for key in _KEPT_NOTEBOOK_METADATA if key in notebook.metadata
    }
    if "language_info" in metadata:
        metadata["language_info"] = {
            key: value
            for key, value in metadata["language_info"].items()
            if key in _KEPT_LANGUAGE_INFO
        }
    parameters = notebook.metadata.get("papermill", {}).get("parameters", {})
    metadata["papermill"] = {"parameters": parameters}
    # Not by `new_notebook`, which validates: that is done once, when it is written.
    return NotebookNode(
        cells=[_cell(cell) for cell in notebook.cells if not _is_marker(cell)],
        metadata=nbformat.from_dict(metadata),
        nbformat=nbformat.v4.nbformat,
        nbformat_minor=notebook.nbformat_minor,
    )


def text_of(notebook: NotebookNode) -> str:
    """Return the bytes-to-be of a notebook file: sorted keys, one space, LF."""
    return str(nbformat.writes(notebook, version=nbformat.NO_CONVERT, ensure_ascii=False)) + "\n"


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file.

    Raises:
        OSError: it cannot be opened.
        nbformat.reader.NotJSONError: it is not a notebook.
    """
    with path.open(encoding="utf-8") as stream:
        notebook: NotebookNode = nbformat.read(stream, as_version=4)
    return notebook


def _is_marker(cell: NotebookNode) -> bool:
    """Whether papermill put the cell in to point at an error, with an id at random."""
    return ERROR_MARKER_TAG in cell.metadata.get("tags", [])


def _cell(cell: NotebookNode) -> NotebookNode:
    tags = cell.metadata.get("tags", [])
    fresh = NotebookNode(
        cell_type=cell.cell_type,
        id="injected-parameters" if INJECTED in tags else cell.get("id", ""),
        metadata=NotebookNode(
            {k: cell.metadata[k] for k in _KEPT_CELL_METADATA if k in cell.metadata}
        ),
        source=cell.source,
    )
    if cell.cell_type == "code":
        fresh.execution_count = cell.execution_count
        fresh.outputs = _outputs(cell.outputs)
    return fresh


def _outputs(outputs: list[NotebookNode]) -> list[NotebookNode]:
    joined: list[NotebookNode] = []
    for output in outputs:
        before = joined[-1] if joined else None
        if (
            before is not None
            and output.output_type == "stream" == before.output_type
            and output.name == before.name
        ):
            before.text += output.text
        else:
            joined.append(NotebookNode(output))
    return joined
