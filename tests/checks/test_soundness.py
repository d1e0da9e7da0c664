"""What is said of a relation with unknown cells is what trying every value shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import law
from gongkai.checks.outcome import Figures, Reading
from gongkai.checks.relations import Relation, relate
from gongkai.law import Address, Edition
from gongkai.law.edition_files import load_edition
from gongkai.law.library import load_law
from gongkai.report import Blank, Count, Report, number
from tests.reports import AGENCY, STEADY, WORDS, report_of, with_cell

RELATIONS = {
    edition: [
        relation
        for rule in law.rules()
        if rule.relation and not rule.last_editions and edition in rule.editions
        for relation in relate(rule, law.edition(edition))
    ]
    for edition in law.editions()
}


def holds(relation: Relation, figures: dict[Address, int]) -> bool:
    left, right = (
        sum(term.coefficient * figures[term.cell] for term in side)
        for side in (relation.left, relation.right)
    )
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[relation.sense]


@settings(STEADY, max_examples=300)
@given(seed=st.integers(0, 2**32))
def test_a_relation_on_its_own_is_judged_as_trying_every_value_judges_it(seed: int) -> None:
    dice = random.Random(seed)
    edition = dice.choice(["2019", "2021"])
    relation = dice.choice(RELATIONS[edition])
    report, figures, domains = with_unknown_cells(relation, law.edition(edition), dice)

    reading = Figures(report).read(relation)

    tried = [
        holds(relation, figures | dict(zip(domains, values, strict=True)))
        for values in product(*domains.values())
    ]
    if reading.zeros:
        only_zeros = [not any(values) for values in product(*domains.values())]
        assert ("satisfied", only_zeros) == (reading.outcome, tried)
    else:
        expected = {True: "satisfied", False: "violated"}
        assert (expected[tried[0]] if len(set(tried)) == 1 else "undecided") == reading.outcome
        assert list(domains) == [term.cell for term in reading.unknown]


def with_unknown_cells(
    relation: Relation, form: Edition, dice: random.Random
) -> tuple[Report, dict[Address, int], dict[Address, range]]:
    """A report, the known figures of a relation, and what each unknown cell may be."""
    report = report_of(year=form.head.first_year)
    unknown = dice.sample(relation.cells, min(len(relation.cells), dice.randint(0, 2)))
    signed = {c for c in relation.cells if form.cells[c].column.kind == "signed_count"}
    figures = {
        cell: dice.choice([0, 0, 1, 2, -2 if cell in signed else 3])
        for cell in relation.cells
        if cell not in unknown
    }
    for cell, figure in figures.items():
        report = with_cell(report, cell, figure)
    domains = {}
    far = 1 + sum(map(abs, figures.values()))
    for cell in (cell for cell in relation.cells if cell in unknown):
        scribble = dice.random() < 0.2
        report = with_cell(report, cell, "？" if scribble else "")
        domains[cell] = range(-far if scribble or cell in signed else 0, far + 1)
    return report, figures, domains


TABLE = """
id = "requests"
section = "requests"
arrangement = "stacked"
[[block]]
id = "requests"
column_group = [{ id = "applicants", label = "申请人" }]
column = [
  { id = "person", label = "自然人", kind = "count", unit = "件", group = "applicants" },
  { id = "firm", label = "企业", kind = "count", unit = "件", group = "applicants" },
  { id = "total", label = "总计", kind = "count", unit = "件", total = true },
]
row_group = [{ id = "results", label = "办理结果" }]
row = [
  { id = "granted", label = "予以公开", group = "results" },
  { id = "refused", label = "不予公开", group = "results" },
  { id = "disposed_total", label = "总计", total = true },
]
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, list[Relation]]:
    """A form of three rows and three columns with R1 and R2: small enough to try out."""
    folder = tmp_path_factory.mktemp("editions") / "small"
    folder.mkdir()
    (folder / "requests.toml").write_text(TABLE, encoding="utf-8")
    (folder / "edition.toml").write_text(
        'id = "small"\nname = "小"\ninstrument = "regulation"\nfirst_year = 2021\n'
        'marker_block = "requests"\n',
        encoding="utf-8",
    )
    (folder / "sections.toml").write_text(
        '[[section]]\nid = "requests"\nnumeral = "三"\ntitle = "申请"\n'
        'citation = { instrument = "regulation" }\n',
        encoding="utf-8",
    )
    form = load_edition(folder)
    rules = [rule for rule in load_law(law.FOLDER).rules if rule.id in ("R1", "R2")]
    return form, [relation for rule in rules for relation in relate(rule, form)]


@settings(STEADY, max_examples=150)
@given(seed=st.integers(0, 2**32))
def test_blanks_settled_across_rows_and_columns_agree_with_trying_every_value(
    small: tuple[Edition, list[Relation]], seed: int
) -> None:
    form, relations = small
    report, order = nearly_balanced(form, random.Random(seed))

    figures = Figures(report)
    figures.settle(relations)
    readings = [figures.read(relation) for relation in relations]

    solutions = list(ways_to_fill(report, order, relations))
    outcomes = {reading.outcome for reading in readings}
    if "violated" in outcomes:
        assert [] == solutions
    for cell in zeros(readings):
        assert {0} >= {filled[cell] for filled in solutions}
    if outcomes == {"satisfied"}:
        assert [set()] == [{cell for cell in order if filled[cell]} for filled in solutions]


def nearly_balanced(form: Edition, dice: random.Random) -> tuple[Report, list[Address]]:
    """A small report with one to three blanks, and now and then a wrong figure."""
    figures: dict[Address, int] = {}
    for row in ("granted", "refused"):
        person, firm = dice.choice([0, 0, 1, 2]), dice.choice([0, 0, 1])
        for column, figure in (("person", person), ("firm", firm), ("total", person + firm)):
            figures[Address("requests", row, column)] = figure
    for column in ("person", "firm", "total"):
        figures[Address("requests", "disposed_total", column)] = sum(
            figures[Address("requests", row, column)] for row in ("granted", "refused")
        )
    if dice.random() < 0.4:
        figures[dice.choice(list(figures))] += 1
    order = dice.sample(list(figures), dice.randint(1, 3))
    cells = {cell: Blank() if cell in order else Count(figure) for cell, figure in figures.items()}
    return Report(AGENCY, 2021, "own", form, cells, narrative=WORDS), order


def ways_to_fill(
    report: Report, order: list[Address], relations: list[Relation]
) -> Iterator[dict[Address, int]]:
    known = {
        cell: int(figure)
        for cell in report.cells
        if (figure := number(report.cells[cell])) is not None
    }
    for values in product(range(9), repeat=len(order)):
        filled = known | dict(zip(order, values, strict=True))
        if all(holds(relation, filled) for relation in relations):
            yield filled


def zeros(readings: list[Reading]) -> set[Address]:
    return {cell for reading in readings for cell in (*reading.zeros, *reading.assumed)}
