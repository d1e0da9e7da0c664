"""Folders of made-up agency-years to run a batch over: figures, words, years side by side.

Half of the bodies report for two years running, so that trends are drawn and the rules
across years have work; six of ten write their own words, some figures in them typed
and most referred to; one report in twenty has a real mistake in section 三. Every
report is drawn from a seed of its own: the first hundred of ten thousand are the
hundred.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from benchmarks.realistic import KINDS, MECHANISMS, Damager, damage, figures_of
from gongkai import law
from gongkai.checks.matrix import AMOUNT_SCALE
from gongkai.law import Address, Edition

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "annual_report.ipynb"

FIRST_YEAR = 2022
EDITION = "2021"

_PLACES = "清白青赤长平安宁永福新丰德昌和顺东南西北"
_ENDINGS = "河山川溪原水城阳江岭"
_BODIES = (
    ("人民政府", "government"),
    ("教育局", "department"),
    ("自然资源和规划局", "department"),
    ("市场监督管理局", "department"),
    ("人力资源和社会保障局", "department"),
    ("住房和城乡建设局", "department"),
    ("卫生健康委员会", "department"),
    ("交通运输局", "department"),
)
# Braces are filled here, brackets become references that the report fills.
_PROACTIVE = (
    "全年通过门户网站主动公开信息{n}条，发布政策解读{m}篇，回应公众关切{k}次。",
    "围绕重点领域发布信息{n}条，其中财政预决算、行政许可和处罚信息占多数；解读材料{m}件。",
    "门户网站发布信息{n}条，政务新媒体发布{k}条，召开新闻发布会{m}场，公开内容及时更新。",
)
_ON_REQUEST = (
    (
        "本年新收申请[requests/received/total 件]，办结[requests/disposed_total/total 件]，"
        "其中予以公开[requests/granted/total 件]，结转下年度[requests/carried_out/total 件]。"
    ),
    (
        "收到申请{received}件，加上年结转{carried_in}件，按期办结{disposed}件，"
        "其中不予公开[requests/refused/total 件]，无法提供[requests/unavailable/total 件]。"
    ),
)
_MANAGEMENT = (
    "完善信息发布审核流程，落实先审查后公开，清理失效文件，统一公开目录的分类和格式。",
    "对历年公开内容作了全面核查，更新目录和指南，补齐缺失的文号和日期，保证内容可查可用。",
)
_PLATFORM = (
    "优化网站检索和专栏设置，适老化改造完成，移动端访问更为便捷，热点内容置于首页。",
    "政务公开专区提供查阅、打印和咨询，工作人员现场协助填写申请，全年接待群众{k}人次。",
)
_SUPERVISION = (
    "组织业务培训{m}次，公开工作纳入年度考核，未发生责任追究的情形。",
    "开展日常检查和季度通报，对发现的{m}个问题限期整改，社会评议结果良好。",
)
_PROBLEMS = (
    "一是部分单位主动公开的意识还不强，信息更新不够及时；二是政策解读形式较为单一。",
    "一是答复文书说理不充分；二是年末结转[requests/carried_out/total 件]，效率有待提高。",
    "主要问题是专业人员变动较多，业务衔接不够，个别栏目内容偏少。",
)
_REMEDIES = (
    "下一步将加强培训和检查，压实责任，丰富图表、视频等解读形式，增强公开实效。",
    "已制定答复文书样例，建立会商机制，对疑难申请集中研究，按月通报办理进度。",
)
_OTHER = (
    "本年度未收取信息处理费。",
    "没有其他需要报告的事项。",
    "办理人大代表建议和政协提案{m}件，结果均已公开。",
)

Figures = Mapping[Address, int]


@dataclass(frozen=True)
class AgencyYear:
    """One made-up report: who, when, its figures and its words."""

    agency: str
    name: str
    kind: str
    year: int
    figures: Figures
    words: Mapping[str, str]


def write_project(folder: Path, count: int) -> Path:
    """Write a project of so many agency-years, with one parameter file that asks for all."""
    for one in agency_years(count):
        path = folder / "data" / one.agency / f"{one.year}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_toml(one), encoding="utf-8")
    (folder / "params").mkdir()
    (folder / "params" / "all.yaml").write_text("agency: all\nyear: all\n", encoding="utf-8")
    (folder / "notebooks").mkdir()
    shutil.copy(NOTEBOOK, folder / "notebooks")
    return folder


def agency_years(count: int) -> Iterator[AgencyYear]:
    """Draw so many agency-years, always the same ones."""
    left, number = count, 0
    while left:
        body = list(_years_of(number))[:left]
        yield from body
        left -= len(body)
        number += 1


def _years_of(number: int) -> Iterator[AgencyYear]:
    dice = random.Random(f"body {number}")
    form = law.edition(EDITION)
    ending, kind = dice.choice(_BODIES)
    name = f"{dice.choice(_PLACES)}{dice.choice(_ENDINGS)}县{ending}"
    writes = dice.random() < 0.6
    carried: Mapping[str, int] | None = None
    for year in range(FIRST_YEAR, FIRST_YEAR + 1 + number % 2):
        figures = figures_of(form, dice, carried)
        carried = {kind: figures[Address("requests", "carried_out", kind)] for kind in KINDS}
        words = _words(figures, dice) if writes else {}
        if dice.random() < 0.05:
            figures = _mistaken(figures, dice)
        yield AgencyYear(f"body-{number:05}", name, kind, year, figures, words)


def _words(figures: Figures, dice: random.Random) -> dict[str, str]:
    def said(sentences: tuple[str, ...]) -> str:
        sentence = dice.choice(sentences).format(
            n=dice.randrange(50, 3000),
            m=dice.randrange(1, 40),
            k=dice.randrange(2, 400),
            received=figures[Address("requests", "received", "total")],
            carried_in=figures[Address("requests", "carried_in", "total")],
            disposed=figures[Address("requests", "disposed_total", "total")],
        )
        return sentence.replace("[", "{{ ").replace("]", " }}")

    topics = (
        ("（一）主动公开", _PROACTIVE),
        ("（二）依申请公开", _ON_REQUEST),
        ("（三）政府信息管理", _MANAGEMENT),
        ("（四）政府信息公开平台建设", _PLATFORM),
        ("（五）监督保障", _SUPERVISION),
    )
    return {
        "overview": "\n".join(f"{heading}\n{said(sentences)}" for heading, sentences in topics),
        "problems": f"{said(_PROBLEMS)}\n{said(_REMEDIES)}",
        "other_matters": said(_OTHER),
    }


def _mistaken(figures: Figures, dice: random.Random) -> Figures:
    """The same figures with one mistake in section 三 that breaks a sum."""
    while True:
        done = damage(_damager(), dice.choice(MECHANISMS), list(figures.values()), dice)
        if done is not None:
            return dict(zip(figures, done[0], strict=True))


@cache
def _damager() -> Damager:
    return Damager(EDITION)


def _toml(one: AgencyYear) -> str:
    """Written by hand: `report_text`, which keeps every comment, takes ten times as long."""
    form = law.edition(EDITION)
    scope = "own" if one.kind == "department" else "aggregated"
    lines = [
        "[agency]",
        f'id = "{one.agency}"\nname = "{one.name}"\nlevel = "county"\nkind = "{one.kind}"',
        f'\n[report]\nyear = {one.year}\nedition = "{EDITION}"\nscope = "{scope}"',
        "fictional = true",
    ]
    for table in form.tables:
        lines.append(f"\n[figures.{table.id}]")
        for block in table.blocks:
            for row in block.rows:
                cells = [Address(table.id, row.id, column.id) for column in block.columns]
                written = ", ".join(_figure(cell, one.figures, form) for cell in cells)
                lines.append(f"{row.id} = [{written}]")
    if one.words:
        lines.append("\n[narrative]")
        lines += [f'{section} = """\n{text}\n"""' for section, text in one.words.items()]
    return "\n".join(lines) + "\n"


def _figure(cell: Address, figures: Figures, form: Edition) -> str:
    amount = form.cells[cell].column.kind == "amount_wan_yuan"
    return f"{Decimal(figures[cell]) / AMOUNT_SCALE:.4f}" if amount else str(figures[cell])
