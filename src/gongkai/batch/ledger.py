"""The ledger of a batch: one line for each run, only ever added to; the last one counts.

Each line is a JSON object that ends with a checksum of what stands before it. A line cut
short by a crash, or by a full disk, is therefore seen for what it is and passed over: the
ledger can be cut off at any byte and still tells the truth of every line before that.
"""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, TypeAlias

import msgspec

from gongkai.errors import InputError

FORMAT = "gongkai-ledger/1"
NAME = "ledger.jsonl"

Verdict: TypeAlias = Literal["published", "withheld", "error", "timeout", "killed"]

_SUM = b',"sum":"'
_DIGITS = 16
_TAIL = len(_SUM) + _DIGITS + len(b'"}')


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one run came to, as a line of the ledger.

    agency, year: which report; `name`, `level`, `kind` are the agency's, from its data
        file, and empty where that could not be read; so are `edition` and `title`.
    key: hash of all that can change the output; empty where it changed while it was read.
    inputs: what the key is made of, each by a short hash, so that a change has a name.
    verdict, reservations, message: as in manifest.json.
    rules: ids of the rules that keep the report from being published.
    cause: what failures of one kind share: rules, the name of an exception, a signal.
    cell: the notebook cell in which the run ended, empty where it came to its end.
    seconds, cpu_seconds: what the run took; peak_memory: in bytes, 0 where not known.
    outputs: SHA-256 of manifest.json, which seals the other files; empty where nothing
        was put in place.
    files: size in bytes of each file of the report folder.
    attempts: how many runs in a row with this key were killed or ran out of time.
    when: the time at which the run ended, UTC, ISO 8601.
    """

    agency: str
    year: int
    verdict: Verdict
    when: str
    format: str = FORMAT
    name: str = ""
    level: str = ""
    kind: str = ""
    edition: str = ""
    title: str = ""
    reservations: bool = False
    message: str = ""
    rules: tuple[str, ...] = ()
    cause: str = ""
    cell: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0
    attempts: int = 0
    engine: str = ""
    key: str = ""
    inputs: dict[str, str] = {}
    outputs: str = ""
    files: dict[str, int] = {}

    @property
    def run(self) -> str:
        """The agency-year, and the folder of its output: `county-petition-bureau/2020`."""
        return f"{self.agency}/{self.year}"


@dataclass(frozen=True)
class Ledger:
    """The last valid line of each agency-year, by `run`, and how many lines were no good."""

    entries: dict[str, Entry] = field(default_factory=dict)
    damaged: int = 0


def line_of(entry: Entry) -> bytes:
    """Return the line of an entry, with its checksum and line end."""
    body = msgspec.json.encode(entry)[:-1]
    return b'%b%b%b"}\n' % (body, _SUM, _checksum(body))


def read_ledger(path: Path) -> Ledger:
    """Read a ledger; one that is not there is empty.

    Raises:
        InputError: it cannot be read, or is of a later format than this program knows.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise InputError(
            str(path), f"账本读不出来（{error.strerror}）", "请检查权限，或移走该文件重新运行"
        ) from None
    decode = msgspec.json.Decoder(Entry).decode
    entries: dict[str, Entry] = {}
    damaged = 0
    for line in data.split(b"\n"):
        if not _is_whole(line):
            damaged += bool(line)
            continue
        try:
            entry = decode(line)
        except msgspec.MsgspecError:
            damaged += 1
            continue
        if entry.format != FORMAT:
            raise InputError(
                str(path), f"账本的格式是 {entry.format}，这个版本不认识", "请升级 gongkai 后再运行"
            )
        entries[entry.run] = entry
    return Ledger(entries, damaged)


class LedgerWriter:
    """Adds lines to a ledger. One process at a time; the lock of the folder sees to that.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        self._descriptor = os.open(path, flags, 0o644)
        size = os.fstat(self._descriptor).st_size
        self._torn = size > 0 and os.pread(self._descriptor, 1, size - 1) != b"\n"

    def append(self, entry: Entry) -> None:
        """Add one line in one write. After a write cut short the next begins a line anew.

        Raises:
            OSError: it could not be written whole; it does not count then.
        """
        line = b"\n" * self._torn + line_of(entry)
        try:
            written = os.write(self._descriptor, line)
        except OSError:
            self._torn = True
            raise
        self._torn = written < len(line)
        if self._torn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def sync(self) -> None:
        """Make what was added so far durable.

        Raises:
            OSError: the disk says no.
        """
        os.fdatasync(self._descriptor)

    def __enter__(self) -> LedgerWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)


def _is_whole(line: bytes) -> bool:
    body = line[:-_TAIL]
    return line[-_TAIL:] == b'%b%b"}' % (_SUM, _checksum(body))


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_DIGITS].encode()
