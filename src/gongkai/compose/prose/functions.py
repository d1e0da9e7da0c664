"""What an expression says: figures looked up, added, compared and put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from gongkai import law
from gongkai.compose.prose import wording
from gongkai.compose.prose.characters import excerpt
from gongkai.compose.prose.lookup import Figures, Quantity
from gongkai.compose.prose.mistakes import ExpressionError, for_each
from gongkai.compose.prose.nodes import Call, CellReference, Expression, FactReference, Sum

_WRITE_IT_OUT = "百分比无从计算，请改写 difference(……)，或直接写明上年为零"


@dataclass(frozen=True)
class Function:
    """A function of the language: how many arguments it takes and what it says of them."""

    arguments: int
    says: Callable[[tuple[Sum, ...], Figures], str]
    usage: str


def evaluate(expression: Expression, figures: Figures) -> str:
    """Return what an expression says.

    Raises:
        ExpressionError: with everything that keeps it from being said.
    """
    if isinstance(expression, Sum):
        return wording.say(total(expression, figures).value, expression.unit)
    function = FUNCTIONS.get(expression.name)
    if function is None:
        raise _unknown_function(expression)
    if len(expression.arguments) != function.arguments:
        raise ExpressionError(
            f"{expression.name} 应有{function.arguments}个参数，实有{len(expression.arguments)}个",
            f"写法：{function.usage}",
        )
    return function.says(expression.arguments, figures)


def total(amount: Sum, figures: Figures) -> Quantity:
    """Add up a sum and see that its unit is said rightly.

    Raises:
        ExpressionError: a figure cannot be had, or the units do not agree.
    """
    _refuse_what_must_not_be_compared(amount, figures)
    found = for_each(lambda term: figures.quantity(term.reference), amount.terms)
    first = found[0]
    for other in found[1:]:
        if other.unit != first.unit:
            raise ExpressionError(
                f"单位不同，不能相加减：{first.name}的单位是{first.unit}，{other.name}的单位是{other.unit}",
                "请分成两处写",
            )
    if amount.unit and amount.unit != first.unit:
        raise ExpressionError(
            f"单位不符：{first.name}的单位是“{first.unit}”，文字写的是“{excerpt(amount.unit)}”",
            f"请改为“{first.unit}”，或不写单位",
        )
    signed = [term.sign * each.value for term, each in zip(amount.terms, found, strict=True)]
    return replace(first, value=sum(signed[1:], start=signed[0]))


def _change(arguments: tuple[Sum, ...], figures: Figures) -> str:
    now, before = _two_years(arguments[0], figures)
    if before.value < 0:
        raise ExpressionError(f"{before.name}上年为负数", _WRITE_IT_OUT)
    try:
        return wording.change(now.value, before.value)
    except ZeroDivisionError:
        raise ExpressionError(f"{now.name}上年为0，除数为零", _WRITE_IT_OUT) from None


def _difference(arguments: tuple[Sum, ...], figures: Figures) -> str:
    now, before = _two_years(arguments[0], figures)
    return wording.difference(now.value, before.value, arguments[0].unit)


def _two_years(amount: Sum, figures: Figures) -> tuple[Quantity, Quantity]:
    if any(term.reference.last for term in amount.terms):
        raise ExpressionError(
            "与上年比较的函数里不能再写 last:", "只写本年的地址，上年的数据会自动取用"
        )
    now = total(amount, figures)
    terms = tuple(
        replace(term, reference=replace(term.reference, last=True)) for term in amount.terms
    )
    return now, total(replace(amount, terms=terms), figures)


def _share(arguments: tuple[Sum, ...], figures: Figures) -> str:
    part, whole = for_each(lambda amount: total(amount, figures), arguments)
    if part.unit != whole.unit:
        raise ExpressionError(
            f"单位不同，不能算占比：{part.name}的单位是{part.unit}，{whole.name}的单位是{whole.unit}",
            "请改用单位相同的数据",
        )
    if whole.value == 0:
        raise ExpressionError(f"{whole.name}为0，除数为零", "占比无从计算，请改用文字说明")
    if not 0 <= part.value <= whole.value:
        raise ExpressionError(
            f"{wording.say(part.value)}不是{wording.say(whole.value)}的一部分，占比超出0至100%",
            "请核对先后次序：share(部分, 总数)",
        )
    return wording.share(part.value, whole.value)


def _or_none(arguments: tuple[Sum, ...], figures: Figures) -> str:
    amount = total(arguments[0], figures).value
    return wording.say(amount, arguments[0].unit) if amount else "无"


def _list(arguments: tuple[Sum, ...], figures: Figures) -> str:
    terms = arguments[0].terms
    reference = terms[0].reference
    if len(terms) > 1 or not isinstance(reference, FactReference) or reference.part:
        raise ExpressionError(
            "list 只能列出一项事实数据的各分项", f"写法：{FUNCTIONS['list'].usage}"
        )
    text = wording.listed(figures.parts(reference))
    if not text:
        raise ExpressionError(
            f"{excerpt(str(reference))}没有不为零的分项，列不出来", "请填写 parts，或改写这一处"
        )
    return text


FUNCTIONS: Mapping[str, Function] = {
    "change": Function(1, _change, "change(requests/received/total)"),
    "difference": Function(1, _difference, "difference(requests/received/total 件)"),
    "share": Function(2, _share, "share(requests/granted/total, requests/disposed_total/total)"),
    "or_none": Function(1, _or_none, "or_none(requests/received/total 件)"),
    "list": Function(1, _list, "list(facts/items_published)"),
}


def _unknown_function(call: Call) -> ExpressionError:
    near = get_close_matches(call.name[:20], FUNCTIONS, n=1)
    hint = f"是不是 {FUNCTIONS[near[0]].usage}" if near else f"可用的函数：{'、'.join(FUNCTIONS)}"
    return ExpressionError(f"没有名为 {excerpt(call.name)} 的函数", hint)


def _refuse_what_must_not_be_compared(amount: Sum, figures: Figures) -> None:
    """Figures of two years that measure different things are not added or subtracted."""
    used = {
        (reference.last, str(reference.address))
        for reference in (term.reference for term in amount.terms)
        if isinstance(reference, CellReference)
    }
    if len({last for last, _ in used}) < 2:
        return
    for rule in law.rules():
        for refusal in rule.refuses if figures.context.report.form.id in rule.editions else ():
            if {(False, refusal.this), (True, refusal.last)} <= used:
                raise ExpressionError(
                    f"{refusal.this} 与 last:{refusal.last} 不能比较：{refusal.reason}",
                    "请删去这一比较",
                )
