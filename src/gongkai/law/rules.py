"""Rules of reconciliation (勾稽关系) as the law data states them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Literal, TypeAlias

import msgspec

from gongkai.errors import InputError
from gongkai.law.form import Citation, Kind
from gongkai.law.strict import Strict, convert, error_at, parse, read_text
from gongkai.law.toml_lines import line_of

Authority: TypeAlias = Literal["form", "definition", "regulation", "practice", "heuristic"]
Severity: TypeAlias = Literal["must", "explain", "hint"]
Judge: TypeAlias = Literal[
    "across_years",
    "unit_slip",
    "children",
    "lawmaking",
    "deadline",
    "publisher",
    "blanks",
    "tables",
    "words",
    "waivers",
    "prose",
    "references",
]
"""What a rule that is no linear relation is judged by: a module of `checks`."""


class Refusal(Strict, frozen=True):
    """Two figures of successive years that must not be compared, and why."""

    last: str
    this: str
    reason: str


class Rule(Strict, frozen=True):
    """One rule: its sentence, its authority and class, and what it relates.

    Exactly one of these says what the rule is about: `relation` (a linear relation
    over cells, see `rules.toml`), `refuses` (comparisons not to be made), `variants`
    (deviations from the form), `facts` (counted facts with their parts), `judge` (what
    `checks` judges in a way of its own; `formula` and `example` say it to people) or
    `allows` (what is never an error, and why: the rule is there to be looked up).
    A rule with `last_editions` looks at last year's report made in one of them.
    `version` goes up when what the rule judges changes: a waiver answers one version.
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
    judge: Judge | None = None
    allows: str = ""
    version: int = 1
    levels: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    factor: int = 0
    least: int = 0
    formula: str = ""
    example: str = ""
    origin: str = ""


class _Catalogue(Strict, frozen=True):
    rules: tuple[Rule, ...] = msgspec.field(name="rule")


_SUBJECTS: dict[str, set[str]] = {
    "relation": {"row", "column"},
    "refuses": {"last", "this"},
    "variants": {"variant"},
    "facts": {"fact"},
    "judge": {"cell", "row", "column", "what"},
    "allows": set(),
}
"""What a rule can be about, and the words its sentence may leave open then."""


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Read the catalogue of rules; `origin` of each says its file and line.

    Raises:
        InputError: the file breaks the schema, an id is used twice, or a rule does not
            say exactly one thing.
    """
    text = read_text(path)
    rules = convert(parse(text, path), _Catalogue, text, path).rules
    errors = [
        error_at(path, text, ("rule", position, key), f"{rule.id} {problem}", remedy)
        for position, rule in enumerate(rules)
        for key, problem, remedy in _slips(rule, rules[:position])
    ]
    if errors:
        raise InputError.of_many(errors)
    return tuple(
        msgspec.structs.replace(
            rule, origin=f"{path.name} 第{line_of(text, ('rule', position))}行 {rule.id}"
        )
        for position, rule in enumerate(rules)
    )


def _slips(rule: Rule, before: tuple[Rule, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield key, problem and remedy of what does not fit together in a rule."""
    if any(rule.id == other.id for other in before):
        yield "id", "规则编号重复", "每条规则用不同的编号"
    if rule.origin:
        yield "origin", "没有这个键", "请删去"
    if rule.version < 1:
        yield "version", "版本号应从1起", "请改正 version"
    if ("last:" in rule.relation) != bool(rule.relation and rule.last_editions):
        yield "relation", "last: 与 last_editions 应同时写或同时不写", "请补上或删去其一"
    subjects = [subject for subject in _SUBJECTS if getattr(rule, subject)]
    if len(subjects) != 1:
        names = "、".join(_SUBJECTS)
        yield "id", "规则应当恰好写明一种内容", f"在 {names} 中保留一项"
        return
    try:
        open_words = {
            name for _, name, _, _ in Formatter().parse(rule.sentence) if name is not None
        }
    except ValueError:
        yield "sentence", "花括号不成对", "请改正 sentence"
        return
    for word in sorted(open_words - _SUBJECTS[subjects[0]]):
        allowed = "、".join(f"{{{name}}}" for name in sorted(_SUBJECTS[subjects[0]]))
        yield "sentence", f"不认识 {{{word}}}", f"可用：{allowed}"
