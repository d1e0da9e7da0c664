"""The head of an agency-year's file: which report it is, whose it adds up, when it is due."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from gongkai import law
from gongkai.errors import InputError
from gongkai.law.mistakes import Mistake
from gongkai.law.strict import Strict
from gongkai.report.report import Agency, Scope
from gongkai.report.slugs import check_slug


class Which(Strict, frozen=True):
    """What tells the form of a report."""

    year: int
    edition: str
    variant: str = ""


class Head(Which, frozen=True, kw_only=True):
    """The `[report]` table: which report this is."""

    scope: Scope
    fictional: bool = False
    children: tuple[str, ...] = ()
    due: datetime.date | None = None


def mistakes_in_head(agency: Agency | None, head: Head | None) -> Iterator[Mistake]:
    """Yield children that cannot be, and a local deadline after the law's."""
    if agency is None or head is None:
        return
    if head.children and head.scope != "aggregated":
        remedy = "请删去 children，或把 scope 改为 aggregated"
        yield Mistake(("report", "children"), "本级报告没有要加总的下级报告", remedy)
    for position, child in enumerate(head.children):
        keys = ("report", "children", position)
        try:
            check_slug(child)
        except InputError as error:
            yield Mistake(keys, error.problem, error.remedy)
            continue
        if child == agency.id:
            remedy = "本级报告另用一个代号（如 xx-own），不与汇总报告同名"
            yield Mistake(keys, "汇总报告不能加总它自己", remedy)
        if child in head.children[:position]:
            yield Mistake(keys, f"{child} 写了两次", "请只保留一处")
    if head.due is not None and datetime.MINYEAR <= head.year < datetime.MAXYEAR:
        limit, citation = law.deadline(agency.kind, head.year)
        if head.due > limit:
            problem = f"地方期限 {head.due} 晚于法定期限 {limit}（条例{citation.article}）"
            yield Mistake(("report", "due"), problem, "地方期限只能提前；请改正或删去 due")
