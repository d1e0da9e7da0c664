"""From groups and their members to merged head cells; the same for rows and columns.

Seen along the heads, a row's labels stand side by side in the stub and a column's
labels stand on top of one another in the head: one geometry, turned by a quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from gongkai.law.form import Column, Group, Row, ancestry

Chain: TypeAlias = tuple[Group | Row | Column, ...]
"""The labels over one row or column as printed, outermost first, its own last."""


@dataclass(frozen=True)
class Head:
    """A head cell: which members it stands over and which levels it takes up.

    `start` and `length` count members (rows or columns), `level` and `reach` count
    levels from the outside; the label of a member reaches down to the figures.
    """

    label: str
    start: int
    length: int
    level: int
    reach: int
    is_group: bool

    def is_over(self, member: int) -> bool:
        """Tell whether the cell stands over a member."""
        return self.start <= member < self.start + self.length


def chain(member: Row | Column, groups: tuple[Group, ...]) -> Chain:
    """Return the printed groups a member stands in, outermost first, then the member."""
    return (*(group for group in ancestry(member, groups) if group.printed), member)


def depth(chains: Sequence[Chain]) -> int:
    """Return how many levels the heads take up."""
    return max(map(len, chains))


def heads(chains: Sequence[Chain]) -> tuple[Head, ...]:
    """Return the head cells over members, level by level from the outside.

    Neighbours in the same group share its cell.
    """
    levels = depth(chains)
    found = []
    for level in range(levels):
        for path, run in groupby(
            enumerate(chains), key=lambda item: tuple(part.id for part in item[1][: level + 1])
        ):
            members = [position for position, _ in run]
            parts = chains[members[0]]
            if len(path) <= level:
                continue
            is_group = len(parts) > level + 1
            found.append(
                Head(
                    label=parts[level].label,
                    start=members[0],
                    length=len(members),
                    level=level,
                    reach=1 if is_group else levels - level,
                    is_group=is_group,
                )
            )
    return tuple(found)
