"""Blocks and panels as HTML, where every text is escaped, and as plain text."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from markupsafe import Markup, escape

from gongkai.compose.blocks import Block, Grid, Heading, Paragraph, Picture, Title
from gongkai.compose.panels import (
    CausesPanel,
    ClaimsPanel,
    FindingsPanel,
    Panel,
    ProvenancePanel,
    VerdictBanner,
)
from gongkai.compose.templates import Environment, Template, environment

Showable: TypeAlias = Block | Panel

_TEMPLATES = Path(__file__).parent / "templates"
_NAMES: dict[type, str] = {
    Title: "title",
    Heading: "heading",
    Paragraph: "paragraph",
    Grid: "grid",
    Picture: "picture",
    VerdictBanner: "verdict",
    CausesPanel: "causes",
    FindingsPanel: "findings",
    ClaimsPanel: "claims",
    ProvenancePanel: "provenance",
}
_LONG_FIGURE = re.compile(r"(−?\d{1,3})((?:\d{3})+)((?:\.\d+)?)")
_TITLE_BREAK = re.compile(r"(?=\d{4}年)|(?=工作年度报告$)")


def html(blocks: Sequence[Showable]) -> str:
    """Return the blocks as one piece of HTML that `stylesheet` makes look right.

    The piece needs nothing around it and reaches out to nothing; pictures travel in it.
    No blocks give no HTML at all.
    """
    if not blocks:
        return ""
    pieces = [template(_NAMES[type(block)]).render(block=block) for block in blocks]
    return f'<div class="gongkai" lang="zh-CN">\n{"".join(pieces)}</div>\n'


def text(blocks: Sequence[Showable]) -> str:
    """Return the blocks as readable plain text."""
    return "\n\n".join(map(_text, blocks))


def template(name: str) -> Template:
    """Return one of this room's templates; whatever it is given is escaped."""
    return _environment().get_template(f"{name}.html.j2")


@cache
def stylesheet() -> str:
    """Return the CSS for the blocks, in a notebook's output as on a page of their own."""
    return (_TEMPLATES / "report.css").read_text(encoding="utf-8")


def _text(block: Showable) -> str:
    match block:
        case Title(title, note, date):
            return "\n".join(filter(None, [title, date and f"（{date}）", note]))
        case Picture():
            return f"[{block.caption}]\n{block.alt}"
        case _:
            return block.text


@cache
def _environment() -> Environment:
    return environment(_TEMPLATES, thousands=_thousands, title_parts=_title_parts, svg_uri=_svg_uri)


def _thousands(figure: str) -> Markup:
    """Set groups of three digits apart by space alone (GB/T 15835 千分空).

    The gap is style, not text: copied or parsed, the figure is as it was published.
    """
    found = _LONG_FIGURE.fullmatch(figure)
    if found is None:
        return escape(figure)
    first, rest, decimals = found.groups()
    groups = [f'<span class="k">{rest[i : i + 3]}</span>' for i in range(0, len(rest), 3)]
    return Markup(first + "".join(groups) + decimals)  # noqa: S704 - digits only


def _title_parts(title: str) -> tuple[str, list[str]]:
    """Split a title where a line may end: after the body's name, else before 工作年度报告."""
    first, *rest = list(filter(None, _TITLE_BREAK.split(title))) or [title]
    return first, rest


def _svg_uri(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
