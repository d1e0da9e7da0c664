"""Agencies that may be one and the same under several ids: said, never joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai.ingest.bodies.body_names import abbreviates, initial, key_of, shorter, tells_region
from gongkai.ingest.filing.on_file import Head, OnFile
from gongkai.ingest.folder.summary import Line
from gongkai.report import Scope
from gongkai.report.report import SCOPE_NAMES

_MOST = 3


def with_namesakes(lines: Sequence[Line], known: OnFile | None = None) -> list[Line]:
    """Say of each line which other ids there are, here or on file, for what may be its body.

    Bodies of one name there are in many places, and a name may say more places of one body
    or fewer, so that nobody but the analyst can tell.
    """
    read = [Head(r.agency, r.year, r.scope) for line in lines if (r := line.report)]
    there = _There((*read, *(known.heads if known else ())))
    return [_said(line, there) for line in lines]


class _There:
    """All agencies there are, by name and by what their names may be shortened to."""

    def __init__(self, heads: Iterable[Head]) -> None:
        self.ids: dict[str, dict[str, set[Scope]]] = defaultdict(lambda: defaultdict(set))
        self.longer: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[tuple[str, str], set[str]] = defaultdict(set)
        for head in heads:
            key = key_of(head.agency.name)
            self.ids[key][head.agency.id].add(head.scope)
        for key in self.ids:
            for short in shorter(key):
                self.longer[short].add(key)
            self._initials[initial(key)].add(key)

    def shortened(self, key: str) -> set[str]:
        """The names that may be short for a name, or it for them."""
        alike = self._initials[initial(key)]
        return {one for one in alike if abbreviates(one, key) or abbreviates(key, one)}

    def of_names(self, keys: Iterable[str], but: str) -> list[str]:
        """The ids of several names, but for one."""
        return sorted({id_ for key in keys for id_ in self.ids.get(key, ())} - {but})


def _said(line: Line, there: _There) -> Line:
    if line.report is None:
        return line
    agency, scope = line.report.agency, line.report.scope
    key = key_of(agency.name)
    same = there.of_names([key], agency.id)
    is_whole = tells_region(key)
    near = there.longer[key] | {k for k in shorter(key) if is_whole and tells_region(k)}
    near |= there.shortened(key) if is_whole else set()
    said = []
    alike = [id_ for id_ in same if not is_whole or scope in there.ids[key][id_]]
    if alike and is_whole:
        said.append(f"同一机关“{agency.name}”另有代号 {_listed(alike)}，请合并为一个代号")
    elif alike:
        told = "名称没有写明是哪里的，不能断定是不是同一机关；如是请用 --agency 指定同一代号"
        said.append(f"同名机关“{agency.name}”另有代号 {_listed(alike)}，{told}")
    if others := [id_ for id_ in same if id_ not in alike]:
        other = SCOPE_NAMES["own" if scope == "aggregated" else "aggregated"]
        said.append(f"“{agency.name}”的{other}报告另有代号 {_listed(others)}")
    if nearly := [id_ for id_ in there.of_names(near, agency.id) if id_ not in same]:
        told = "如是请用 --agency 指定同一代号"
        said.append(f"“{agency.name}”可能与 {_listed(nearly)} 是同一机关，{told}")
    return replace(line, message="；".join(filter(None, [line.message, *said])))


def _listed(ids: Sequence[str]) -> str:
    return "、".join(ids[:_MOST]) + (f"等{len(ids)}个" if len(ids) > _MOST else "")
