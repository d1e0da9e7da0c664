"""Which body reports: what titles, signature and page say, weighed against one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.ingest.bodies.body_names import abbreviates, key_of, may_be_one, shorter, tells_region
from gongkai.ingest.bodies.split_names import Texts
from gongkai.ingest.identity.title_lines import Found, Where

WEIGHTS: dict[Where, float] = {
    "near": 4,
    "heading": 3,
    "page": 3,
    "next": 1,
    "far": 1.5,
    "running": 1,
    "link": 0.5,
}
"""What a title weighs: one elsewhere, together with that of the page, more than the nearest."""
PLACES: dict[Where, str] = {
    "near": "标题",
    "heading": "另一标题",
    "page": "网页标题",
    "next": "后面另一份报告",
    "running": "页眉",
    "far": "页上另一处",
    "link": "页上的链接",
}
"""Where a title stands, for people."""
ALWAYS_TOLD = (PLACES["next"], PLACES["running"])
"""Where no other report's title should be."""
_STRONG = 3
_SAID = 1
_MOST = 60
"""Names that are looked at: an index of reports has those of a whole province."""


@dataclass(frozen=True)
class Name:
    """A name that a document says, where, and what that weighs."""

    text: str
    where: str
    weight: float

    @property
    def is_strong(self) -> bool:
        """It is said where only the reporting body is named."""
        return self.weight >= _STRONG


def names_of(titles: Sequence[Found], signature: str, publisher: str) -> list[Name]:
    """Return the names a document says, the surest first."""
    names = [
        Name(found.title.agency, PLACES[found.where], WEIGHTS[found.where])
        for found in titles
        if found.title.agency
    ]
    names += [Name(signature, "落款", 3)] if signature else []
    names += [Name(publisher, "页面上的发布机构", 1)] if publisher else []
    names += [
        Name(found.above, "标题上面的一行", 0.5)
        for found in titles
        if found.where == "near" and found.above
    ]
    return sorted(dict.fromkeys(names), key=lambda name: -name.weight)[:_MOST]


def is_one_body(one: str, other: str) -> bool:
    """Tell whether two names may be meant as one: alike, shortened, or one within the other."""
    first, second = key_of(one), key_of(other)
    return (
        may_be_one(first, second)
        or abbreviates(first, second)
        or abbreviates(second, first)
        or one in other
        or other in one
    )


def chosen(names: Sequence[Name], texts: Texts) -> tuple[Name | None, list[str]]:
    """Return the name that most speaks for, and Chinese sentences on what speaks against it.

    A place that names several bodies, as a list does, counts once for each of them; what only
    such a list says, of bodies that differ, is no one's name.
    """
    if not names:
        return None, []
    best = max(names, key=lambda name: _support(name, names, texts))
    others = [name for name in names if not is_one_body(name.text, best.text)]
    is_alone = _support(best, names, texts) <= best.weight
    if is_alone and best.weight <= WEIGHTS["far"] and any(n.weight >= best.weight for n in others):
        return None, []
    notes = _against(best, others, is_alone=is_alone)
    return _whole(best, names, notes), notes


def _support(name: Name, names: Sequence[Name], texts: Texts) -> float:
    """What speaks for a name: the places that say it, each once, and the running text."""
    places: dict[str, float] = {}
    for other in names:
        if is_one_body(name.text, other.text):
            places[other.where] = max(places.get(other.where, 0), other.weight)
    return sum(places.values()) + (_SAID if texts.mentions(name.text) else 0)


def _against(best: Name, others: Sequence[Name], *, is_alone: bool) -> list[str]:
    """What speaks against it: a line elsewhere does where nothing else says the same name."""
    told: dict[str, dict[str, None]] = {}
    for other in others:
        is_told = other.is_strong or other.where in ALWAYS_TOLD
        if is_told or (is_alone and other.where == PLACES["far"]):
            told.setdefault(other.where, {})[other.text] = None
    notes = []
    for where, texts in told.items():
        more = f"等{len(texts)}个" if len(texts) > 1 else ""
        said = f"{best.where}的机关是“{best.text}”，{where}的是“{next(iter(texts))}”{more}"
        notes.append(f"{said}，按{best.where}，请核对")
    return notes


def _whole(best: Name, names: Sequence[Name], notes: list[str]) -> Name:
    """A name without its place, completed by one that is said in full."""
    if tells_region(key_of(best.text)):
        return best
    for name in names:
        key = key_of(name.text)
        if name.is_strong and tells_region(key) and key_of(best.text) in shorter(key):
            notes.append(
                f"{best.where}的“{best.text}”不是全称，名称取自{name.where}的“{name.text}”"
            )
            return name
    return best
