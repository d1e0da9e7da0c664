"""The design as a test: imports point down, third parties are confined, files stay small."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCE = CHECKOUT / "src" / "gongkai"
MODULES = sorted(SOURCE.rglob("*.py"))

FLOORS: dict[str, tuple[set[str], ...]] = {
    "gongkai": (
        {"errors", "outputs"},
        {"law", "forking"},
        {"report"},
        {"checks"},
        {"compose"},
        {"review", "workbook"},
        {"ingest"},
        {"notebook"},
        {"batch", "archive"},
        {"cli"},
        {"__main__"},
    ),
    "gongkai.checks": (
        {"relations"},
        {"matrix", "outcome", "programme", "draft"},
        {"audit", "batch", "findings", "messages"},
        {"case", "evaluate"},
        {"across_years", "bodies", "completeness", "facts", "publishing", "waivers", "zeros"},
        {"check", "guilty"},
        {"claims", "corpus"},
        {"likeness"},
    ),
    "gongkai.ingest": (
        {"document", "file_names"},
        {"words", "limits"},
        {"bodies"},
        {"containers", "matching"},
        {"narrative", "identity", "values"},
        {"as_json", "canonical", "ours", "reading_report"},
        {"filing", "reading"},
        {"folder"},
        {"command"},
    ),
    "gongkai.ingest.containers": (
        {"decode", "doc", "package", "running"},
        {"kinds", "html", "docx", "pdf", "text", "xlsx"},
    ),
}
"""From the ground up: a room imports from the floors below its own, and from itself."""

CONFINED = {
    "papermill": ("notebook/",),
    "nbformat": ("notebook/",),
    "nbconvert": ("notebook/",),
    "nbclient": ("notebook/",),
    "IPython": ("notebook/",),
    "traitlets": ("notebook/",),
    "ipykernel": ("notebook/",),
    "jupyter_client": ("notebook/",),
    "matplotlib": ("compose/charts",),
    "zhplot": ("compose/charts",),
    "jinja2": ("compose/templates.py",),
    "tomlkit": ("report/toml_writer.py",),
    "tree_sitter": ("law/toml_lines.py",),
    "tree_sitter_toml": ("law/toml_lines.py",),
    "click": ("cli/",),
    "rich": (
        "cli/",
        "batch/",
        "compose/terminal/printing.py",
        "ingest/command.py",
        "ingest/folder/",
    ),
    "numpy": ("checks/", "review/table.py"),
    "scipy": ("checks/",),
    "pyarrow": ("checks/",),
    "datasketch": ("checks/",),
    "dask": ("batch/",),
    "distributed": ("batch/",),
    "lxml": ("ingest/containers/", "workbook/", "notebook/proof.py"),
    "openpyxl": ("ingest/containers/xlsx/", "workbook/"),
    "tinycss2": ("ingest/containers/html/",),
    "pdfplumber": ("ingest/containers/pdf/",),
    "pdfminer": ("ingest/containers/pdf/",),
    "rapidfuzz": ("ingest/",),
    "charset_normalizer": ("ingest/containers/decode.py",),
}
"""Where a third party may be imported: folders and files below `src/gongkai`."""


class Import(NamedTuple):
    """One imported name, absolute, with the line it is imported on."""

    name: str
    line: int


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def dotted(path: Path) -> tuple[str, ...]:
    return ("gongkai", *path.relative_to(SOURCE).with_suffix("").parts)


def room_in(package: str, name: tuple[str, ...]) -> str:
    """The room of a package that a module is in; none for one that lies elsewhere."""
    parts = tuple(package.split("."))
    return name[len(parts)] if len(name) > len(parts) and name[: len(parts)] == parts else ""


def imports_of(path: Path) -> Iterator[Import]:
    """Every import of a module, at its top or inside a function."""
    package = ("gongkai", *path.relative_to(SOURCE).parent.parts)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            yield from (Import(f"{base}.{alias.name}", node.lineno) for alias in node.names)


def is_module(name: str) -> bool:
    path = SOURCE.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def floor_of(package: str, room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS[package]) if room in rooms)


def rooms_imported(package: str, path: Path) -> Iterator[tuple[str, int]]:
    for name, line in imports_of(path):
        room = room_in(package, tuple(name.split(".")))
        if room and is_module(f"{package}.{room}"):
            yield room, line


@pytest.mark.parametrize("package", FLOORS)
def test_every_module_belongs_to_a_room_with_a_floor(package: str) -> None:
    rooms = {room_in(package, dotted(path)) for path in MODULES} - {"", "__init__"}

    assert set() == rooms - set().union(*FLOORS[package])


@pytest.mark.parametrize("package", FLOORS)
def test_imports_point_down(package: str) -> None:
    assert [] == [
        f"{name_of(path)}:{line} imports {room}"
        for path in MODULES
        if (own := room_in(package, dotted(path))) not in {"", "__init__"}
        for room, line in rooms_imported(package, path)
        if room != own and floor_of(package, room) >= floor_of(package, own)
    ]


def test_no_imports_go_round() -> None:
    """Imports inside functions count: they put a circle off, they do not open it."""
    names = {".".join(dotted(path)).removesuffix(".__init__"): path for path in MODULES}
    imported = {
        name: {own for each in imports_of(path) if (own := _module(each.name, names)) != name}
        for name, path in names.items()
        if path.name != "__init__.py"
    }
    sorter = TopologicalSorter({name: own - {""} for name, own in imported.items()})

    sorter.prepare()  # raises CycleError with the circle


def _module(name: str, names: Mapping[str, Path]) -> str:
    """The module of ours that an imported name is, or is defined in; a package's face is none."""
    for candidate in (name, name.rpartition(".")[0]):
        if candidate in names:
            return candidate if names[candidate].name != "__init__.py" else ""
    return ""


