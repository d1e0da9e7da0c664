"""A reading as an agency-year on file: whose it is, the report, and the record beside it."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path

from gongkai.errors import InputError
from gongkai.ingest.as_json import as_side_record, json_text
from gongkai.ingest.bodies.naming import body_kind, level_of
from gongkai.ingest.filing.agency_of import settle
from gongkai.ingest.filing.conflicts import conflict_of
from gongkai.ingest.filing.on_file import OnFile
from gongkai.ingest.filing.replacing import carried, with_words_on_file
from gongkai.ingest.filing.whose import Settled, Whose, usual_scope
from gongkai.ingest.values import Reading
from gongkai.report import Agency, Passage, Report, Scope, Source, store
from gongkai.report.passages import reading_path
from gongkai.report.toml_writer import report_text


@dataclass(frozen=True)
class Given:
    """What the user says of a document, before what it says of itself."""

    agency: str = ""
    year: int | None = None
    name: str = ""
    scope: Scope | None = None


@dataclass(frozen=True)
class Recorded:
    """The report that a reading makes, and Chinese sentences on what was inferred for it."""

    report: Report
    inferred: tuple[str, ...]


def report_of(reading: Reading, known: OnFile, given: Given) -> Recorded:
    """Return the report of a reading; identity that it lacks comes from those known.

    Raises:
        InputError: there is no form, year, agency id or name.
    """
    draft, whose = drafted(reading, given)
    (settled,) = settle([whose], known)
    if isinstance(settled, InputError):
        raise settled
    return Recorded(settled_report(draft, settled), settled.said)


def drafted(reading: Reading, given: Given) -> tuple[Report, Whose]:
    """Return the report of a reading without its agency's id, and what is said of whose it is.

    Raises:
        InputError: there is no form or year.
    """
    form = reading.form
    if form is None:
        why = next((n.text for n in reading.notes if n.kind == "edition"), "没有读到表格")
        raise InputError(reading.name, why, "不能建立数据文件，请核对原文")
    year = given.year or reading.year
    if year is None:
        raise InputError(reading.name, "没有找到报告年度", "请加 --year")
    name = given.name or reading.agency
    whose = Whose(
        file=reading.name,
        year=year,
        name=name,
        scope=given.scope or reading.scope,
        sha256=reading.sha256,
        wanted=given.agency,
        stated=reading.agency_id,
        named=bool(given.name),
        scoped=bool(given.scope),
        level=reading.level,
        body=reading.body,
    )
    level, kind = reading.level or level_of(name), reading.body or body_kind(name)
    report = Report(
        agency=Agency("", name, level, kind),
        year=year,
        scope=whose.scope or usual_scope(whose.key),
        form=form,
        cells=reading.cells,
        narrative={
            section: Passage("\n".join(texts)) for section, texts in reading.narrative.items()
        },
        source=Source(
            title=reading.title,
            publisher=reading.agency,
            date=datetime.date.fromisoformat(reading.published) if reading.published else None,
            sha256=reading.sha256,
            note=f"由 gongkai ingest 从 {reading.name} 读出",
        ),
        fictional=reading.fictional,
    )
    return report, whose


def settled_report(draft: Report, settled: Settled) -> Report:
    """Return a report with the agency and scope that it turned out to be of."""
    return changed(draft, agency=settled.agency, scope=settled.scope)


def keep(reading: Reading, report: Report, data: Path, *, replace: bool) -> tuple[Path, str]:
    """Write the agency-year and the record of its reading; return the path and what was done.

    Raises:
        InputError: there is one already that differs, and `replace` is false.
    """
    path = store.path_of(data, report.agency.id, report.year)
    done = "已写入"
    if path.exists():
        report, done = _beside(report, path, data, reading, replace=replace)
    if done != "与已有文件相同":
        store.save(data, report, replace=replace)
        write_text(reading_path(path), json_text(as_side_record(reading)))
    return path, done


def _beside(
    report: Report, path: Path, data: Path, reading: Reading, *, replace: bool
) -> tuple[Report, str]:
    try:
        there = store.load(data, report.agency.id, report.year)
    except InputError:
        if not replace:
            raise
        return report, "已替换（原文件读不出来）"
    if reading.wordless:
        report = with_words_on_file(report, there)
    conflict = conflict_of([(str(path), there), (reading.name, report)])
    same_words = {k: p.text for k, p in there.narrative.items()} == {
        k: p.text for k, p in report.narrative.items()
    }
    if conflict is None and same_words:
        return report, "与已有文件相同"
    if replace:
        whole, said = carried(report, there, wordless=reading.wordless)
        return whole, f"已替换{said}"
    what = f"{len(conflict.differences)}处数据" if conflict else "文字部分"
    raise InputError(
        str(path),
        f"已有的机关年度与 {reading.name} 有{what}不同，未作改动",
        "确要替换请加 --replace",
    )


def write_report(report: Report, path: Path) -> None:
    """Write an agency-year to a path of the user's choosing."""
    write_text(path, report_text(report))


def write_text(path: Path, text: str) -> None:
    """Write a file so that it appears whole or not at all.

    Raises:
        InputError: the folder cannot be written to.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        raise InputError(
            str(path), f"文件写不进去（{error.strerror}）", "请检查文件夹权限和磁盘空间"
        ) from None
