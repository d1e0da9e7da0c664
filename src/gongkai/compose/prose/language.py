"""The little language between `{{` and `}}`: what it says, read into frozen values.

    expression := sum | name "(" sum { "," sum } ")"
    sum        := reference { ("+" | "-") reference } [ unit ]
    reference  := ["last:"] table/row/column | ["last:"] facts/key[/part]

Blanks stand on both sides of + and -, so that labels such as 互联网+监管 need no quotes;
a label with blanks, brackets or commas is quoted: `facts/items/"预算(决算)"`. The language
reads figures and nothing else: there is no way to name a file, a variable or a program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.compose.prose.characters import excerpt
from gongkai.compose.prose.mistakes import ExpressionError
from gongkai.compose.prose.nodes import (
    FACTS,
    LAST,
    Call,
    CellReference,
    Expression,
    FactReference,
    Reference,
    Sum,
    Term,
)
from gongkai.law import Address

LONGEST_EXPRESSION = 400

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<word>(?![+-])(?:[^\s(),"{}]|"[^"]*")+)
      | (?P<sign>[+-])
      | (?P<mark>[(),])
      | (?P<stray>\S)
    )""",
    re.VERBOSE,
)
_FULL_WIDTH = re.compile("[（），＋－：／]")


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def parse(text: str) -> Expression:
    """Read what stands between `{{` and `}}`.

    Raises:
        ExpressionError: it is empty, too long or not of the language.
    """
    if len(text) > LONGEST_EXPRESSION:
        raise ExpressionError(
            f"表达式过长（{len(text)}个字符）",
            f"最多{LONGEST_EXPRESSION}个字符；请核对是否漏写了 }}}}，或分写成几处",
        )
    parser = _Parser(_tokens(text))
    expression = parser.expression()
    parser.end()
    return expression


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "stray":
            raise ExpressionError(
                f"不能用字符 {excerpt(found[kind])}",
                "请核对括号和引号是否成对，花括号只在两端各写两个",
            )
        tokens.append(_Token(kind, found[kind]))
    if not tokens:
        raise ExpressionError(
            "里面是空的", "请写上数据的地址，例如 {{ requests/received/total 件 }}"
        )
    return tokens


class _Parser:
    """Reads the tokens from left to right, looking one ahead."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def expression(self) -> Expression:
        if len(self.tokens) < 2 or self.tokens[0].kind != "word" or self.tokens[1].text != "(":
            return self._sum()
        name = self.tokens[0].text
        self.position = 2
        arguments = [self._sum()]
        while self._skip(","):
            arguments.append(self._sum())
        if not self._skip(")"):
            raise self._unexpected("应为右括号 )")
        return Call(name, tuple(arguments))

    def end(self) -> None:
        if self.position < len(self.tokens):
            raise self._unexpected("多出")

    def _sum(self) -> Sum:
        terms = [Term(1, self._reference())]
        while (sign := self._take("sign")) is not None:
            terms.append(Term(-1 if sign == "-" else 1, self._reference()))
        return Sum(tuple(terms), self._take("word") or "")

    def _reference(self) -> Reference:
        word = self._take("word")
        if word is None:
            raise self._unexpected("应为数据的地址")
        return reference(word)

    def _take(self, kind: str) -> str | None:
        if self.position < len(self.tokens) and self.tokens[self.position].kind == kind:
            self.position += 1
            return self.tokens[self.position - 1].text
        return None

    def _skip(self, mark: str) -> bool:
        found = self.position < len(self.tokens) and self.tokens[self.position].text == mark
        self.position += found
        return found

    def _unexpected(self, what: str) -> ExpressionError:
        rest = " ".join(token.text for token in self.tokens[self.position :])
        return ExpressionError(
            f"{what}，实为 {excerpt(rest)}" if rest else f"没有写完，{what}",
            "写法为“地址 + 地址 单位”或“函数(地址 单位)”，加减号两边留空格",
        )


def reference(word: str) -> Reference:
    """Read one reference.

    Raises:
        ExpressionError: the word has not the shape of one.
    """
    last = word.startswith(LAST)
    parts = word.removeprefix(LAST).split("/", 2)
    if parts[0] == FACTS and len(parts) > 1 and all(parts):
        part = parts[2].replace('"', "") if len(parts) > 2 else ""
        return FactReference(parts[1], part, last)
    if _FULL_WIDTH.search(word):
        raise ExpressionError(
            f"{excerpt(word)} 里有全角符号",
            "括号、逗号、加减号、冒号、斜线请用半角，加减号两边留空格",
        )
    try:
        return CellReference(Address.parse("/".join(parts)), last)
    except ValueError:
        raise ExpressionError(
            f"{excerpt(word)} 不是数据的地址",
            "表中数据写作 table/row/column 三段，事实数据写作 facts/名称，加减号两边留空格",
        ) from None
