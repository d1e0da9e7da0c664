"""Words that the form uses in several places, 总计, 其他, 其他处理: which place is meant."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.ingest.words.characters import numbered
from gongkai.ingest.words.labels import Label

_BEFORE_TOTAL = ("other", "not_processed", "refused", "unavailable", "disposed_total")

_LAST_OF_OTHER = Label("row", "requests", ("other.other",), damaged="其他")


@dataclass(frozen=True)
class Where:
    """Where a walk over a document is: the table, the row read last, the row still open."""

    table: str
    row: str
    open_row: str
    in_heads: bool


def meant(labels: tuple[Label, ...], text: str, where: Where) -> Label | None:
    """Choose among what a text can be in the form; None where it is none of it here."""
    if numbered(text) == "3" and where.row.startswith("other.") and _names_group(labels):
        return _LAST_OF_OTHER
    return _chosen(labels, text, where)


def _chosen(labels: tuple[Label, ...], text: str, where: Where) -> Label | None:
    if len(labels) == 1 and labels[0].ids != ("other.other",):
        return labels[0]
    here = [label for label in labels if label.table == where.table]
    by_what = {label.what: label for label in here}
    if "group" in by_what and "row" in by_what:
        return by_what["row"]
    if "row" in by_what and "head" in by_what:
        row = by_what["row"]
        if where.open_row == row.ids[0]:
            return row  # a merged label, written again
        in_body = where.row.startswith(_BEFORE_TOTAL)
        if row.ids == ("other.other",):
            number = numbered(text)
            if number not in {"", "3"}:
                return None  # （六）其他, the rest of its words elsewhere
            in_body = number == "3" or f"{where.row}.".startswith("other.")
        is_numbered = numbered(text) in {"七", "3", "7"}  # as no head is
        return row if is_numbered or (in_body and not where.in_heads) else by_what["head"]
    return by_what.get("head") or (here[0] if here else None)


def _names_group(labels: tuple[Label, ...]) -> bool:
    """Tell whether a text is 其他处理: with the number 3, it is the group's last row."""
    return any(label.table == "requests" and label.ids == ("other",) for label in labels)
