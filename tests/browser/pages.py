"""Pages as the exporter makes them, from shipped data and a few words of filling."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

import gongkai.notebook
from gongkai.checks import check
from gongkai.compose import panels, render
from gongkai.compose.blocks import Heading, Paragraph, Picture, Title
from gongkai.compose.tables import grid
from gongkai.compose.templates import environment
from gongkai.notebook.sanitise import sanitise
from gongkai.report import Report

DATA = Path(__file__).resolve().parents[2] / "data"
TEMPLATES = Path(gongkai.notebook.__file__).parent / "templates" / "gongkai"
WORDS = (
    "全年主动公开政府信息9条，收到政府信息公开申请3525件，同比增长0.4%，均在法定期限内办结。" * 4
)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="320">'
    '<rect x="40" y="40" width="600" height="200" fill="#1d4f80"/></svg>'
)


@dataclass(frozen=True)
class Shown:
    """A cell of the notebook as the page templates take it."""

    tags: frozenset[str]
    source: str
    raw: str
    text: str = ""
    is_code: bool = True
    index: int = 0

    @property
    def html(self) -> Markup:
        """The output, sanitised as the exporter does."""
        return Markup(sanitise(self.raw))  # noqa: S704 - sanitised


def shown_cells(report: Report) -> list[Shown]:
    """Return the cells of a report and its review, in the order of the notebook."""
    checked = check(report)
    cells = [
        _shown("review", "page.banner()", [panels.verdict(report, checked)]),
        _shown("review", "page.findings()", [panels.findings(report, checked)]),
        _shown("report", "page.title()", [Title(report.title, "（示例）"), Paragraph(WORDS)]),
    ]
    for section in report.form.sections:
        blocks: list[render.Showable] = [Heading(section.heading, 2), Heading("（一）概况", 3)]
        blocks += [Paragraph(WORDS), Heading("1.其中", 4), Paragraph(WORDS)]
        blocks += [
            grid(report, table.id, checked.marked)
            for table in report.form.tables
            if table.section == section.id
        ]
        if section.id == "requests":
            blocks.append(Picture(CHART.encode(), "一根柱子", "图1　示意"))
        cells.append(_shown("report", f'page.section("{section.id}")', blocks))
    day = datetime.date(report.year + 1, 3, 1)
    cells.append(_shown("review", "page.provenance()", [panels.provenance(report, day)]))
    return cells


def page(kind: str, report: Report, cells: Sequence[Shown] | None = None) -> str:
    """Return the `report` or `review` page."""
    templates = environment(TEMPLATES, last_newline=False)
    return templates.get_template(f"{kind}.html.j2").render(
        title=report.title,
        identity={},
        css=Markup(render.stylesheet()),  # noqa: S704 - our own file
        cells=shown_cells(report) if cells is None else cells,
    )


def _shown(tag: str, source: str, blocks: Sequence[render.Showable]) -> Shown:
    return Shown(frozenset({tag}), source, render.html(blocks), render.text(blocks))
