"""Plain text and Markdown: lines as they stand; which of them are tables is told later."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from gongkai.ingest.containers.decode import text_of
from gongkai.ingest.containers.running import about_running
from gongkai.ingest.containers.text.padded import with_bars
from gongkai.ingest.containers.text.running import without_running
from gongkai.ingest.document import Document, Line
from gongkai.ingest.words.section_titles import numbered, unfolded

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read_text(data: bytes, name: str) -> Document:  # noqa: ARG001 - readers share a signature
    """Read plain text or Markdown into lines."""
    text, notes = text_of(data)
    lines, running = without_running(_lines(text))
    return Document("text", tuple(lines), notes=(*notes, *about_running(running)))


def _lines(text: str) -> tuple[Line, ...]:
    is_markdown = bool(re.search(r"^(#{1,6} \S|\|?[ :]*-{3,}[ :|-]*$|\*\*\S)", text, re.MULTILINE))
    lines = []
    raws = with_bars(re.split(r"[\n\x0b\x0c\x85\u2028\u2029]", text))
    for number, raw in enumerate(raws, start=1):
        level = 0
        said = raw
        if is_markdown:
            if found := _HEADING.fullmatch(raw.strip()):
                level, said = len(found[1]), found[2]
            said = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", said))
        if _ENTITY.search(said):
            said = html.unescape(said)
        if said.strip() or said.count("\t") > 2:
            lines += [Line(each, f"第{number}行", level) for each in unfolded(said)]
    return tuple(_with_numbers(lines))


def _with_numbers(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines, a section's number on a line of its own with the title below it as one."""
    is_joined = False
    for line, below in zip_longest(lines, lines[1:]):
        whole = numbered(line.text, below.text) if below else ""
        if not is_joined:
            yield replace(line, text=whole) if whole else line
        is_joined = not is_joined and bool(whole)
