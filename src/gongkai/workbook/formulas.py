"""Rules as live formulas: each compiled relation becomes one formula of the spreadsheet.

A formula gives 0 where the relation holds, how far the sides are apart where it does
not, and a text where figures are missing: blank is not zero, in a spreadsheet too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai import law
from gongkai.checks.relations import Relation, Term, compile_rule
from gongkai.law import Address, Edition
from gongkai.workbook.places import Box

EMPTY = "待填"


def relations_of(form: Edition) -> Iterator[Relation]:
    """Every relation within a report of this form."""
    for rule in law.rules():
        if form.id in rule.editions and rule.relation and not rule.last_editions:
            yield from compile_rule(rule, form.id, form.variant)


def formula_of(relation: Relation, inputs: Mapping[Address, Box]) -> str:
    """Return the formula of a relation over the cells of a sheet."""
    terms = [*relation.left, *(Term(-t.coefficient, t.cell) for t in relation.right)]
    rising = [term.cell for term in terms if term.coefficient > 0]
    falling = [term.cell for term in terms if term.coefficient < 0]
    apart = f"ROUND({_weighed(terms, inputs)},6)"
    gaps_up, gaps_down = _gaps(rising, inputs), _gaps(falling, inputs)
    everything = _ranges([term.cell for term in terms], inputs)
    wrong = {"=": f"{apart}", ">=": f"MIN(0,{apart})", "<=": f"MAX(0,{apart})"}[relation.sense]
    holds = {
        "=": f"AND({apart}=0,OR({gaps_up}=0,{gaps_down}=0))",
        ">=": f"AND({apart}>=0,{gaps_down}=0)",
        "<=": f"AND({apart}<=0,{gaps_up}=0)",
    }[relation.sense]
    above, below = f"AND({apart}>0,{gaps_down}=0)", f"AND({apart}<0,{gaps_up}=0)"
    fails = {"=": f"OR({above},{below})", ">=": below, "<=": above}[relation.sense]
    missing = f'"缺"&({gaps_up}+{gaps_down})&"格"'
    return (
        f'=IF(COUNTA({everything})=0,"{EMPTY}",'
        f"IF({gaps_up}+{gaps_down}=0,{wrong},"
        f"IF({holds},0,IF({fails},{wrong},{missing}))))"
    )


def _weighed(terms: Sequence[Term], inputs: Mapping[Address, Box]) -> str:
    """The sum of the terms; SUM passes over texts and blanks."""
    weights = dict.fromkeys(term.coefficient for term in terms)
    parts = []
    for weight in weights:
        cells = [term.cell for term in terms if term.coefficient == weight]
        factor = "" if abs(weight) == 1 else f"{abs(weight)}*"
        parts.append(f"{'+' if weight > 0 else '-'}{factor}SUM({_ranges(cells, inputs)})")
    return "".join(parts).removeprefix("+")


def _gaps(cells: Sequence[Address], inputs: Mapping[Address, Box]) -> str:
    return f"({len(cells)}-COUNT({_ranges(cells, inputs)}))" if cells else "0"


def _ranges(cells: Sequence[Address], inputs: Mapping[Address, Box]) -> str:
    """The cells as ranges, neighbours in a row or a column joined."""
    return ",".join(_joined([inputs[cell] for cell in cells]))


def _joined(boxes: Sequence[Box]) -> Iterator[str]:
    run: list[Box] = []
    for box in boxes:
        if run and not _follows(run, box):
            yield _range(run)
            run = []
        run.append(box)
    if run:
        yield _range(run)


def _follows(run: Sequence[Box], box: Box) -> bool:
    last = run[-1]
    down = (box.column, box.row) == (last.column, last.row + 1)
    across = (box.row, box.column) == (last.row, last.column + last.columns)
    if len(run) == 1:
        return down or across
    return down if run[0].column == last.column else across


def _range(run: Sequence[Box]) -> str:
    return run[0].anchor if len(run) == 1 else f"{run[0].anchor}:{run[-1].anchor}"
