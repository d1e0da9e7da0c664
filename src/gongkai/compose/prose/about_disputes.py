"""What composed prose says of section 四.

As in `about_requests`, a kind of dispute whose outcomes do not add up to its total is not
put into words.
"""

from __future__ import annotations

from gongkai.compose.prose import wording
from gongkai.compose.prose.comparison import compared
from gongkai.compose.prose.context import Context
from gongkai.compose.prose.wording import Item, Number

KINDS = {
    "行政复议": ("review",),
    "行政诉讼": ("litigation_direct", "litigation_after_review"),
}
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_ALL_ALIKE = {
    "upheld": ("结果维持", "结果均为维持"),
    "corrected": ("结果纠正", "结果均为纠正"),
    "other": ("为其他结果", "均为其他结果"),
    "pending": ("尚未审结", "均尚未审结"),
}
_UNIT = "件"


def disputes(context: Context) -> str:
    """Return the sentence on review and litigation."""
    totals = {kind: total(context, kind) for kind in KINDS}
    if any(value is None for value in totals.values()):
        return "政府信息公开行政复议、行政诉讼情况见第四部分统计表。"
    if not any(totals.values()):
        return "全年未发生因政府信息公开引起的行政复议、行政诉讼。"
    none_last = sorted(totals.items(), key=lambda entry: entry[1] == 0)
    clauses = [_clause(context, kind, value or 0) for kind, value in none_last]
    return f"全年因政府信息公开{'；'.join(clauses)}。"


def total(context: Context, kind: str) -> Number | None:
    """Return how many disputes of a kind there were, None unless the figures agree."""
    found: Number = 0
    for row in KINDS[kind]:
        stated = context.figure(f"disputes/{row}/total")
        if stated is None or stated != context.figure(f"disputes/{row}/outcomes"):
            return None
        found += stated
    return found


def with_outcome(context: Context, kind: str, outcome: str) -> Number:
    """Return how many disputes of a kind ended so, over the rows of the kind."""
    return sum(context.figure(f"disputes/{row}/{outcome}") or 0 for row in KINDS[kind])


def _clause(context: Context, kind: str, number: Number) -> str:
    if number == 0:
        return f"未发生{kind}"
    before = [context.before(f"disputes/{row}/total") for row in KINDS[kind]]
    last = None if None in before else sum(value or 0 for value in before)
    said = f"发生{kind}{wording.say(number, _UNIT)}{compared(number, last, _UNIT)}"
    ended = {
        outcome: value for outcome in _OUTCOMES if (value := with_outcome(context, kind, outcome))
    }
    if len(ended) == 1:
        one, many = _ALL_ALIKE[next(iter(ended))]
        return f"{said}，{one if number == 1 else many}"
    items = [Item(_label(context, outcome), value, _UNIT) for outcome, value in ended.items()]
    return f"{said}，其中{wording.listed(items)}"


def _label(context: Context, outcome: str) -> str:
    columns = context.report.form.table("disputes").blocks[0].columns
    return next(column.label for column in columns if column.id == outcome)
