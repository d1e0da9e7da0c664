"""What a sheet of figures says, and the report it makes once it says whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from gongkai import law
from gongkai.errors import InputError
from gongkai.report import Agency, Blank, Cell, Passage, Report
from gongkai.report.report import KIND_NAMES, LEVEL_NAMES, SCOPE_NAMES
from gongkai.workbook.marker import IDENTITY
from gongkai.workbook.read_cells import Note

_WORD_NAMES: Mapping[str, Mapping[str, str]] = {
    "level": LEVEL_NAMES,
    "kind": KIND_NAMES,
    "scope": {str(scope): label for scope, label in SCOPE_NAMES.items()},
}


@dataclass(frozen=True)
class FilledSheet:
    """What one sheet of figures says, as plain values.

    `identity` holds what is filled in of name, id, level, kind, scope and year; `cells`
    every cell of the form by address. `places` says where each stands: `数据!G12`.
    `narrative` is None where there is no sheet of words to say anything of them.
    """

    place: str
    edition: str
    variant: str
    fictional: bool
    identity: Mapping[str, str]
    cells: Mapping[str, Cell]
    places: Mapping[str, str]
    narrative: Mapping[str, str] | None
    notes: tuple[Note, ...] = field(default=())

    @property
    def title(self) -> str:
        """The name of the sheet."""
        return next(iter(self.places.values()), "").rpartition("!")[0]

    @property
    def is_untouched(self) -> bool:
        """A form nobody wrote anything into."""
        empty = all(isinstance(cell, Blank) for cell in self.cells.values())
        return empty and not self.narrative and not self.identity.get("id")


def report_of(sheet: FilledSheet, agency_id: str = "", year: int = 0) -> Report:
    """Return the report a sheet holds; agency id and year may be said for it.

    Raises:
        InputError: something of the identity is missing or wrong; all of it is listed.
    """
    identity = dict(sheet.identity)
    identity |= {"id": agency_id} if agency_id else {}
    identity |= {"year": str(year)} if year else {}
    labels = dict(
        zip(IDENTITY, ("机关全称", "机关代号", "级别", "类别", "口径", "报告年度"), strict=True)
    )
    missing = [label for part, label in labels.items() if not identity.get(part)]
    if missing:
        raise InputError(sheet.place, f"没有填{'、'.join(missing)}", "请在表头填写后再导入")
    for part, names in _WORD_NAMES.items():
        known = {label: word for word, label in names.items()}
        if identity[part] not in known:
            said = "、".join(known)
            raise InputError(sheet.place, f"{labels[part]}“{identity[part]}”不可用", f"应为{said}")
        identity[part] = known[identity[part]]
    form = law.edition(sheet.edition, sheet.variant)
    if not identity["year"].isdecimal() or not form.governs(int(identity["year"])):
        problem = f"报告年度“{identity['year']}”不适用{form.head.name}"
        raise InputError(sheet.place, problem, "请改正年度，或换用该年度的填报表")
    agency = {part: identity[part] for part in ("id", "name", "level", "kind")}
    return Report(
        agency=msgspec.convert(agency, Agency),
        year=int(identity["year"]),
        scope="own" if identity["scope"] == "own" else "aggregated",
        form=form,
        cells={address: sheet.cells[str(address)] for address in form.cells},
        narrative={section: Passage(text) for section, text in (sheet.narrative or {}).items()},
        fictional=sheet.fictional,
    )
