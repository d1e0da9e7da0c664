"""Strict reading of YAML parameter files.

papermill reads these files too, so they stay YAML; but YAML turns `012` into 10 and
`no` into False, lets a key be written twice, and its aliases can grow without bound.
Anchors, aliases, tags and repeated keys are therefore refused, and scalars are only what
they look like.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from gongkai.errors import InputError, place_in
from gongkai.law.strict import read_text

_REFUSED = re.compile(r"[&*!]")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def load_mapping(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Return a file's top-level mapping, and the line each key stands on.

    Raises:
        InputError: not YAML, not one mapping, or one of the refused features; with line.
    """
    text = read_text(path)
    try:
        if _REFUSED.search(text):
            _refuse(path, text)
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise InputError(
            place_in(path, line), f"不是有效的YAML（{error.problem}）", "请改正该行"
        ) from None
    except yaml.YAMLError as error:
        raise InputError(str(path), f"不是有效的YAML（{error}）", "请改正") from None
    if not isinstance(root, yaml.MappingNode):
        raise InputError(str(path), "应为若干“参数: 值”", "请对照参数说明改正")
    lines = {key.value: key.start_mark.line + 1 for key, _ in root.value}
    return _mapping(root, path), lines


def _refuse(path: Path, text: str) -> None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(path, event, "不支持锚点和别名（& 和 *）", "请把内容直接写出来")
        if getattr(event, "tag", None):
            raise _refused(path, event, "不支持类型标签（!）", "请删去标签")


def _compose(text: str) -> yaml.Node | None:
    """Read with libyaml, which is ten times as fast; mistakes are told by the other one."""
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except (AttributeError, yaml.YAMLError):
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _mapping(node: yaml.MappingNode, path: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in node.value:
        place = place_in(path, key.start_mark.line + 1, str(key.value))
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(place, "参数名应为文字", "请改正")
        if key.value in values:
            raise InputError(place, "同一个参数写了两次", "请只保留一处")
        values[key.value] = _value(value, path)
    return values


def _value(node: yaml.Node, path: Path) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path) for item in node.value]
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style:
        return text  # quoted: words, whatever they look like
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return int(text) if _INTEGER.fullmatch(text) else text


def _refused(path: Path, event: yaml.Event, problem: str, remedy: str) -> InputError:
    line = event.start_mark.line + 1 if event.start_mark else None
    return InputError(place_in(path, line), problem, remedy)
