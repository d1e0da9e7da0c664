"""Run one agency-year: execute, export, seal, publish; or say truthfully why not."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from gongkai.batch.manifest import manifest, write_json
from gongkai.batch.plan import Job
from gongkai.batch.publish import private_folder, publish
from gongkai.notebook.canonical import Notebook, text_of
from gongkai.notebook.execute import execute
from gongkai.notebook.exporter import ReportExporter, ReviewExporter
from gongkai.notebook.payload import findings_of, seal_of
from gongkai.notebook.proof import prove_pages

_MOST_MESSAGES = 5

Verdict: TypeAlias = Literal["published", "withheld", "error", "timeout", "killed"]


@dataclass(frozen=True)
class Outcome:
    """How one agency-year came out: verdict, a sentence on it, and where to look."""

    job: Job
    verdict: Verdict
    message: str
    folder: Path
    seconds: float
    title: str = ""


@dataclass(frozen=True)
class Workshop:
    """Where runs read the notebook from and put their results."""

    notebook: Path
    reports: Path
    timeout: int


def run(job: Job, workshop: Workshop) -> Outcome:
    """Run one job and put its results in `reports/<agency>/<year>/`.

    Nothing is raised for what goes wrong in the run: it becomes the outcome's verdict.
    """
    place = workshop.reports / job.name
    started = time.monotonic()
    try:
        with private_folder(workshop.reports) as scratch:
            verdict, message, title = _run_in(scratch, place, job, workshop)
    except OSError as error:
        verdict, title = "error", ""
        message = f"结果写不进 {place}（{error.strerror or error}），原有文件未动"
    return Outcome(job, verdict, message, place, time.monotonic() - started, title)


def _run_in(scratch: Path, place: Path, job: Job, workshop: Workshop) -> tuple[Verdict, str, str]:
    """Do the work in the private folder and publish what there is to publish."""
    started = time.monotonic()
    working, finished = scratch / "working", scratch / "finished"
    working.mkdir()
    finished.mkdir()
    execution = execute(workshop.notebook, job.given, working, workshop.timeout)
    seal = seal_of(execution.notebook) if execution.notebook else None
    if execution.ending != "finished" or seal is None or execution.notebook is None:
        verdict: Verdict = "error" if execution.ending == "finished" else execution.ending
        message = execution.message
        if execution.notebook is not None:
            _write(finished / "failed.ipynb", text_of(execution.notebook))
    else:
        verdict = seal["verdict"]
        message = _summary(execution.notebook)
        _write_pages(finished, execution.notebook, verdict)
        differences = prove_pages(finished, job.parameters)
        if differences:
            verdict, message = "error", "\n".join(["页面与数据不一致，未予公布", *differences])
            _only_as_failed(finished)
    record = manifest(job, workshop.notebook, list(finished.iterdir()), verdict, message)
    write_json(finished / "manifest.json", record)
    write_json(finished / "timing.json", {"seconds": round(time.monotonic() - started, 3)})
    publish(finished, place)
    return verdict, message, seal["title"] if seal else ""


def _write_pages(folder: Path, notebook: Notebook, verdict: Verdict) -> None:
    _write(folder / "report.ipynb", text_of(notebook))
    write_json(folder / "findings.json", findings_of(notebook))
    review, report = _exporters()
    _write(folder / "review.html", review.from_notebook_node(notebook)[0])
    if verdict == "published":
        _write(folder / "report.html", report.from_notebook_node(notebook)[0])


def _only_as_failed(folder: Path) -> None:
    """Keep the notebook to look into, and nothing that could pass for a report."""
    (folder / "report.ipynb").rename(folder / "failed.ipynb")
    for name in ("report.html", "review.html", "findings.json"):
        (folder / name).unlink(missing_ok=True)


def _summary(notebook: Notebook) -> str:
    """What keeps a report from being published: the violations, the rest as a count."""
    findings = (findings_of(notebook) or {}).get("findings", [])
    blocking = [
        f
        for f in findings
        if f["class"] == "must" and f["outcome"] != "satisfied" and not f["waiver"]
    ]
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


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


@cache
def _exporters() -> tuple[ReviewExporter, ReportExporter]:
    """Building an exporter compiles its template, which a batch need do only once."""
    return ReviewExporter(), ReportExporter()