def test_third_parties_stay_where_they_are_confined() -> None:
    assert [] == [
        f"{name_of(path)}:{line} imports {name}"
        for path in MODULES
        for name, line in imports_of(path)
        if not name_of(path).startswith(CONFINED.get(name.split(".")[0], ("",)))
    ]


def test_each_confinement_confines_something_that_is_imported() -> None:
    imported = {name.split(".")[0] for path in MODULES for name, _ in imports_of(path)}

    assert {"papermill", "nbformat", "nbconvert", "matplotlib", "jinja2", "tomlkit"} <= imported
    assert {"tree_sitter", "click", "rich"} <= imported


def test_modules_are_short() -> None:
    lengths = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in MODULES}

    assert {} == {name: length for name, length in lengths.items() if length > 300}


def test_functions_are_short() -> None:
    assert [] == [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]


def test_what_is_public_has_a_docstring() -> None:
    assert [] == [
        f"{name_of(path)}:{line} {name}"
        for path in MODULES
        for name, line in undocumented(parsed(path), name_of(path))
    ]


def undocumented(node: ast.AST, name: str) -> Iterator[tuple[str, int]]:
    """Public modules, classes, functions and methods without a docstring."""
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        if not ast.get_docstring(node):
            yield name, getattr(node, "lineno", 1)
        if isinstance(node, (ast.Module, ast.ClassDef)):
            for inner in node.body:
                called = getattr(inner, "name", "_")
                if not called.startswith("_"):
                    yield from undocumented(inner, called)


LOCKS = sorted(
    path
    for folder in (CHECKOUT, CHECKOUT / "benchmarks")
    for path in folder.glob("*")
    if "lock" in path.name and path.is_file()
)
SHIPPED = [
    path
    for folder in ("src", "tests", "data", "params", "notebooks", ".ci")
    for path in sorted((CHECKOUT / folder).rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts
]
MACHINE_PATH = re.compile(rb"(?<![\w.:/])(?:/(?:work|root|home|Users|mnt)/\w|[A-Za-z]:\\Users)")


def test_there_is_a_lock_file() -> None:
    assert ["benchmarks/requirements.lock", "requirements.lock"] == [
        path.relative_to(CHECKOUT).as_posix() for path in LOCKS
    ]


def test_what_gongkai_is_measured_with_is_pinned_to_the_version_it_is_run_with() -> None:
    ours, peers = (
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in reversed(LOCKS)
    )

    assert {} == {
        name: (version, ours[name])
        for name, version in peers.items()
        if name in ours and version != ours[name]
    }
    assert {"ploomber-engine", "pandera", "polars", "papermill"} <= set(peers)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_names_no_address_and_no_path(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in lines if re.search(r"://|file:|^[./]|\s/", line)]


def test_no_file_names_a_place_on_the_machine_it_was_made_on() -> None:
    files = [*SHIPPED, CHECKOUT / "pyproject.toml", CHECKOUT / "Makefile", *LOCKS]

    assert [] == [
        path.relative_to(CHECKOUT).as_posix()
        for path in files
        if MACHINE_PATH.search(path.read_bytes())
    ]
    assert len(files) > 50
