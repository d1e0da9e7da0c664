"""The agency's words as headings and paragraphs.

A line is a paragraph. Short lines that begin with a numeral and have no sentence end are
headings; `（一）主动公开。正文……`, a heading that runs into its text, stays a paragraph.
Apart from characters that show nothing and from blanks at both ends of a line (the page
indents paragraphs by itself), the text stays as it was written: whatever looks like HTML,
Markdown or a template is plain text to us.
"""

from __future__ import annotations

import re

from gongkai.compose.blocks import Heading, Paragraph
from gongkai.compose.prose.characters import visible

LONGEST_HEADING = 30

_CHINESE_NUMERAL = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*\S")
_ARABIC_NUMERAL = re.compile(r"\d{1,2}(?:、|[.．](?!\d))\s*\S")
_SENTENCE_END = re.compile(r"[。；！？;!?…]")


def structure(text: str) -> tuple[Heading | Paragraph, ...]:
    """Turn text into blocks.

    `（一）` is a heading of level 3 and `1.` of level 4; where `1.` stands under no
    `（一）` it is of level 3, because a page must not skip a level.
    """
    blocks: list[Heading | Paragraph] = []
    numbered = False
    for line in text.splitlines():
        words = visible(line).strip()
        if not words:
            continue
        if not _can_be_heading(words):
            blocks.append(Paragraph(words))
        elif _CHINESE_NUMERAL.match(words):
            numbered = True
            blocks.append(Heading(words, 3))
        elif _ARABIC_NUMERAL.match(words):
            blocks.append(Heading(words, 4 if numbered else 3))
        else:
            blocks.append(Paragraph(words))
    return tuple(blocks)


def _can_be_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not _SENTENCE_END.search(line)
