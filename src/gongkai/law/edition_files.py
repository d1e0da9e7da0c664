"""Reading an edition from its folder: `edition.toml`, `sections.toml`, one file per table.

A new edition is a new folder beside the others; what is read here is checked so that
no slip in it passes silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec

from gongkai.errors import InputError
from gongkai.law.edition import Edition, EditionHead
from gongkai.law.form import Block, Column, Group, Row, Section, Table
from gongkai.law.strict import Strict, error_at, load, read_text
from gongkai.law.toml_lines import Path as KeyPath


class _Sections(Strict, frozen=True):
    sections: tuple[Section, ...] = msgspec.field(name="section")


class _Slip(NamedTuple):
    """Parts of one file that do not fit together."""

    keys: KeyPath
    problem: str
    remedy: str


def load_editions(folder: Path) -> dict[str, Edition]:
    """Read every edition in a folder, in the order in which they came into use.

    Raises:
        InputError: an edition is broken, or two editions govern one year.
    """
    found = [
        load_edition(inner)
        for inner in sorted(folder.iterdir())
        if inner.is_dir() and not inner.name.startswith((".", "_"))
    ]
    found.sort(key=lambda edition: edition.head.first_year)
    for older, newer in pairwise(found):
        if older.governs(newer.head.first_year):
            remedy = f"请把 last_year 写成{newer.head.first_year - 1}或更早"
            slip = _Slip(("last_year",), f"{older.id} 与 {newer.id} 的适用年度重叠", remedy)
            _refuse(folder / older.id / "edition.toml", [slip])
    return {edition.id: edition for edition in found}


def load_edition(folder: Path) -> Edition:
    """Read an edition from its folder of TOML files.

    Raises:
        InputError: a file breaks the schema, or the parts do not fit together.
    """
    head = load(folder / "edition.toml", EditionHead)
    sections = load(folder / "sections.toml", _Sections).sections
    order = [section.id for section in sections]
    tables: list[Table] = []
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ("edition", "sections"):
            table = load(path, Table)
            _refuse(path, _slips_of_table(table, path.stem, order))
            tables.append(table)
    edition = Edition(head, sections, tuple(sorted(tables, key=lambda t: order.index(t.section))))
    _refuse(folder / "edition.toml", _slips_of_head(edition, folder.name))
    _refuse(
        folder / "sections.toml", _repeated((("section", at), id_) for at, id_ in enumerate(order))
    )
    return edition


def _refuse(path: Path, slips: Iterable[_Slip]) -> None:
    text = read_text(path)
    errors = [error_at(path, text, *slip) for slip in slips]
    if errors:
        raise InputError.of_many(errors)


def _slips_of_head(edition: Edition, folder: str) -> Iterator[_Slip]:
    head = edition.head
    if head.id != folder:
        yield _Slip(("id",), f"编号 {head.id} 与文件夹名 {folder} 不同", "请改成一致")
    if head.last_year is not None and head.last_year < head.first_year:
        yield _Slip(("last_year",), "早于 first_year", "请改正适用年度")
    blocks = {block.id for table in edition.tables for block in table.blocks}
    if head.marker_block not in blocks:
        yield _Slip(
            ("marker_block",),
            f"各表中没有 {head.marker_block}",
            f"可用：{'、'.join(sorted(blocks))}",
        )


def _slips_of_table(table: Table, stem: str, sections: list[str]) -> Iterator[_Slip]:
    if table.id != stem:
        yield _Slip(("id",), f"编号 {table.id} 与文件名 {stem} 不同", "请改成一致")
    if table.section not in sections:
        yield _Slip(
            ("section",), f"没有名为 {table.section} 的部分", f"可用：{'、'.join(sections)}"
        )
    yield from _repeated(_ids(table))
    for position, block in enumerate(table.blocks):
        yield from _slips_of_block(block, ("block", position))
    rows = {row.id for block in table.blocks for row in block.rows}
    groups = {group.id for block in table.blocks for group in block.row_groups}
    for position, variant in enumerate(table.variants):
        if variant.replaces not in groups:
            yield _Slip(
                ("variant", position, "replaces"),
                f"没有名为 {variant.replaces} 的分组",
                f"可用：{'、'.join(sorted(groups)) or '无'}",
            )
        if variant.row.group not in ("", *groups - {variant.replaces}):
            yield _Slip(
                ("variant", position, "row", "group"),
                f"没有名为 {variant.row.group} 的分组",
                "请改正 group",
            )
        if variant.row.id in rows:
            yield _Slip(("variant", position, "row"), "与表内的行同号", "请用不同的编号")


def _ids(table: Table) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    """Every id with its place, told apart by where it has to be unique.

    Rows and their groups share one space over the whole table, because an address names
    the one or the other; so do the columns and column groups of a block.
    """
    for at, block in enumerate(table.blocks):
        base: KeyPath = ("block", at)
        yield base, ("block", block.id)
        for kind, parts in _parts(block).items():
            space = ("column", block.id) if kind.startswith("column") else ("row",)
            for position, part in enumerate(parts):
                yield (*base, kind, position), (*space, part.id)


def _parts(block: Block) -> dict[str, tuple[Row | Column | Group, ...]]:
    return {
        "row_group": block.row_groups,
        "row": block.rows,
        "column_group": block.column_groups,
        "column": block.columns,
    }


def _repeated(ids: Iterable[tuple[KeyPath, object]]) -> Iterator[_Slip]:
    seen = set()
    for keys, id_ in ids:
        if id_ in seen:
            yield _Slip((*keys, "id"), "编号重复", "请用不同的编号")
        seen.add(id_)


def _slips_of_block(block: Block, base: KeyPath) -> Iterator[_Slip]:
    for kind, parts in _parts(block).items():
        groups = block.column_groups if kind.startswith("column") else block.row_groups
        parents = {group.id: group.group for group in groups}
        for position, part in enumerate(parts):
            keys = (*base, kind, position, "group")
            above, chain = part.group, {part.id}
            while above:
                if above in chain:
                    yield _Slip(keys, f"分组 {above} 包含它自己", "请改正 group")
                    return
                if above not in parents:
                    known = "、".join(parents) or "无"
                    yield _Slip(keys, f"没有名为 {above} 的分组", f"可用：{known}")
                    return
                chain.add(above)
                above = parents[above]
