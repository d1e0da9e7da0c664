"""Ledgers of the parts of a batch, joined into one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from gongkai.batch.ledger import Entry, Ledger, line_of, read_ledger
from gongkai.errors import InputError


def latest(ledgers: Sequence[Ledger]) -> Ledger:
    """Return what several ledgers say together; of an agency-year the latest line counts.

    Which ledger comes first makes no difference.
    """
    entries: dict[str, Entry] = {}
    for ledger in ledgers:
        for run, entry in ledger.entries.items():
            other = entries.get(run)
            if other is None or _order(other) < _order(entry):
                entries[run] = entry
    return Ledger(entries, sum(ledger.damaged for ledger in ledgers))


def merge(paths: Sequence[Path], out: Path) -> list[str]:
    """Join ledgers into `out`, sorted; return what a person should know, in sentences.

    That is lines that were no good, and agency-years on which ledgers differ.

    Raises:
        InputError: a ledger is not there, is none or cannot be read, or `out` cannot be
            written.
    """
    for path in paths:
        if not path.exists():
            raise InputError(str(path), "没有这个账本", "请核对路径")
    ledgers = {path: read_ledger(path) for path in paths}
    for path, ledger in ledgers.items():
        if ledger.damaged and not ledger.entries:
            raise InputError(str(path), "没有一行是完整的账目，不像是账本", "请核对路径")
    joined = latest(list(ledgers.values()))
    told = [
        f"{path} 有{ledger.damaged}行不完整，已略去"
        for path, ledger in ledgers.items()
        if ledger.damaged
    ]
    told += _conflicts(ledgers, joined)
    text = b"".join(line_of(entry) for _, entry in sorted(joined.entries.items()))
    temporary = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(text)
        temporary.replace(out)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise InputError(
            str(out), f"文件写不进去（{error.strerror}）", "请检查文件夹权限和磁盘空间"
        ) from None
    return [*told, f"{out}：{len(joined.entries)} 个机关年度"]


def _conflicts(ledgers: dict[Path, Ledger], joined: Ledger) -> list[str]:
    told = []
    for run, entry in sorted(joined.entries.items()):
        others = [
            path
            for path, ledger in ledgers.items()
            if run in ledger.entries and ledger.entries[run].outputs != entry.outputs
        ]
        if others:
            told.append(f"{run} 在 {'、'.join(map(str, others))} 里的结果不同，取较晚的一条")
    return told


def _order(entry: Entry) -> tuple[str, bytes]:
    """Later lines count; of two of the same second always the same one."""
    return entry.when, line_of(entry)
