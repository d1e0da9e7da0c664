"""From candidates to explanations: every one evaluated again, ranked, and put in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongkai.checks.batch import BLANK, FIGURE, UNREADABLE, Batch, cell_of
from gongkai.checks.evaluate import SATISFIED, evaluate
from gongkai.checks.guilty.evidence import AGREES, DISAGREES, NOTED, Witness
from gongkai.checks.guilty.explanation import Change, Context, Explanation
from gongkai.checks.guilty.frames import Frame
from gongkai.checks.guilty.puzzle import Candidate, Mistake
from gongkai.checks.guilty.wording import BEYOND, evidence_of, not_filled, original_of
from gongkai.checks.matrix import Integers, Matrix
from gongkai.checks.outcome import Number
from gongkai.law import Address
from gongkai.report import number

Codes: TypeAlias = NDArray[np.uint8]

MOST = 12
"""Explanations given for one part of a report; the rest is only counted."""

_LEAST = 0.1
"""The least cost that is said, however much speaks for an explanation."""

BEYOND_COST = 9.0
"""The cost of saying that the figures do not tell: more than that of any answer."""


class Telling:
    """Turns candidates into explanations of the one report in a batch."""

    def __init__(self, matrix: Matrix, batch: Batch, codes: Codes, context: Context) -> None:
        self._matrix, self._batch, self._context = matrix, batch, context
        self._before = codes
        self._witness = Witness(context.extras, self._figures() if context.extras else {})

    def ranked(self, candidates: list[Candidate], frame: Frame) -> list[Explanation]:
        """The explanations of one part of the report, best first."""
        if not candidates:
            return [self._beyond(frame)]
        heard = []
        for candidate in candidates:
            agree, disagree = self._witness.hear(self._deltas(candidate, frame.cells))
            doubt = self._doubt(candidate, frame.cells)
            speaks = AGREES * len(agree) + NOTED * len(doubt) - DISAGREES * len(disagree)
            heard.append((round(candidate.cost - speaks, 3), candidate, agree, disagree, doubt))
        heard.sort(key=lambda one: one[0])  # stable: equals stay in the order of the form
        first = heard[:MOST]
        empty = bool((self._batch.states[frame.cells, 0] == BLANK).all())
        told = []
        settled = self._settled([candidate for _, candidate, *_ in first], frame)
        for (cost, candidate, *said), findings in zip(first, settled, strict=True):
            rivals = sum(other == cost for other, *_ in heard) - 1
            shown = rivals if cost == first[0][0] else None
            kinds = [mistake.mechanism for mistake in candidate.mistakes]
            evidence = evidence_of(kinds, len(findings), shown, *said)
            if empty:
                rivals, evidence = rivals + 1, not_filled(len(findings))
            told.append(
                self._explanation(
                    findings, candidate, frame.cells, max(cost, _LEAST), rivals, evidence
                )
            )
        return told

    def plain(self, mistake: Mistake, source: str) -> list[Explanation]:
        """The explanation of a mistake in a cell that no equality guards."""
        places = np.arange(len(self._matrix.cells))
        cells = {self._matrix.cells[cell] for cell, _ in mistake.changes}
        findings = tuple(
            self._matrix.ids[row]
            for row in np.flatnonzero(self._before != SATISFIED)
            if cells.issuperset(self._matrix.relations[row].cells)
        )
        sources = [source] if source else []
        evidence = evidence_of([mistake.mechanism], len(findings), 0, sources)
        candidate = Candidate((mistake,))
        return [self._explanation(findings, candidate, places, mistake.cost, 0, evidence)]

    def _explanation(
        self,
        findings: tuple[str, ...],
        candidate: Candidate,
        places: Integers,
        cost: float,
        rivals: int,
        evidence: str,
    ) -> Explanation:
        changes = self._changes(candidate, places)
        return Explanation(
            findings,
            candidate.mechanism,
            changes,
            cost,
            rivals == 0,
            evidence + original_of(changes, self._context.originals),
            self._context.blame(tuple(change.cell for change in changes)),
        )

    def _beyond(self, frame: Frame) -> Explanation:
        """Nothing found within the bounds, or nothing that figures alone can tell."""
        findings = tuple(
            self._matrix.ids[row] for row in frame.rows if self._before[row] != SATISFIED
        )
        blame = self._context.blame(())
        return Explanation(findings, "undetermined", (), BEYOND_COST, False, BEYOND, blame)

    def _figures(self) -> Mapping[Address, Number]:
        return {
            address: self._printed(self._batch.values[row, 0], row)
            for row, address in enumerate(self._matrix.cells)
        }

    def _doubt(self, candidate: Candidate, places: Integers) -> list[str]:
        """What the reading of the document noted where each mistake is, once a mistake."""
        found = []
        for mistake in candidate.mistakes:
            cells = [self._matrix.cells[places[cell]] for cell, _ in mistake.changes]
            noted = [self._context.doubtful[c] for c in cells if c in self._context.doubtful]
            found += noted[:1]
        return found

    def _deltas(self, candidate: Candidate, places: Integers) -> Mapping[Address, Number]:
        return {
            self._matrix.cells[places[cell]]: self._printed(delta, places[cell])
            for cell, delta in candidate.changes.items()
        }

    def _changes(self, candidate: Candidate, places: Integers) -> tuple[Change, ...]:
        changes = []
        for cell, delta in candidate.changes.items():
            row = int(places[cell])
            address, value = self._matrix.cells[row], self._batch.values[row, 0]
            published: Number | str | None = self._printed(value, row)
            state = self._batch.states[row, 0]
            if state == UNREADABLE:
                published = self._context.originals.get(address, "")
            elif state == BLANK:
                published = None
            changes.append(Change(address, published, self._printed(value + delta, row)))
        return tuple(changes)

    def _printed(self, value: int | np.int64, row: int | np.int64) -> Number:
        """A scaled figure the way it is printed."""
        return number(cell_of(int(value), int(self._matrix.scales[row]))) or 0

    def _settled(self, candidates: list[Candidate], frame: Frame) -> list[tuple[str, ...]]:
        """Evaluate every candidate; the ids of what was open before and holds after."""
        mended = self._batch.part(np.zeros(len(candidates), np.int64))
        for column, candidate in enumerate(candidates):
            for cell, delta in candidate.changes.items():
                mended.values[frame.cells[cell], column] += delta
                mended.states[frame.cells[cell], column] = FIGURE
        after = evaluate(self._matrix, mended).codes
        settled = (self._before[:, None] != SATISFIED) & (after == SATISFIED)
        return [
            tuple(self._matrix.ids[row] for row in np.flatnonzero(settled[:, column]))
            for column in range(len(candidates))
        ]
