"""Charts are right, readable, in words as well, and always the same bytes."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np
import pandas as pd
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import get_font
from matplotlib.path import Path as MplPath
from matplotlib.textpath import text_to_path
from matplotlib.transforms import IdentityTransform
from PIL import Image

from gongkai.compose import charts
from gongkai.compose.blocks import Paragraph, Picture
from gongkai.compose.charts import canvas as drawing
from gongkai.compose.charts import flow_figures, flow_layout, slots, style, words
from gongkai.compose.charts.canvas import Canvas
from gongkai.compose.charts.renderer import SvgRenderer
from gongkai.compose.charts.typeface import font_path, typeface
from gongkai.errors import InputError
from gongkai.report import Report, store
from tests.reports import DATA, STEADY, balanced, report_of, with_rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Chart: TypeAlias = Callable[[Report], Picture | Paragraph]

SUQIAN_2023 = store.load(DATA, "suqian-gov", 2023)
SUQIAN_2024 = store.load(DATA, "suqian-gov", 2024)
HONGZE_2023 = store.load(DATA, "hongze-gov", 2023)
PETITION_2020 = store.load(DATA, "county-petition-bureau", 2020)

NOBODY = [0] * 7


def person(count: int | str) -> list[int | str]:
    """A row of section 三 in which only natural persons applied."""
    return [count, 0, 0, 0, 0, 0, count]


ONE_APPLICATION = report_of(
    {
        "requests/received": person(1),
        "requests/granted": person(1),
        "requests/disposed_total": person(1),
    }
)
ONE_BESIDE_14000 = report_of(
    {
        "requests/received": person(14000),
        "requests/carried_in": person(1),
        "requests/granted": person(13996),
        "requests/granted_in_part": person(1),
        "requests/refused.deliberative": person(1),
        "requests/unavailable.not_held": person(1),
        "requests/other.other": person(1),
        "requests/disposed_total": person(14000),
        "requests/carried_out": person(1),
        "disputes/review": [13999, 1, 0, 1, 14001],
    }
)
MILLIONS = report_of(
    {
        "requests/received": person(11398889),
        "requests/granted": person(11398889),
        "requests/disposed_total": person(11398889),
    }
)
EVERYTHING = balanced(SUQIAN_2023.form, seed=7)
CASES = {
    "宿迁2023": SUQIAN_2023,
    "宿迁2024": SUQIAN_2024,
    "洪泽2023": HONGZE_2023,
    "一件": ONE_APPLICATION,
    "一件与一万四千件": ONE_BESIDE_14000,
    "千万件": MILLIONS,
    "各项俱全": EVERYTHING,
}


def yearly(year: int, received: int | str, disposed: int, carried_out: int) -> Report:
    """An agency-year of which only the trend is known."""
    return report_of(
        {
            "requests/received": person(received),
            "requests/disposed_total": person(disposed),
            "requests/carried_out": person(carried_out),
        },
        year=year,
    )


WITH_A_GAP = (
    yearly(2019, 40, 38, 2),
    yearly(2020, 52, 50, 4),
    yearly(2022, 61, 60, 5),
    replace(yearly(2023, 300, 290, 9), scope="aggregated"),
    yearly(2024, 58, 63, 0),
)


def pictures() -> dict[str, Picture]:
    """Every chart of every case that has something to draw."""
    blocks: dict[str, Picture | Paragraph | None] = {
        f"{name} {chart.__name__}": chart(report)
        for name, report in CASES.items()
        for chart in (charts.request_flow, charts.results_by_applicant, charts.disputes_by_outcome)
    }
    blocks["宿迁 trend"] = charts.trend([SUQIAN_2023, SUQIAN_2024])
    blocks["有缺 trend"] = charts.trend(WITH_A_GAP)
    return {name: block for name, block in blocks.items() if isinstance(block, Picture)}


PICTURES = pictures()
each_picture = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())


def picture(block: Picture | Paragraph | None) -> Picture:
    assert isinstance(block, Picture)
    return block


@dataclass(frozen=True)
class TextBox:
    """Where a line of text stands in a drawing, in points."""

    left: float
    top: float
    right: float
    bottom: float
    size: float


def text_boxes(svg: bytes) -> list[TextBox]:
    boxes = []
    for x, y, scale, inside in re.findall(
        r'<g transform="translate\(([\d.-]+) ([\d.-]+)\)scale\(([\d.]+) [^)]*\)"[^>]*>(.*?)</g>',
        svg.decode(),
    ):
        size = float(scale) * 1000
        last = max(int(at) for at in re.findall(r'x="(\d+)"', inside)) * float(scale)
        # The last sign is a Chinese one, a whole em, or a figure, somewhat more than half.
        right = float(x) + last + 0.55 * size
        # A line of Chinese takes 1.2 em, around its middle.
        top = float(y) - (drawing.MIDDLE + 0.6) * size
        boxes.append(TextBox(float(x), top, right, top + 1.2 * size, size))
    return boxes


# -- what a chart says ------------------------------------------------------------------


def test_the_flow_of_suqian_2024_is_told_in_full() -> None:
    assert picture(charts.request_flow(SUQIAN_2024)).alt == (
        "2024年政府信息公开申请的来源与去向图。本年新收3525件，上年结转121件，应办理共3646件。"
        "本年度办理结果3521件：予以公开1431件（占40.6%）、部分公开471件（占13.4%）、"
        "不予公开92件（占2.6%）、无法提供941件（占26.7%）、不予处理117件（占3.3%）、"
        "其他处理469件（占13.3%）。结转下年度继续办理125件。"
    )


def test_the_flow_reads_a_report_that_prints_the_sixth_result_as_one_row() -> None:
    assert picture(charts.request_flow(HONGZE_2023)).alt == (
        "2023年政府信息公开申请的来源与去向图。本年新收21件，上年结转0件，应办理共21件。"
        "本年度办理结果21件：部分公开4件（占19.0%）、不予公开3件（占14.3%）、"
        "无法提供13件（占61.9%）、不予处理1件（占4.8%）。予以公开、其他处理均为0件。"
        "结转下年度继续办理0件。"
    )


def test_the_flow_reads_edition_2019() -> None:
    report = with_rows(
        PETITION_2020,
        {
            "requests/received": person(3),
            "requests/other": person(2),
            "requests/disposed_total": person(2),
            "requests/carried_out": person(1),
        },
    )

    assert picture(charts.request_flow(report)).alt == (
        "2020年政府信息公开申请的来源与去向图。本年新收3件，上年结转0件，应办理共3件。"
        "本年度办理结果2件：其他处理2件（占100%）。"
        "予以公开、部分公开、不予公开、无法提供、不予处理均为0件。结转下年度继续办理1件。"
    )


def test_the_applicants_of_suqian_2024_are_told_in_full() -> None:
    assert picture(charts.results_by_applicant(SUQIAN_2024)).alt == (
        "2024年各类申请人政府信息公开申请的办理结果构成图。"
        "自然人3440件：予以公开1408件（占40.9%）、部分公开462件（占13.4%）、"
        "不予公开88件（占2.6%）、无法提供902件（占26.2%）、不予处理115件（占3.3%）、"
        "其他处理465件（占13.5%）。"
        "商业企业73件：予以公开21件（占28.8%）、部分公开9件（占12.3%）、不予公开4件（占5.5%）、"
        "无法提供34件（占46.6%）、不予处理2件（占2.7%）、其他处理3件（占4.1%）。"
        "社会公益组织1件：其他处理1件（占100%）。"
        "法律服务机构5件：予以公开2件（占40.0%）、无法提供3件（占60.0%）。"
        "其他组织2件：无法提供2件（占100%）。"
        "全部申请人3521件：予以公开1431件（占40.6%）、部分公开471件（占13.4%）、"
        "不予公开92件（占2.6%）、无法提供941件（占26.7%）、不予处理117件（占3.3%）、"
        "其他处理469件（占13.3%）。科研机构没有办理结果。"
    )


def test_the_disputes_of_hongze_2023_are_shown_as_published_and_the_contradiction_is_said() -> None:
    chart = picture(charts.disputes_by_outcome(HONGZE_2023))

    contradictions = (
        "行政复议各项结果之和11件与公布的总计0件不符，图中按各项绘制",
        "复议后起诉各项结果之和5件与公布的总计0件不符，图中按各项绘制",
    )
    assert chart.alt == (
        "2023年政府信息公开行政复议、行政诉讼结果图。"
        "行政复议11件：结果维持10件、结果纠正1件、其他结果0件、尚未审结0件。"
        "未经复议直接起诉0件。"
        "复议后起诉5件：结果维持5件、结果纠正0件、其他结果0件、尚未审结0件。"
        f"{contradictions[0]}。{contradictions[1]}。"
    )
    assert chart.caption == (
        f"2023年政府信息公开行政复议、行政诉讼结果（{'；'.join(contradictions)}）"
    )


def test_the_trend_of_suqian_is_told_year_by_year() -> None:
    chart = picture(charts.trend([SUQIAN_2023, SUQIAN_2024]))

    assert chart.caption == "2023—2024年政府信息公开申请办理情况"
    assert chart.alt == (
        "2023—2024年政府信息公开申请办理情况图。"
        "2023年本年新收3511件，本年办结3486件，结转下年度121件。"
        "2024年本年新收3525件，本年办结3521件，结转下年度125件。"
    )


# -- nothing, blanks, contradictions ----------------------------------------------------


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (charts.request_flow, "2020年没有收到政府信息公开申请，也没有上年结转的申请。"),
        (charts.results_by_applicant, "2020年没有办理政府信息公开申请，不作申请人类别分析。"),
        (charts.disputes_by_outcome, "2020年没有因政府信息公开被申请行政复议、提起行政诉讼。"),
    ],
)
def test_where_all_is_zero_there_is_a_sentence(chart: Chart, sentence: str) -> None:
    assert chart(PETITION_2020) == Paragraph(sentence)


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (charts.request_flow, "2021年收到和处理政府信息公开申请的各项数据空白或无法辨认。"),
        (charts.results_by_applicant, "2021年各类申请人的办理结果数据空白或无法辨认。"),
        (
            charts.disputes_by_outcome,
            "2021年政府信息公开行政复议、行政诉讼的各项数据空白或无法辨认。",
        ),
    ],
)
def test_blank_is_not_called_zero(chart: Chart, sentence: str) -> None:
    assert chart(report_of(others="")) == Paragraph(sentence)


def test_blanks_that_can_only_be_zeros_are_not_complained_about() -> None:
    report = report_of({"disputes/review": [3, "", "", "", 3]})

    assert picture(charts.disputes_by_outcome(report)).caption == (
        "2021年政府信息公开行政复议、行政诉讼结果"
    )


def test_a_missing_source_and_sums_that_do_not_hold_are_said_and_give_no_shares() -> None:
    report = report_of(
        {
            "requests/received": person(20),
            "requests/carried_in": person("1 2"),
            "requests/granted": person(7),
            "requests/unavailable.unclear": person(5),
            "requests/disposed_total": person(14),
            "requests/carried_out": person(3),
        }
    )

    chart = picture(charts.request_flow(report))

    assert chart.caption == (
        "2021年政府信息公开申请的来源与去向（上年结转数据空白或无法辨认，图中未计入；"
        "各项办理结果之和12件与公布的总计14件不符，图中按各项绘制，不列占比；"
        "来源合计20件与去向合计15件不符，按公布数据绘制）"
    )
    assert "%" not in chart.alt


def test_disputes_published_as_totals_only_are_not_drawn() -> None:
    report = report_of({"disputes/review": ["", "", "", "", 4]})

    assert charts.disputes_by_outcome(report) == Paragraph("2021年行政复议4件，均未列明各项结果。")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1431, 3521, "40.6%"),
        (1, 2000, "0.1%"),
        (1, 14000, "<0.1%"),
        (13999, 14000, ">99.9%"),
        (14000, 14000, "100%"),
        (0, 14000, "0.0%"),
    ],
)
def test_a_share_never_rounds_to_nothing_or_to_all(part: int, whole: int, expected: str) -> None:
    assert words.share(part, whole) == expected


# -- years ------------------------------------------------------------------------------


def test_years_without_comparable_figures_stay_empty() -> None:
    chart = picture(charts.trend(WITH_A_GAP))

    bars = chart.svg.decode().count(f'fill="{style.SERIES[0]}"') - len(["the key of the series"])
    assert bars == len([2019, 2020, 2022, 2024])
    assert chart.caption == (
        "2019—2024年政府信息公开申请办理情况"
        "（2021年无数据，图中留空；2023年统计口径不同，不作比较，图中留空）"
    )
    assert "300" not in chart.alt


def test_one_year_is_no_trend() -> None:
    assert charts.trend([SUQIAN_2023]) is None
    assert charts.trend([replace(SUQIAN_2023, scope="own"), SUQIAN_2024]) is None
    assert charts.trend([]) is None


def test_years_of_zeros_are_a_sentence() -> None:
    reports = [yearly(2022, 0, 0, 0), yearly(2023, 0, 0, 0)]

    assert charts.trend(reports) == Paragraph(
        "2022年、2023年均没有收到政府信息公开申请，也没有结转的申请。"
    )


def test_a_blank_year_is_not_a_zero() -> None:
    chart = picture(charts.trend([yearly(2022, 1, 1, 0), yearly(2023, "", 2, 1)]))

    assert chart.caption == (
        "2022—2023年政府信息公开申请办理情况（2023年本年新收数据空白或无法辨认）"
    )


def test_no_more_years_are_drawn_than_can_be_read() -> None:
    chart = picture(charts.trend([yearly(year, 5, 5, 0) for year in range(2019, 2040)]))

    assert chart.caption == "2030—2039年政府信息公开申请办理情况"


def test_the_order_of_reports_does_not_matter() -> None:
    assert charts.trend(WITH_A_GAP[::-1]) == charts.trend(WITH_A_GAP)


def test_reports_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="several agencies: hongze-gov, suqian-gov"):
        charts.trend([HONGZE_2023, SUQIAN_2024])
    with pytest.raises(ValueError, match="two reports of 2023 with scope aggregated"):
        charts.over_the_years([SUQIAN_2023, SUQIAN_2023])


def test_the_table_over_the_years_has_every_figure_once() -> None:
    table = charts.over_the_years([SUQIAN_2024, SUQIAN_2023])

    assert list(table.columns) == [
        *("year", "scope", "edition", "fictional"),
        *("table", "row", "column", "label", "unit", "value"),
    ]
    assert len(table) == len(SUQIAN_2023.cells) + len(SUQIAN_2024.cells)
    received = table.query("table == 'requests' and row == 'received' and column == 'total'")
    assert received[["year", "label", "unit", "value"]].to_dict("records") == [
        {
            "year": year,
            "label": "表三·一、本年新收政府信息公开申请数量·总计",
            "unit": "件",
            "value": value,
        }
        for year, value in ((2023, 3511.0), (2024, 3525.0))
    ]


def test_a_blank_in_the_table_over_the_years_is_missing_not_zero() -> None:
    table = charts.over_the_years([report_of({"requests/received": person("")})])

    values = table.query("row == 'received'").set_index("column")["value"]
    assert values["total"] is pd.NA
    assert values["business"] == 0


# -- what a chart looks like ------------------------------------------------------------


@each_picture
def test_no_text_touches_another_or_leaves_the_page(picture: Picture) -> None:
    boxes = text_boxes(picture.svg)
    width, height = map(float, re.findall(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture.svg)[0])

    assert boxes
    for box in boxes:
        assert box.left >= -0.5
        assert box.right <= width + 0.5
        assert box.top >= -0.5
        assert box.bottom <= height + 0.5
    for one, other in itertools.combinations(boxes, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top
            or other.bottom <= one.top
        )
        assert apart, (one, other)


@each_picture
def test_text_is_readable_in_print_at_16_cm(picture: Picture) -> None:
    (width,) = re.findall(rb'width="([\d.]+)pt"', picture.svg)

    assert float(width) == pytest.approx(16 / 2.54 * 72, abs=0.1)
    assert min(box.size for box in text_boxes(picture.svg)) >= 9


@each_picture
def test_a_chart_is_small_and_draws_only(picture: Picture) -> None:
    svg = picture.svg.decode()

    assert len(picture.svg) <= 60_000
    assert set(re.findall(r"<(\w+)", svg)) == {"svg", "defs", "path", "g", "use"}
    assert set(re.findall(r"(?:https?:)?//[^\"]*", svg)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "style=" not in svg


@STEADY
@given(st.lists(st.integers(0, 10**7), min_size=7, max_size=7).filter(any))
def test_the_parts_of_the_flow_add_up_whatever_the_figures(figures: list[int]) -> None:
    *results, carried_out = figures
    rows = [
        *("granted", "granted_in_part", "refused.deliberative"),
        *("unavailable.unclear", "not_processed.repeated", "other.other"),
    ]
    report = report_of(
        {
            "requests/received": person(sum(figures)),
            **{f"requests/{row}": person(count) for row, count in zip(rows, results, strict=True)},
            "requests/disposed_total": person(sum(results)),
            "requests/carried_out": person(carried_out),
        }
    )

    layout = flow_layout.lay_out(flow_figures.read_flow(report))

    assert sum(node.thick for node in layout.sinks) == pytest.approx(layout.sources[0].thick)
    for upper, lower in itertools.pairwise(layout.sinks):
        assert lower.joint == pytest.approx(upper.joint + upper.thick)
    middles = [node.middle for node in layout.sinks]
    assert min(b - a for a, b in itertools.pairwise(middles)) >= flow_layout.LINE
    assert layout.height <= 290


@STEADY
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any), st.floats(1.0, 20.0))
def test_slots_fill_the_room_exactly(values: list[int], least: float) -> None:
    scale = slots.scale_for([values], [least], 300.0)

    assert sum(max(value * scale, least) for value in values) == pytest.approx(300.0)


def test_neighbouring_colours_differ_in_grey_print() -> None:
    def lightness(colour: str) -> float:
        return float(116 * style.luminance(colour) ** (1 / 3) - 16)

    for palette in (style.RESULTS, style.OUTCOMES, style.SERIES):
        for one, other in itertools.pairwise(palette):
            assert abs(lightness(one) - lightness(other)) >= 15, (one, other)


@pytest.mark.parametrize("colour", [*style.RESULTS, *style.OUTCOMES, *style.SERIES, style.INK])
def test_text_on_a_colour_can_be_read(colour: str) -> None:
    assert style.contrast(style.text_on(colour), colour) >= 4.5


def test_too_small_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="8 pt cannot be read"):
        Canvas(100, 100).text((0, 0), "件数", size=8)


def test_a_character_the_font_lacks_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"图表文字“予以🀄公开”：.*没有“🀄”（U\+1F004）的字形"):
        Canvas(100, 100).text((0, 0), "予以🀄公开")


@pytest.mark.browser
@pytest.mark.parametrize("chart", [charts.request_flow, charts.results_by_applicant])
def test_the_small_file_shows_the_picture_that_matplotlib_drew(
    chart: Chart, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(svg: bytes) -> np.ndarray:
        page = browser.new_page(viewport={"width": 640, "height": 420})
        page.set_content(svg.decode().partition("?>")[2])
        image = Image.open(io.BytesIO(page.screenshot())).convert("L")
        page.close()
        return np.asarray(image, dtype=float)

    class ByMatplotlib(RendererSVG):
        """matplotlib's own renderer, under our canvas."""

        def __init__(self, width: float, height: float) -> None:
            self.written = io.StringIO()
            super().__init__(width, height, self.written)  # type: ignore[no-untyped-call]

        def file(self) -> bytes:
            self.finalize()  # type: ignore[no-untyped-call]
            return self.written.getvalue().encode()

    small = picture(chart(SUQIAN_2023)).svg
    monkeypatch.setattr(drawing, "SvgRenderer", ByMatplotlib)
    large = picture(chart(SUQIAN_2023)).svg

    assert len(small) < 0.5 * len(large)
    assert shown(small).min() < 100  # the page is not empty
    assert np.abs(shown(small) - shown(large)).mean() < 0.2


