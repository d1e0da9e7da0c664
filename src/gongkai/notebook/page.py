"""What the cells of the master notebook call: one line per block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.checks import Checked
from gongkai.compose import panels, render
from gongkai.compose.blocks import Mark
from gongkai.compose.document import Document, year_before
from gongkai.law import Address
from gongkai.notebook.display import FINDINGS, PUBLIC_HTML, SEAL, Shown
from gongkai.notebook.parameters import Parameters, locate, read_parameters
from gongkai.notebook.versions import versions
from gongkai.report import Report, store
from gongkai.report.passages import load_reading
from gongkai.review import Assessment, Neighbours, assess

FINDINGS_FORMAT = "gongkai-findings/1"


class Page:
    """One agency-year, loaded and checked; each method shows one block of it."""

    def __init__(self, parameters: Parameters, document: Document, assessment: Assessment) -> None:
        self.parameters = parameters
        self.document = document
        self.assessment = assessment
        self.report: Report = document.report
        self.checked: Checked = document.checked

    @property
    def reservations(self) -> bool:
        """Published although must-rules do not hold, because `strict` is off."""
        return self.checked.verdict == "withheld" and not self.parameters.strict

    @property
    def verdict(self) -> str:
        """`published` or `withheld`, with `strict` taken into account."""
        return "published" if self.reservations else self.checked.verdict

    def style(self) -> Shown:
        """Show nothing, but make the blocks below look right in JupyterLab."""
        return Shown(f"<style>{render.stylesheet()}</style>", "（样式）")

    def banner(self) -> Shown:
        """Show the verdict: whether something is wrong, and where."""
        return _shown([panels.verdict(self.report, self.checked, strict=self.parameters.strict)])

    def findings(self) -> Shown:
        """Show causes, every finding, errors first, the rules run, the words' numbers."""
        shown = [
            panels.causes(self.report, self.assessment.explanations),
            panels.findings(self.report, self.checked),
            panels.claims(self.report, self.assessment.claims),
        ]
        there = [panel for panel in shown if panel is not None]
        return _shown(there, **{FINDINGS: self.findings_json()})

    def title(self) -> Shown:
        """Show the title and the statement of period and basis."""
        return _shown(self.document.title())

    def section(self, section_id: str) -> Shown:
        """Show one of the six sections: heading, words, statutory table."""
        public = self.document.section(section_id, {})
        marks = self._marks()
        if not marks:
            return _shown(public)
        marked = self.document.section(section_id, marks)
        if marked == public:
            return _shown(public)
        return _shown(marked, **{PUBLIC_HTML: render.html(public)})

    def chart(self, name: str) -> Shown:
        """Show a chart, a sentence where all is zero, nothing where there is no basis."""
        block = self.document.chart(name)
        return _shown([] if block is None else [block])

    def provenance(self) -> Shown:
        """Show where the figures come from and what the report was compared with."""
        compared = [report.year for report in self.document.earlier]
        date = self.parameters.date
        return _shown([panels.provenance(self.report, date, compared, versions())])

    def seal(self) -> Shown:
        """Say that the notebook ran to its end, and with what verdict."""
        seal = {
            **self._identity(),
            "title": self.report.title,
            "verdict": self.verdict,
            "reservations": self.reservations,
        }
        words = {"published": "可以公布", "withheld": "暂不公布"}[self.verdict]
        text = f"{self.report.title}：{words}" + ("（带标记）" if self.reservations else "")
        return Shown(f'<p class="gongkai seal">{text}</p>', text, **{SEAL: seal})

    def findings_json(self) -> dict[str, Any]:
        """Return what findings.json holds (documented in docs/reference/formats.md)."""
        return {
            "format": FINDINGS_FORMAT,
            **self._identity(),
            "verdict": self.verdict,
            "reservations": self.reservations,
            **self.checked.as_json(),
            **self.assessment.reasons_json(),
        }

    def _identity(self) -> dict[str, Any]:
        return {
            "agency": self.report.agency.id,
            "year": self.report.year,
            "edition": self.report.form.id,
            "scope": self.report.scope,
        }

    def _marks(self) -> Mapping[Address, Mark]:
        return self.assessment.marks


def open_report(
    agency: str,
    year: int,
    data_dir: str = "data",
    compare_years: Sequence[int] | None = None,
    as_of: str = "",
    *,
    strict: bool = True,
) -> Page:
    """Load one agency-year, check it, and return what the notebook shows of it.

    Raises:
        InputError: a parameter or a data file cannot be used; it says which and where.
    """
    values = {
        "agency": agency,
        "year": year,
        "data_dir": data_dir,
        "compare_years": compare_years,
        "as_of": as_of,
        "strict": strict,
    }
    parameters = read_parameters(values, "参数单元格")
    folder = locate(parameters.data_dir)
    report = store.load(folder, parameters.agency, parameters.year)
    earlier = tuple(
        store.load(folder, report.agency.id, earlier_year)
        for earlier_year in parameters.earlier(store.years(folder, parameters.agency))
    )
    path = store.path_of(folder, report.agency.id, report.year)
    beside = Neighbours(
        year_before(report, earlier),
        store.load_children(folder, report),
        store.load_waivers(path),
        doubtful=load_reading(path).doubtful,
    )
    assessment = assess(report, beside, parameters.date)
    document = Document(report, earlier, assessment.checked, parameters.date)
    return Page(parameters, document, assessment)


def _shown(blocks: Sequence[render.Showable], **more: Any) -> Shown:
    return Shown(render.html(blocks), render.text(blocks), **more)
