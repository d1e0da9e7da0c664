"""What the tests have forked children do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.forking import Line
from gongkai.notebook.canonical import text_of
from gongkai.notebook.execute_here import execute_here


def run(arguments: Mapping[str, Any], line: Line) -> dict[str, Any]:
    execution = execute_here(Path(arguments["notebook"]), arguments["parameters"], line)
    return {
        "ending": execution.ending,
        "message": execution.message,
        "cell": execution.cell,
        "text": None if execution.notebook is None else text_of(execution.notebook),
    }
