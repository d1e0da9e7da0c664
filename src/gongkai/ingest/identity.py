"""Whose report a document is, of which year and scope, and when it was published."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ingest.characters import readable
from gongkai.ingest.document import Document, Line, Ruled
from gongkai.ingest.naming import body_kind, level_of, usual_body
from gongkai.ingest.years import YEAR, year_of
from gongkai.report import Scope

_SUBJECT = r"(?:(?:政府)?信息公开|政务公开)"
_REPORT = r"(?:工作)?(?:情况)?(?:的)?(?:(?:年度)?(?:工作)?报告|年报)"
_TITLES = (
    re.compile(rf"^(?P<name>.*?){YEAR}\s*年?度?{_SUBJECT}{_REPORT}"),
    re.compile(rf"^{YEAR}\s*年?度?(?P<name>.*?){_SUBJECT}{_REPORT}"),
    re.compile(rf"^(?P<name>.*?){_SUBJECT}(?:工作)?{YEAR}\s*年?度?(?:工作)?报告"),
    re.compile(rf"^(?P<name>.*?){_SUBJECT}(?:工作)?年度(?:工作)?报告[（(]{YEAR}\s*年?度?[）)]"),
)
_PERIOD = re.compile(rf"{YEAR}年1月1日起?(?:至|到|—|-|–|~|～)+(?:{YEAR}年)?12月31日")
_DATE = re.compile(
    r"(20[1-4]\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*[月./-]\s*(3[01]|[12]\d|0?[1-9])\s*日?"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff（）()·]{2,30}?(?:人民政府(?:办公[室厅])?|街道办事处|管理?委员会|委员会|办公[室厅]|"
    r"[局厅部委署院会社站中心队所处校院]|法院|检察院)"
)
_PUBLISHER = re.compile(
    r"(?:发布|公开|发文|制作|编制|责任)(?:机构|机关|单位|部门)\s*[：:]\s*([\u4e00-\u9fff（）()·]{2,30})"
)
_NOT_OURS = re.compile(r"首页|门户|网站|栏目|当前位置|>|»")


@dataclass(frozen=True)
class Identity:
    """Who, when and what, as far as the document says; `notes` say what was inferred."""

    title: str = ""
    agency: str = ""
    year: int | None = None
    scope: Scope | None = None
    published: datetime.date | None = None
    notes: tuple[str, ...] = ()


def identify(document: Document, lines: Sequence[Line], name: str) -> Identity:
    """Find the identity in the title, the opening, the closing; the file name comes last."""
    notes: list[str] = []
    period = _period_year(lines)
    title, agency, year, about = _from_titles(document, lines, period)
    if about:
        notes.append(about)
    if year and period and year != period:
        notes.append(f"标题是{year}年，统计期限是{period}年，按标题")
    published = _published(lines)
    if not year and period:
        year = period
        notes.append("标题没有年度，年度取自统计期限")
    if not year:
        year = _usual_year(lines, name)
        if year:
            notes.append(f"没有标题和统计期限，年度按正文和文件名推定为{year}年")
    if not agency and (signed := _signature(lines)):
        agency = signed
        notes.append("标题没有机关名称，名称取自落款")
    if not agency and (labelled := _labelled(document, lines)):
        agency = labelled
        notes.append("标题没有机关名称，名称取自页面上的发布机构")
    if not agency and (agency := usual_body(lines)):
        notes.append(f"没有标题和落款，机关名称按正文推定为“{agency}”，请核对")
    if not agency:
        notes.append("没有找到机关全称")
    scope, why = _scope(title, agency, lines)
    if why:
        notes.append(why)
    return Identity(title, agency, year, scope, published, tuple(notes))


def _from_titles(
    document: Document, lines: Sequence[Line], period: int | None
) -> tuple[str, str, int | None, str]:
    """Title, agency, year, and what is to be said of them.

    Headings come first, then the lines at the top, then the title of the file. Where lines
    name several years, as links to other reports do, the one of the period is meant.
    """
    first = [line.text for line in lines[:60] if len(line.text) < 120]
    headed = [line.text for line in lines if line.level and len(line.text) < 120]
    joined = [
        f"{one}{two}"
        for one, two in pairwise(first)
        if len(one) < 40 and not re.search(r"[：:]|\d[-/.]\d", one)
    ]
    parts = re.split(r"[_|]|\s+[-—–]?\s*|(?<=[\u4e00-\u9fff])[-—–]", document.title)
    best: tuple[str, str, int | None, str] = ("", "", None, "")
    for texts in (headed, first, (*reversed(parts), document.title), joined):
        found = [title for text in texts if (title := _title_in(text))]
        named = [title for title in found if title[1]] or found
        years = {year for _, _, year in named}
        meant = [title for title in named if title[2] == period] or named
        if meant and (meant[0][1] or not best[2]):
            several = len(years) > 1 and len(meant) < len(named)
            note = "文中有几个年度的标题，取与统计期限一致的" if several else ""
            best = (*meant[0], note)
        if best[1]:
            break
    return best


def _title_in(text: str) -> tuple[str, str, int] | None:
    """The title of a report that a text begins with: as printed, agency, year."""
    said = re.sub(r"\s+", "", readable(text)).strip("《》“”\"'#*-—_|")
    for pattern in _TITLES:
        if found := pattern.match(said):
            year = year_of(next(g for g in found.groups() if g and re.fullmatch(YEAR, g)))
            return found[0], _agency(found["name"]), year
    return None


def _agency(text: str) -> str:
    """The name in a title, without what sites put before it."""
    text = re.split(r"[>»|：:_—-]|当前位置|首页", text)[-1]
    text = re.sub(r"^(?:关于|公布|发布|【.*?】|\[.*?\]|（.*?）)+", "", text)
    text = re.sub(r"(?:关于|的|工作)$", "", text).strip("《》“”\"'　 -—_")
    return text if 2 <= len(text) <= 40 and not _NOT_OURS.search(text) else ""


def _labelled(document: Document, lines: Sequence[Line]) -> str:
    """The body that a page names as publisher, beside its title or in a table of its own."""
    for line in lines[:40]:
        if found := _PUBLISHER.search(re.sub(r"[ \u00a0]+", " ", readable(line.text))):
            return found[1].strip()
    for part in document.parts:
        if isinstance(part, Ruled):
            for label, value in pairwise(part.boxes[:60]):
                text = re.sub(r"\s+", "", readable(f"{label.text.strip('：: ')}：{value.text}"))
                if found := _PUBLISHER.fullmatch(text):
                    return found[1]
    return ""


def _period_year(lines: Sequence[Line]) -> int | None:
    for line in lines[:200]:
        if found := _PERIOD.search(re.sub(r"\s", "", readable(line.text))):
            return year_of(found[1])
    return None


def _usual_year(lines: Sequence[Line], name: str) -> int | None:
    in_name = re.findall(r"(?<!\d)(20[1-4]\d)(?!\d)", name)
    said = Counter(
        int(found) for line in lines for found in re.findall(r"(20[1-4]\d)年", line.text)
    )
    usual = said.most_common(1)[0][0] if said else None
    if in_name and (usual is None or int(in_name[-1]) in said):
        return int(in_name[-1])
    return usual


def _published(lines: Sequence[Line]) -> datetime.date | None:
    """A date on a line of its own near the end, or after 发布日期 at the top."""
    for line in [*reversed(lines[-25:]), *lines[:40]]:
        text = re.sub(r"\s+", "", readable(line.text))
        labelled = re.search(r"(?:发布|公开|成文|发文|生成)(?:日期|时间)", text)
        found = _DATE.search(text)
        if found and (labelled or len(text) - len(found[0]) <= 30) and not _PERIOD.search(text):
            try:
                return datetime.date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _signature(lines: Sequence[Line]) -> str:
    """The body that signs just before the date at the end."""
    tail = [re.sub(r"\s+", "", readable(line.text)) for line in lines[-25:]]
    for at, text in enumerate(tail):
        found = _DATE.search(text)
        if not found or len(text) > 45:
            continue
        before = text[: found.start()] or (tail[at - 1] if at else "")
        if _BODY.fullmatch(before):
            return before
    return ""


def _scope(title: str, agency: str, lines: Sequence[Line]) -> tuple[Scope | None, str]:
    opening = "".join(line.text for line in lines[:40])[:1500]
    if re.search(r"[（(]本级[）)]|本级政府信息公开|市本级|区本级|县本级", title + opening):
        return "own", "文中写明本级，数据口径按本级"
    if re.search(
        r"[（(]汇总[）)]|汇总(?:编制|而成|数据)|各(?:部门|单位|县|乡镇|镇街).{0,30}(?:汇总|综合)|"
        r"汇总.{0,20}(?:年度)?报告",
        title + opening,
    ):
        return "aggregated", "文中写明汇总，数据口径按汇总"
    if agency and body_kind(agency) != "government":
        return "own", "不是人民政府的报告，数据口径按本级推定"
    if agency and level_of(agency) == "township":
        return "own", "乡镇的报告，数据口径按本级推定"
    return None, "没有写明数据是本级还是汇总" if agency else ""
