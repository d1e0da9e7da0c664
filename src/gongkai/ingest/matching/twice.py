"""What stands twice in a document: tables and rows that are printed again with other figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from gongkai.ingest.matching.matched import Matched, Note, Seen
from gongkai.law import Address
from gongkai.report import Cell, Unreadable, number


def doubt_what_stands_twice(matched: Matched, seen: Mapping[Address, list[Seen]]) -> None:
    """Where tables stand twice with other figures, say of the rest what that may mean for it.

    That is another table, a row of these of which only one was read, or a cell that is the same
    in both copies of a row that differs. One row that is printed twice makes no second table,
    and some rows that are make no second report.
    """
    disputed = {(a.table, a.row) for a, found in seen.items() if is_disputed(found)}
    rows = {(a.table, a.row) for a, found in seen.items() if len(found) > 1}
    again = Counter(table for table, _ in rows)
    count = Counter(table for table, _ in {(a.table, a.row) for a in matched.form.cells})
    twice = {table for table in again if again[table] > 1}
    differ = {table for table, _ in disputed}
    is_table = bool(differ & twice)
    is_report = any(again[table] * 2 >= count[table] for table in differ & twice)
    for address, found in seen.items():
        if address.table not in twice and is_report:
            said = "文中其他表格有两份、数据不同，这张表只有一份，不能确定属于哪一份"
        elif is_table and address.table in differ and len(found) == 1:
            said = "这张表有两份、数据不同，这一格只读出一份，不能确定属于哪一份"
        elif (address.table, address.row) in disputed and not is_disputed(found):
            said = "这一行有两份、其他格的数据不同，这一格相同或只有一份"
        else:
            continue
        matched.notes.append(Note(str(address), "again", said, found[0].token.text))


def is_disputed(found: list[Seen]) -> bool:
    """Tell whether a cell stands twice with other figures."""
    return any(_differs(found[0].cell, other.cell) for other in found[1:])


def _differs(one: Cell, other: Cell) -> bool:
    if type(one) is not type(other):
        return True
    if isinstance(one, Unreadable) and isinstance(other, Unreadable):
        return one.original != other.original
    return number(one) != number(other)
