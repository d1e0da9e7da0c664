"""What words name within each table, once it is known which table they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.checks.claims.numbers import Number
from gongkai.checks.claims.words import Hit, columns
from gongkai.law.claims import vocabulary

MONEY = ("元", "万元")
_TAKEN_IN = ("received", "handled", "disposed")
_INFORMATION = re.compile(r"公开(?:政府)?信息数?$")
_GOES_ON = re.compile(
    r"[、,和及]? ?(?:行政(?:处罚|强制|许可)|(?:行政)?规范性文件)(?:处理)?(?:决定|措施|案件|事项)?$"
)
_JOINED = 3
_DECISION = re.compile(r"许可|处罚|强制")
_DOCUMENT = re.compile(r"文件|法规|条例|制度|政策|事项|办法|标准|协议|合同|目录")
_SHOWN = re.compile(r"公开|公示|公布|发布|推送|归集|录入|报送|上传|抽查|评查")
_BOTH = 2
_GROUPS = ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other")
_FILLER = re.compile(
    r"[的共计为达到有数量总了是约近超过余逾各类全年本当等任何形式及和或与件次案份起宗公民法人其他组织自然提出"
    r"政府信息公开依申请行政复议诉讼具体一二审为维持度继续办理下转入内已完毕新收到受接登记量类条例机关不再合相向省市县区案活动室处理决定文规范性章部许可罚强制收费金额事项目作答结果则均被引发生因对"
    r"、,:\s“”\"()%\d.]*"
)
_TYPES = re.compile(r"类$|类信息$|类申请$")


@dataclass(frozen=True, slots=True)
class Role:
    """A role. `plain` says that words beside the number name it outright."""

    kind: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    plain: bool = False
    last: bool = False

    @property
    def name(self) -> str:
        """The address of what is said, or the kind of comparison."""
        return self.kind or (f"{self.table}/{self.row}/{self.column}" if self.row else "")


@dataclass
class Seen:
    """What the sentence has named so far; `about` says that it is about applications."""

    year: int
    about: bool = False
    compared: bool = False
    verb: bool = False
    sharing: bool = False
    central: bool = False
    rival: bool = False
    looked_back: bool = False
    shown: bool = False
    row: tuple[str, str] | None = None
    column: str = ""
    queue: list[Role] = field(default_factory=list)


def _close(found: list[Hit], lead: str) -> bool:
    """Only words without weight of their own stand between the last named and the number."""
    return not found or _FILLER.fullmatch(lead, max(hit.end for hit in found)) is not None


def _several(named: list[str]) -> bool:
    """`不予处理、其他处理的申请共168件`: more than one thing is counted."""
    results = {name.split(".")[0] for name in named if name.split(".")[0] in _GROUPS}
    return len(results) >= _BOTH or len({name for name in named if "." in name}) >= _BOTH


def carried(row: str, text: str, seen: Seen) -> str:
    """Tell which way applications are carried over where `结转` alone names the row."""
    if row != "carried":
        return row
    before, after = seen.year - 1, seen.year + 1
    earlier = rf"(?:{before} ?|以前|[往前去上]一?)年度?[^,;]{{0,6}}结转|年初"
    later = rf"结转[^,;]{{0,4}}(?:下|次|明|{after})|转[入至到] ?{after}|年末|年底|继续"
    if re.search(earlier, text):
        return "carried_in"
    if re.search(later, text):
        return "carried_out"
    return "carried_out" if seen.row == ("requests", "disposed") else row


def of_requests(found: list[Hit], number: Number, lead: str, seen: Seen) -> Role:
    """Applications: which row of section 三, which kind of applicant."""
    named = [hit.id for hit in found if hit.kind == "row"]
    kinds = [hit.id for hit in found if hit.kind == "column"]
    specific = [name for name in named if "." in name]
    inherited = seen.row[1] if seen.row and seen.row[0] == "requests" else ""
    specific = [] if len(set(specific)) > 1 and named[-1] in _GROUPS else specific
    row = carried((specific or named or [inherited])[-1], lead, seen)
    if not row or (kinds and not named and "." in row):
        row = "received"
    if (not named and not kinds) or (row not in _TAKEN_IN and _INFORMATION.search(lead)):
        return Role()
    plain = number.unit in vocabulary().case_units and ("." in row or not _TYPES.search(lead))
    plain = plain and _close(found, lead) and not _several(named)
    return Role("", "requests", row, kinds[-1] if kinds else "total", plain)


def of_disputes(found: list[Hit], number: Number, lead: str, seen: Seen) -> Role:
    """Section 四: review or litigation, which outcome."""
    named = [hit for hit in found if hit.kind == "row"]
    inherited = seen.row[1] if seen.row and seen.row[0] == "disputes" else ""
    row = named[-1].id if named else inherited
    after = named[-1].at if named else -1
    kinds = [hit for hit in found if hit.kind == "column" and hit.at > after]
    kinds = kinds or [
        hit for hit in found if hit.kind == "column" and after - hit.end in range(_JOINED)
    ]
    column = kinds[-1].id if kinds else "total"
    plain = bool(row) and number.unit in vocabulary().case_units and _close(found, lead)
    return Role("", "disputes", row, column, plain) if row else Role()


def of_disclosure(found: list[Hit], number: Number, lead: str, seen: Seen) -> Role:
    """Section 二 as the prose restates it."""
    named = [hit.id for hit in found if hit.kind == "row"]
    row = named[-1] if named else (seen.row[1] if seen.row else "")
    allowed = [
        hit.id
        for hit in found
        if hit.kind == "column" and row in columns()["disclosure", hit.id].rows
    ]
    said = _Said(row, bool(named), allowed, _close(found, lead), len(set(named)) < _BOTH)
    if row in {"fees", "procurement"}:
        return _of_money(said, number, lead, seen)
    if number.unit in MONEY or re.search(r"(?<!新)公开$", lead) or _TYPES.search(lead):
        return Role()
    if row in {"permits", "penalties", "coercive_measures", "other_services"}:
        return _of_decisions(said, number, lead, seen)
    return _of_documents(said, number, lead, seen)


@dataclass(frozen=True, slots=True)
class _Said:
    """A row of section 二, whether it was named just now, its columns, and how near."""

    row: str
    named: bool
    columns: list[str]
    close: bool
    alone: bool

    def role(self, column: str, *, plain: bool) -> Role:
        return Role("", "disclosure", self.row, column, plain and self.close)


def _of_money(said: _Said, number: Number, lead: str, seen: Seen) -> Role:
    seen.central = seen.central or "集中采购" in lead
    central = said.row == "fees" or seen.central
    if number.unit in MONEY:
        return said.role("amount", plain=central)
    fit = said.row == "procurement" and number.unit in {"项", "个", "次"}
    return said.role("items", plain=central) if fit else Role()


def _of_decisions(said: _Said, number: Number, lead: str, seen: Seen) -> Role:
    foreign = not said.named and _DECISION.search(lead) is not None
    if foreign or not (said.close or lead.endswith("信息")):
        return Role()
    seen.shown = seen.shown or _SHOWN.search(lead) is not None
    whole = "items_in_all" in said.columns and number.unit != "件"
    seen.verb = seen.verb or "decisions" in said.columns
    going_on = seen.verb and _GOES_ON.match(lead) is not None
    outright = "decisions" in said.columns or going_on or (said.named and not number.value)
    plain = number.unit in {"件", "宗", "起"} and outright and not seen.shown
    return said.role("items_in_all" if whole else "decisions", plain=plain and said.alone)


def _of_documents(said: _Said, number: Number, lead: str, seen: Seen) -> Role:
    kept = seen.column if seen.row and seen.row[0] == "disclosure" else ""
    column = said.columns[-1] if said.columns else kept
    if said.named and not column:
        seen.row = ("disclosure", said.row)
    if lead.endswith("信息") or not (column and said.row):
        return Role()
    if not said.named and _DOCUMENT.search(lead):
        return Role()
    going_on = bool(kept) and _GOES_ON.fullmatch(lead.strip()) is not None
    outright = (bool(said.columns) and not (seen.looked_back and not said.named)) or going_on
    return said.role(column, plain=outright and number.unit in {"件", "部", "份", "个"})
