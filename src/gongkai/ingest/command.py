"""What `gongkai ingest` does with its files: read, report, keep; one broken file stops none."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from gongkai.errors import InputError
from gongkai.ingest.as_json import FORMAT, as_data, as_side_record, json_text
from gongkai.ingest.file_names import readable
from gongkai.ingest.filing.on_file import on_file
from gongkai.ingest.filing.record import (
    Given,
    drafted,
    keep,
    report_of,
    write_report,
    write_text,
)
from gongkai.ingest.folder.one_file import Gathered
from gongkai.ingest.folder.outcome import outcome_lines
from gongkai.ingest.folder.read_folder import ingest_folder
from gongkai.ingest.folder.workers import read_all
from gongkai.ingest.reading import ingest_file
from gongkai.ingest.reading_report import report_lines
from gongkai.ingest.values import Reading
from gongkai.report import Scope

Say = Callable[[str], object]


@dataclass(frozen=True)
class Wishes:
    """The options of the command."""

    output: Path | None = None
    format: str = "toml"
    agency: str = ""
    year: int | None = None
    name: str = ""
    scope: Scope | None = None
    replace: bool = False
    data: Path = Path("data")

    @property
    def given(self) -> Given:
        """What is said of the document's identity."""
        return Given(self.agency, self.year, self.name, self.scope)


def ingest_files(
    files: Sequence[Path], wishes: Wishes, say: Say, warn: Say, answer: Callable[[bytes], object]
) -> list[str]:
    """Read files or folders; return how each came out. `answer` takes the JSON.

    Raises:
        InputError: the only file cannot be read, or cannot be kept.
    """
    if wishes.output and len(files) > 1 and wishes.format != "json":
        raise InputError("-o", "一个输出文件只能放一份报告", "请逐份读取，或用 --format json")
    outcomes: list[str] = []
    answers: list[dict[str, Any]] = []
    for path in files:
        if os.path.isdir(path):  # noqa: PTH112 - what may not be looked at is no folder
            outcomes.append(_folder(path, wishes, say))
            continue
        try:
            readings = _told(ingest_file(path), path, wishes)
            answers += [as_data(reading) for reading in readings]
            for reading in readings:
                if wishes.format != "json":
                    _keep(reading, wishes, say)
                outcomes.append(reading.outcome)
        except InputError as error:
            if len(files) == 1:
                raise
            warn(str(error))
            answers.append({"format": FORMAT, "file": readable(path), "error": _text(error)})
            outcomes.append("error")
    if wishes.format == "json" and answers:
        text = json_text(answers[0] if len(files) == len(answers) == 1 else answers)
        if wishes.output:
            write_text(wishes.output, text)
        else:
            answer(text.encode("utf-8"))
    return outcomes


def _text(error: InputError) -> str:
    return str(error).encode(errors="backslashreplace").decode()


def _told(readings: Sequence[Reading], path: Path, wishes: Wishes) -> list[Reading]:
    """The readings with what the user says of them; of several at once nothing can be said."""
    given = wishes.given
    if len(readings) > 1 and (given.agency or given.name or wishes.output):
        said = f"里面有{len(readings)}个机关年度，-o、--agency、--name 只能用于一个"
        if wishes.format != "json" or given.agency or given.name:
            raise InputError(str(path), said, "请去掉这些选项")
    return [
        replace(
            reading,
            agency=given.name or reading.agency,
            year=given.year or reading.year,
            scope=given.scope or reading.scope,
        )
        for reading in readings
    ]


def _keep(reading: Reading, wishes: Wishes, say: Say) -> None:
    for line in report_lines(reading):
        say(line)
    if reading.outcome == "foreign" or reading.form is None:
        return
    recorded = report_of(reading, on_file(wishes.data), wishes.given)
    for sentence in recorded.inferred:
        say(f"  · {sentence}")
    if wishes.output:
        write_report(recorded.report, wishes.output)
        say(f"  已写入 {wishes.output}")
        return
    path, done = keep(reading, recorded.report, wishes.data, replace=wishes.replace)
    say(f"  {done} {path}")


def gathered(reading: Reading, given: Given) -> Gathered:
    """A reading of a folder's file as a report, with what the summary says of it.

    Raises:
        InputError: it is no annual report, or lacks form or year.
    """
    if reading.outcome == "foreign":
        raise InputError(reading.name, "不是政府信息公开工作年度报告", "请核对文件")
    report, whose = drafted(reading, given)
    counts = list(reading.status.values())
    about = [note.text for note in reading.notes if reading.doubtful and note.kind == "edition"]
    return Gathered(
        report,
        counts.count("noted"),
        counts.count("unread"),
        len(reading.leftover),
        "；".join(about),
        reading.outcome == "partial",
        zlib.compress(json_text(as_side_record(reading)).encode()),
        reading.wordless,
        whose,
    )


def _folder(folder: Path, wishes: Wishes, say: Say) -> str:
    summary = wishes.output or Path("ingest-summary.csv")
    outcome = ingest_folder(
        folder,
        partial(read_all, lambda reader, path: ingest_file(path, reader)),
        lambda reading: gathered(reading, wishes.given),
        wishes.data,
        summary,
        replace=wishes.replace,
        console=Console(stderr=True),
    )
    for line in outcome_lines(readable(folder), outcome):
        say(line)
    return "complete" if outcome.complete else "partial"
