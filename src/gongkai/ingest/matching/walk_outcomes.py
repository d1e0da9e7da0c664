"""The part of the walk in section four: outcomes named by heads, and the figures below them."""

from __future__ import annotations

from gongkai.ingest.matching.gathered import Gathered, Run
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.tokens import Strip
from gongkai.ingest.words.figures import holds_figure, print_of
from gongkai.ingest.words.labels import Label, look_up

_OUTCOMES = 5


class OutcomeWalk:
    """The heads of outcomes since the last figures, and the run of figures that is open."""

    def __init__(self, found: Gathered) -> None:
        self._found = found
        self._heads: list[tuple[str, Token]] = []
        self._run: Run | None = None

    def head(self, label: Label, token: Token, source: int) -> None:
        """Take the name of an outcome or of a group of them."""
        last = self._found.runs[-1] if self._found.runs else None
        if label.what == "head" and not self._heads and last and len(last.slots) >= _OUTCOMES:
            self._again(source)  # the heads go on below a blank row
        self._heads.append((label.ids[0], token))

    def slot(self, token: Token, strip: Strip) -> bool:
        """Take a cell below the heads; false where it is a figure that no head is above."""
        if self._run is None:
            if not self._heads:
                self._again(strip.table)
            if print_of(token.text).shape == "empty" and self._is_padding(token, strip):
                return True
            if not self._heads:
                return not self._is_stray(token, strip.table)
            self._run = Run(
                tuple(self._heads),
                strip.table,
                strip.ends,
                strip.blanks_kept,
                caption=strip.caption,
            )
            self._heads = []
        self._run.slots.append(token)
        return True

    def close(self) -> None:
        """End the run that is open, if one is."""
        if self._run is not None:
            self._found.runs.append(self._run)
            self._run = None

    def end(self, strip: Strip, *, is_last: bool) -> None:
        """Heads that no figure followed: in text a row of blanks was left out."""
        self.close()
        is_left_out = is_last and strip.ends != "grid"
        if self._heads and (is_left_out or not strip.blanks_kept):
            run = Run(tuple(self._heads), strip.table, "stream", blanks_kept=False)
            self._found.runs.append(run)
            self._heads = []

    def _is_stray(self, token: Token, source: int) -> bool:
        if not holds_figure(token.text):
            return False
        for run in self._found.runs[-1:]:
            run.is_followed |= run.source == source
        return True

    def _again(self, source: int) -> None:
        """A row of blanks under the heads was none of theirs, if another row follows."""
        last = self._found.runs[-1] if self._found.runs else None
        if last and last.source == source and not any(slot.text.strip() for slot in last.slots):
            self._found.runs.pop()
            self._heads = list(last.heads)

    def _is_padding(self, token: Token, strip: Strip) -> bool:
        """An empty cell beside heads, standing for a merged one."""
        if strip.ends == "stream":
            return bool(self._heads) and self._heads[-1][1].row == token.row
        filled = [other for other in strip.tokens if other.text]
        if any(holds_figure(other.text) for other in filled):
            return False
        names = [name for name, other in self._heads if other in filled]
        blanks = len(strip.tokens) - len(filled)
        if len(names) == len(filled) <= 2 and self._are_outcomes_above(blanks, strip):
            return False  # 结果维持 or 行政复议, and the cells that belong to it
        return any(found.table == "disputes" for other in filled for found in look_up(other.text))

    def _are_outcomes_above(self, count: int, strip: Strip) -> bool:
        """Tell whether as many outcomes stand in a row above as heads."""
        above = [name for name, token in self._heads if token not in strip.tokens]
        runs = [run for run in self._found.runs if run.source == strip.table]
        return count in {1, len(above)} or any(count == len(run.slots) for run in runs)
