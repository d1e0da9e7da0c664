"""Every value of a TOML file is found on its line, however it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai import law
from gongkai.law.toml_lines import line_of
from tests.reports import DATA


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("# note\n\n[t]\na = 1", ("t", "a"), 4),
        ("[t]\na = 1", ("t",), 1),
        ("[t.u]\na = 1", ("t",), 1),
        ("[t]\na = 1", ("t", "missing"), 1),
        ("\n[t]\na.b = 1\na.c = 2", ("t", "a", "c"), 4),
        ("[t]\na.b = 1\na.c = 2", ("t", "a"), 2),
        ('[t]\n"a.b" = 1', ("t", "a.b"), 2),
        ("[t]\n'a\"b' = 1", ("t", 'a"b'), 2),
        ('"\\u4e2d" = 1', ("中",), 1),
        ('"\\U0001F600" = 1', ("😀",), 1),
        ("a = [\n  1, # one\n  2,\n]", ("a", 1), 3),
        ("a = [[1,\n2],\n[3]]", ("a", 1, 0), 3),
        ("a = { b = 1, c = { d = 2 } }", ("a", "c", "d"), 1),
        ("a = [\n{ b = 1 },\n{ b = 2 }]", ("a", 1, "b"), 3),
        ("[[x]]\na = 1\n[[x]]\na = 2", ("x", 1, "a"), 4),
        ("[[x]]\n[[x.y]]\n[[x]]\n[[x.y]]\n[[x.y]]\na = 1", ("x", 1, "y", 1, "a"), 6),
        ("[[x]]\n[x.y]\na = 1\n[[x]]\n[x.y]\na = 2", ("x", 1, "y", "a"), 6),
        ('a = """\nlong\ntext"""\nb = 1', ("b",), 4),
        ("a = 1\r\nb = 2\r\n", ("b",), 2),
    ],
)
def test_a_value_is_found_on_its_line(text: str, path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(text)

    assert line == line_of(text, path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "a = 1"])
def test_what_is_nowhere_in_the_file_has_no_line(text: str) -> None:
    assert line_of(text, ("missing",)) is None


@pytest.mark.parametrize(
    "path",
    [*law.files(), *sorted(DATA.rglob("*.toml"))],
    ids=lambda path: "/".join(path.parts[-2:]),
)
def test_every_key_of_the_shipped_files_is_found_on_a_line_that_bears_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()

    astray = [
        keys
        for keys in paths_to_keys(tomllib.loads(text))
        if str(keys[-1]) not in lines[(line_of(text, keys) or 0) - 1]
    ]

    assert [] == astray


def paths_to_keys(data: Any, base: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*base, key)
            yield from paths_to_keys(value, (*base, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from paths_to_keys(value, (*base, position))
