"""What `gongkai ingest` does with its files: read, report, keep; one broken file stops none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from gongkai.errors import InputError
from gongkai.ingest.as_json import FORMAT, as_data, json_text
from gongkai.ingest.folder import ingest_folder
from gongkai.ingest.folder_read import Gathered
from gongkai.ingest.reading import ingest_file, read
from gongkai.ingest.reading_report import report_lines
from gongkai.ingest.record import Given, keep, report_of, write_report, write_text
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


def ingest_files(files: Sequence[Path], wishes: Wishes, say: Say, warn: Say) -> list[str]:
    """Read files or folders; return how each came out.

    Raises:
        InputError: the only file cannot be read, or cannot be kept.
    """
    if wishes.output and len(files) > 1 and wishes.format != "json":
        raise InputError("-o", "一个输出文件只能放一份报告", "请逐份读取，或用 --format json")
    outcomes: list[str] = []
    answers: list[dict[str, Any]] = []
    for path in files:
        if path.is_dir():
            outcomes.append(_folder(path, wishes, say))
            continue
        try:
            reading = _told(ingest_file(path), wishes)
            answers.append(as_data(reading))
            if wishes.format != "json":
                _keep(reading, wishes, say)
            outcomes.append(reading.outcome)
        except InputError as error:
            if len(files) == 1:
                raise
            warn(str(error))
            answers.append({"format": FORMAT, "file": str(path), "error": str(error)})
            outcomes.append("error")
    if wishes.format == "json" and answers:
        text = json_text(answers[0] if len(files) == 1 else answers)
        if wishes.output:
            write_text(wishes.output, text)
        else:
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()
    return outcomes


def _told(reading: Reading, wishes: Wishes) -> Reading:
    """The reading with what the user says of it."""
    from dataclasses import replace

    return replace(
        reading,
        agency=wishes.name or reading.agency,
        year=wishes.year or reading.year,
        scope=wishes.scope or reading.scope,
    )


def _keep(reading: Reading, wishes: Wishes, say: Say) -> None:
    for line in report_lines(reading):
        say(line)
    if reading.outcome == "foreign" or reading.form is None:
        return
    recorded = report_of(reading, wishes.data, wishes.given)
    for sentence in recorded.inferred:
        say(f"  · {sentence}")
    if wishes.output:
        write_report(recorded.report, wishes.output)
        say(f"  已写入 {wishes.output}")
        return
    path, done = keep(reading, recorded.report, wishes.data, replace=wishes.replace)
    say(f"  {done} {path}")


def gather(path: Path, data: Path, given: Given) -> list[Gathered]:
    """Read one file of a folder, in a worker that has bounds of its own."""
    reading = read(path.read_bytes(), path.name)
    if reading.outcome == "foreign":
        raise InputError(path.name, "不是政府信息公开工作年度报告", "请核对文件")
    recorded = report_of(reading, data, given)
    counts = list(reading.status.values())
    said = "；".join(recorded.inferred)
    return [
        Gathered(
            recorded.report,
            counts.count("noted"),
            counts.count("unread"),
            len(reading.leftover),
            said,
        )
    ]


def _folder(folder: Path, wishes: Wishes, say: Say) -> str:
    summary = wishes.output or Path("ingest-summary.csv")
    outcome = ingest_folder(
        folder,
        partial(gather, data=wishes.data, given=wishes.given),
        wishes.data,
        summary,
        replace=wishes.replace,
        console=Console(stderr=True),
    )
    lines = outcome.lines
    say(f"{folder}：{len(lines)}行，摘要见 {summary}")
    whole = all(line.report is not None and not line.unread and not line.leftover for line in lines)
    return "complete" if whole else "partial"
