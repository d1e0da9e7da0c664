"""From how a child ended to a line of the ledger, truthfully."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from gongkai.batch.decide import Decision
from gongkai.batch.inputs import key_of, shortened
from gongkai.batch.ledger import Entry, Verdict
from gongkai.batch.manifest import NAME, manifest, seal_broken, sha256, write_json
from gongkai.forking import Ended


class Answer(msgspec.Struct, frozen=True):
    """What a child says came of it; the fields are those of a line of the ledger.

    unwritable: why the results could not be written; nothing else counts then.
    """

    verdict: Verdict = "error"
    message: str = ""
    inputs: dict[str, str] = {}
    outputs: str = ""
    title: str = ""
    edition: str = ""
    reservations: bool = False
    name: str = ""
    level: str = ""
    kind: str = ""
    rules: tuple[str, ...] = ()
    cause: str = ""
    cell: str = ""
    unwritable: str = ""


@dataclass(frozen=True)
class Done:
    """A run that is over: how it ended, where what it finished lies, and what it took.

    failure: why it could not even be started, by the operating system; else empty.
    """

    decision: Decision
    ended: Ended
    finished: Path
    seconds: float
    engine: str
    failure: str = ""


def answer_of(done: Done, notebook: Path) -> Answer:
    """Return what came of a run; where the child cannot say, the folder is made here.

    Raises:
        OSError: the folder cannot be read or written.
    """
    if done.failure:
        return Answer(unwritable=done.failure)
    if done.ended.ending != "returned":
        return _broken_off(done, notebook)
    try:
        answer = msgspec.convert(done.ended.value, Answer)
    except msgspec.ValidationError as error:
        answer = Answer(message=f"笔记本给出的结论无法辨认（{error}）", cause="verdict")
        return _alone(done, notebook, answer)
    if not answer.unwritable and seal_broken(done.finished, answer.outputs):
        answer = Answer(message="结果文件与清单不符，未予公布", cause="seal")
        return _alone(done, notebook, answer)
    return answer


def entry_of(done: Done, answer: Answer, when: str) -> Entry:
    """Return the line of the ledger for a run whose folder is in place."""
    decision, ended = done.decision, done.ended
    inputs = answer.inputs or dict(decision.inputs)
    broken_off = answer.verdict in ("timeout", "killed")
    fields: dict[str, Any] = {
        name: getattr(answer, name)
        for name in Answer.__struct_fields__
        if name not in ("inputs", "unwritable")
    }
    return Entry(
        agency=decision.job.parameters.agency,
        year=decision.job.parameters.year,
        when=when,
        key=decision.key if key_of(inputs) == decision.key else "",
        inputs=shortened(inputs),
        seconds=round(done.seconds, 3),
        cpu_seconds=round(ended.cpu_seconds, 3),
        peak_memory=ended.peak_memory,
        attempts=decision.attempts + 1 if broken_off else 0,
        engine=done.engine,
        files={} if answer.unwritable else _sizes(done.finished),
        **fields,
    )


def unwritten(answer: Answer, place: Path) -> Answer:
    """Return what is said of a run whose results found no room; what was there stays."""
    message = f"结果写不进 {place}（{answer.unwritable}），原有文件未动"
    return Answer(message=message, cause="unwritable", unwritable=answer.unwritable)


def _broken_off(done: Done, notebook: Path) -> Answer:
    """The verdict on a child that gave no answer: what ended it, and in which cell."""
    ended = done.ended
    told = ended.value if isinstance(ended.value, dict) else {}
    cell = str(told.get("cell") or _cell(ended))
    where = f"，停在单元格 {cell}" if cell else ""
    verdict: Verdict = "error"
    if ended.ending == "timeout":
        verdict, cause, message = "timeout", "timeout", f"运行超过时限{where}"
    elif ended.ending == "killed":
        verdict = "killed"
        cause = _name_of(ended)
        message = f"进程中途退出（{cause}，可能是内存不足或被终止）{where}"
    elif ended.ending == "refused":
        cause, message = "output", f"输出太多，已终止{where}"
    else:
        cause = ended.message.partition(":")[0]
        message = f"运行出错：{ended.message}{where}"
    return _alone(done, notebook, Answer(verdict, message, cause=cause, cell=cell))


def _cell(ended: Ended) -> str:
    """The id of the cell that was begun last; empty where none was, or all had ended."""
    return str(ended.last.get("id", "")) if isinstance(ended.last, dict) else ""


def _name_of(ended: Ended) -> str:
    if ended.signal is not None:
        return signal.Signals(ended.signal).name
    return f"exit {ended.exit_code}"


def _alone(done: Done, notebook: Path, answer: Answer) -> Answer:
    """Keep the notebook as far as it got, if it was kept whole, and seal what is there."""
    job = done.decision.job
    for path in done.finished.iterdir():
        if path.name != "failed.ipynb" or done.ended.value is None:
            path.unlink()
    written = list(done.finished.iterdir())
    data = {k: v for k, v in done.decision.inputs.items() if k.startswith("data/")}
    record = manifest(job, notebook, data, written, answer.verdict, answer.message)
    return msgspec.structs.replace(answer, outputs=sha256(write_json(done.finished / NAME, record)))


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
