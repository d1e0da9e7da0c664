"""nbconvert exporters: `gongkai` (the report alone) and `gongkai-review` (everything)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import default

from gongkai.compose.render import stylesheet
from gongkai.compose.templates import Environment, environment
from gongkai.notebook.display import PUBLIC_HTML
from gongkai.notebook.payload import seal_of
from gongkai.notebook.sanitise import sanitise

IDENTITY = ("agency", "year", "edition", "scope")
"""What a page says of itself on `<main>`, for programs and for the proof."""

_TEMPLATES = Path(__file__).parent / "templates" / "gongkai"


@dataclass(frozen=True)
class ShownCell:
    """A notebook cell as the page templates see it; `html` is safe to put in."""

    tags: frozenset[str]
    is_code: bool
    source: str
    html: Markup
    index: int


@cache
def _environment() -> Environment:
    """Whoever makes an exporter, the templates are compiled once."""
    return environment(_TEMPLATES, last_newline=False)


class _PageExporter(Exporter):
    """An HTML page without script or outside reference, from our own template.

    nbconvert's own template class is not used: its Jinja environment does not escape.
    """

    template_name = ""
    representations: tuple[str, ...] = ("text/html",)

    def __init__(self, config: Any = None, **options: Any) -> None:
        super().__init__(config=config, **options)  # type: ignore[no-untyped-call]

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page for an executed notebook.

        Raises:
            ConversionException: the notebook may not become such a page.
        """
        self.refuse(nb)
        if any(preprocessor.enabled for preprocessor in self._preprocessors):
            nb, resources = super().from_notebook_node(nb, resources, **options)
        else:  # nothing will change the notebook: no copies, no validation after each
            resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        seal = seal_of(nb) or {}
        page = (
            _environment()
            .get_template(self.template_name)
            .render(
                title=seal.get("title", "政府信息公开工作年度报告（未完成）"),
                identity={f"data-{name}": seal[name] for name in IDENTITY if name in seal},
                css=Markup(stylesheet()),  # noqa: S704 - our own file
                cells=[self._shown(cell, index) for index, cell in enumerate(nb.cells)],
            )
        )
        return page, resources

    def refuse(self, notebook: NotebookNode) -> None:
        """Stop a notebook that must not become this page."""

    def _shown(self, cell: NotebookNode, index: int) -> ShownCell:
        is_code = cell.cell_type == "code"
        parts = [self._output(output) for output in cell.outputs] if is_code else []
        return ShownCell(
            tags=frozenset(cell.metadata.get("tags", [])),
            is_code=is_code,
            source=cell.source,
            html=Markup("".join(parts)),  # noqa: S704 - sanitised or escaped piece by piece
            index=index,
        )

    def _output(self, output: NotebookNode) -> str:
        data = output.get("data", {})
        for representation in self.representations:
            if representation in data:
                return sanitise(data[representation])
        if output.output_type == "stream":
            return f"<pre>{escape(output.text)}</pre>"
        if output.output_type == "error":
            return f'<pre class="error">{escape(output.ename)}: {escape(output.evalue)}</pre>'
        return f"<pre>{escape(data.get('text/plain', ''))}</pre>"


class ReportExporter(_PageExporter):
    """The statutory report alone, as an agency publishes it."""

    export_from_notebook = "政府信息公开工作年度报告"
    template_name = "report.html.j2"
    representations = (PUBLIC_HTML, "text/html")

    def refuse(self, notebook: NotebookNode) -> None:
        """Refuse a notebook that did not run to its end or is withheld."""
        seal = seal_of(notebook)
        if seal is None:
            raise ConversionException("笔记本没有运行到最后一个单元格，不能生成公布页面")
        if seal["verdict"] != "published":
            raise ConversionException(
                "校验未通过，不生成公布页面；请用 --to gongkai-review 查看校验结果"
            )


class ReviewExporter(_PageExporter):
    """Findings first, then the report with suspect cells marked, code folded, provenance."""

    export_from_notebook = "政府信息公开工作年度报告（审阅）"
    template_name = "review.html.j2"
