"""What composed prose says of counted facts, and under which topic.

A fact says itself under which topic it belongs; one that names none is for the agency's
own text, and is left out here rather than put under a topic it may not belong to.
"""

from __future__ import annotations

from gongkai.compose.prose import wording
from gongkai.compose.prose.context import Context
from gongkai.report import Fact

PROCESSING_FEE = "processing_fee"
PROCESSING_FEE_CASES = "processing_fee_cases"


def facts_on(topic: str, context: Context) -> str:
    """Return the facts of a topic as one clause, empty where there are none."""
    return "；".join(
        counted(fact)
        for fact in context.report.facts.values()
        if fact.topic == topic and wording.sayable(fact.value) and fact.value
    )


def processing_fee(context: Context) -> str:
    """Return the sentence on 信息处理费; a fee nobody reported is not a fee of zero."""
    facts = context.report.facts
    fee, cases = facts.get(PROCESSING_FEE), facts.get(PROCESSING_FEE_CASES)
    if fee is None or not wording.sayable(fee.value):
        return "本部分未提供收取信息处理费的数据和其他文字材料。"
    if not fee.value:
        return f"{context.report.year}年，未收取信息处理费。"
    number = ""
    if cases is not None and wording.sayable(cases.value) and cases.value:
        number = f"对{wording.say(cases.value, cases.unit)}政府信息公开申请"
    amount = wording.say(fee.value, fee.unit)
    return f"{context.report.year}年，{number}收取信息处理费{amount}{_parts(fee)}。"


def counted(fact: Fact) -> str:
    """Return a fact with its parts: `主动公开政府信息9条，包括信访条例1个、……`."""
    label = "".join(fact.label.split())
    return f"{label}{wording.say(fact.value, fact.unit)}{_parts(fact)}"


def _parts(fact: Fact) -> str:
    """The parts, where they fit the total: a list that does not add up is not repeated."""
    if not all(wording.sayable(part.value) for part in fact.parts):
        return ""
    total = sum(part.value for part in fact.parts)
    items = wording.listed(wording.Item(part.label, part.value, part.unit) for part in fact.parts)
    if fact.closed and items and total == fact.value:
        return f"，包括{items}"
    if not fact.closed and items and total <= fact.value:
        return f"，其中{items}等"
    return ""
