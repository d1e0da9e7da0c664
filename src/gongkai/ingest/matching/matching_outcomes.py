"""Section four to the form: what its figures were put to, and what nothing certain is known of."""

from __future__ import annotations

from dataclasses import replace

from gongkai.ingest.matching.gathered import Gathered
from gongkai.ingest.matching.matched import Matched, Note, Seen
from gongkai.ingest.matching.outcomes import TABLE, Placed, Problem, by_order, place_outcomes
from gongkai.ingest.words.figures import cell_of, holds_figure
from gongkai.law import Address, Edition


def match_outcomes(
    found: Gathered, form: Edition, seen: dict[Address, list[Seen]], matched: Matched
) -> None:
    """Put the figures of section four to its cells, and say of each that is not why."""
    results = list(place_outcomes(found.runs, form))
    if not any(isinstance(result, Placed) for result in results):
        results = list(by_order(found, form)) or results
        used = {id(result.token) for result in results if isinstance(result, Placed)}
        matched.leftover = [token for token in matched.leftover if id(token) not in used]
        left = {
            source: [token for token in tokens if id(token) not in used]
            for source, tokens in found.strays_of.items()
        }
        found = replace(found, strays_of=left)
    in_doubt = _rows_in_doubt(results, found)
    matched.short += [r.short for r in results if isinstance(r, Problem) and r.short]
    for result in results:
        if isinstance(result, Placed):
            address = Address(TABLE, result.row, result.column)
            if result.row in in_doubt:
                said = "第四部分另有没有归位的数，不能确定这里是空白"
                matched.notes.append(Note(str(address), "unread", said))
                continue
            cell = cell_of(result.token.text, form.cells[address].column.kind)
            seen[address].append(Seen(cell, result.token))
            if any(run.is_followed for run in found.runs):
                said = "下面另有一行没有归位的数"
                matched.notes.append(Note(str(address), "again", said, result.token.text))
            if result.note:
                matched.notes.append(Note(str(address), "position", result.note, result.token.text))
            continue
        if not result.short:
            matched.leftover += [token for token in result.tokens if holds_figure(token.text)]
        original = " | ".join(" ".join(token.text.split()) for token in result.tokens)[:300]
        for address in form.cells:
            if address.table == TABLE and (address.row in result.rows or not result.rows):
                matched.notes.append(Note(str(address), "unread", result.text, original))
        if not result.rows:
            matched.notes.append(Note("", "row", result.text, original))


def _rows_in_doubt(results: list[Placed | Problem], found: Gathered) -> set[str]:
    """Rows all blank while figures of the same kind found no place: they may be theirs."""
    unplaced = any(
        holds_figure(token.text)
        for result in results
        if isinstance(result, Problem)
        for token in result.tokens
    )
    if not (unplaced or _may_be_torn_off(found)):
        return set()
    placed = [result for result in results if isinstance(result, Placed)]
    filled = {result.row for result in placed if holds_figure(result.token.text)}
    return {result.row for result in placed} - filled


def _may_be_torn_off(found: Gathered) -> bool:
    """Tell whether figures without a place may be of section four.

    They are not where they stand in a row of another table, beside words of its own.
    """
    own = {run.source for run in found.runs}
    bare = {id(token) for _, line in found.bare for token in line}
    return any(
        source in own or source not in found.grids or id(token) in bare
        for source, tokens in found.strays_of.items()
        for token in tokens
    )
