"""Which bodies claim an id by the names of their files, and which of them gets it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from gongkai.errors import InputError
from gongkai.ingest.bodies.body_names import may_be_one
from gongkai.ingest.bodies.naming import id_of_name
from gongkai.ingest.filing.on_file import OnFile
from gongkai.ingest.filing.vague_names import Vague
from gongkai.ingest.filing.whose import Chosen, Whose, usual_scope
from gongkai.report import Scope


class IdClaims:
    """The claims of all documents of a run, where neither user nor workbook says the id."""

    def __init__(self, said: Iterable[Whose], known: OnFile) -> None:
        self._known = known
        self._names: dict[str, set[str]] = defaultdict(set)
        self._shelves: dict[tuple[str, str], dict[str, Whose]] = defaultdict(dict)
        self._scopes: dict[str, set[Scope]] = defaultdict(set)
        self._vague: Counter[str] = Counter()
        for whose in said:
            if whose.is_told or not whose.key:
                continue
            id_ = self.id_of(whose)
            self._shelves[whose.shelf, id_].setdefault(whose.key, whose)
            if whose.is_whole:
                self._names[id_].add(whose.key)

    def id_of(self, whose: Whose) -> str:
        """The id that a file's name means: the whole name where such an agency is there."""
        for id_ in whose.ids[1:]:
            if self._known.latest(id_) and self._may_be(whose.key, id_):
                return id_
        id_ = whose.ids[0] if whose.ids else ""
        is_made = id_.startswith(id_of_name("", 0))  # a body that is not met yet may be given it
        return "" if is_made and not self._known.latest(id_) else id_

    def completed(self, whose: Whose) -> Whose:
        """A document whose name is not whole, with that of the one body that shares its id."""
        id_ = self.id_of(whose)
        if whose.is_whole or not id_:
            return whose
        names = self._shelves.get((whose.shelf, id_), {})
        if not whose.key:
            beside = {self.completed(one).key for one in names.values()}
            return replace(whose, name=min(beside)) if len(beside) == 1 else whose
        whole = [k for k, w in names.items() if w.is_whole and may_be_one(k, whose.key)]
        return replace(whose, name=whole[0]) if len(whole) == 1 else whose

    def scope_of(self, whose: Whose) -> Scope:
        """Of which scope a body's report is: as it says, as its others say, as is usual."""
        others = self._scopes.get(whose.key, set())
        only = min(others) if len(others) == 1 else None
        return whose.explicit_scope or only or usual_scope(whose.key)

    def add_scopes(self, completed: Iterable[Whose]) -> None:
        """Note of which scope bodies say their figures are."""
        for whose in completed:
            if whose.is_whole and whose.explicit_scope and not whose.is_told:
                self._scopes[whose.key].add(whose.explicit_scope)

    def add(self, bodies: Iterable[Vague]) -> None:
        """Note what bodies without whole names claim."""
        for body in bodies:
            self._vague.update(set(body.ids))

    def id_for(self, key: str, scope: Scope, members: Iterable[Whose]) -> tuple[str, str]:
        """An id for a body that has none: most of its files say it, and no other's."""
        ids = Counter(id_ for whose in members if (id_ := self.id_of(whose)))
        suffix = "" if self._is_first(key, scope) else f"-{scope}"
        for id_ in sorted(ids, key=lambda id_: (-ids[id_], len(id_), id_)):
            is_alone = self._names[id_] == {key} and not self._vague[id_]
            is_own = self._known.latest(id_) and self._may_be(key, id_)  # of the other scope
            tried = f"{id_}-{scope}" if is_own and not self._is_free(id_, key, scope) else ""
            tried = tried or id_ + suffix
            is_alone = is_alone and self._names[tried] <= {key} and not self._vague[tried]
            if is_alone and self._is_free(tried, key, scope):
                return tried, f"机关代号 {tried} 取自文件名，可用 --agency 指定"
        suffix = "" if scope == usual_scope(key) else f"-{scope}"
        tried = next(
            made
            for length in (10, 20, 40, 57 - len(suffix))
            if self._is_free(made := id_of_name(key, length) + suffix, key, scope) or length > 40
        )
        why = f"文件名里的代号（{min(ids)}）不止一个机关用，" if ids else ""
        return tried, f"{why}机关代号 {tried} 由机关全称生成，可用 --agency 指定"

    def id_of_vague(self, body: Vague, whose: Whose) -> Chosen | InputError:
        """The id of a body that only its file's name can tell, or why that cannot."""
        is_named = f"“{whose.name}”没有写明是哪里的" if whose.key else "没有找到机关全称"
        remedy = "请把文件改名为代号加年度（如 czj-2023），或单独读取并加 --agency、--name"
        for id_ in sorted(body.ids, key=lambda id_: (-body.ids[id_], len(id_), id_)):
            there = self._known.latest(id_)
            others = self._vague[id_] > 1 if whose.key else self._vague[id_] or self._names[id_]
            if others:
                continue
            if there and (not whose.key or self._may_be(whose.key, id_)):
                said = f"{is_named}，按文件名归入已有的 {id_}（{there.agency.name}），请核对"
                return Chosen(id_, whose, said)
            if not there and whose.key:
                also = "，同一代号的文件作同一机关，请核对" if body.is_joined else ""
                return Chosen(id_, whose, f"机关代号 {id_} 取自文件名{also}，可用 --agency 指定")
        if body.ids:
            problem = f"{is_named}，文件名里的代号 {min(body.ids)} 另有机关用，分不清是不是同一个"
        else:
            problem = f"{is_named}，从文件名也看不出机关代号"
        same = self._known.named(whose.key) if whose.key else []
        listed = f"（已有同名的 {'、'.join(same[:3])}）" if same else ""
        return InputError(whose.file, problem + listed, remedy)

    def _is_first(self, key: str, scope: Scope) -> bool:
        """Whether figures of this scope take a body's plain id, those of the other a longer one."""
        return len(self._scopes.get(key, {scope}) | {scope}) == 1 or scope == usual_scope(key)

    def _may_be(self, key: str, id_: str) -> bool:
        return not key or any(may_be_one(key, name) for name in self._known.names_of(id_))

    def _is_free(self, id_: str, key: str, scope: Scope) -> bool:
        """No other body has this id, nor the same one for figures of the other scope."""
        there = self._known.latest(id_)
        return len(id_) <= 64 and (
            there is None or (self._may_be(key, id_) and there.scope == scope)
        )
