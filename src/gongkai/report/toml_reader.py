"""Reading one agency-year from its TOML file; every mistake in it is reported at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gongkai import law
from gongkai.errors import InputError
from gongkai.law import Edition
from gongkai.law.mistakes import NATIVE, Mistake, mistakes, plain, shown
from gongkai.law.strict import Strict, error_at, parse, read_text
from gongkai.law.toml_lines import Path as KeyPath
from gongkai.law.toml_lines import line_of
from gongkai.report.cells import check_counted
from gongkai.report.head import Head, Which, mistakes_in_head
from gongkai.report.report import Agency, Fact, Origin, Part, Passage, Report, Source
from gongkai.report.rows import Figures
from gongkai.report.slugs import check_slug

T = TypeVar("T")

_BROKEN_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OPENING = re.compile(r"""=\s*(\"{3}|'{3})\r?$""")


class _File(Strict, frozen=True):
    """What a file is made of."""

    agency: Agency
    report: Head
    figures: dict[str, Any]
    source: Source = Source()
    facts: dict[str, Fact] = msgspec.field(default_factory=dict)
    narrative: dict[str, str] = msgspec.field(default_factory=dict)


def read_report(path: Path) -> Report:
    """Read an agency-year file.

    Raises:
        InputError: the file cannot be used; all mistakes in it are listed, each with
            file, line and what it is about.
    """
    text = read_text(path)
    data = parse(text, path)
    found = [*mistakes(data, _File), *_mistakes_in_name(data), *_mistakes_in_facts(data)]
    found += mistakes_in_head(_part(data.get("agency"), Agency), _part(data.get("report"), Head))
    which = _which(_part(data.get("report"), dict[str, Any]) or {})
    form = _form_of(which, found) if which else None
    figures = _part(data.get("figures"), dict[str, Any])
    read = None if form is None or figures is None else Figures(figures, form)
    found += _mistakes_in_narrative(data)
    if read is not None:
        found += read.mistakes
    if found or form is None or read is None:
        raise InputError.of_many([error_at(path, text, *mistake) for mistake in found])
    file = msgspec.convert(data, _File, builtin_types=NATIVE)
    return Report(
        agency=file.agency,
        year=file.report.year,
        scope=file.report.scope,
        form=form,
        cells=read.cells,
        facts=file.facts,
        narrative={
            name: Passage(passage.strip("\n"), _origin(name, passage, text, path))
            for name, passage in file.narrative.items()
            if passage.strip()
        },
        source=file.source,
        fictional=file.report.fictional,
        children=file.report.children,
        due=file.report.due,
    )


def _part(data: object, kind: type[T]) -> T | None:
    """A part of the file on its own, so that a mistake elsewhere does not hide others."""
    try:
        return msgspec.convert(data, kind, builtin_types=NATIVE)
    except msgspec.ValidationError:
        return None


def _which(head: dict[str, Any]) -> Which | None:
    """What the head says of the form, whatever else may be wrong with it."""
    return _part({key: head[key] for key in Which.__struct_fields__ if key in head}, Which)


def _form_of(head: Which, found: list[Mistake]) -> Edition | None:
    keys: KeyPath = ("report", "year")
    governing = law.edition_of_year(head.year)
    if governing is None:
        first = min(edition.head.first_year for edition in law.editions().values())
        problem = f"{shown(head.year)}年没有适用的年度报告格式"
        found.append(Mistake(keys, problem, f"报告年度应为{first}年或以后，写成四位数字"))
        return None
    if head.edition not in law.editions():
        known = "、".join(law.editions())
        problem = f"没有名为 {plain(head.edition)} 的格式"
        found.append(Mistake(("report", "edition"), problem, f"可用的格式：{known}"))
    elif head.edition != governing.id:
        problem = f"{head.year}年度应使用{governing.head.name}，文件写的是 {head.edition}"
        remedy = f'请改为 edition = "{governing.id}" 并按该格式填写，或改正年度'
        found.append(Mistake(("report", "edition"), problem, remedy))
    elif head.variant and head.variant not in governing.variants:
        known = "、".join(governing.variants) or "无"
        problem = f"没有名为 {plain(head.variant)} 的格式偏离"
        found.append(Mistake(("report", "variant"), problem, f"可用的写法：{known}"))
    else:
        return law.edition(head.edition, head.variant)
    return None


def _mistakes_in_name(data: dict[str, Any]) -> Iterator[Mistake]:
    agency = _part(data.get("agency"), Agency)
    if agency:
        try:
            check_slug(agency.id)
        except InputError as error:
            yield Mistake(("agency", "id"), error.problem, error.remedy)
    if agency and (not agency.name.strip() or _BROKEN_LINE.search(agency.name)):
        remedy = "请写机关全称，不换行"
        yield Mistake(("agency", "name"), f"机关名称不可用：{shown(agency.name)}", remedy)


def _mistakes_in_facts(data: dict[str, Any]) -> Iterator[Mistake]:
    facts = _part(data.get("facts", {}), dict[str, Any]) or {}
    sections = [section for form in law.editions().values() for section in form.sections]
    topics = dict.fromkeys(topic.id for section in sections for topic in section.topics)
    for name, given in facts.items():
        fact = _part(given, Fact)
        if fact is None:
            continue
        keys: KeyPath = ("facts", name)
        if fact.topic and fact.topic not in topics:
            remedy = f"可写的事项：{'、'.join(topics)}；或删去 topic"
            yield Mistake((*keys, "topic"), f"没有名为 {plain(fact.topic)} 的事项", remedy)
        figures: list[tuple[KeyPath, Fact | Part]] = [((*keys, "value"), fact)]
        for position, part in enumerate(fact.parts):
            figures.append(((*keys, "parts", position, "value"), part))
        for place, counted in figures:
            try:
                check_counted(counted.value)
            except ValueError as error:
                yield Mistake(place, f"“{plain(counted.label)}”{error}", "请改正该数")


def _mistakes_in_narrative(data: dict[str, Any]) -> Iterator[Mistake]:
    forms = law.editions().values()
    known = dict.fromkeys(section.id for form in forms for section in form.sections)
    for name in _part(data.get("narrative", {}), dict[str, Any]) or {}:
        if name not in known:
            remedy = f"可写的部分：{'、'.join(known)}"
            yield Mistake(("narrative", name), "没有这个部分", remedy)


def _origin(section: str, passage: str, text: str, path: Path) -> Origin:
    """Where the first line of a passage that is not empty stands."""
    line = line_of(text, ("narrative", section)) or 1
    if _OPENING.search(text.split("\n")[line - 1]):
        line += 1 + len(passage) - len(passage.lstrip("\n"))
    return Origin(path, line)
