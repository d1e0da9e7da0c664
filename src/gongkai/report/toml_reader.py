"""Reading one agency-year from its TOML file; every mistake in it is reported at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gongkai import law
from gongkai.errors import InputError, place_in
from gongkai.law import Address, Edition
from gongkai.law.form import Block, Row
from gongkai.law.strict import Strict, convert, parse, read_text
from gongkai.law.toml_lines import line_of
from gongkai.report.cells import Cell, read_cell
from gongkai.report.report import Agency, Fact, Origin, Passage, Report, Scope, Source


class _Head(Strict, frozen=True):
    """The `[report]` table: which report this is."""

    year: int
    edition: str
    scope: Scope
    variant: str = ""
    fictional: bool = False


class _File(Strict, frozen=True):
    """The file's outline; figures, facts and narrative are read with more care."""

    agency: Agency
    report: _Head
    figures: dict[str, Any]
    source: Source = Source()
    facts: dict[str, Fact] = msgspec.field(default_factory=dict)
    narrative: dict[str, str] = msgspec.field(default_factory=dict)


def read_report(path: Path) -> Report:
    """Read an agency-year file.

    Raises:
        InputError: the file cannot be used; all mistakes in its figures are listed,
            each with file, line and cell.
    """
    text = read_text(path)
    outline = convert(parse(text, path), _File, text, path)
    form = _form_of(outline.report, text, path)
    reader = _Reader(path, text, form)
    cells = reader.cells(outline.figures)
    narrative = reader.narrative(outline.narrative)
    if reader.errors:
        raise InputError.of_many(reader.errors)
    return Report(
        agency=outline.agency,
        year=outline.report.year,
        scope=outline.report.scope,
        form=form,
        cells=cells,
        facts=outline.facts,
        narrative=narrative,
        source=outline.source,
        fictional=outline.report.fictional,
    )


def _form_of(head: _Head, text: str, path: Path) -> Edition:
    governing = law.edition_of_year(head.year)
    if governing is None:
        first = min(edition.head.first_year for edition in law.editions().values())
        raise InputError(
            place_in(path, line_of(text, ("report", "year")), "report.year"),
            f"{head.year}年没有适用的年度报告格式",
            f"报告年度应为{first}年或以后",
        )
    place = place_in(path, line_of(text, ("report", "edition")), "report.edition")
    if head.edition not in law.editions():
        known = "、".join(law.editions())
        raise InputError(place, f"没有名为 {head.edition} 的格式", f"可用的格式：{known}")
    if head.edition != governing.id:
        raise InputError(
            place,
            f"{head.year}年度应使用{governing.head.name}，文件写的是 {head.edition}",
            f'请改为 edition = "{governing.id}" 并按该格式填写，或改正年度',
        )
    try:
        return law.edition(head.edition, head.variant)
    except KeyError:
        known = "、".join(governing.variants) or "无"
        raise InputError(
            place_in(path, line_of(text, ("report", "variant")), "report.variant"),
            f"没有名为 {head.variant} 的格式偏离",
            f"可用的写法：{known}",
        ) from None


class _Reader:
    """Walks the form and takes each row from the file, gathering errors."""

    def __init__(self, path: Path, text: str, form: Edition) -> None:
        self.path = path
        self.text = text
        self.form = form
        self.errors: list[InputError] = []

    def cells(self, figures: Mapping[str, Any]) -> dict[Address, Cell]:
        cells: dict[Address, Cell] = {}
        for table in self.form.tables:
            base = ("figures", table.id)
            if not isinstance(figures.get(table.id), dict):
                heading = self.form.section(table.section).heading
                self._error(base, f"缺少“{heading}”的数据", f"请补上 [figures.{table.id}] 一节")
                continue
            rows = self._flat_rows(figures[table.id], base)
            for block in table.blocks:
                for row in block.rows:
                    values = rows.pop(row.id, None)
                    cells.update(self._row(table.id, block, row, values))
            for name in rows:
                self._error((*base, *name.split(".")), "格式里没有这一行", "请核对行名，或删去该行")
        for name in sorted(set(figures) - {table.id for table in self.form.tables}):
            self._error(("figures", name), "格式里没有这张表", "请核对表名，或删去该节")
        return cells

    def narrative(self, texts: Mapping[str, str]) -> dict[str, Passage]:
        known = {section.id for section in self.form.sections}
        passages = {}
        for name, passage in texts.items():
            if name not in known:
                self._error(
                    ("narrative", name), "没有这个部分", f"可写的部分：{'、'.join(sorted(known))}"
                )
            elif passage.strip():
                passages[name] = Passage(passage.strip("\n"), self._origin(name))
        return passages

    def _flat_rows(self, rows: Mapping[str, Any], base: tuple[str, ...]) -> dict[str, Any]:
        """`refused.state_secret = […]` and `"refused.state_secret" = […]` are one row."""
        flat: dict[str, Any] = {}
        for name, values in _flatten(rows):
            if name in flat:
                self._error((*base, *name.split(".")), "这一行写了两次", "请只保留一处")
            flat[name] = values
        return flat

    def _row(
        self, table: str, block: Block, row: Row, values: object
    ) -> Iterator[tuple[Address, Cell]]:
        keys = ("figures", table, *row.id.split("."))
        names = "、".join(column.label for column in block.columns)
        if values is None:
            blanks = ", ".join('""' for _ in block.columns)
            self._error(
                keys,
                f"缺少“{row.label}”一行",
                f"请补上 {row.id} = [{blanks}]，依次为{names}；没有数据的格子写 \"\"",
            )
        elif not isinstance(values, list) or len(values) != len(block.columns):
            count = f"{len(values)}个" if isinstance(values, list) else "不是列表"
            self._error(
                keys,
                f"“{row.label}”一行应有{len(block.columns)}个数据，实为{count}",
                f"依次为{names}；没有数据的格子写 \"\"",
            )
        else:
            for position, (column, value) in enumerate(zip(block.columns, values, strict=True)):
                address = Address(table, row.id, column.id)
                try:
                    yield address, read_cell(value, column.kind)
                except ValueError as error:
                    self._error(
                        (*keys, position),
                        f"{self.form.describe(address)}（{address}）{error}",
                        "请改正；原件辨认不清的写 { unreadable = \"原样文字\" }，没有数据的写 \"\"",
                    )

    def _origin(self, section: str) -> Origin:
        line = line_of(self.text, ("narrative", section)) or 1
        opening = self.text.split("\n")[line - 1].rstrip()
        return Origin(self.path, line + 1 if opening.endswith(('"""', "'''")) else line)

    def _error(self, keys: tuple[str | int, ...], problem: str, remedy: str) -> None:
        name = ".".join(str(key) for key in keys if isinstance(key, str))
        self.errors.append(
            InputError(place_in(self.path, line_of(self.text, keys), name), problem, remedy)
        )


def _flatten(rows: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, values in rows.items():
        if isinstance(values, dict):
            yield from _flatten(values, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", values
