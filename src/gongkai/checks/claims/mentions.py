"""Numbers with what is said around them, and the role that gives them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gongkai.checks.claims.naming import Around, results_named
from gongkai.checks.claims.numbers import MOST_NUMBERS, Number, numbers
from gongkai.checks.claims.period import when
from gongkai.checks.claims.roles import role_of
from gongkai.checks.claims.scope import Doubt
from gongkai.checks.claims.tables import Role, Seen
from gongkai.checks.claims.text import CLAUSE, SENTENCE, plain

_LEAD = 60
_TAIL = 24
_WIDEST = 800
_REST = 120
_SEVERAL = 3
_BRACKET = re.compile(r"[()]")
_HEADING = re.compile(
    r" *(?:[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、)"
)


@dataclass(slots=True)
class Mention:
    """A number, the words before and after it, its sentence, and its role."""

    number: Number
    lead: str
    tail: str
    sentence: tuple[int, int]
    before: str
    context: str
    heading: str
    role: Role = field(default_factory=Role)
    time: Doubt = field(default_factory=Doubt)


class Prose:
    """One section as it is searched: normalised, its sentences and clauses cut."""

    def __init__(self, section: str, text: str, year: int) -> None:
        self.section = section
        self.year = year
        self.text = plain(text)
        self._clauses = [found.end() for found in CLAUSE.finditer(self.text)]
        self._sentences = [0, *(found.end() for found in SENTENCE.finditer(self.text))]
        self._brackets: list[tuple[int, int]] = [(-1, 0)]
        self.closing: dict[int, int] = {}
        self._match_brackets()
        self.headings = self._find_headings()
        self.numbers: list[Number] = []
        self.cut_at: int | None = None
        for number in numbers(self.text):
            if len(self.numbers) >= MOST_NUMBERS:
                self.cut_at = number.start
                break
            self.numbers.append(number)

    def _find_headings(self) -> list[tuple[int, str]]:
        found = [(0, "")]
        at = 0
        for line in self.text.split("\n"):
            if _HEADING.match(line):
                found.append((at, line[:24]))
            at += len(line) + 1
        return found

    def _match_brackets(self) -> None:
        opened: list[int] = []
        for found in _BRACKET.finditer(self.text):
            if found[0] == "(":
                opened.append(found.start())
            elif opened:
                self.closing[opened.pop()] = found.start()
            self._brackets.append((found.start(), len(opened)))

    def depth(self, at: int) -> int:
        """Return in how many brackets a position stands."""
        return self._brackets[bisect_right(self._brackets, (at, -1)) - 1][1]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence at a position starts and ends."""
        index = bisect_right(self._sentences, at)
        end = self._sentences[index] if index < len(self._sentences) else len(self.text)
        return self._sentences[index - 1], end

    def clause_start(self, at: int) -> int:
        """Return where the clause at a position starts."""
        index = bisect_right(self._clauses, at)
        return self._clauses[index - 1] if index else 0

    def clause_end(self, at: int) -> int:
        """Return where the clause at a position ends."""
        index = bisect_right(self._clauses, at)
        return self._clauses[index] - 1 if index < len(self._clauses) else len(self.text)

    def heading(self, at: int) -> str:
        """Return the heading over a position."""
        return self.headings[bisect_right(self.headings, (at, "\uffff")) - 1][1]

    def excerpt(self, number: Number) -> tuple[int, int]:
        """Return the clause of a number, cut to a readable length."""
        start = max(self.clause_start(number.start), number.start - _LEAD)
        return start, max(number.end, min(self.clause_end(number.end), number.end + _TAIL))


def about_requests(prose: Prose, sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence is about applications, by its own words or those after it.

    Three of the form's results named together leave no doubt.
    """
    text = prose.text[sentence[0] : min(sentence[1] + _TAIL, sentence[0] + _WIDEST)]
    return "申请" in text or results_named(text) >= _SEVERAL


def mentions(prose: Prose) -> Iterator[Mention]:
    """Yield the numbers that claim something, each with its role."""
    seen = Seen(prose.year)
    done = -1
    previous = 0
    counted = [number for number in prose.numbers if not number.ignored]
    for at, number in enumerate(counted):
        sentence = prose.sentence(number.start)
        if sentence[0] != done:
            seen, done = Seen(prose.year, about_requests(prose, sentence)), sentence[0]
        start = max(prose.clause_start(number.start), previous, number.start - _LEAD)
        following = counted[at + 1].start if at + 1 < len(counted) else len(prose.text)
        end = min(prose.clause_end(number.end), following, number.end + _TAIL)
        before = prose.text[max(sentence[0], number.start - 400) : number.start]
        line = prose.text.rfind("\n", max(0, number.start - 300), number.start) + 1
        context = prose.text[max(line, number.start - 300) : number.start]
        mention = Mention(
            number,
            prose.text[start : number.start],
            prose.text[number.end : end],
            sentence,
            before,
            context,
            prose.heading(number.start),
        )
        mention.role = role_of(
            Around(
                number,
                mention.lead,
                mention.tail,
                before,
                context + mention.heading,
                prose.text[number.end : min(sentence[1], number.end + _REST)],
            ),
            seen,
        )
        mention.time, spoken = when(before, prose.year)
        if spoken == prose.year - 1 and mention.role.row:
            mention.role = replace(mention.role, last=True, plain=False)
        previous = number.end
        yield mention
