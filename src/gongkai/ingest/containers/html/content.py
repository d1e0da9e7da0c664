"""What style sheets write into a page: text that only a `content` declaration has.

Sites that do not want their figures copied leave a cell empty and have a style sheet show
the figure. Plain strings and attributes, under selectors that say where they hold, are read;
of all else it is known only that something is shown.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from lxml import etree

from gongkai.ingest.containers.html.selectors import Selector, selectors_of
from gongkai.ingest.containers.html.written import UNKNOWN, written

_LONGEST_SHEET = 300_000
_MOST_RULES = 20_000
_NOT_SEEN = re.compile(r"\b(?:print|speech|max-(?:device-)?width|handheld)\b", re.IGNORECASE)
_ALWAYS = re.compile(r"\s*(?:(?:only\s+)?screen|all)?\s*", re.IGNORECASE)
_ICONS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_APART = frozenset(["display", "position", "float"])
_TURNED = frozenset(["direction", "unicode-bidi", "writing-mode", "transform"])
_GONE = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0*)?$|font-size:0(?:\.0*)?(?:px|pt|em|%)?$"
)


@dataclass(frozen=True)
class _Rule:
    """A declaration of content: for which elements, its parts, and how strong it is.

    `parts` are texts and, in a list of one, names of attributes; None where what is shown
    cannot be told. `sure` says that the rule certainly holds on a screen.
    """

    selector: Selector
    parts: tuple[str | list[str], ...] | None
    rank: tuple[bool, tuple[int, int, int], int]
    sure: bool
    is_apart: bool

    def text(self, element: etree._Element) -> str:
        """What the rule shows at an element; signs that are icons show nothing to read."""
        if self.parts is None:
            return UNKNOWN
        told = "".join(
            part if isinstance(part, str) else element.get(part[0]) or "" for part in self.parts
        )
        return _ICONS.sub("", told).strip()


class Content:
    """Tells of the elements of one page what style sheets write before and after them."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        # The parser says so of pages without a type as well: there, case does not count.
        folded = (root.getroottree().docinfo.public_id or "").startswith("-//W3C//DTD HTML ")
        sheets = ("".join(map(str, sheet.itertext())) for sheet in root.iter("style"))
        told = [text[:_LONGEST_SHEET] for text in sheets if "content" in text.lower()]
        for rule in _rules_in(told, folded=folded):
            self._rules[rule.selector.handle].append(rule)

    def __call__(self, element: etree._Element, tag: str, where: str) -> str:
        """Return what is written `before` or `after` an element, marked as such."""
        if not self._rules:
            return ""
        found = [
            rule
            for handle in _handles(element, tag)
            for rule in self._rules.get(handle, ())
            if rule.selector.where == where and rule.selector.holds(element)
        ]
        if not found:
            return ""
        sure = max((r for r in found if r.sure), key=lambda rule: rule.rank, default=None)
        said = sure.text(element) if sure else ""
        open_ = {r.text(element) for r in found if not r.sure} - {said}
        if any(each == UNKNOWN or re.search(r"\d", each) for each in open_):
            return written(UNKNOWN, may_be=True)
        if not said:
            return ""
        return f" {written(said)} " if sure and sure.is_apart else written(said)


def _handles(element: etree._Element, tag: str) -> Iterator[str]:
    """The names under which rules for an element may be filed."""
    yield "*"
    yield tag
    for name in dict.fromkeys((element.get("class") or "").split()):
        yield f".{name.lower()}"
    if own := element.get("id"):
        yield f"#{own.lower()}"


def _rules_in(sheets: Iterable[str], *, folded: bool) -> Iterator[_Rule]:
    """The declarations of content in the order of the sheets."""
    at = 0
    for sheet in sheets:
        nodes = deque((n, True) for n in tinycss2.parse_stylesheet(sheet, skip_comments=True))
        while nodes and at < _MOST_RULES:
            node, sure = nodes.popleft()
            if node.type == "at-rule" and node.content is not None:
                query = _plainly(node.prelude)
                if node.lower_at_keyword == "media" and _NOT_SEEN.search(query):
                    continue
                is_plain = node.lower_at_keyword == "media" and _ALWAYS.fullmatch(query)
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True)
                nodes.extendleft((each, sure and bool(is_plain)) for each in reversed(inner))
            elif node.type == "qualified-rule":
                yield from _of_rule(node, at, sure=sure, folded=folded)
                at += 1


def _of_rule(
    node: tinycss2.ast.QualifiedRule, at: int, *, sure: bool, folded: bool
) -> Iterator[_Rule]:
    if not any(token.type == "ident" and token.lower_value == "content" for token in node.content):
        return
    declared = {
        each.lower_name: each
        for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True)
        if each.type == "declaration"
    }
    own = declared.get("content")
    if own is None:
        return
    said = {name: _plainly(each.value).strip().lower() for name, each in declared.items()}
    parts = _parts(own.value)
    if any(_GONE.fullmatch(f"{name}:{value}") for name, value in said.items()):
        parts = ()
    elif parts and not _TURNED.isdisjoint(said):
        parts = None
    is_apart = any(not said.get(name, "inline").startswith("inline") for name in _APART)
    for selector in selectors_of(node.prelude, folded=folded):
        rank = (own.important, selector.specificity, at)
        yield _Rule(selector, parts, rank, sure and selector.sure, is_apart)


def _plainly(tokens: Iterable[tinycss2.ast.Node]) -> str:
    """The words of a value, blocks by their own words alone: a sheet may nest without end."""
    flat = (inner for token in tokens for inner in getattr(token, "content", None) or (token,))
    return "".join(token.serialize() for token in flat if hasattr(token, "value"))


def _parts(value: list[tinycss2.ast.Node]) -> tuple[str | list[str], ...] | None:
    """What a value of `content` is made of; None where it is more than strings, attributes."""
    parts: list[str | list[str]] = []
    for token in value:
        if token.type == "whitespace" or (token.type == "ident" and token.lower_value != "inherit"):
            continue  # none, normal, open-quote: nothing that could be a figure
        if token.type == "literal" and token.value == "/":
            break  # what follows is read to those who do not see
        if token.type == "string":
            parts.append(token.value)
        elif token.type == "function" and token.lower_name == "attr":
            names = [each for each in token.arguments if each.type != "whitespace"]
            if len(names) != 1 or names[0].type != "ident":
                return None
            parts.append([names[0].lower_value])
        else:
            return None
    return tuple(parts)
