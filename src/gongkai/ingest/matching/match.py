"""Tables to the form: every cell of the form is read, blank, or said to be unread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import replace

from gongkai.ingest.matching.editions import Decision, decide
from gongkai.ingest.matching.fit import Fitted, fit
from gongkai.ingest.matching.gathered import Gathered, Segment
from gongkai.ingest.matching.heads import Plan, plan
from gongkai.ingest.matching.matched import Matched, Note, Seen
from gongkai.ingest.matching.matching_outcomes import match_outcomes
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.rows import (
    NO_FIGURES,
    adder,
    manners_of,
    shape_of,
    short_row,
    slots_of,
)
from gongkai.ingest.matching.slots import Slots, is_empty
from gongkai.ingest.matching.strangers import without_strangers
from gongkai.ingest.matching.twice import doubt_what_stands_twice, is_disputed
from gongkai.ingest.matching.vanished import Short, settle
from gongkai.ingest.words.figures import cell_of, holds_figure
from gongkai.law import Address, Edition
from gongkai.report import Unreadable

ONLY_WAY = "空白格没有保留，各项合计只允许这样排列"

IN_LABEL = "行标签末尾有数字，可能是其中一格的数据"

ONCE_MORE = "旁边一行的行标签认不出来，数据大多与本行相同，可能是本行又一次"


def match(found: Gathered, form: Edition) -> Matched:
    """Put everything that was found to the cells of a form."""
    found = without_strangers(found, form)
    matched = Matched(form)
    seen: dict[Address, list[Seen]] = defaultdict(list)
    matched.leftover += found.strays
    matched.unrelated = frozenset(id(token) for token in found.unrelated)
    _match_rows(found, form, seen, matched)
    match_outcomes(found, form, seen, matched)
    for address in form.cells:
        _settle(address, seen.get(address, []), matched)
    _place_short(matched, seen)
    doubt_what_stands_twice(matched, seen)
    return matched


def _place_short(matched: Matched, seen: Mapping[Address, list[Seen]]) -> None:
    """Rows whose blanks vanished: cells about which the sums leave no choice are read."""
    rows = [row for row in matched.short if not any(seen.get(cell) for cell in row.cells)]
    settle(rows, matched.cells, matched.form)
    for row in rows:
        certain = row.certain()
        for address, token in certain.items():
            text = token.text if token else ""
            kind = matched.form.cells[address].column.kind
            matched.cells[address] = cell_of(text, kind, row.units.get(address.column, ""))
            matched.tokens[address] = token or Token("", row.tokens[0].place)
            matched.notes.append(Note(str(address), "position", ONLY_WAY, text))
    for row in matched.short:
        used = {id(token) for token in row.certain().values() if token}
        matched.leftover += [t for t in row.tokens if id(t) not in used and holds_figure(t.text)]


def decide_and_match(found: Gathered, year: int | None) -> tuple[Decision, Matched | None]:
    """Decide on the edition, then match; no cells where it cannot be decided."""
    decision = decide(found, year)
    return decision, match(found, decision.form) if decision.form else None


def _match_rows(
    found: Gathered, form: Edition, seen: dict[Address, list[Seen]], matched: Matched
) -> None:
    plans = [(segment, plan(segment, form)) for segment in found.segments]
    by_table: dict[tuple[int, str, int], list[Slots]] = defaultdict(list)
    for segment, planned in plans:
        if planned is not None:
            by_table[shape_of(segment, planned)].append(slots_of(segment, planned))
    manners = manners_of(by_table)
    short: list[Short] = []
    loose = found.strays_of.keys() | {
        segment.source
        for segment, planned in plans
        if planned is None and any(holds_figure(slot.text) for slot in segment.slots)
    }
    filled = {(s.table, s.row) for s, _ in plans if any(slot.text.strip() for slot in s.slots)}
    for segment, planned in plans:
        if planned is None:
            _reject(segment, "", form, matched)
            continue
        if _is_label_alone(segment) and (segment.table, segment.row) in filled:
            continue  # once more
        like = shape_of(segment, planned)
        is_elsewhere = _may_be_elsewhere(segment, loose, found.grids)
        problem = planned.problem or manners[like].problem
        problem = problem or (NO_FIGURES if is_elsewhere else "")
        fitted = (
            Fitted(problem=problem)
            if problem
            else fit(slots_of(segment, planned), manners[like], adder(planned))
        )
        if _is_in_label(segment, fitted):
            fitted = Fitted(problem=IN_LABEL)
        is_short = fitted.vanished and not segment.torn
        if is_short:
            short.append(short_row(segment, planned))
        if fitted.problem:
            _reject(segment, fitted.problem, form, matched, is_short=is_short)
            continue
        if not segment.blanks_kept and not fitted.note and not _is_even(by_table[like]):
            texts = [token.text for token in fitted.tokens if token]
            if "total" in planned.columns and not adder(planned)(texts):
                _reject(segment, "空白格没有保留，数据个数恰好，但合计不符", form, matched)
                continue
            fitted = replace(fitted, note="空白格没有保留，本行的数据个数恰好，按次序读")
        _keep(segment, planned, fitted, form, seen, matched)
    matched.short += short


def _may_be_elsewhere(segment: Segment, loose: Set[int], grids: Set[int]) -> bool:
    """Tell whether figures of no row stand in the table of a row that has none.

    Or in a piece of a table beside it, where pieces are parted by how they stand.
    """
    beside = {segment.source - 1, segment.source + 1} - grids
    near = {segment.source, *beside}
    return _is_label_alone(segment) and not near.isdisjoint(loose)


def _is_label_alone(segment: Segment) -> bool:
    """Tell whether nothing stands after a label, where blanks at the end may have been lost."""
    return not segment.slots and not (segment.blanks_kept and segment.ends == "grid")


def _is_in_label(segment: Segment, fitted: Fitted) -> bool:
    """Tell whether the figure of a cell that seems blank may stand at the end of the label."""
    said = segment.label.text.rstrip()
    return said[-1:].isdecimal() and any(each and is_empty(each) for each in fitted.tokens)


def _is_even(rows: list[Slots]) -> bool:
    """Tell whether every row of a table has as many figures as columns."""
    return all(len(slots.filled) == slots.count for slots in rows)


def _keep(
    segment: Segment,
    planned: Plan,
    fitted: Fitted,
    form: Edition,
    seen: dict[Address, list[Seen]],
    matched: Matched,
) -> None:
    used: set[int] = set()
    for column, token in zip(planned.columns, fitted.tokens, strict=True):
        address = Address(segment.table, segment.row, column)
        if token is None:
            matched.notes.append(Note(str(address), "unread", fitted.note, ""))
            continue
        used.add(id(token))
        kind = form.cells[address].column.kind
        cell = cell_of(token.text, kind, planned.units.get(column, ""))
        seen[address].append(Seen(cell, token))
        for text, kind_of_note in (
            (fitted.note, "position"),
            (planned.note, "heads"),
            (segment.damaged and f"行标签按“{segment.damaged}”读", "label"),
            (_torn(segment, token, fitted), "position"),
            (segment.repeated and ONCE_MORE, "again"),
        ):
            if text:
                said = {"label": segment.label.text, "again": segment.repeated}.get(
                    kind_of_note, token.text
                )
                matched.notes.append(Note(str(address), kind_of_note, text, said))
    if not fitted.consumes_all:
        matched.leftover += [t for t in segment.slots if id(t) not in used and holds_figure(t.text)]


def _torn(segment: Segment, token: Token, fitted: Fitted) -> str:
    """Say of the last figure of a row that a line below may go on with it."""
    last = next((each for each in reversed(fitted.tokens) if each and each.text.strip()), None)
    if not segment.torn or token is not last:
        return ""
    return f"下一行开头另有“{segment.torn}”，可能是这个数断开的后半"


def _reject(
    segment: Segment, problem: str, form: Edition, matched: Matched, *, is_short: bool = False
) -> None:
    """Nothing certain can be read of a row: its figures are left over, its cells unread."""
    if not is_short:
        matched.leftover += [token for token in segment.slots if holds_figure(token.text)]
    original = " | ".join(" ".join(token.text.split()) for token in segment.slots)[:300]
    addresses = [a for a in form.cells if (a.table, a.row) == (segment.table, segment.row)]
    said = problem or f"{form.head.name}没有“{segment.label.text.strip()}”这一行"
    for address in addresses:
        matched.notes.append(Note(str(address), "unread", said, original))
    if not addresses:
        matched.notes.append(Note("", "row", said, original))


def _settle(address: Address, readings: list[Seen], matched: Matched) -> None:
    """One reading, or several that agree: one that has a remark, if any has. Else none."""
    if not readings:
        why = next(
            (n.text for n in matched.notes if n.cell == str(address) and n.kind == "unread"), ""
        )
        matched.cells[address] = Unreadable("", why or "原文没有这一格")
        return
    first = next((each for each in readings if each.cell.note), readings[0])
    if is_disputed(readings):
        texts = " ≠ ".join(
            dict.fromkeys(" ".join(r.token.text.split()) or "（空白）" for r in readings)
        )
        places = "、".join(dict.fromkeys(r.token.place for r in readings))
        matched.cells[address] = Unreadable(texts, f"文中出现{len(readings)}次，数据不同：{places}")
    else:
        matched.cells[address] = first.cell
    matched.tokens[address] = first.token
