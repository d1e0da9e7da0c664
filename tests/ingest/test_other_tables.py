"""Tables of other things beside those of the form: said to be left, and no part of the report."""

from __future__ import annotations

import pytest

from gongkai import law
from gongkai.ingest.reading import read
from gongkai.ingest.reading_report import confidence
from gongkai.ingest.values import Reading
from gongkai.report import number
from tests.ingest.publishing import as_is
from tests.ingest.styles import STYLES
from tests.reports import balanced

REPORT = balanced(law.edition("2021"), 7)
APPENDIX = """<p>附件：各单位受理申请数量</p><table><tr><td>单位</td><td>网络</td><td>信函</td></tr>
<tr><td>教育局</td><td>16</td><td>13</td></tr><tr><td>民政局</td><td>9</td><td>11</td></tr></table>"""
RESULTS = """<table><tr><td>予以公开</td><td>部分公开</td><td>不予公开</td></tr>
<tr><td>1205</td><td>31</td><td>88</td></tr></table>"""


def beside(table: str) -> Reading:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    return read(data.decode().replace("</body>", f"{table}</body>").encode(), "a.html")


@pytest.mark.parametrize(
    ("table", "figures"), [(APPENDIX, ["16", "13", "9", "11"]), (RESULTS, ["1205", "31", "88"])]
)
def test_a_report_with_a_table_of_other_things_is_complete(table: str, figures: list[str]) -> None:
    reading = beside(table)

    assert "complete" == reading.outcome
    assert figures == [left.original for left in reading.leftover]
    assert {str(a): number(c) for a, c in REPORT.cells.items()} == {
        a: number(c) for a, c in reading.values.items()
    }
    level, reasons = confidence(reading)
    assert ("中", [f"另有别的表，其中{len(figures)}个数不属于法定表格"]) == (level, reasons)


def test_a_figure_left_in_a_table_of_the_form_is_part_of_the_report() -> None:
    data, _ = STYLES["plain_html"](REPORT, as_is)
    row = "<tr><td>合计情况</td><td>3</td><td>4</td><td>5</td></tr>"
    reading = read(data.decode().replace("</table>", f"{row}</table>", 1).encode(), "a.html")

    assert ["3", "4", "5"] == [left.original for left in reading.leftover]
    assert "partial" == reading.outcome
