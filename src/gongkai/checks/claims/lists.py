"""Lists of parts: do they add up to the number in front of them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Literal, TypeAlias

from gongkai.checks.claims.mentions import Mention, Prose
from gongkai.checks.claims.tables import Role
from gongkai.checks.claims.words import pattern
from gongkai.law.claims import vocabulary

Sum: TypeAlias = Literal["adds_up", "exceeds", "short", "falls_short"]
"""`short`: an open list, a hint; `falls_short`: a closed one, an error."""

_MOST = 40
_SOON = 2
_REACH = 2000
"""In characters: no list is longer."""
_OPENER = re.compile(r"其中|具体包括|主要包括|包括|分别为|分别是|具体为|分为|含")
_CLOSED = re.compile(r"具体包括|分别为|分别是|具体为")
_OPEN = re.compile(r"等|余|约|超|多|主要|其中|含|近")
_LIKE = re.compile("件次?|条次?|个|则|篇次?|份|项次?|期|次|起|宗|例|幅|部|本|册|张|批")


@dataclass(frozen=True, slots=True)
class Listed:
    """A total with its parts (positions among the mentions) and how they add up."""

    total: int
    parts: tuple[int, ...]
    sum: Decimal
    outcome: Sum


def lists(prose: Prose, spoken: list[Mention]) -> list[Listed]:
    """Return the lists of a section whose parts can be added up."""
    found = []
    taken: set[int] = set()
    for at in range(len(spoken)):
        listed = _after(prose, spoken, at) or _in_a_row(spoken, at, taken)
        if listed is not None:
            found.append(listed)
            taken.update(listed.parts)
    return [*found, *_before(spoken, taken)]


def _alike(total: Mention, part: Mention) -> bool:
    units = {total.number.unit, part.number.unit}
    return len(units) == 1 or all(_LIKE.fullmatch(unit) for unit in units)


def _after(prose: Prose, spoken: list[Mention], at: int) -> Listed | None:
    total = spoken[at]
    end = total.number.end
    bracket = prose.text[end : end + 1] == "("
    parts: list[int] = []
    sure = True
    opener = ""
    for index in [] if total.role.kind else _candidates(prose, spoken, at, bracket):
        part = spoken[index]
        if not parts and not _alike(total, part) and not bracket and index < at + 4:
            continue
        if not parts:
            found = _opens(prose.text[end : part.number.start], total, part, bracket)
            if found is None:
                return None
            opener = found
        gap = prose.text[spoken[index - 1].number.end : part.number.start]
        if parts and ("其中" in gap or pattern("breaks").search(gap)):
            sure = False
        if not _alike(total, part):
            if bracket:
                return None
            continue
        parts.append(index)
    return _weigh(prose, spoken, at, parts, sure, bracket and opener in {"", "分别为"}, opener)


def _candidates(prose: Prose, spoken: list[Mention], at: int, bracket: bool) -> Iterator[int]:
    """The numbers that may be parts: in reach, and in the same bracket or none."""
    total = spoken[at]
    end = total.number.end
    limit = prose.closing.get(end, end) if bracket else _reach(prose, total)
    level = prose.depth(end + bracket)
    for index in range(at + 1, min(at + 1 + _MOST, len(spoken))):
        part = spoken[index]
        depth = prose.depth(part.number.start) - level
        over = part.number.start >= min(limit, end + _REACH) or depth < 0
        if over or _another_dispute(total.role, part.role):
            return
        if not (depth or part.role.kind or part.number.unit == "%"):
            yield index


def _opens(gap: str, total: Mention, part: Mention, bracket: bool) -> str | None:
    """The word that opens the list, empty in a bare bracket, None where none does."""
    found = _OPENER.search(gap)
    if not bracket and (found is None or not _alike(total, part) or len(gap) > _MOST):
        return None
    late = found is not None and found[0].startswith("分别") and found.start() > _SOON
    return None if late else found[0] if found else ""


def _another_dispute(total: Role, part: Role) -> bool:
    """`直接起诉33件,其中维持20件;复议后起诉23件`: the list is over."""
    return part.table == "disputes" == total.table and part.row != total.row


def _reach(prose: Prose, total: Mention) -> int:
    """The end of the sentence, or of the next one if that goes on with 其中."""
    end = total.sentence[1]
    return prose.sentence(end)[1] if prose.text[end : end + 2] == "其中" else end


def _weigh(
    prose: Prose, spoken: list[Mention], at: int, parts: list[int], sure: bool,
    bracket: bool, opener: str,
) -> Listed | None:  # fmt: skip
    total = spoken[at].number
    running = Decimal(0)
    for count, index in enumerate(parts, 1):
        running += spoken[index].number.value
        alone = len(parts) == 1 or count == 1
        repeated = alone and pattern("channels").search(spoken[index].lead) is not None
        after = prose.text[spoken[index].number.end :][:1]
        goes_on = count < len(parts) and after == "、"
        if running == total.value and total.closeness == "exact" and not repeated | goes_on:
            return Listed(at, tuple(parts[:count]), running, "adds_up")
    if len(parts) < 2 or not sure or total.closeness != "exact" or total.joined:
        return None
    chosen = [spoken[index] for index in parts]
    if running > total.value and _overlap(chosen, total.value, nested=not bracket):
        return None
    said = prose.text[total.end : chosen[-1].number.end + 3]
    if running > total.value:
        return Listed(at, tuple(parts), running, "exceeds")
    vague = _OPEN.search(said) is not None or any(not part.number.exact for part in chosen)
    closed = (bracket or _CLOSED.search(opener) is not None) and not vague
    return Listed(at, tuple(parts), running, "falls_short" if closed else "short")


def _overlap(parts: list[Mention], total: Decimal, *, nested: bool) -> bool:
    """Channels repeat a figure, two ways of dividing stand together, or parts are nested."""
    if sum(pattern("channels").search(part.lead) is not None for part in parts) >= 2:
        return True
    if any(pattern("steps").search(part.lead) for part in parts):
        return True
    if any(part.number.value >= total for part in parts):
        return True
    divided = {
        number
        for part in parts
        for number, words in enumerate(vocabulary().dimensions)
        if any(word in part.lead for word in words)
    }
    if len(divided) > 1:
        return True
    values = [part.number.value for part in parts[:20]]
    whole = sum(part.number.value for part in parts)
    inner = [this for before, this in pairwise(values) if this <= before]
    return nested and any(
        whole - sum(left) == total for size in (1, 2) for left in combinations(inner, size)
    )


def _in_a_row(spoken: list[Mention], at: int, taken: set[int]) -> Listed | None:
    """Numbers that happen to add up without a word: only ever a confirmation."""
    total = spoken[at].number
    if at in taken or total.value < 10 or spoken[at].role.kind or not total.exact:
        return None
    running = Decimal(0)
    for index in range(at + 1, min(at + 1 + 12, len(spoken))):
        part = spoken[index]
        if part.role.kind or not _alike(spoken[at], part):
            return None
        running += part.number.value
        if running == total.value and index - at >= 3:
            return Listed(at, tuple(range(at + 1, index + 1)), running, "adds_up")
        if running >= total.value:
            return None
    return None


def _before(spoken: list[Mention], taken: set[int]) -> list[Listed]:
    """`105件,快递17件,合计122件`."""
    found = []
    for at, mention in enumerate(spoken):
        if at in taken or not re.search(r"(?:合计|共计|总计|共)$", mention.lead.strip()):
            continue
        running = Decimal(0)
        for index in range(at - 1, max(-1, at - 12), -1):
            part = spoken[index]
            if part.sentence != mention.sentence or not _alike(mention, part):
                break
            running += part.number.value
            if running == mention.number.value and at - index >= 2:
                found.append(Listed(at, tuple(range(index, at)), running, "adds_up"))
                break
    return found
