"""Lines that are nothing but words of a table: heads that its reader left among the text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai import law
from gongkai.ingest.words.characters import key, plain
from gongkai.ingest.words.figures import is_slot
from gongkai.ingest.words.labels import is_label, is_part
from gongkai.ingest.words.section_titles import heading_of

_LONGEST = 120
_MOST = 40
_PIECE = 5
"""A piece of a label that is shorter may as well be a word of a sentence."""

_INSTRUCTIONS = re.compile(r"\W{0,6}填[报表](?:说明|要求)")
_SENTENCE = "。；"
_CAPTION = re.compile(
    r"(?:[(]?(?:接?续表|接上表)[)]?|附?表(?:[一二三四五六七八九]|\d{1,2})(?:[-.]\d{1,2})?)[:、.]?(?P<name>[^,，]*)"
)


@lru_cache(maxsize=4096)
def is_of_table(text: str) -> bool:
    """Tell whether a line is a label, a piece of one, or several after one another.

    Several are labels in full, without blanks as well: 结果维持结果纠正. Blanks between
    them allow for pieces, as labels broken over lines leave them: 自然 总. Column heads
    are broken into single signs as well, and the signs of several stand on one line,
    with long pieces of other labels before or after them.
    """
    said = plain(text).strip()
    if _INSTRUCTIONS.match(said):
        return True
    if not said or len(said) > _LONGEST or any(sign in said for sign in _SENTENCE):
        return False
    words = said.split()
    if _is_caption("".join(words)):
        return True
    if len(words) > 1 and all(len(key(word)) == 1 or _is_of_labels(word) for word in words):
        return True
    whole = "".join(words)
    is_sign = len(key(whole)) == 1 and not is_slot(key(whole))
    return is_sign or _is_of_labels(whole) or _is_made_of_pieces(key(whole))


def _is_made_of_pieces(said: str) -> bool:
    """Tell whether a line is long pieces of labels, the last or first of them perhaps short."""
    reached = {0} | {
        end for end in (1, 2, 3) if said[:end] and _head_signs().issuperset(said[:end])
    }
    for start in range(len(said)):
        if start in reached:
            ends = range(start + _PIECE, min(len(said), start + _MOST) + 1)
            reached |= {end for end in ends if is_part(said[start:end])}
    return any(at > _PIECE and _head_signs().issuperset(said[at:]) for at in reached)


def _is_of_labels(word: str) -> bool:
    """Tell whether a word is labels or pieces of them, down to single signs of heads."""
    return _is_made_of_labels(word) or _head_signs().issuperset(word)


def _is_caption(said: str) -> bool:
    """Tell whether a line without blanks is a table's number with its name, or 续表 alone."""
    found = _CAPTION.fullmatch(said)
    name = found["name"] if found else ""
    return found is not None and (not name or name.endswith("表") or heading_of(name) is not None)


@cache
def _head_signs() -> frozenset[str]:
    """Every sign of the heads of columns."""
    blocks = [
        block
        for edition in law.editions().values()
        for table in edition.tables
        for block in table.blocks
    ]
    labels = [column.label for block in blocks for column in block.columns]
    labels += [group.label for block in blocks for group in block.column_groups]
    return frozenset("".join(labels))


def _is_made_of_labels(word: str) -> bool:
    """Tell whether a word is a piece of a label, or labels in full one after another."""
    if is_part(word):
        return True
    said = key(word)
    reached = {0}
    for start in range(len(said)):
        if start in reached:
            ends = range(start + 2, min(len(said), start + _MOST) + 1)
            reached |= {end for end in ends if is_label(said[start:end])}
    return bool(said) and len(said) in reached
