"""Selectors of style sheets for what stands before or after an element, as far as simple."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import tinycss2
from lxml import etree

_SIDES = frozenset(["before", "after"])
_PASSING = frozenset(["hover", "focus", "active", "focus-within", "focus-visible", "target"])
"""States that only a reader's hand or eye brings about."""


@dataclass
class _Compound:
    """What one element has to be; `sure` is false where more is asked than is told here."""

    tag: str = ""
    names: set[str] = field(default_factory=set)
    own: str = ""
    attributes: dict[str, str | None] = field(default_factory=dict)
    is_empty: bool = False
    is_child: bool = False
    """It has to be just inside the element before it, not merely somewhere in it."""

    def holds(self, element: etree._Element, *, folded: bool) -> bool:
        """Tell whether an element is so."""
        names, own = element.get("class") or "", element.get("id") or ""
        if folded:
            names, own = names.lower(), own.lower()
        return (
            self.tag in {"", element.tag}
            and self.names.issubset(names.split())
            and self.own in {"", own}
            and all(
                element.get(name) is not None and value in {None, element.get(name)}
                for name, value in self.attributes.items()
            )
            and not (self.is_empty and (len(element) or element.text))
        )


@dataclass(frozen=True)
class Selector:
    """Elements, and on which side of them; `sure` says that `holds` knows all that is asked.

    `handle` is a name that every such element has: its class, id or tag, or `*`.
    """

    where: str
    sure: bool
    folded: bool
    compounds: tuple[_Compound, ...]

    @property
    def handle(self) -> str:
        """The name to file the selector under."""
        last = self.compounds[-1]
        if last.own:
            return f"#{last.own.lower()}"
        return next((f".{name.lower()}" for name in sorted(last.names)), last.tag or "*")

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How strong the selector is among others: ids, classes and the like, tags."""
        return (
            sum(bool(each.own) for each in self.compounds),
            sum(len(c.names) + len(c.attributes) + c.is_empty for c in self.compounds),
            sum(bool(each.tag) for each in self.compounds),
        )

    def holds(self, element: etree._Element) -> bool:
        """Tell whether the selector means an element; perhaps, where it is not `sure`."""
        *outer, last = self.compounds
        if not last.holds(element, folded=self.folded):
            return False
        inner, above = last, element.getparent()
        for compound in reversed(outer):
            while above is not None and not compound.holds(above, folded=self.folded):
                if inner.is_child:
                    return False
                above = above.getparent()
            if above is None:
                return False
            inner, above = compound, above.getparent()
        return True


def selectors_of(prelude: Sequence[tinycss2.ast.Node], *, folded: bool) -> Iterator[Selector]:
    """Yield the selectors of a rule that are about what is before or after elements.

    `folded` says that names are compared without regard to case, as in pages of old.
    """
    group: list[tinycss2.ast.Node] = []
    for token in [*prelude, None]:
        if token is not None and not (token.type == "literal" and token.value == ","):
            group.append(token)
            continue
        if found := _selector(group, folded=folded):
            yield found
        group = []


def _selector(tokens: list[tinycss2.ast.Node], *, folded: bool) -> Selector | None:
    rest = _without_ends(tokens)
    side = rest.pop() if rest else None
    if side is None or side.type != "ident" or side.lower_value not in _SIDES:
        return None
    if not rest or rest[-1] != ":":
        return None
    while rest and rest[-1] == ":":
        rest.pop()
    compounds = [_Compound()]
    sure = True
    while rest:
        node = rest.pop(0)
        if node.type == "whitespace" or node in (">", "+", "~"):
            signs = _signs(node.value, rest)
            if signs & {"+", "~"}:
                compounds, sure = [], False  # what stands before is not looked at
            compounds.append(_Compound(is_child=">" in signs))
            continue
        told = _asked(node, rest, compounds[-1], folded=folded)
        if told is None:
            return None
        sure = sure and told
    return Selector(side.lower_value, sure, folded, tuple(compounds))


def _asked(
    node: tinycss2.ast.Node, rest: list[tinycss2.ast.Node], of: _Compound, *, folded: bool
) -> bool | None:
    """Put what a node asks to an element; false where it is more than can be told.

    None is a state that is not there unless somebody brings it about.
    """
    follows = rest[0] if rest and rest[0].type == "ident" else None
    if node == "." and follows:
        of.names.add(_cased(rest.pop(0).value, folded=folded))
    elif node == ":" and follows:
        state = rest.pop(0).lower_value
        of.is_empty |= state == "empty"
        return None if state in _PASSING else state == "empty"
    elif node.type == "ident":
        of.tag = node.lower_value
    elif node.type == "hash":
        of.own = _cased(node.value, folded=folded)
    elif node.type == "[] block" and (asked := _attribute(node.content)):
        of.attributes.update(asked)
    else:
        return bool(node == "*")
    return True


def _signs(sign: str, rest: list[tinycss2.ast.Node]) -> set[str]:
    """The signs that part two elements, blanks around them."""
    signs = {sign}
    while rest and (rest[0].type == "whitespace" or rest[0] in (">", "+", "~")):
        signs.add(rest.pop(0).value)
    return signs


def _cased(name: str, *, folded: bool) -> str:
    return name.lower() if folded else name


def _without_ends(tokens: list[tinycss2.ast.Node]) -> list[tinycss2.ast.Node]:
    kept = list(tokens)
    while kept and kept[0].type == "whitespace":
        kept.pop(0)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return kept


def _attribute(content: list[tinycss2.ast.Node]) -> dict[str, str | None] | None:
    """The attribute that is asked for, and its value where one is; None for any other test."""
    tokens = [node for node in content if node.type != "whitespace"]
    if not tokens or tokens[0].type != "ident":
        return None
    name = tokens[0].lower_value
    if len(tokens) == 1:
        return {name: None}
    is_equal = len(tokens) == 3 and tokens[1].type == "literal" and tokens[1].value == "="
    if is_equal and tokens[2].type in {"string", "ident"}:
        return {name: tokens[2].value}
    return None
