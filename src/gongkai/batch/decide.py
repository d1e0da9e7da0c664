"""Which agency-years must run, and why: what the ledger says against what there is now."""

from __future__ import annotations

import builtins
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.batch.inputs import DataFiles, inputs_of, key_of, shortened
from gongkai.batch.ledger import Entry, Ledger
from gongkai.batch.plan import Job

QUARANTINE = 3
"""After so many runs in a row that were killed or ran out of time, with nothing changed
since, an agency-year is left alone until something changes or `--force`."""

FAILED = ("error", "timeout", "killed")
_BROKEN_OFF = {"timeout": "上次运行超时", "killed": "上次运行被终止"}
_OF_THE_SYSTEM = frozenset(
    kind.__name__
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, OSError)
)
"""Exceptions that come from the machine, a full disk say, and so may not come again."""

_NAMES = {
    "parameters": "参数有变动",
    "notebook": "主笔记本有变动",
    "code": "程序有变动",
    "law": "格式和规则的数据有变动",
    "packages": "Python 或软件包的版本有变动",
}
_MOST = 3


@dataclass(frozen=True)
class Decision:
    """What to do about one agency-year.

    reason: why it must run, in Chinese; empty where nothing changed.
    entry: its line in the ledger, None where there is none.
    attempts: runs in a row with this key that were killed or ran out of time.
    quarantined: it would run, but was killed too often.
    """

    job: Job
    key: str
    inputs: Mapping[str, str]
    reason: str
    entry: Entry | None = None
    attempts: int = 0

    @property
    def quarantined(self) -> bool:
        """Whether it is left alone because it was killed too often."""
        return self.attempts >= QUARANTINE


@dataclass(frozen=True)
class Wanted:
    """What a person asked for beside the parameter files.

    force: run what is unchanged and what is in quarantine, too.
    only: `failed`, `withheld` or `stale`, what came out so last time; empty for all.
    cause: only what failed or was withheld for this cause; empty for all.
    """

    force: bool = False
    only: str = ""
    cause: str = ""


def decide(
    jobs: Sequence[Job], ledger: Ledger, notebook: Path, reports: Path, wanted: Wanted
) -> Iterator[Decision]:
    """Decide for each job, in order; those that were not asked for are left out.

    Raises:
        InputError: there is no data folder.
    """
    files = DataFiles()
    for job in jobs:
        entry = ledger.entries.get(job.name)
        if not _asked_for(entry, wanted):
            continue
        inputs = inputs_of(job, notebook, files)
        key = key_of(inputs)
        same = entry is not None and entry.key == key
        attempts = entry.attempts if entry is not None and same and not wanted.force else 0
        reason = _why(entry, inputs, f"{reports}/{job.name}", same=same)
        if wanted.force or (wanted.only == "failed" and not reason):
            reason = reason or "要求重新运行"
        if wanted.only == "stale" and not reason:
            continue
        yield Decision(job, key, inputs, reason, entry, attempts)


def _asked_for(entry: Entry | None, wanted: Wanted) -> bool:
    if entry is None:
        return not wanted.only and not wanted.cause
    if wanted.cause and entry.cause != wanted.cause:
        return False
    if wanted.only == "failed":
        return entry.verdict in FAILED
    return wanted.only != "withheld" or entry.verdict == "withheld"


def _why(entry: Entry | None, inputs: Mapping[str, str], place: str, *, same: bool) -> str:
    if entry is None:
        return "首次运行"
    if not same:
        return _changes(entry.inputs, shortened(inputs))
    if entry.verdict in _BROKEN_OFF:
        return _BROKEN_OFF[entry.verdict]
    if entry.cause in _OF_THE_SYSTEM:
        return f"上次运行时系统出错（{entry.cause}）"
    if not entry.outputs:
        return "上次的结果没有写成"
    return _damage(place, entry)


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Say what is not as it was. The key is empty where inputs changed during the run."""
    changed = [name for name in {**before, **now} if before.get(name, "") != now.get(name, "")]
    told = [_NAMES.get(name) or _of_file(name, before, now) for name in changed]
    if len(told) > _MOST:
        told = [*told[:_MOST], f"等共{len(told)}处"]
    return "，".join(told) or "上次运行期间有文件变动"


def _of_file(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if not before.get(name):
        return f"新增数据文件 {name}"
    return f"数据文件 {name} 有变动" if now.get(name) else f"数据文件 {name} 不在了"


def _damage(place: str, entry: Entry) -> str:
    """Say what is wrong with a report folder: files and sizes, and the manifest's hash."""
    try:
        with os.scandir(place) as found:
            sizes = {one.name: one.stat(follow_symlinks=False).st_size for one in found}
        with open(f"{place}/manifest.json", "rb", buffering=0) as stream:  # noqa: PTH123
            manifest = stream.read()
    except FileNotFoundError:
        return f"{place} 不在了或不完整"
    except OSError as error:
        return f"{place} 读不出来（{error.strerror}）"
    whole = sizes == entry.files and hashlib.sha256(manifest).hexdigest() == entry.outputs
    return "" if whole else f"{place} 里的文件被改动过"
