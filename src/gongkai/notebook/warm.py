"""What every report would load, compile and look up anew, done once before any is made.

For a process that others are forked from: a child finds modules, law, templates, glyphs
and patterns in place. Made-up reports are made here, in a temporary folder, in every
edition, right and wrong, with every kind of chart; of them nothing stays but what is
cached. No thread and no event loop is started.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat import NotebookNode

from gongkai import law
from gongkai.law import Address, Edition
from gongkai.notebook.canonical import canonical, text_of
from gongkai.notebook.display import Shown
from gongkai.notebook.exporter import ReportExporter, ReviewExporter
from gongkai.notebook.page import Page, open_report
from gongkai.notebook.payload import findings_of
from gongkai.notebook.proof import prove_pages
from gongkai.report import Agency, Amount, Cell, Count, Passage, Report, store

_AGENCY = Agency("warm", "预备县人民政府", "county", "department")
_CHARTS = ("trend", "request_flow", "results_by_applicant", "disputes_by_outcome")
_NO_RESULTS = ("received", "carried_in", "disposed_total", "carried_out")
_OUTCOMES = 4
_SENTENCES = (
    "其中自然人申请5件，较上年增长12.5%，上年同期为4件；予以公开3件，部分公开2件，其余均已按时办结。"
    "本年度新制发规范性文件2件，全县现行有效9件；作出行政许可3件，行政处罚1件，收取信息处理费0元。"
    "上年结转1件，结转下年度继续办理1件。因政府信息公开被申请行政复议1件，结果维持1件，行政诉讼0件。"
    "主动公开信息120条，通过门户网站发布80条、政务新媒体发布40条。全年未收到举报，未发生行政诉讼。"
    "申请均已按时办结，没有引起行政复议的工作。2023年新收申请9件，比2022年减少3件、下降25%。"
)
"""What narratives usually say, so that the patterns of the rules about them are compiled."""


def warm() -> None:
    """Make a few reports and keep none.

    Raises:
        OSError: there is no room for temporary files.
    """
    exporters = {"review.html": ReviewExporter(), "report.html": ReportExporter()}
    for form in law.editions().values():
        first = form.head.first_year
        year = first + 1
        for wrong in (False, True):
            with TemporaryDirectory(prefix="gongkai-") as folder:
                for other in (first, year):
                    store.save(Path(folder), _report(form, other, wrong=wrong))
                page = open_report(_AGENCY.id, year, folder, as_of=f"{year + 1}-01-31")
                notebook = canonical(_executed(page))
                text_of(notebook)
                findings_of(notebook)
                for name, exporter in exporters.items():
                    if name == "review.html" or page.verdict == "published":
                        path = Path(folder) / name
                        path.write_text(exporter.from_notebook_node(notebook)[0], encoding="utf-8")
                prove_pages(Path(folder), page.parameters)


def _report(form: Edition, year: int, *, wrong: bool) -> Report:
    """Everything occurs: each kind of applicant got each result once and carries one over.

    So the charts meet all their labels, and the rules something in every row.
    """
    carried_in = year - form.head.first_year
    requests = {a.row: 1 for a in form.cells if a.table == "requests"}
    results = len(requests) - len(_NO_RESULTS)
    requests |= {
        "received": results + 1 - carried_in,
        "carried_in": carried_in,
        "disposed_total": results,
    }
    kinds = len({a.column for a in form.cells if a.table == "requests"}) - 1
    cells: dict[Address, Cell] = {}
    for address, spec in form.cells.items():
        figure = {"requests": requests.get(address.row, 0), "disputes": 1}.get(address.table, 0)
        if address.column == "total":
            figure *= kinds if address.table == "requests" else _OUTCOMES
        amount = spec.column.kind == "amount_wan_yuan"
        cells[address] = Amount(Decimal(figure)) if amount else Count(figure)
    granted = next(a for a in form.cells if (a.row, a.column) == ("granted", "total"))
    if wrong:
        cells[granted] = Count(3)
    words = Passage(
        f"（一）主动公开\n收到申请{{{{ requests/received/total 件 }}}}，办结{kinds * results}件。"
        + _SENTENCES
    )
    return Report(
        agency=_AGENCY,
        year=year,
        scope="own",
        form=form,
        cells=cells,
        narrative={"overview": words},
    )


def _executed(page: Page) -> NotebookNode:
    """A notebook as it would be after its cells have run."""
    cells = [
        nbformat.v4.new_code_cell(
            "page",
            metadata={"tags": [tag]},
            outputs=[
                nbformat.v4.new_output(
                    "execute_result", shown._repr_mimebundle_(), execution_count=1
                )
            ],
        )
        for tag, shown in _shown(page)
    ]
    return nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-any-return]


def _shown(page: Page) -> Iterator[tuple[str, Shown]]:
    """Everything a page can show, under the tags of the master notebook."""
    yield "style", page.style()
    yield from (("review", shown) for shown in (page.banner(), page.findings()))
    yield "report", page.title()
    yield from (("report", page.section(section.id)) for section in page.report.form.sections)
    yield from (("report", page.chart(name)) for name in _CHARTS)
    yield "review", page.provenance()
    yield "seal", page.seal()
