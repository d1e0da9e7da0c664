"""Copied text (雷同): narratives that are nearly last year's or another body's.

Names, figures and punctuation are taken out first. Among many texts MinHash signatures
over five-character shingles find the candidates (datasketch, LSH); the true overlap of
their shingles, counted exactly, decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

import numpy as np

from gongkai.checks.claims.text import plain
from gongkai.checks.findings import Finding
from gongkai.law import Rule
from gongkai.report import Report

Key: TypeAlias = tuple[str, int, str]
"""Agency, year and section of a narrative."""

_Text: TypeAlias = tuple[Key, set[int]]
_Candidates: TypeAlias = tuple[Key, set[int], list[Key]]

THRESHOLD = 0.8
"""Share of common shingles from which two texts are called nearly identical."""

SHORTEST = 80
"""Pieces left after normalising, below which texts are alike by nature."""

MOST_ALIKE = 3
"""Texts that one is compared with, besides the same body's of last year."""

MOST_KEPT = 50
"""Of texts that are all alike; the rest are found by these."""

_PERMUTATIONS = 64
_FEW = 8
"""Texts of a section that are sooner compared each with each than indexed."""

_SHINGLE = 5
_MOST_PASSAGE = 60
_FACTOR = np.uint64(1_000_003)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_OUT = re.compile(r"[^\u4e00-\u9fff]+|[零〇一二三四五六七八九十百千万亿两]+")
_NO_WORDS = re.compile(r"\n|\{\{[^{}]*(?:\}\}|$)|^[^{}]*\}\}")
_NAMES = re.compile(
    r"[\u4e00-\u9fff]{1,3}(?:自治县|自治州|自治区|省|市|县|区|镇|乡|街道|村)(?:人民政府)?"
    r"|我(?:省|市|县|区|镇|乡|局|委|厅|办|街道)|[全本](?:省|市|县|区|镇|乡|局)"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two narratives that are nearly the same, how nearly, and the longest common passage."""

    key: Key
    other: Key
    share: float
    passage: str


def normalised(text: str, name: str = "") -> str:
    """Return the text without names, figures and punctuation."""
    bare = plain(text)
    if name:
        bare = bare.replace(plain(name), "")
    return _OUT.sub("", _NAMES.sub("", bare))


def shingles(text: str) -> set[int]:
    """Return the hashes of a normalised text's overlapping pieces."""
    if len(text) < _SHINGLE:
        return set()
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    mixed = np.zeros(len(codes) - _SHINGLE + 1, dtype=np.uint64)
    for at in range(_SHINGLE):  # wraps round at 64 bits, as a hash may
        mixed = mixed * _FACTOR + codes[at : at + len(mixed)]
    return set(((mixed * _SPREAD) >> np.uint64(32)).tolist())


def likeness(texts: Mapping[Key, str], names: Mapping[str, str] | None = None) -> list[Likeness]:
    """Return for each narrative the one of the same section that it nearly is.

    `names` gives the Chinese name of each agency. A text is compared with those before
    it, and the likest is returned as `other`; of equals the body's own of last year. Of a
    text that many share only the first `MOST_ALIKE` are compared with: so the work grows
    with the number of texts, not with its square.
    """
    known = names or {}
    found: list[Likeness] = []
    for section in dict.fromkeys(key[2] for key in texts):
        keys = [key for key in texts if key[2] == section]
        long = (
            (key, pieces)
            for key in keys
            if len(pieces := _shingles_of(texts, key, known)) >= SHORTEST
        )
        for key, pieces, others in (_each if len(keys) <= _FEW else _likely)(long):
            before = (key[0], key[1] - 1, section)
            best: tuple[float, Key] | None = None
            for other in [*([before] if before in texts else []), *others]:
                share = _overlap(pieces, _shingles_of(texts, other, known))
                if share >= THRESHOLD and (best is None or share > best[0]):
                    best = (share, other)
                if share == 1:
                    break
            if best is not None:
                passage = common_passage(texts[key], texts[best[1]])
                found.append(Likeness(key, best[1], best[0], passage))
    return found


def _each(texts: Iterable[_Text]) -> Iterator[_Candidates]:
    """Each text with all before it."""
    before: list[Key] = []
    for key, pieces in texts:
        yield key, pieces, sorted(before)
        before.append(key)


def _likely(texts: Iterable[_Text]) -> Iterator[_Candidates]:
    """Each text with those before it that may be like it."""
    # Imported here: the two years of one body, which is all a report compares, need none.
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=_PERMUTATIONS)
    maker = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
    for key, pieces in texts:
        mark = maker.copy()
        mark.update_batch(pieces)
        near = sorted(index.query(mark))
        yield key, pieces, near[:MOST_ALIKE]
        if len(near) < MOST_KEPT:
            index.insert(key, mark, check_duplication=False)


def _shingles_of(texts: Mapping[Key, str], key: Key, names: Mapping[str, str]) -> set[int]:
    """Made anew when needed: those of 100,000 texts would fill the memory."""
    return shingles(normalised(texts[key], names.get(key[0], "")))


def _overlap(left: set[int], right: set[int]) -> float:
    return len(left & right) / len(left | right)


def common_passage(left: str, right: str) -> str:
    """Return the longest passage two texts share, cut to a readable length.

    It stands on one line and holds no reference to figures, whole or cut off.
    """
    left, right = left[:4000], right[:4000]
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    pieces = _NO_WORDS.split(left[match.a : match.a + match.size])
    return max((piece.strip() for piece in pieces), key=len)[:_MOST_PASSAGE]


def finding_of(alike: Likeness, rule: Rule, report: Report, other: str) -> Finding:
    """Return the hint that a section is nearly another narrative, which `other` names."""
    section = report.form.section(alike.key[2])
    message = (
        f"{rule.sentence}：{section.heading}与{other}的文字有{alike.share:.0%}相同，"
        f"如“{alike.passage}”"
    )
    return Finding(rule, f"{alike.key[2]}/likeness", "violated", message)
