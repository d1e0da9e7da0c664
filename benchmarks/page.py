"""docs/benchmarks.md: the measurements between their markers are written here, not typed."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

SCALE = float(os.environ.get("GONGKAI_BENCH", "1"))
"""How much of the full size is measured; what is smaller is not written down."""

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
IMAGES = PAGE.parent / "images"


def put(name: str, text: str) -> None:
    """Put measurements in their place on the page, and on the screen.

    Raises:
        ValueError: the page has no such place.
    """
    print(text, flush=True)
    if SCALE < 1:
        return
    page = PAGE.read_text(encoding="utf-8")
    start, end = f"<!-- measured: {name} -->\n", f"<!-- end: {name} -->\n"
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not found.search(page):
        raise ValueError(f"{PAGE} has no place for {name}")
    page = found.sub(lambda _: f"{start}\n{text.strip()}\n\n{end}", page)
    PAGE.write_text(page, encoding="utf-8", newline="\n")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all but the first column hold figures."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine(*packages: str) -> str:
    """Return what was measured on: processors, Python, the versions of packages."""
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{os.cpu_count()} × {_processor()}, {platform.system()} {platform.release()}, "
        f"{python}, {versions}; load average when done {load}."
    )


def _processor() -> str:
    """The model of the processor, as the kernel names it."""
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1] if found else platform.machine()
