"""Canonical addresses of cells: `table/row/column`."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """Where a figure stands in the form, the same in data, rules, messages and tests.

    In rules and narratives the row or column may also name a group of the form; the
    address then means the sum of the group's members (without the group's own total).
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        """Return `table/row/column`."""
        return "/".join(self)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read `table/row/column`.

        Raises:
            ValueError: the text has not exactly three parts.
        """
        parts = text.strip().split("/")
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"地址应为 table/row/column 三段，实为 {text!r}")
        return cls(*parts)
