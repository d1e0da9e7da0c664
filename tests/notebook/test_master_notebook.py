"""The master notebook is a page, not a program."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from gongkai.notebook.parameters import Parameters

PATH = Path(__file__).parents[2] / "notebooks" / "annual_report.ipynb"
NOTEBOOK = nbformat.read(PATH, as_version=4)
CODE = [cell for cell in NOTEBOOK.cells if cell.cell_type == "code"]
TAGS = {"imports", "parameters", "style", "review", "report", "seal"}
PROGRAMMING = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.While, ast.If, ast.IfExp, ast.Try, ast.With, ast.comprehension),
    *(ast.BinOp, ast.AugAssign, ast.BoolOp, ast.Compare),
)


def tagged(tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in NOTEBOOK.cells if tag in cell.metadata.get("tags", [])]


def test_it_is_valid() -> None:
    nbformat.validate(NOTEBOOK)


def test_it_has_at_most_26_cells() -> None:
    assert len(NOTEBOOK.cells) <= 26


@pytest.mark.parametrize("cell", CODE, ids=lambda cell: cell.id)
def test_a_cell_has_at_most_six_lines(cell: nbformat.NotebookNode) -> None:
    assert len(cell.source.splitlines()) <= 6


@pytest.mark.parametrize("cell", CODE, ids=lambda cell: cell.id)
def test_a_cell_shows_and_does_not_compute(cell: nbformat.NotebookNode) -> None:
    nodes = list(ast.walk(ast.parse(cell.source)))
    assert [type(node).__name__ for node in nodes if isinstance(node, PROGRAMMING)] == []


def test_imports_stand_in_one_cell() -> None:
    importing = [
        cell.id
        for cell in CODE
        if any(
            isinstance(n, (ast.Import, ast.ImportFrom)) for n in ast.walk(ast.parse(cell.source))
        )
    ]
    assert importing == [cell.id for cell in tagged("imports")]
    assert len(importing) == 1


def test_no_path_is_written_outside_the_parameters() -> None:
    strings = [
        node.value
        for cell in CODE
        if cell not in tagged("parameters")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in strings if "/" in text or "\\" in text or "." in text] == []


def test_the_one_parameters_cell_holds_every_parameter_with_a_comment() -> None:
    (cell,) = tagged("parameters")
    lines = cell.source.splitlines()
    assert [line.split(" = ")[0] for line in lines] == list(Parameters.__struct_fields__)
    assert all("  # " in line for line in lines)


def test_the_cells_defaults_are_the_packages_defaults() -> None:
    (cell,) = tagged("parameters")
    values: dict[str, object] = {}
    for statement in ast.parse(cell.source).body:
        assert isinstance(statement, ast.Assign)
        assert isinstance(statement.targets[0], ast.Name)
        values[statement.targets[0].id] = ast.literal_eval(statement.value)
    defaults = Parameters(agency="county-petition-bureau", year=2020)
    assert values == {name: getattr(defaults, name) for name in Parameters.__struct_fields__}


def test_tags_come_from_a_closed_vocabulary_one_to_a_code_cell() -> None:
    assert all(len(cell.metadata.tags) == 1 for cell in CODE)
    assert {cell.metadata.tags[0] for cell in CODE} == TAGS


def test_the_seal_is_the_last_cell() -> None:
    assert NOTEBOOK.cells[-1].metadata.tags == ["seal"]


def test_outputs_are_stripped() -> None:
    assert [cell.id for cell in CODE if cell.outputs or cell.execution_count is not None] == []


def test_cell_ids_say_what_the_cell_shows() -> None:
    assert all(cell.id.replace("-", "").isalpha() for cell in NOTEBOOK.cells)
