"""The index page of a batch: one file that opens from the disk and shows all of it.

The page carries the ledger's lines as data and a script that searches, filters, sorts and
counts them; without scripts it shows a plain table. Nothing in it is newer than the
ledger, and it holds no time: equal ledgers have equal pages.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from gongkai.batch.ledger import Entry
from gongkai.batch.words import RESERVED, VERDICT_NAMES, cause_of, verdict_of
from gongkai.compose.templates import Environment, environment
from gongkai.report.report import LEVEL_NAMES

NAME = "index.html"

LINKS: Mapping[str, str] = {"report.html": "报告", "review.html": "审阅", "failed.ipynb": "笔记本"}
"""What a row links to, where it is there, and what the link is called."""

_TEMPLATES = Path(__file__).parent / "templates"
_VERDICTS: Mapping[str, str] = {"published": VERDICT_NAMES["published"], "reserved": RESERVED} | {
    verdict: name for verdict, name in VERDICT_NAMES.items() if verdict != "published"
}
_LONGEST = 56
_MOST_PLAIN = 300


def write_index(reports: Path, entries: Iterable[Entry], scratch: Path) -> Path:
    """Write the index page of a whole ledger into its folder; it appears in one step.

    It is first written in `scratch`, a private folder on the same file system.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    temporary = scratch / NAME
    with temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(index_page(entries))
        stream.flush()
        os.fsync(stream.fileno())
    return temporary.replace(reports / NAME)


def index_page(entries: Iterable[Entry]) -> str:
    """Return the page for these lines of a ledger, one for each agency-year."""
    known = sorted(entries, key=lambda entry: (entry.agency, entry.year))
    css, script = _text("index.css"), _text("index.js")
    plain = sorted(known, key=lambda entry: entry.verdict == "published")
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            css=css,
            script=script,
            css_hash=_hash(css),
            script_hash=_hash(script),
            data=_for_script(_data(known)),
            total=len(known),
            counts=Counter(map(verdict_of, known)).most_common(),
            plain=[(entry, _links(entry)) for entry in plain[:_MOST_PLAIN]],
            levels=LEVEL_NAMES,
        )
    )


def _data(entries: Sequence[Entry]) -> dict[str, Any]:
    """All the script knows. What repeats is listed once and named by its number."""
    agencies = {entry.agency: entry for entry in entries}  # as the latest year names it
    places = {agency: place for place, agency in enumerate(agencies)}
    causes = sorted({cause for entry in entries for cause in _causes(entry)})
    verdicts = list(_VERDICTS)
    return {
        "verdicts": list(_VERDICTS.items()),
        "levels": list(LEVEL_NAMES.items()),
        "links": list(LINKS.items()),
        "causes": [[cause, cause_of(cause)] for cause in causes],
        "agencies": [[id_, entry.name or id_, entry.level] for id_, entry in agencies.items()],
        "rows": [
            [
                places[entry.agency],
                entry.year,
                verdicts.index("reserved" if entry.reservations else entry.verdict),
                [list(LINKS).index(name) for name in _links(entry)],
                [causes.index(cause) for cause in _causes(entry)],
                _shortened(entry.message),
            ]
            for entry in entries
        ],
    }


def _causes(entry: Entry) -> tuple[str, ...]:
    """The rules that keep a report from being published, else what its run failed of."""
    return entry.rules or ((entry.cause,) if entry.cause else ())


def _links(entry: Entry) -> list[str]:
    return [name for name in LINKS if name in entry.files]


def _shortened(message: str) -> str:
    first, *others = message.split("\n")
    short = first if len(first) <= _LONGEST else first[: _LONGEST - 1] + "…"
    return f"{short}（共{len(others) + 1}项）" if others else short


def _for_script(data: Any) -> Markup:
    """JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - no < is left


def _hash(text: str) -> str:
    """The name by which the Content-Security-Policy lets a style or script through."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _text(name: str) -> Markup:
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


@cache
def _environment() -> Environment:
    return environment(_TEMPLATES, verdict_of=verdict_of, link_name=LINKS.__getitem__)
