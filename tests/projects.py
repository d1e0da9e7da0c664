"""Project folders to run the commands in, as an analyst has them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def make_project(folder: Path) -> Path:
    """Copy what a run reads (notebook, data, parameter files) into a new folder."""
    for name in ("notebooks", "data", "params"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )
    return folder


def gongkai(
    project: Path, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a project folder, wide enough that tables do not wrap."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        cwd=project,
        env={**os.environ, "COLUMNS": "400", **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
