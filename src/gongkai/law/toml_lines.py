"""Line numbers for TOML values, which the standard library's reader does not keep."""

from __future__ import annotations

import json
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
            lines.setdefault(base, _line(node))
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
    path = (*base, *_key(key))
    lines[path] = _line(node)
    _add_value(value, path, lines)


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
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _key(child))
    text = (node.text or b"").decode()
    if node.type == "quoted_key":
        return (text[1:-1] if text.startswith("'") else str(json.loads(text)),)
    return (text,)


def _line(node: Node) -> int:
    return node.start_point.row + 1
