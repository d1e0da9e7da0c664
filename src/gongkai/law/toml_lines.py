"""Line numbers for TOML values, which the standard library's reader does not keep."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TypeAlias

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Path: TypeAlias = tuple[str | int, ...]


def line_of(text: str, path: Path) -> int | None:
    """Return the 1-based line on which the value at `path` starts.

    `path` names keys and array positions from the root. Where the value itself is
    not in the file (a missing key), the line of its nearest enclosing table is given;
    None when not even the root table has a place.
    """
    index = _index(text)
    while path:
        if path in index:
            return index[path]
        path = path[:-1]
    return None


@lru_cache(maxsize=8)
def _index(text: str) -> dict[Path, int]:
    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    lines: dict[Path, int] = {}
    elements: dict[Path, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            _add_pair(node, (), lines)
        elif node.type in ("table", "table_array_element"):
            key, *pairs = node.named_children
            base = _inside_last_elements(_key(key), elements)
            if node.type == "table_array_element":
                elements[base] = elements.get(base, -1) + 1
                base = (*base, elements[base])
            _add_prefixes(base, (), _line(node), lines)
            for pair in pairs:
                if pair.type == "pair":
                    _add_pair(pair, base, lines)
    return lines


def _inside_last_elements(path: Path, elements: dict[Path, int]) -> Path:
    """Under `[[block]]`, `[[block.row]]` means the rows of the block last begun."""
    done: Path = ()
    for key in path[:-1]:
        done = (*done, key)
        if done in elements:
            done = (*done, elements[done])
    return (*done, path[-1])


def _add_pair(node: Node, base: Path, lines: dict[Path, int]) -> None:
    key, value = (child for child in node.named_children if child.type != "comment")
    inner = _key(key)
    _add_prefixes(inner, base, _line(node), lines)
    _add_value(value, (*base, *inner), lines)


def _add_prefixes(path: Path, base: Path, line: int, lines: dict[Path, int]) -> None:
    """`[a.b]` begins a as well, if nothing before it did."""
    for length in range(1, len(path) + 1):
        lines.setdefault((*base, *path[:length]), line)


def _add_value(node: Node, path: Path, lines: dict[Path, int]) -> None:
    if node.type == "array":
        values = [child for child in node.named_children if child.type != "comment"]
        for position, value in enumerate(values):
            lines[(*path, position)] = _line(value)
            _add_value(value, (*path, position), lines)
    elif node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _add_pair(child, path, lines)


def _key(node: Node) -> Path:
    """The parts of a key; read with the reader that knows all ways to quote one."""
    key: dict[str, object] | int = tomllib.loads((node.text or b"").decode() + " = 0")
    parts: list[str] = []
    while isinstance(key, dict):
        name, key = next(iter(key.items()))  # type: ignore[assignment]
        parts.append(name)
    return tuple(parts)


def _line(node: Node) -> int:
    return node.start_point.row + 1
