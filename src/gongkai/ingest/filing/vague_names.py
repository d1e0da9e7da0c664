"""Documents whose names leave many bodies to be meant, put together where that is certain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.ingest.filing.whose import Whose


@dataclass(frozen=True)
class Vague:
    """Documents of one body that has no whole name: their positions, and the ids they claim.

    `is_joined` says that it was their files' names that put several documents together.
    """

    members: tuple[int, ...]
    ids: Counter[str]
    is_joined: bool


def vague_bodies(said: Mapping[int, Whose], id_of: Callable[[Whose], str]) -> list[Vague]:
    """Put together files of one name, one id and one shelf, and copies of one document.

    Files of one name and one id on different shelves may be of different places.
    """
    groups: dict[object, int] = {}
    first: dict[int, int] = {}

    def root(at: int) -> int:
        while first[at] != at:
            at = first[at]
        return at

    for at in sorted(said):
        whose = said[at]
        first[at] = at
        id_ = id_of(whose)
        marks = [("place", whose.key, whose.shelf, id_)] if id_ else []
        marks += [("copy", whose.sha256, str(whose.year), whose.key)] if whose.sha256 else []
        for mark in marks:
            one, other = root(groups.setdefault(mark, at)), root(at)
            first[max(one, other)] = min(one, other)
    bodies: dict[int, list[int]] = defaultdict(list)
    for at in sorted(said):
        bodies[root(at)].append(at)
    return [
        Vague(
            tuple(members),
            Counter(id_ for at in members if (id_ := id_of(said[at]))),
            len({said[at].sha256 or at for at in members}) > 1,
        )
        for members in bodies.values()
    ]
