"""What is known of whose report a document is, before the agency's id is settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from gongkai.ingest.bodies.body_names import key_of, tells_region
from gongkai.ingest.bodies.naming import body_kind, ids_in, level_of
from gongkai.report import Agency, Scope
from gongkai.report.report import BodyKind, Level


@dataclass(frozen=True)
class Whose:
    """What the user, the document and its file say of the body that reports.

    `name` and `scope` are the document's or, where `named` or `scoped`, the user's; the id
    is `wanted` by the user or `stated` by a workbook, else both are empty. `file` is the
    path within the folder that is read.
    """

    file: str
    year: int
    name: str = ""
    scope: Scope | None = None
    sha256: str = ""
    wanted: str = ""
    stated: str = ""
    named: bool = False
    scoped: bool = False
    level: Level | None = None
    body: BodyKind | None = None

    @cached_property
    def key(self) -> str:
        """The name as names are compared."""
        return key_of(self.name) if self.name else ""

    @cached_property
    def is_whole(self) -> bool:
        """The name leaves one body to be meant."""
        return bool(self.key) and tells_region(self.key)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids that the file's name may mean, the likeliest first."""
        return ids_in(self.file)

    @cached_property
    def shelf(self) -> str:
        """The folder it lies in; folders of several years are one shelf."""
        parent = PurePosixPath(self.file).parent.as_posix()
        return re.sub(r"(?<![0-9])20[0-9]{2}(?![0-9])", "", parent)

    @property
    def is_told(self) -> bool:
        """The id need not be found: the user or the document itself says it."""
        return bool(self.wanted or self.stated)

    @property
    def explicit_scope(self) -> Scope | None:
        """The scope that is said, not supposed: only a government has figures of both kinds."""
        is_supposed = self.scope == "own" and usual_scope(self.key) == "own"
        return None if is_supposed and not self.scoped and not self.stated else self.scope


@dataclass(frozen=True)
class Chosen:
    """An id, the document as it is taken, and a sentence on the id, if there is one to say.

    `scope` is that of the body's other documents, where it is told by them; `is_of_new`
    says that the sentence is of the agency, which is new.
    """

    id: str
    whose: Whose
    said: str = ""
    scope: Scope | None = None
    is_of_new: bool = False


@dataclass(frozen=True)
class Settled:
    """Whose report a document is after all, and Chinese sentences on how that was told."""

    agency: Agency
    scope: Scope
    said: tuple[str, ...] = ()


def usual_scope(key: str) -> Scope:
    """The scope of a body's figures where nothing is said of it."""
    is_government = body_kind(key) == "government" and level_of(key) != "township"
    return "aggregated" if is_government else "own"
