"""An agency's text with every `{{ … }}` replaced by what it says.

One pass over the text. Every mistake is kept with its line, so that the person who wrote
the text mends it in one go; `{% %}`, HTML and the like are plain text.
"""

from __future__ import annotations

import re
from contextlib import suppress

from gongkai.compose.prose.characters import excerpt
from gongkai.compose.prose.context import Context
from gongkai.compose.prose.functions import evaluate
from gongkai.compose.prose.language import parse
from gongkai.compose.prose.lookup import Figures
from gongkai.compose.prose.mistakes import ExpressionError, Mistake
from gongkai.errors import InputError, place_in
from gongkai.report import Passage

MOST_ERRORS = 100

_MARK = re.compile(r"\{\{|\}\}")
_IN_PAIRS = "写法为 {{ 地址 单位 }}，两端各两个花括号，写在同一行内，不能套用"


def fill(passage: Passage, context: Context) -> str:
    """Return the text with its figures.

    Raises:
        InputError: with every mistake in the passage (the first hundred, where there are
            more), each with file, line and expression.
    """
    return _Filler(passage, context).text()


def fill_marked(passage: Passage, context: Context) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text with its figures, and the spans that were filled in.

    Raises:
        InputError: as for `fill`.
    """
    filler = _Filler(passage, context)
    return filler.text(), tuple(filler.spans)


def faults(passage: Passage, context: Context) -> tuple[tuple[int, InputError], ...]:
    """Return what cannot be filled in: the line of the passage, from 0, and the mistake."""
    filler = _Filler(passage, context)
    with suppress(InputError):
        filler.text()
    return tuple(filler.errors)


class _Filler:
    """Says the passage line by line; an expression does not reach over a line's end."""

    def __init__(self, passage: Passage, context: Context) -> None:
        self.passage = passage
        self.figures = Figures(context)
        self.line_number = 0
        self.errors: list[tuple[int, InputError]] = []
        self.spans: list[tuple[int, int]] = []
        self._length = 0

    def text(self) -> str:
        lines = []
        for number, line in enumerate(self.passage.text.split("\n")):
            self.line_number = number
            lines.append(self._line(line))
            self._length += len(lines[-1]) + 1
        if self.errors:
            raise InputError.of_many([error for _, error in self.errors])
        return "\n".join(lines)

    def _line(self, line: str) -> str:
        said: list[str] = []
        done = 0
        opened: int | None = None
        for mark in _MARK.finditer(line):
            if mark[0] == "{{":
                if opened is None:
                    said.append(line[done : mark.start()])
                else:
                    self._error(line[opened : mark.start()], "{{ 没有用 }} 收尾，又写了 {{")
                opened = mark.start()
            elif opened is None:
                self._error(line[max(0, mark.start() - 20) : mark.end()], "}} 之前没有 {{")
            else:
                start = self._length + sum(map(len, said))
                said.append(self._say(line[opened + 2 : mark.start()]))
                self.spans.append((start, start + len(said[-1])))
                opened, done = None, mark.end()
        if opened is not None:
            self._error(line[opened : opened + 60], "{{ 没有用 }} 收尾")
        return "".join([*said, line[done:]])

    def _say(self, inside: str) -> str:
        try:
            return evaluate(parse(inside), self.figures)
        except ExpressionError as error:
            for mistake in error.mistakes:
                self._note(f"{{{{ {excerpt(inside)} }}}}", mistake)
            return ""

    def _error(self, around: str, problem: str) -> None:
        self._note(excerpt(around), Mistake(problem, _IN_PAIRS))

    def _note(self, what: str, mistake: Mistake) -> None:
        self.errors.append((self.line_number, InputError(self._place(what), *mistake)))
        if len(self.errors) >= MOST_ERRORS:
            stop = Mistake("错误太多，其后的文字未再检查", "请先改正以上各处")
            self.errors.append((self.line_number, InputError(self._place(""), *stop)))
            raise InputError.of_many([error for _, error in self.errors])

    def _place(self, what: str) -> str:
        origin = self.passage.origin
        if origin is None:
            return f"第{self.line_number + 1}行 {what}".rstrip()
        return place_in(origin.path, origin.line + self.line_number, what)
