"""Batches from a warm process: all of `gongkai run` but the start of Python.

A batch spends most of its time starting Python twice, for itself and for its template.
Hundreds of batches that are to be killed can do without: here a warm process forks the
process of the batch, and that one forks its template, instead of executing them. What
they do then is what `gongkai run` does. `cold=True` executes the command itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self, cast

from gongkai.notebook.environment import ENVIRONMENT
from tests.projects import ROOT

_PLAIN = {"COLUMNS": "400", "TTY_COMPATIBLE": "0", "FORCE_COLOR": ""}
"""No live line: the thread that draws it would forbid forking."""


@dataclass(frozen=True)
class Ran:
    """How a batch ended: exit code (negative: the signal), what it printed, who outlived it."""

    code: int
    said: str
    left: Sequence[str]


class WarmBatches:
    """The near end of a warm process; a context manager. One batch at a time."""

    def __enter__(self) -> Self:
        """Start and warm it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.warm_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **ENVIRONMENT, **_PLAIN},
        )
        assert self._heard()["threads"] == 1
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.communicate()

    def start(self, project: Path, *arguments: str, **how: Any) -> int:
        """Start `gongkai run` there; return its process id. See `warm_process` for `how`."""
        self._said = project.with_name(f"{project.name}.said")
        order = {"project": str(project), "arguments": ["run", *arguments], **how}
        self._pipe("stdin").write(json.dumps({**order, "said": str(self._said)}).encode() + b"\n")
        self._pipe("stdin").flush()
        return int(self._heard()["pid"])

    def wait(self) -> Ran:
        """Wait for the end of the batch, and of all that it started."""
        ended = self._heard()
        return Ran(ended["code"], self._said.read_text("utf-8", "replace"), ended["left"])

    def run(self, project: Path, *arguments: str, **how: Any) -> Ran:
        """Run a batch to its end."""
        self.start(project, *arguments, **how)
        return self.wait()

    def _heard(self) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self._pipe("stdout").readline()))

    def _pipe(self, name: str) -> IO[bytes]:
        return cast("IO[bytes]", getattr(self._process, name))