def test_a_glyph_keeps_to_the_grid_of_the_font() -> None:
    canvas = Canvas(9, 72)
    canvas.text((1, 2), "件")
    svg = canvas.svg().decode()
    font = TTFont(font_path())
    drawn = font["glyf"][font.getBestCmap()[ord("件")]]

    (start,) = re.findall(r'<path id="g\w+" d="m(-?\d+)[ -]', svg)
    assert int(start) == drawn.coordinates[0][0]
    assert f'<g transform="translate(1 5.7)scale(.01 -.01)" fill="{style.TEXT}"><use' in svg


def test_what_is_not_drawn_is_refused_rather_than_distorted() -> None:
    renderer = SvgRenderer(9, 9)
    gc = renderer.new_gc()

    with pytest.raises(ValueError, match="turned or mathematics"):
        renderer.draw_text(gc, 1, 2, "件", typeface(10), 9)
    with pytest.raises(ValueError, match="shine through"):
        renderer.draw_path(gc, MplPath([(0, 0), (1, 1)]), IdentityTransform(), (0, 0, 0, 0.5))


def test_figures_do_not_kern_so_that_texts_can_be_parted_at_them() -> None:
    labels = "年件数占办结总数（维持 纠正)(—<>"
    font = get_font(str(font_path()))

    def advance(text: str) -> float:
        return text_to_path.get_text_width_height_descent(text, typeface(100), ismath=False)[0]

    font.set_size(100, 72)
    alone = {char: advance(char) for char in "0123456789,.%" + labels}
    assert len({alone[char] for char in "0123456789"}) == 1
    for one, other in itertools.product(alone, alone):
        if one in "0123456789,.%" or other in "0123456789,.%":
            assert advance(one + other) == pytest.approx(alone[one] + alone[other], abs=0.1)


