"""Figures that a document broke in two, or set so close together that they look like one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.ingest.matching.regions import Token


def parted(tokens: Sequence[Token]) -> list[Token]:
    """Return cells with those in parts that are several figures, a single blank between them."""
    apart: list[Token] = []
    for token in tokens:
        words = token.text.split()
        if all(map(str.isdecimal, words)):
            apart += [replace(token, text=word) for word in words]
        else:
            apart.append(token)
    return apart


def joined(tokens: list[Token], count: int) -> Iterator[list[Token]]:
    """Yield every way to join one pair of neighbours that could be the digits of one figure."""
    if len(tokens) != count + 1:
        return
    seen: set[tuple[str, ...]] = set()
    for at in range(count):
        left, right = tokens[at], tokens[at + 1]
        if not (left.text.strip().isdecimal() and right.text.strip().isdecimal()):
            continue
        if left.text.strip().startswith("0"):
            continue
        whole = Token(
            left.text.strip() + right.text.strip(), left.place, left.row, left.column, left.width
        )
        row = [*tokens[:at], whole, *tokens[at + 2 :]]
        texts = tuple(token.text.strip() for token in row)
        if texts not in seen:
            seen.add(texts)
            yield row
