"""Which agencies have data: their ids, every name they had, and whose each agency-year is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from gongkai.errors import InputError
from gongkai.ingest.bodies.body_names import key_of
from gongkai.report import Agency, Scope, store
from gongkai.report.report import SCOPE_NAMES

_HEADS = re.compile(r"^\[(?!(?:agency|report|source)\])", re.MULTILINE)


@dataclass(frozen=True)
class Head:
    """Whose agency-year a data file is, of which scope, and the document it came from."""

    agency: Agency
    year: int
    scope: Scope
    sha256: str = ""


@dataclass(frozen=True)
class OnFile:
    """The agency-years that there are, found by id, by name and by the document they are of."""

    heads: tuple[Head, ...] = ()
    _years: dict[str, dict[int, Head]] = field(init=False, repr=False, default_factory=dict)
    _names: dict[str, set[str]] = field(init=False, repr=False, default_factory=dict)
    _documents: dict[tuple[str, int], set[str]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for head in self.heads:
            id_ = head.agency.id
            self._years.setdefault(id_, {}).setdefault(head.year, head)
            self._names.setdefault(key_of(head.agency.name), set()).add(id_)
            if head.sha256:
                self._documents.setdefault((head.sha256, head.year), set()).add(id_)

    def latest(self, id_: str) -> Head | None:
        """The latest year of an agency."""
        years = self._years.get(id_)
        return years[max(years)] if years else None

    def of(self, id_: str, year: int) -> Head | None:
        """The year of an agency, if there is one."""
        return self._years.get(id_, {}).get(year)

    def named(self, key: str) -> list[str]:
        """The ids that have, or had, a name, sorted."""
        return sorted(self._names.get(key, ()))

    def made_of(self, sha256: str, year: int) -> list[str]:
        """The ids that have the agency-year of a document, sorted."""
        return sorted(self._documents.get((sha256, year), ())) if sha256 else []

    def names_of(self, id_: str) -> set[str]:
        """All names of an agency, as they are compared."""
        return {key_of(head.agency.name) for head in self._years.get(id_, {}).values()}

    def names(self) -> Iterable[str]:
        """All names there are, as they are compared."""
        return self._names


def on_file(data: Path) -> OnFile:
    """Look through a data folder; files that do not say whose they are are left aside."""
    return OnFile(tuple(_heads(data)))


def _heads(data: Path) -> Iterator[Head]:
    for id_ in store.agencies(data):
        if not store.is_slug(id_):
            continue
        for year in store.years(data, id_):
            head = _head_of(data, id_, year)
            if head and (head.agency.id, head.year) == (id_, year):
                yield head


def _head_of(data: Path, id_: str, year: int) -> Head | None:
    """The head alone is read, as there may be thousands; the whole file where that fails."""
    try:
        text = store.path_of(data, id_, year).read_text(encoding="utf-8")
        end = _HEADS.search(text)
        said = tomllib.loads(text[: end.start()] if end else text)
        report = said["report"]
        scope, year = report["scope"], report["year"]
        if scope in SCOPE_NAMES and isinstance(year, int):
            agency = msgspec.convert(said["agency"], Agency)
            return Head(agency, year, scope, str(said.get("source", {}).get("sha256", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, msgspec.MsgspecError):
        pass
    return _of_whole(data, id_, year)


def _of_whole(data: Path, id_: str, year: int) -> Head | None:
    try:
        report = store.load(data, id_, year)
    except InputError:
        return None
    return Head(report.agency, report.year, report.scope, report.source.sha256)