# -- always the same --------------------------------------------------------------------

DRAW = """
import hashlib, json, sys
from pathlib import Path
from gongkai.compose import charts
from gongkai.report import store

first = not {"matplotlib", "pandas"} & set(sys.modules)
import matplotlib
# dict(rcParams) would choose a backend, and import pyplot for it.
before = matplotlib.rcParams.copy()
reports = [store.load(Path(sys.argv[1]), "suqian-gov", year) for year in (2023, 2024)]
drawn = [
    charts.request_flow(reports[1]),
    charts.results_by_applicant(reports[1]),
    charts.disputes_by_outcome(reports[1]),
    charts.trend(reports),
]
print(json.dumps({
    "hashes": [hashlib.sha256(picture.svg).hexdigest() for picture in drawn],
    "import is cheap": first,
    "settings are kept": before == matplotlib.rcParams.copy(),
    "not imported": not {"matplotlib.pyplot", "zhplot"} & set(sys.modules),
}))
"""

WILD_SETTINGS = """
svg.fonttype: none
svg.hashsalt: other
font.family: serif
font.size: 31
text.color: red
text.hinting: none
patch.antialiased: False
path.sketch: 3, 100, 2
savefig.facecolor: black
savefig.bbox: tight
figure.dpi: 300
axes.unicode_minus: False
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_same_figures_give_the_same_bytes_anywhere(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "matplotlibrc").write_text(WILD_SETTINGS)
    here = [
        charts.request_flow(SUQIAN_2024),
        charts.results_by_applicant(SUQIAN_2024),
        charts.disputes_by_outcome(SUQIAN_2024),
        charts.trend([SUQIAN_2023, SUQIAN_2024]),
    ]

    ran = subprocess.run(
        [sys.executable, "-c", DRAW, str(DATA)],
        cwd=tmp_path,
        env={**os.environ, **surroundings, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ran.stdout) == {
        "hashes": [hashlib.sha256(picture(block).svg).hexdigest() for block in here],
        "import is cheap": True,
        "settings are kept": True,
        "not imported": True,
    }


def test_what_an_agency_is_called_does_not_get_into_a_chart() -> None:
    hostile = msgspec.structs.replace(SUQIAN_2023.agency, name="<script>alert(1)</script>🀄")

    assert charts.request_flow(replace(SUQIAN_2023, agency=hostile)) == charts.request_flow(
        SUQIAN_2023
    )
