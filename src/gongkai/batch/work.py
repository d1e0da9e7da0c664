"""The work on one agency-year, done in a child of its own: execute, export, prove, seal.

Everything is written into a private folder; the supervisor looks at it and puts it in
place. What goes wrong in the notebook is an answer, not an exception.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gongkai import law
from gongkai.batch.inputs import DataFiles, code_hash, common, inputs_of
from gongkai.batch.manifest import NAME, manifest, sha256, write_json
from gongkai.batch.outcome import Answer
from gongkai.batch.plan import Job
from gongkai.batch.scratch import has_own_folder, sit_down
from gongkai.errors import InputError
from gongkai.forking import Line
from gongkai.notebook.canonical import Notebook, text_of
from gongkai.notebook.execute import execute
from gongkai.notebook.execute_here import execute_here
from gongkai.notebook.execution import Execution
from gongkai.notebook.exporter import ReportExporter, ReviewExporter
from gongkai.notebook.parameters import Parameters
from gongkai.notebook.payload import findings_of, seal_of
from gongkai.notebook.proof import prove_pages

_MOST_MESSAGES = 5


class Order(msgspec.Struct, frozen=True):
    """What a child is told, and nothing else: plain values.

    data, working, notebook, finished: the data folder, the folder to work in, the notebook
        to run, the folder to write into; absolute.
    seconds: what a cell may take.
    """

    place: str
    parameters: Parameters
    given: dict[str, Any]
    data: str
    working: str
    notebook: str
    finished: str
    seconds: int


def warm() -> None:
    """Do once what every run would do: compile templates, read the law, hash the code."""
    _exporters()
    law.rules()
    code_hash()
    common()


def make(arguments: Mapping[str, Any], tell: Callable[[Any], None]) -> Any:
    """Run one agency-year and write its folder; return an `Answer` as plain values."""
    order = msgspec.convert(arguments, Order)
    try:
        answer = _make(order, tell)
    except OSError as error:
        answer = Answer(unwritable=error.strerror or str(error))
    return msgspec.to_builtins(answer)


def _make(order: Order, tell: Callable[[Any], None]) -> Answer:
    job = Job(order.place, order.parameters, order.given)
    notebook, finished = Path(order.notebook), Path(order.finished)
    _be_at_work(order)
    files = DataFiles({job.parameters.data_dir: order.data})
    if isinstance(tell, Line):
        execution = execute_here(notebook, job.given, tell)
    else:
        execution = execute(notebook, job.given, finished.parent, order.seconds)
    tell({})
    _be_at_work(order)
    seal = seal_of(execution.notebook) if execution.notebook else None
    if execution.ending != "finished" or seal is None or execution.notebook is None:
        answer = _failed(execution)
        if execution.notebook is not None:
            write_text(finished / "failed.ipynb", text_of(execution.notebook))
    else:
        answer = _ended(execution.notebook, seal)
        _write_pages(finished, execution.notebook, answer.verdict)
        differences = _differences(finished, order.parameters)
        if differences:
            _only_as_failed(finished)
            message = "\n".join(["页面与数据不一致，未予公布", *differences])
            answer = Answer(message=message, cause="proof")
    inputs = inputs_of(job, notebook, files)
    written = list(finished.iterdir())
    data = files.hashes(job)
    record = manifest(job, notebook, data, written, answer.verdict, answer.message)
    sealed = sha256(write_json(finished / NAME, record))
    return msgspec.structs.replace(answer, inputs=inputs, outputs=sealed, **_agency(job))


def _be_at_work(order: Order) -> None:
    """Be where relative names mean what they should, wherever a notebook went."""
    if has_own_folder(order.parameters.data_dir):
        sit_down(Path(order.working), order.parameters.data_dir, Path(order.data))


def _ended(notebook: Notebook, seal: Mapping[str, Any]) -> Answer:
    """The verdict of a notebook that ran to its end, with what stands in the way."""
    findings = (findings_of(notebook) or {}).get("findings", [])
    blocking = [
        f
        for f in findings
        if f["class"] == "must" and f["outcome"] != "satisfied" and not f["waiver"]
    ]
    rules = tuple(dict.fromkeys(finding["rule"] for finding in blocking))
    return Answer(
        verdict=seal["verdict"],
        message=_told(blocking),
        title=seal["title"],
        edition=seal["edition"],
        reservations=seal["reservations"],
        rules=rules,
        cause=rules[0] if rules else "",
    )


def _failed(execution: Execution) -> Answer:
    """The verdict of a notebook that did not, with the cell and the exception."""
    cells = execution.notebook.cells if execution.notebook is not None else []
    broken = [
        (cell.id, output.ename)
        for cell in cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    cell, exception = broken[-1] if broken else ("", "")
    verdict = "error" if execution.ending == "finished" else execution.ending
    cause = exception if verdict == "error" else verdict
    return Answer(
        verdict=verdict, message=execution.message, cause=cause or "unfinished", cell=cell
    )


def _told(blocking: list[dict[str, Any]]) -> str:
    """What keeps a report from being published: the violations, the rest as a count."""
    violated = [f["message"] for f in blocking if f["outcome"] == "violated"]
    lines = violated[:_MOST_MESSAGES]
    if len(violated) > _MOST_MESSAGES:
        lines.append(f"另有{len(violated) - _MOST_MESSAGES}处不成立，见 review.html")
    if len(violated) < len(blocking):
        lines.append(
            f"{len(blocking) - len(violated)}条必须成立的关系因数据空缺或辨认不清无法判断，"
            "请补填，详见 review.html"
        )
    return "\n".join(lines)


def _write_pages(folder: Path, notebook: Notebook, verdict: str) -> None:
    write_text(folder / "report.ipynb", text_of(notebook))
    write_json(folder / "findings.json", findings_of(notebook), sort_keys=True)
    review, report = _exporters()
    write_text(folder / "review.html", review.from_notebook_node(notebook)[0])
    if verdict == "published":
        write_text(folder / "report.html", report.from_notebook_node(notebook)[0])


def _differences(folder: Path, parameters: Parameters) -> list[str]:
    try:
        return prove_pages(folder, parameters)
    except InputError as error:
        return str(error).split("\n")


def _only_as_failed(folder: Path) -> None:
    """Keep the notebook to look into, and nothing that could pass for a report."""
    (folder / "report.ipynb").rename(folder / "failed.ipynb")
    for name in ("report.html", "review.html", "findings.json"):
        (folder / name).unlink(missing_ok=True)


def _agency(job: Job) -> dict[str, str]:
    """Who the agency is, as far as its data file can be read at all."""
    try:
        agency = tomllib.loads(job.data_file.read_text(encoding="utf-8-sig")).get("agency", {})
        return {key: agency[key] for key in ("name", "level", "kind") if _is_word(agency, key)}
    except (OSError, ValueError, AttributeError):
        return {}


def _is_word(agency: Mapping[str, Any], key: str) -> bool:
    return isinstance(agency.get(key), str)


def write_text(path: Path, text: str) -> None:
    """Write text the same way everywhere: UTF-8, LF."""
    path.write_text(text, encoding="utf-8", newline="\n")


@cache
def _exporters() -> tuple[ReviewExporter, ReportExporter]:
    """Building an exporter compiles its template, which a batch need do only once."""
    return ReviewExporter(), ReportExporter()
