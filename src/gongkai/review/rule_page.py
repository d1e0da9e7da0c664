"""One rule of the catalogue, told in full: sentence, formula, authority, basis, example."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai import law
from gongkai.checks.findings import AUTHORITY_NAMES, SEVERITY_NAMES
from gongkai.checks.messages import message_of
from gongkai.checks.outcome import Reading
from gongkai.checks.relations import Relation, compile_rule
from gongkai.errors import InputError
from gongkai.law import Rule


def rule_text(rule_id: str) -> str:
    """Return what there is to say of a rule.

    Raises:
        InputError: the catalogue has no such rule.
    """
    known = {rule.id.lower(): rule for rule in law.rules()}
    rule = known.get(rule_id.strip().lower())
    if rule is None:
        listed = "、".join(rule.id for rule in law.rules())
        raise InputError(f"规则 {rule_id}", "没有这条规则", f"现有规则：{listed}")
    return "\n".join(_lines(rule)) + "\n"


def formula_of(rule: Rule) -> str:
    """The formula: the relation over addresses, or what stands in its place."""
    return rule.relation or rule.formula.format(factor=rule.factor, least=rule.least)


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}　{rule.title}（第{rule.version}版）"
    yield f"规则：{_plain(rule.sentence)}。"
    formula = formula_of(rule)
    if formula:
        yield f"算式：{formula}"
    for refusal in rule.refuses:
        yield f"不比较：last:{refusal.last} 与 {refusal.this}（{refusal.reason}）"
    if rule.allows:
        yield f"说明：{rule.allows}。"
    yield f"性质：{AUTHORITY_NAMES[rule.authority]}（{rule.authority}）"
    yield f"类别：{SEVERITY_NAMES[rule.severity]}（{rule.severity}）"
    yield f"依据：{law.basis(rule)}"
    yield f"适用：{'、'.join(law.edition(one).head.name for one in rule.editions)}"
    example = example_of(rule)
    if example:
        yield f"举例：{example}。"


def example_of(rule: Rule) -> str:
    """A case in which the rule does not hold, in the words of a finding."""
    if not rule.relation:
        return rule.example
    edition = rule.editions[-1]
    last = rule.last_editions[-1] if rule.last_editions else ""
    relation = compile_rule(rule, edition, "", last)[0]
    left, right = _sides(relation)
    return message_of(Reading(relation, "violated", left, right), law.edition(edition))


def _sides(relation: Relation) -> tuple[int, int]:
    """Two sides that do not fit: just off, in the direction the relation forbids."""
    if not relation.right:
        return -1, 0
    return {"=": (6, 7), "<=": (7, 6), ">=": (6, 7)}[relation.sense]


def _plain(sentence: str) -> str:
    """The sentence with its open places named rather than filled."""
    names = {"row": "某行", "column": "某列", "cell": "某格", "fact": "某事实", "variant": "某处"}
    for name, said in (*names.items(), ("what", "某项"), ("last", "某格"), ("this", "某格")):
        sentence = sentence.replace(f"{{{name}}}", said)
    return sentence
