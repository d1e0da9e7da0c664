"""Walk over the strips of a document and gather what stands after each label of the form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gongkai.ingest.matching.gathered import Gathered, Head, Segment
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.repeats import mark_repeats
from gongkai.ingest.matching.tokens import UNIT, Strip
from gongkai.ingest.matching.walk_outcomes import OutcomeWalk
from gongkai.ingest.words.characters import key
from gongkai.ingest.words.figures import holds_figure, is_slot
from gongkai.ingest.words.labels import (
    Label,
    beginning,
    could_begin,
    is_part,
    longest,
    look_up,
)
from gongkai.ingest.words.meanings import Where, meant
from gongkai.ingest.words.resembling import resembling
from gongkai.ingest.words.shown import WHY_UNREAD

_MOST_PIECES = 12
_LEAST_BLANKS = 5
_LEAST_HEADS = 3
_HEAD_ROWS = frozenset({"applicants", "organisations"})


class Walk:
    """The state of the walk: the table and row we are in, and the heads seen last."""

    def __init__(self, strips: Sequence[Strip]) -> None:
        self.found = Gathered()
        self._table = ""
        self._row = ""
        self._title = ""
        self._in_heads = False
        self._heads: list[Head] = []
        self._fresh = False
        self._open: Segment | None = None
        self._opened: Segment | None = None
        self._lines: list[tuple[Strip, Segment | None]] = []
        self._outcomes = OutcomeWalk(self.found)
        self._source = 0
        self._serial = 0
        self._unit = ""
        self._strip: Strip = Strip((), "grid", True, 0)
        for strip in strips:
            self._take(strip)
        self._end(is_last=True)
        mark_repeats(self._lines)

    def _take(self, strip: Strip) -> None:
        if strip.table != self._source:
            self._end()
            self._source = strip.table
            self._serial = 0
            self._unit = ""
        if strip.ends != "stream" and len(strip.tokens) < _LEAST_BLANKS and _is_blank(strip):
            return
        self._go_over(strip)
        lines = [tuple(line) for _, line in groupby(strip.tokens, key=lambda each: each.row)]
        self.found.bare += [
            (strip.caption, line) for line in lines if all(holds_figure(each.text) for each in line)
        ]
        if strip.ends != "stream" and (self._opened or self._open is None):
            self._lines.append((strip, self._opened))
        is_over = strip.ends == "grid" or (self._open and self._open.slots)
        if is_over and strip.ends != "stream":
            self._close()

    def _go_over(self, strip: Strip) -> None:
        """Go over the tokens of a strip: what each label opens, what stands after it."""
        self._strip = strip
        self._opened = None
        at = self._after_serial(strip)
        while at < len(strip.tokens):
            token = strip.tokens[at]
            if unit := UNIT.fullmatch(token.text):
                self._unit = unit[1]
            labels, used = self._labels(strip, at)
            if labels:
                whole = "".join(t.text for t in strip.tokens[at : at + used])
                self._label(labels, Token(whole, token.place, token.row, token.column, token.width))
            else:
                self._other(token)
            at += used

    def _after_serial(self, strip: Strip) -> int:
        """Where a row begins after the number it may have in a column 序号 before the label."""
        if strip.ends != "stream" and len(strip.tokens) > 1:
            first, second = strip.tokens[0].text.strip(), strip.tokens[1].text
            if first == str(self._serial + 1) and second and not is_slot(second):
                self._serial += 1
                return 1
        return 0

    def _labels(self, strip: Strip, at: int) -> tuple[tuple[Label, ...], int]:
        """What the tokens from here on say, joined where a label is broken over several."""
        token = strip.tokens[at]
        if not token.text or is_slot(token.text):
            return (), 1
        if strip.ends != "grid" and could_begin(token.text):
            texts = [each.text for each in strip.tokens[at : at + _MOST_PIECES]]
            if whole := longest(texts):
                return look_up("".join(texts[:whole])), whole
            for used in range(beginning(texts), 1, -1):
                if labels := look_up("".join(texts[:used])):
                    return labels, used
        labels = look_up(token.text)
        if not labels and self._table:
            near = resembling(token.text, self._table, self._row)
            labels = (near,) if near else ()
        return labels, 1

    def _label(self, labels: tuple[Label, ...], token: Token) -> None:
        open_row = self._open.row if self._open else ""
        where = Where(self._table, self._row, open_row, self._in_heads)
        label = meant(labels, token.text, where)
        if label is None:
            self._other(token)
            return
        if label.what in {"title", "stub"} or label.table != self._table:
            self._in_heads = True
        if label.table == "disputes":
            self._close()
            self._table = "disputes"
            self._outcomes.head(label, token, self._source)
            return
        if label.table != self._table:
            self._title, self._heads, self._fresh, self._row = "", [], False, ""
        self._table = label.table
        if label.what == "row":
            self._open_row(label, token)
            return
        self._close()
        # In section two the words of a head (金额, 件数) stand over other tables as well.
        if label.what in {"title", "stub"} or (label.what == "head" and label.table == "requests"):
            self.found.headed.add((label.table, self._source))
        if label.what == "title":
            self._title, self._heads, self._fresh = label.ids[0], [], True
        elif label.what == "stub":
            self._heads, self._fresh = [], True
        elif label.what == "group":
            self._in_heads = self._in_heads or label.ids[0] in _HEAD_ROWS
        elif label.what == "head":
            if not self._fresh:
                self._heads, self._fresh = [], True
            head = Head(label.ids, token, label.unit or self._unit)
            self._heads.append(head)
            self.found.heads.append((label.table, head))

    def _is_same_label(self, known: Segment, token: Token) -> bool:
        """A merged label that is written again before any figure of its row."""
        return (
            not any(holds_figure(slot.text) for slot in known.slots)
            and known.source == self._source
            and known.label.row == token.row
            and key(known.label.text) == key(token.text)
        )

    def _open_row(self, label: Label, token: Token) -> None:
        name = label.ids[0]
        known = self._open
        if known and known.row == name and self._is_same_label(known, token):
            known.slots.clear()
            return
        is_part = known and known.row == "other" and name.startswith("other.")
        if known and is_part and not any(slot.text.strip() for slot in known.slots):
            self._open = None
        self._close()
        heads = self._heads if self._fresh or self._row else []
        self._fresh = self._in_heads = False
        self._row = name
        self._open = Segment(
            label.table,
            name,
            token,
            tuple(heads),
            self._strip.ends,
            self._strip.blanks_kept,
            self._source,
            self._title,
            label.damaged,
            caption=self._strip.caption,
        )
        self._opened = self._open

    def _other(self, token: Token) -> None:
        """A figure, a blank, or words that are none of the form's."""
        if self._strip.ends != "grid" and not self._strip.blanks_kept and _is_words(token.text):
            if self._open and self._open.slots and self._open.slots[-1].row != token.row:
                self._close()  # figures that follow need not be of the same row
            return
        if self._open is not None:
            if self._is_label_of_another_row(token):
                self._close()
                return
            ends_here = (
                not is_slot(token.text)
                and self._strip.ends != "grid"
                and self._open.slots
                and token.row != self._open.slots[-1].row
            )
            if not ends_here:
                self._open.slots.append(token)
                return
            self._close()
            return
        if self._table == "disputes" and (is_slot(token.text) or token.text in WHY_UNREAD):
            if not self._outcomes.slot(token, self._strip):
                self._stray(token)
        elif holds_figure(token.text):
            self._stray(token)
            self._tear(token)
        elif self._fresh and not is_slot(token.text) and self._is_among_heads():
            self._heads.append(Head((), token))

    def _is_label_of_another_row(self, token: Token) -> bool:
        """Tell whether words begin a row of their own below a label that ends its line."""
        row = self._strip.tokens
        return (
            self._strip.ends == "rows"
            and token is row[0]
            and self._open is not None
            and not self._open.slots
            and not is_slot(token.text)
            and not is_part(token.text)
            and any(holds_figure(other.text) for other in row[1:])
        )

    def _is_among_heads(self) -> bool:
        """Tell whether words that are none of the form's stand in a line of column heads."""
        if self._table == "disclosure":
            return True
        heads = [
            each
            for each in self._strip.tokens
            if any(label.what == "head" for label in look_up(each.text))
        ]
        return self._strip.ends != "stream" and len(heads) >= _LEAST_HEADS

    def _stray(self, token: Token) -> None:
        self.found.strays_of.setdefault(self._source, []).append(token)
        if self._strip.ends == "grid":
            self.found.grids.add(self._source)

    def _tear(self, token: Token) -> None:
        """Figures alone on a line below a row may be what a line end broke off from it."""
        last = self.found.segments[-1] if self.found.segments else None
        is_alone = all(is_slot(other.text) for other in self._strip.tokens)
        if last and last.source == self._source and self._strip.ends == "rows" and is_alone:
            last.torn = last.torn or token.text

    def _close(self) -> None:
        if self._open is not None:
            self.found.segments.append(self._open)
            self._open = None
        self._outcomes.close()

    def _end(self, *, is_last: bool = False) -> None:
        self._close()
        self._outcomes.end(self._strip, is_last=is_last)


def _is_words(text: str) -> bool:
    """A piece of a label that line ends or merged cells have parted from the rest."""
    return not is_slot(text) and is_part(text)


def _is_blank(strip: Strip) -> bool:
    return not any(map(_text, strip.tokens))


def _text(token: Token) -> str:
    return token.text.strip()
