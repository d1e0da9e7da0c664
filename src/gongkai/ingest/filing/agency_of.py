"""Whose reports documents are: the agency as it is kept, the scope, and how that was told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from gongkai.errors import InputError
from gongkai.ingest.bodies.body_names import key_of, may_be_one, printed
from gongkai.ingest.bodies.naming import body_kind, level_of
from gongkai.ingest.filing.agency_ids import choose
from gongkai.ingest.filing.on_file import Head, OnFile
from gongkai.ingest.filing.whose import Chosen, Settled, Whose, usual_scope
from gongkai.report import Agency, Scope, store
from gongkai.report.report import KIND_NAMES, LEVEL_NAMES, SCOPE_NAMES


def settle(said: Sequence[Whose], known: OnFile) -> list[Settled | InputError]:
    """Return whose report each document is, in their order, or why that cannot be told.

    What is said of a new agency itself is said of the first of its documents.
    """
    stated = tuple(head for whose in said if (head := _stated(whose, known)))
    chosen = choose(said, OnFile((*known.heads, *stated)) if stated else known)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for one in chosen:
        if isinstance(one, Chosen) and one.whose.name:
            names[one.id][printed(one.whose.name)] += 1
    of_workbooks = {head.agency.id: head.agency for head in reversed(stated)}
    found: list[Settled | InputError] = []
    told: set[str] = set()
    for whose, one in zip(said, chosen, strict=True):
        if isinstance(one, Chosen):
            found.append(_settled(one, whose, known, names, of_workbooks, told))
        else:
            found.append(one)
    return found


def _stated(whose: Whose, known: OnFile) -> Head | None:
    """The agency that a workbook says it is of, where there are no data of it yet."""
    agency = _own(whose)
    if agency is None or whose.wanted or known.latest(agency.id):
        return None
    return Head(agency, whose.year, whose.scope or usual_scope(whose.key))


def _own(whose: Whose) -> Agency | None:
    if whose.stated and whose.name and whose.level and whose.body:
        return Agency(whose.stated, whose.name, whose.level, whose.body)
    return None


def _settled(
    one: Chosen,
    whose: Whose,
    known: OnFile,
    names: dict[str, Counter[str]],
    of_workbooks: dict[str, Agency],
    told: set[str],
) -> Settled | InputError:
    try:
        store.check_slug(one.id)
    except InputError as error:
        return error
    said = [one.said] if one.said else []
    if one.is_of_new and one.id in told:
        is_other = whose.ids and one.id not in whose.ids
        said = [f"与同一批里的 {one.id} 是同一机关，归入 {one.id}"] if is_other else []
    head = known.of(one.id, whose.year) or known.latest(one.id)
    scope = _scope(one, whose, head, said)
    if head and not (whose.named and whose.name):
        agency = head.agency
    elif not one.whose.name:
        return InputError(whose.file, "没有找到机关全称", "请加 --name 机关全称")
    else:
        new, about = _new(one, whose, names[one.id])
        stated = _own(whose) or of_workbooks.get(one.id)
        said += [] if stated or one.id in told else [about]
        agency = stated or new
    told.add(one.id)
    if whose.name and key_of(whose.name) != key_of(agency.name):
        known_as = "已有数据的" if head else "同一代号的"
        said.append(f"机关名称用{known_as}“{agency.name}”，原文写的是“{whose.name}”")
    if whose.is_told and not whose.named and (others := _others(one, names[one.id])):
        said.append(f"代号 {one.id} 之下另有名称不同的{others}，请核对")
    return Settled(agency, scope, tuple(said))


def _others(one: Chosen, names: Counter[str]) -> str:
    """Names of other bodies under an id that users or workbooks said."""
    key = one.whose.key
    others = sorted(name for name in names if key and not may_be_one(key, key_of(name)))
    return f"“{others[0]}”{f'等{len(others)}个' if len(others) > 1 else ''}" if others else ""


def _scope(one: Chosen, whose: Whose, head: Head | None, said: list[str]) -> Scope:
    explicit = whose.explicit_scope
    if head is None:
        scope = one.scope or whose.scope or usual_scope(one.whose.key)
        if not whose.scope:
            said.append(f"数据口径按{SCOPE_NAMES[scope]}推定，可用 --scope 指定")
        return scope
    if explicit and (whose.scoped or whose.stated):
        return explicit
    if explicit and explicit != head.scope:
        shown = SCOPE_NAMES[head.scope], SCOPE_NAMES[explicit]
        said.append(f"口径用已有数据的{shown[0]}，原文写的是{shown[1]}，可用 --scope 指定")
    return head.scope


def _new(one: Chosen, whose: Whose, names: Counter[str]) -> tuple[Agency, str]:
    """An agency there are no data of: its name as it is printed at greatest length."""
    own = [name for name in names if key_of(name) == one.whose.key]
    name = max(own, key=lambda name: (len(name), names[name], name))
    name = whose.name if whose.named else name
    level, kind = level_of(name), body_kind(name)
    told = f"按名称“{name}”推定为{LEVEL_NAMES[level]}{KIND_NAMES[kind]}，请核对"
    return Agency(one.id, name, level, kind), told
