"""A batch dealt out: which agency-years belong to which part, on any machine alike."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from gongkai.batch.ledger import NAME
from gongkai.errors import InputError

_WRITTEN = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


@dataclass(frozen=True)
class Shard:
    """Part `number` of `count`, counted from one; the whole is part 1 of 1."""

    number: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read a shard as it is written: `2/8`.

        Raises:
            InputError: it is not written so, or its number is beyond the count.
        """
        found = _WRITTEN.fullmatch(text)
        if found is None or int(found[1]) > int(found[2]):
            raise InputError(f"--shard {text}", "看不懂分片", "请写成 2/8 的样子：共8片中的第2片")
        return cls(int(found[1]), int(found[2]))

    @property
    def label(self) -> str:
        """What tells this part's files from those of others; empty for the whole."""
        return "" if self.count == 1 else f"{self.number}-of-{self.count}"

    @property
    def ledger(self) -> str:
        """The file name of this part's ledger."""
        stem, _, ending = NAME.rpartition(".")
        return f"{stem}.{self.label}.{ending}" if self.label else NAME

    def has(self, run: str) -> bool:
        """Tell whether an agency-year belongs here: by the hash of its name alone."""
        digest = hashlib.sha256(run.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1
