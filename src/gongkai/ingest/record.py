"""A reading as an agency-year on file: whose it is, the report, and the record beside it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from gongkai.errors import InputError
from gongkai.ingest.as_json import as_side_record, json_text
from gongkai.ingest.conflicts import conflict_of
from gongkai.ingest.naming import body_kind, level_of, suggested_id
from gongkai.ingest.replacing import carried, with_words_on_file
from gongkai.ingest.values import Reading
from gongkai.report import Agency, Passage, Report, Scope, Source, store
from gongkai.report.passages import reading_path
from gongkai.report.toml_writer import report_text

Known: TypeAlias = Sequence[tuple[Agency, Scope]]
"""The agencies that have data, each with the scope of its latest year."""


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


def report_of(reading: Reading, known: Known, given: Given) -> Recorded:
    """Return the report of a reading; identity that it lacks comes from those known.

    Raises:
        InputError: there is no form, year, agency id or name.
    """
    form = reading.form
    if form is None:
        why = next((n.text for n in reading.notes if n.kind == "edition"), "没有读到表格")
        raise InputError(reading.name, why, "不能建立数据文件，请核对原文")
    year = given.year or reading.year
    if year is None:
        raise InputError(reading.name, "没有找到报告年度", "请加 --year")
    inferred: list[str] = []
    agency, scope = _agency(reading, known, given, inferred)
    if scope is None:
        scope = "own" if agency.kind == "department" else "aggregated"
        inferred.append(f"数据口径按{'本级' if scope == 'own' else '汇总'}推定，可用 --scope 指定")
    report = Report(
        agency=agency,
        year=year,
        scope=scope,
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
    return Recorded(report, tuple(inferred))


def _agency(
    reading: Reading, known: Known, given: Given, inferred: list[str]
) -> tuple[Agency, Scope | None]:
    name = given.name or reading.agency
    id_ = given.agency or reading.agency_id
    id_ = id_ or next((a.id for a, _ in known if name and a.name == name), "")
    if not id_:
        id_ = suggested_id(reading.name, set())
        if not id_:
            remedy = f"请加 --agency，例如 --agency {suggested_id(reading.name, {name})}"
            raise InputError(reading.name, "从文件名看不出机关代号", remedy)
        inferred.append(f"机关代号 {id_} 取自文件名，可用 --agency 指定")
    store.check_slug(id_)
    scope = given.scope or reading.scope
    for agency, on_file in known:
        if agency.id == id_ and (not name or not given.name):
            if name and agency.name != name:
                inferred.append(f"机关名称用已有数据的“{agency.name}”，原文写的是“{name}”")
            return agency, scope if given.scope else on_file
    if not name:
        raise InputError(reading.name, "没有找到机关全称", "请加 --name 机关全称")
    if reading.level and reading.body:
        return Agency(id_, name, reading.level, reading.body), scope
    level, kind = level_of(name), body_kind(name)
    inferred.append(f"按名称“{name}”推定级别 {level}、类别 {kind}，请核对")
    return Agency(id_, name, level, kind), scope


def known_agencies(data: Path) -> Known:
    """The agencies that have data, each as its latest year says; broken files aside."""
    found = []
    for id_ in store.agencies(data):
        try:
            report = store.load(data, id_, store.years(data, id_)[-1])
        except InputError:
            continue
        found.append((report.agency, report.scope))
    return found


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
