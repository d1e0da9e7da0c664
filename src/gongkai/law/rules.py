"""Rules of reconciliation (勾稽关系) as the law data states them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from gongkai.errors import InputError
from gongkai.law.form import Citation, Kind
from gongkai.law.strict import Strict, convert, parse, read_text
from gongkai.law.toml_lines import line_of

Authority: TypeAlias = Literal["form", "definition", "regulation", "practice", "heuristic"]
Severity: TypeAlias = Literal["must", "explain", "hint"]


class Refusal(Strict, frozen=True):
    """Two figures of successive years that must not be compared, and why."""

    last: str
    this: str
    reason: str


class Rule(Strict, frozen=True):
    """One rule: its sentence, its authority and class, and what it relates.

    Exactly one of these says what the rule is about: `relation` (a linear relation
    over cells, see `rules.toml`), `refuses` (comparisons not to be made), `variants`
    (deviations from the form) or `facts` (counted facts with their parts).
    A rule with `last_editions` looks at last year's report made in one of them.
    """

    id: str
    title: str
    sentence: str
    authority: Authority
    severity: Severity = msgspec.field(name="class")
    citation: Citation
    editions: tuple[str, ...]
    relation: str = ""
    kinds: tuple[Kind, ...] = ()
    last_editions: tuple[str, ...] = ()
    refuses: tuple[Refusal, ...] = ()
    variants: bool = False
    facts: bool = False
    origin: str = ""


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Read the catalogue of rules; `origin` of each says its file and line.

    Raises:
        InputError: the file breaks the schema, an id is used twice, or a rule does not
            say exactly one thing.
    """
    text = read_text(path)
    data = parse(text, path)
    rules: list[Rule] = []
    for position, entry in enumerate(data.get("rule", [])):
        base = ("rule", position)
        rule = convert(entry, Rule, text, path, base)
        origin = f"{path.name} 第{line_of(text, base)}行 {rule.id}"
        if any(rule.id == other.id for other in rules):
            raise InputError(origin, "规则编号重复", "每条规则用不同的编号")
        if sum(map(bool, (rule.relation, rule.refuses, rule.variants, rule.facts))) != 1:
            raise InputError(
                origin,
                "规则应当恰好写明一种内容",
                "在 relation、refuses、variants、facts 中保留一项",
            )
        rules.append(msgspec.structs.replace(rule, origin=origin))
    return tuple(rules)
