"""Every rule over a whole corpus at once, and what is wrong with the reports that fail.

The rows of the matrix and their meaning are those a single report is checked with.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gongkai.checks.batch import Batch
from gongkai.checks.corpus.table import Corpus, Part
from gongkai.checks.evaluate import OUTCOMES, SATISFIED, VIOLATED, Outcomes, evaluate, residuals
from gongkai.checks.guilty.explain import explain_one
from gongkai.checks.guilty.explanation import Context, Explanation
from gongkai.checks.matrix import Integers, Matrix, matrix_of
from gongkai.checks.outcome import Outcome
from gongkai.law import Address


class Row(NamedTuple):
    """A relation that does not plainly hold in one report of a corpus.

    `place` is the report's place in the corpus, `difference` left minus right in the
    units of the row (`scale` of them make one as printed).
    """

    place: int
    agency: str
    year: int
    id: str
    outcome: Outcome
    severity: str
    difference: int
    scale: int
    cells: tuple[Address, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """The outcomes of the reports of one form, by the rules of one matrix."""

    matrix: Matrix
    outcomes: Outcomes
    places: Integers
    batch: Batch
    last: Batch | None = None


@dataclass(frozen=True, eq=False)
class CorpusChecked:
    """The outcome of every rule for every report of a corpus."""

    corpus: Corpus
    blocks: tuple[Block, ...]

    @property
    def violated(self) -> Integers:
        """The places of the reports in which a must-rule is violated."""
        found = [
            block.places[(block.outcomes.codes[block.matrix.musts] == VIOLATED).any(axis=0)]
            for block in self.blocks
        ]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    @property
    def withheld(self) -> Integers:
        """The places of the reports in which a must-rule is not shown to hold."""
        found = [
            block.places[(block.outcomes.codes[block.matrix.musts] != SATISFIED).any(axis=0)]
            for block in self.blocks
        ]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    def rows(self) -> Iterator[Row]:
        """Every relation that does not plainly hold, with its cells, block by block."""
        corpus = self.corpus
        for block in self.blocks:
            matrix = block.matrix
            where = np.argwhere((block.outcomes.codes != SATISFIED).T)
            columns = np.unique(where[:, 0])
            last = None if block.last is None else block.last.part(columns)
            differences = residuals(matrix, block.batch.part(columns), last)
            at = np.searchsorted(columns, where[:, 0])
            for (column, row), position in zip(where.tolist(), at.tolist(), strict=True):
                place = int(block.places[column])
                relation = matrix.relations[row]
                yield Row(
                    place,
                    corpus.agencies[place],
                    corpus.years[place],
                    matrix.ids[row],
                    OUTCOMES[block.outcomes.codes[row, column]],
                    relation.rule.severity,
                    int(differences[row, position]),
                    int(matrix.row_scales[row]),
                    relation.cells,
                )


def check_many(corpus: Corpus, *, across: bool = True) -> CorpusChecked:
    """Check every report; `across` also against last year's where the corpus has it.

    Only reports of the same body and the same scope are compared.
    """
    blocks = []
    for part in corpus.parts:
        matrix = matrix_of(part.batch.form.id, part.batch.form.variant)
        blocks.append(Block(matrix, evaluate(matrix, part.batch), part.places, part.batch))
    if across:
        blocks += list(_across(corpus))
    return CorpusChecked(corpus, tuple(blocks))


def _across(corpus: Corpus) -> Iterator[Block]:
    for this, last, own, theirs in corpus.followed():
        form, earlier = this.batch.form, last.batch.form
        matrix = matrix_of(form.id, form.variant, earlier.id, earlier.variant)
        if matrix.relations:
            figures, before = this.batch.part(own), last.batch.part(theirs)
            outcomes = evaluate(matrix, figures, before)
            yield Block(matrix, outcomes, this.places[own], figures, before)


def explain_many(checked: CorpusChecked, *, workers: int = 1) -> dict[int, tuple[Explanation, ...]]:
    """Explain every report in which a must-rule is violated, by its place in the corpus.

    The answer does not depend on the number of workers.
    """
    violated = checked.violated
    jobs = []
    for part in checked.corpus.parts:
        columns = np.flatnonzero(np.isin(part.places, violated))
        pieces = np.array_split(columns, max(1, len(columns) // 250))
        jobs += [_job(checked.corpus, part, piece) for piece in pieces]
    if workers <= 1:
        answers = [_explain(job) for job in jobs]
    else:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(workers, mp_context=fork) as pool:
            answers = list(pool.map(_explain, jobs))
    return dict(sorted(pair for answer in answers for pair in answer))


def _job(corpus: Corpus, part: Part, columns: Integers) -> tuple[Batch, list[int], list[Context]]:
    places = part.places[columns].tolist()
    contexts = [Context(originals=corpus.originals.get(place, {})) for place in places]
    return part.batch.part(columns), places, contexts


def _explain(
    job: tuple[Batch, list[int], list[Context]],
) -> list[tuple[int, tuple[Explanation, ...]]]:
    batch, places, contexts = job
    return [
        (place, explain_one(batch, column, context))
        for column, (place, context) in enumerate(zip(places, contexts, strict=True))
    ]
