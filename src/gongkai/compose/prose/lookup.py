"""From a reference to the figure it means, or to the reason why it means none."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai import law
from gongkai.compose.prose.characters import excerpt
from gongkai.compose.prose.context import Context
from gongkai.compose.prose.mistakes import ExpressionError
from gongkai.compose.prose.nodes import FACTS, LAST, CellReference, FactReference, Reference
from gongkai.compose.prose.suggestions import suggestion
from gongkai.compose.prose.wording import Item, Number, sayable
from gongkai.law import Address
from gongkai.report import Fact, Report, Unreadable
from gongkai.report.cells import LARGEST, MOST_DECIMALS


@dataclass(frozen=True)
class Quantity:
    """A figure with its unit; `name` is what messages call it."""

    value: Number
    unit: str
    name: str


class Figures:
    """The figures of a context; each is looked up once, as group sums take time."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._known: dict[Reference, Quantity | ExpressionError] = {}

    def quantity(self, reference: Reference) -> Quantity:
        """Return the figure a reference means.

        Raises:
            ExpressionError: it means nothing, or nothing that can be said.
        """
        if reference not in self._known:
            try:
                self._known[reference] = self._look_up(reference)
            except ExpressionError as error:
                self._known[reference] = error
        found = self._known[reference]
        if isinstance(found, ExpressionError):
            raise ExpressionError.of_many(found.mistakes)
        return found

    def fact(self, reference: FactReference) -> Fact:
        """Return a counted fact.

        Raises:
            ExpressionError: the report has no such fact.
        """
        report = self._report(reference)
        fact = report.facts.get(reference.key)
        if fact is None:
            raise ExpressionError(
                f"{report.year}年的数据里没有事实数据 {FACTS}/{excerpt(reference.key)}",
                suggestion(str(reference), report)
                or f"请在数据文件中补上 [facts.{excerpt(reference.key)}] 一节，或改正名称",
            )
        return fact

    def _look_up(self, reference: Reference) -> Quantity:
        if isinstance(reference, FactReference):
            return self._fact_quantity(reference)
        report = self._report(reference)
        name = f"{LAST if reference.last else ''}{excerpt(str(reference.address))}"
        try:
            described = report.form.describe(reference.address)
        except KeyError:
            raise self._unknown(reference, report, name) from None
        name = f"{name}（{described}）"
        value = report.figure(reference.address)
        if value is None:
            raise ExpressionError(
                f"{name}{_why_no_figure(report, reference.address)}",
                "请补填该数据，或从文字中删去这一处",
            )
        return Quantity(value, report.unit(reference.address), name)

    def parts(self, reference: FactReference) -> tuple[Item, ...]:
        """Return the parts of a counted fact.

        Raises:
            ExpressionError: there is no such fact, or a part cannot be said.
        """
        return tuple(
            Item(part.label, _checked(part.value, excerpt(f"{reference}/{part.label}")), part.unit)
            for part in self.fact(reference).parts
        )

    def _fact_quantity(self, reference: FactReference) -> Quantity:
        fact = self.fact(reference)
        name = f"{excerpt(str(reference))}（{excerpt(fact.label)}）"
        if not reference.part:
            return Quantity(_checked(fact.value, name), fact.unit, name)
        found = [item for item in self.parts(reference) if item.label == reference.part]
        if len(found) == 1:
            return Quantity(found[0].value, found[0].unit, name)
        known = "、".join(excerpt(part.label) for part in fact.parts) or "无"
        how_many = "有不止一个" if found else "没有"
        raise ExpressionError(
            f"{FACTS}/{excerpt(reference.key)}（{excerpt(fact.label)}）"
            f"{how_many}名为“{excerpt(reference.part)}”的分项",
            f"现有分项：{known}",
        )

    def _report(self, reference: Reference) -> Report:
        if not reference.last:
            return self.context.report
        if self.context.comparable is None:
            raise ExpressionError(
                self.context.why_not_comparable,
                f"请先录入{self.context.report.year - 1}年度同口径的数据，或删去与上年的比较",
            )
        return self.context.comparable

    def _unknown(self, reference: CellReference, report: Report, name: str) -> ExpressionError:
        here = self.context.report
        if reference.last and report.form.id != here.form.id and _has(here, reference.address):
            described = here.form.describe(reference.address)
            reason = _reason_for_refusal(here, report, reference.address)
            return ExpressionError(
                f"{reference.address}（{described}）不能与上年比较：{report.year}年度报告使用"
                f"{report.form.head.name}，没有口径相同的数据{reason}",
                "请删去与上年的比较",
            )
        return ExpressionError(
            f"{report.form.head.name}的表里没有 {name}",
            suggestion(str(reference), report) or "请核对地址的写法",
        )


def _has(report: Report, address: Address) -> bool:
    try:
        return bool(report.form.members(address))
    except KeyError:
        return False


def _reason_for_refusal(report: Report, last: Report, address: Address) -> str:
    reasons = (
        f"（{refusal.reason}）"
        for rule in law.rules()
        if report.form.id in rule.editions and last.form.id in rule.last_editions
        for refusal in rule.refuses
        if refusal.this == str(address)
    )
    return next(reasons, "")


def _why_no_figure(report: Report, address: Address) -> str:
    for member in report.form.members(address):
        cell = report.cells[member]
        if isinstance(cell, Unreadable):
            where = "" if member == address else f"中的{report.form.describe(member)}"
            return f"{where}辨认不清（原样为“{excerpt(cell.original)}”）"
    return "是空白" if address in report.cells else "各格都是空白"


def _checked(value: Number, name: str) -> Number:
    if sayable(value):
        return value
    raise ExpressionError(
        f"{name}不是可用的数字",
        f"数字应不大于{LARGEST}，小数不超过{MOST_DECIMALS}位",
    )
