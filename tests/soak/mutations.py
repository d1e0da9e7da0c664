"""What can happen to the tables of a report before it is published; each alters a draft.

A mutation knows what the damaged table still says, and alters that with it: a figure that
is typed anew is a new truth, a cell that is lost is no truth at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tests.ingest.publishing import Drawing, Drawn
from tests.soak.drafts import Draft, Said, changed

Mutation: TypeAlias = Callable[[Draft], None]
CHANGES = "章件制作公开其他处理不予信息法人行政第一项年总计甲〇"


def drop_cell(draft: Draft) -> None:
    if found := draft.some_figure():
        covered = (row for drawing in draft.tables.values() for row in _covered(drawing))
        if not any(row is found[0] for row in covered):
            draft.lose(*found)


def double_cell(draft: Draft) -> None:
    """The same figure in two cells: which columns the rest of the row is of is uncertain."""
    if found := draft.some_figure():
        row, at = found
        row.insert(at, changed(row[at]))


def swap_cells(draft: Draft) -> None:
    """Two figures change places: the document says so, wrong as it is."""
    if found := draft.some_row(figures=2):
        drawing, at = found
        row = drawing[at]
        one, other = draft.dice.sample([n for n, c in enumerate(row) if c.address], 2)
        left, right = row[one], row[other]
        assert isinstance(left, Said)
        assert isinstance(right, Said)
        row[one] = _saying(left, right)
        row[other] = _saying(right, left)


def _saying(cell: Said, other: Said) -> Said:
    """A cell with what another one says, remarks included."""
    return changed(cell, text=other.text, figure=other.figure, is_remarkable=other.is_remarkable)


def retype(draft: Draft) -> None:
    if found := draft.some_figure():
        row, at = found
        figure = draft.dice.choice([0, 1, 7, 10, 99, 1234])
        row[at] = changed(row[at], text=str(figure), figure=figure, is_remarkable=False)


def blank(draft: Draft) -> None:
    if found := draft.some_figure():
        row, at = found
        row[at] = changed(row[at], text="", figure=None, is_remarkable=False)


def word(draft: Draft) -> None:
    """Words where a figure should stand."""
    if found := draft.some_figure():
        row, at = found
        text = draft.dice.choice(["三", "约12", "12人", "见附件", "12、13", "?", "1至2", "１２？"])
        row[at] = changed(row[at], text=text, figure=None, is_remarkable=True)


def dash(draft: Draft) -> None:
    if found := draft.some_figure():
        row, at = found
        text = draft.dice.choice(["/", "—", "无", "－－"])
        row[at] = changed(row[at], text=text, figure=None, is_remarkable=True)


def annotate(draft: Draft) -> None:
    if found := draft.some_figure():
        row, at = found
        text = row[at].text
        if "." in text or "-" in text:
            return
        form = draft.dice.choice(["{}（含自然失效1件）", "{}*", "{}件", "{} [注1]", "{}②"])
        row[at] = changed(row[at], text=form.format(text), is_remarkable=True)


def dress(draft: Draft) -> None:
    """The same figure otherwise written: width, separators, blanks that are not seen."""
    if found := draft.some_figure():
        row, at = found
        text = row[at].text
        wide = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        grouped = f"{int(text):,}" if text.isdecimal() else text
        dressed = draft.dice.choice([wide, grouped, f"\u00a0{text}\u3000", f"\u200b{text}\ufeff"])
        row[at] = changed(row[at], text=dressed)


def split_digits(draft: Draft) -> None:
    if found := draft.some_figure(least=10):
        row, at = found
        text = row[at].text
        if len(text) < 2:
            return  # a piece already
        cut = draft.dice.randrange(1, len(text))
        between = draft.dice.choice([" ", "\n", "\u00a0"])
        row[at] = changed(row[at], text=text[:cut] + between + text[cut:], is_remarkable=True)


def split_cell(draft: Draft) -> None:
    """A figure broken over two cells, so that the row has one too many."""
    if found := draft.some_figure(least=10):
        row, at = found
        text = row[at].text
        if len(text) < 2:
            return  # a piece already
        cut = draft.dice.randrange(1, len(text))
        row[at : at + 1] = [
            changed(row[at], text=text[:cut], is_remarkable=True),
            Said(text[cut:]),
        ]


def damage_label(draft: Draft) -> None:
    for _ in range(draft.dice.choice([1, 1, 3])):
        if found := draft.some_label():
            row, at = found
            text = row[at].text
            place = draft.dice.randrange(len(text))
            new = draft.dice.choice(["", text[place] * 2, draft.dice.choice(CHANGES)])
            row[at] = changed(row[at], text=text[:place] + new + text[place + 1 :])


def break_label(draft: Draft) -> None:
    if found := draft.some_label():
        row, at = found
        text = row[at].text
        place = draft.dice.randrange(1, len(text))
        between = draft.dice.choice([" ", "\n", "\u3000"])
        row[at] = changed(row[at], text=text[:place] + between + text[place:])


def lose_label(draft: Draft) -> None:
    """A label is gone; a row without its own label says nothing of any cell."""
    if found := draft.some_label():
        row, at = found
        row[at] = changed(row[at], text="")
        if at + 1 < len(row) and row[at + 1].address:
            row[at + 1 :] = [changed(cell, address=None) for cell in row[at + 1 :]]


def drop_row(draft: Draft) -> None:
    if found := draft.some_row(figures=0):
        drawing, at = found
        del drawing[at]


def double_row(draft: Draft) -> None:
    """A row printed twice, perhaps with another figure the second time."""
    if found := draft.some_row():
        drawing, at = found
        again = [changed(cell) for cell in drawing[at]]
        drawing.insert(at + 1, list(again))
        if draft.dice.random() < 0.5:
            place = draft.dice.choice([n for n, c in enumerate(again) if c.address])
            again[place] = changed(again[place], text="77", figure=77)
            drawing[at + 1] = list(again)


def swap_rows(draft: Draft) -> None:
    """Two rows of the same shape change places, labels and all."""
    if found := draft.some_row():
        drawing, at = found
        like = [
            n
            for n, row in enumerate(drawing)
            if n != at and [c.rowspan for c in row] == [c.rowspan for c in drawing[at]]
        ]
        if like:
            other = draft.dice.choice(like)
            drawing[at], drawing[other] = drawing[other], drawing[at]


def foreign_row(draft: Draft) -> None:
    drawing = _some_table(draft)
    rows: Drawing = [[Said("备注")], [Said("")], [Said("其中：网上申请"), Said("5")], [Said("—2—")]]
    rows += [[Said("") for _ in range(6)], [Said("合计"), Said("3"), Said("4")]]
    drawing.insert(draft.dice.randrange(len(drawing) + 1), draft.dice.choice(rows))


def change_span(draft: Draft) -> None:
    drawing = _some_table(draft)
    row = draft.dice.choice([row for row in drawing if row])
    at = draft.dice.randrange(len(row))
    part, old = draft.dice.choice(
        [("colspan", row[at].colspan), ("rowspan", row[at].rowspan)],
    )
    whole = row[at]
    row[at] = changed(whole, **{part: max(1, old + draft.dice.choice([-1, 1, 2]))})
    if any(below[-1:] and _is_blank(below[-1]) for below in _covered(drawing)):
        row[at] = whole  # it would stand just where that row has lost a cell


def _covered(drawing: Drawing) -> list[list[Drawn]]:
    """The rows into which a figure from above reaches."""
    reached = {
        at + below
        for at, row in enumerate(drawing)
        for cell in row
        if cell.address is not None
        for below in range(1, cell.rowspan)
    }
    return [row for at, row in enumerate(drawing) if at in reached]


def _is_blank(cell: Drawn) -> bool:
    return cell.address is not None and not cell.text


def drop_column(draft: Draft) -> None:
    """A column lost in every row of section three, with its head or without."""
    drawing = draft.tables["requests"]
    column = draft.dice.choice([c.address.column for c in _figures(drawing) if c.address])
    label = _head_of(draft, column)
    with_head = bool(label) and draft.dice.random() < 0.5
    for row in drawing:
        for at, cell in reversed(list(enumerate(row))):
            if cell.address and cell.address.column == column:
                if with_head:
                    del row[at]
                else:
                    draft.lose(row, at)
    if with_head:
        drawing[:3] = [[cell for cell in row if cell.text != label] for row in drawing[:3]]


def swap_columns(draft: Draft) -> None:
    """Two kinds of organisations change places, heads and figures."""
    drawing = draft.tables["requests"]
    if len(drawing) < 4:
        return
    names = ["business", "research", "social", "legal_service", "other_organisation"]
    known = {c.address.column for c in _figures(drawing) if c.address}
    names = [name for name in names if name in known]
    if len(names) < 2:
        return
    one, other = pair = draft.dice.sample(names, 2)
    labels = (_head_of(draft, one), _head_of(draft, other))
    if not any({cell.text for cell in row}.issuperset(labels) for row in drawing[:3]):
        return
    for at, row in enumerate(drawing):
        if at < 3:
            places = [n for n, c in enumerate(row) if c.text in labels]
        else:
            places = [n for n, c in enumerate(row) if c.address and c.address.column in pair]
        if len(places) == 2:
            row[places[0]], row[places[1]] = row[places[1]], row[places[0]]


def number_rows(draft: Draft) -> None:
    """A column of serial numbers before the rest."""
    drawing = _some_table(draft)
    for at, row in enumerate(drawing):
        row.insert(0, Said("序号" if at == 0 else str(at)))


def empty_column(draft: Draft) -> None:
    """An empty cell in every row, at the same place from the front or the end."""
    drawing = _some_table(draft)
    place = draft.dice.choice([0, 1, -1, 99])
    for row in drawing:
        row.insert(place, Said(""))


def join_tables(draft: Draft) -> None:
    tables = draft.tables
    tables["requests"][:0] = tables["disclosure"]
    tables["disclosure"][:] = [[Said("见下表")]]


def swap_tables(draft: Draft) -> None:
    """Section four is printed where section three should stand, and the other way round."""
    tables = draft.tables
    tables["requests"], tables["disputes"] = tables["disputes"], tables["requests"]


def last_year(draft: Draft) -> None:
    """Last year's table stands below, with other figures."""
    drawing = _some_table(draft)
    again: Drawing = [[changed(cell) for cell in row] for row in drawing]
    for row in again:
        for at, cell in enumerate(row):
            if cell.address and cell.text.isdecimal():
                figure = int(cell.text) + 1
                row[at] = changed(cell, text=str(figure), figure=figure)
    drawing += again


def _some_table(draft: Draft) -> Drawing:
    return draft.dice.choice([drawing for drawing in draft.tables.values() if drawing])


def _figures(drawing: Drawing) -> list[Said]:
    return [cell for row in drawing for cell in row if isinstance(cell, Said) and cell.address]


def _head_of(draft: Draft, column: str) -> str:
    (block,) = draft.report.form.table("requests").blocks
    return next((known.label for known in block.columns if known.id == column), "")


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        drop_cell, double_cell, swap_cells, retype, blank, word, dash, annotate, dress,
        split_digits, split_cell, damage_label, break_label, lose_label, drop_row, double_row,
        swap_rows, foreign_row, change_span, drop_column, swap_columns, number_rows,
        empty_column, join_tables, swap_tables, last_year,
    )
}  # fmt: skip

LENGTHS = frozenset(
    {"drop_cell", "double_cell", "split_cell", "drop_column", "number_rows", "empty_column"}
)
"""Those that change how many cells a row has."""
