"""Proof of identity: an exported page says of the agency-year exactly what the record says.

The page is read back from its bytes with a parser of its own (libxml2; what wrote it are
Jinja and nh3) and held against the record, loaded afresh. What code made the page, and
what it was thinking, plays no part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from gongkai.law import Address
from gongkai.notebook.parameters import Parameters, locate
from gongkai.report import Amount, Cell, Count, Report, Unreadable, store

_Element: TypeAlias = etree._Element

MINUS = "−"
"""What figures below zero are shown with; in data it is the hyphen."""

_MOST = 5
_REVIEW = "（审阅）"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


def prove_pages(folder: Path, parameters: Parameters) -> list[str]:
    """Prove every page in a folder against the record; return what differs, best none.

    Raises:
        InputError: the record cannot be loaded (again).
    """
    report = store.load(locate(parameters.data_dir), parameters.agency, parameters.year)
    return [
        f"{path.name}：{difference}"
        for path in sorted(folder.glob("*.html"))
        for difference in prove(path.read_bytes(), report)
    ]


def prove(page: bytes, report: Report) -> list[str]:
    """Return one Chinese sentence for each way in which a page differs from its record.

    Compared are the title, the identity on `<main>` and every cell: that each stands on
    the page once, in the order of the form, under the form's labels, with the figure
    exactly as published, in its data as in what is shown; blank as blank, unreadable as
    unreadable.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    root = etree.fromstring(page, parser) if page.strip() else etree.Element("html")
    differences = [*_identity(root, report), *_cells(root, report)]
    if len(differences) > _MOST:
        return [*differences[:_MOST], f"另有{len(differences) - _MOST}处不一致"]
    return differences


def _identity(root: _Element, report: Report) -> Iterator[str]:
    heads = [_shown(title) for title in root.iter("title")]
    if heads not in ([report.title], [report.title + _REVIEW]):
        yield f"页面标题为{_listed(heads)}，应为“{report.title}”"
    titles = [_shown(title).strip() for title in root.iter("h1")]
    if titles != [report.title]:
        yield f"报告标题为{_listed(titles)}，应为“{report.title}”"
    for name, label, expected in (
        ("data-agency", "机关代号", report.agency.id),
        ("data-year", "年度", str(report.year)),
        ("data-edition", "格式版本", report.form.id),
        ("data-scope", "口径", report.scope),
    ):
        found = [main.get(name, "") for main in root.iter("main")]
        if found != [expected]:
            yield f"页面标明的{label}为{_listed(found)}，应为“{expected}”"


def _cells(root: _Element, report: Report) -> Iterator[str]:
    names = {str(address): address for address in report.form.cells}
    there = [cell for cell in root.iter("td") if "data-address" in cell.attrib]
    found = [cell.get("data-address", "") for cell in there]
    times = Counter(found)
    yield from (f"页面上多出单元格 {name}" for name in times if name not in names)
    unnamed = [
        cell
        for cell in root.iterfind(".//table[@data-table]//td")
        if "data-address" not in cell.attrib
    ]
    if unnamed:
        yield f"表格中有{len(unnamed)}个未注明地址的单元格"
    yield from (f"单元格 {name} 出现{n}次" for name, n in times.items() if n > 1)
    missing = [name for name in names if name not in times]
    yield from (f"页面上缺少单元格 {name}" for name in missing)
    if not missing and len(found) == len(names) and found != list(names):
        first = next(name for name, other in zip(names, found, strict=True) if name != other)
        yield f"单元格的次序与格式不符，从 {first} 开始"
    labels = {head.get("id", ""): _shown(head) for head in root.iter("th")}
    for name, cell in zip(found, there, strict=True):
        address = names.get(name)
        if address is not None:
            for difference in _cell(cell, labels, report, address):
                yield f"{report.form.describe(address)}（{name}）：{difference}"


def _cell(
    found: _Element, labels: Mapping[str, str], report: Report, address: Address
) -> Iterator[str]:
    """What is wrong with one cell of the page."""
    spec, cell = report.form.cells[address], report.cells[address]
    heads = {labels.get(name, "") for name in found.get("headers", "").split()}
    if not {spec.row.label, spec.column.label} <= heads:
        yield "所在行列的名称与格式不符"
    value, unreadable = found.get("data-value", ""), found.get("data-unreadable")
    exact, original = _exact(cell), cell.original if isinstance(cell, Unreadable) else None
    if value != exact or not _same(unreadable, original):
        yield f"页面为{_named(value, unreadable)}，记录为{_named(exact, original)}"
    shown = _shown(found)
    if not _same(shown, (value if unreadable is None else unreadable).replace("-", MINUS)):
        yield f"显示的文字“{shown}”与所附数据{_named(value, unreadable)}不同"


def _exact(cell: Cell) -> str:
    match cell:
        case Count(value):
            return str(value)
        case Amount(value):
            return f"{value:f}"
        case _:
            return ""


def _named(value: str, unreadable: str | None) -> str:
    if unreadable is not None:
        return f"辨认不清的“{unreadable}”"
    return f"“{value}”" if value else "空白"


def _shown(element: _Element) -> str:
    """The text people see: without what is there for screen readers alone."""
    return "".join(_texts(element)) if len(element) else element.text or ""


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "vh" not in child.get("class", "").split():
            yield from _texts(child)
        yield child.tail or ""


def _same(one: str | None, other: str | None) -> bool:
    """Tell whether texts are the same as far as HTML, which knows no CR, can carry them."""
    return one == other or (one is not None and other is not None and _plain(one) == _plain(other))


def _plain(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("-", MINUS)


def _listed(texts: list[str]) -> str:
    return "、".join(f"“{text}”" for text in texts) or "空"
