"""A corpus of agency-years: one table, read strictly, checked like single reports."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from gongkai import law
from gongkai.checks import check, corpus
from gongkai.checks.corpus.check import check_many, explain_many
from gongkai.checks.guilty.explain import explain
from gongkai.errors import InputError
from gongkai.law import Address
from gongkai.report import Agency, Report
from gongkai.report.store import load
from tests.checks.test_matrix import damaged
from tests.reports import AGENCY, DATA, SHIPPED, balanced, report_of, with_cell

FEES = Address("disclosure", "fees", "amount")
RECEIVED = "requests/received/total"


def shipped() -> list[Report]:
    return [load(DATA, agency, year) for agency, year in SHIPPED]


def bodies(count: int) -> list[Report]:
    """Damaged reports of different bodies, of both editions."""
    reports = []
    for seed in range(count):
        form = law.edition("2021" if seed % 3 else "2019")
        report = damaged(balanced(form, seed), random.Random(seed))
        agency = Agency(f"body-{seed}", "某县某局", "county", "department")
        reports.append(replace(report, agency=agency))
    return reports


def refused(tmp_path: Path, table: Any) -> str:
    path = tmp_path / "corpus.parquet"
    pq.write_table(table, path)
    with pytest.raises(InputError) as caught:
        corpus.read(path)
    return str(caught.value)


def wide(tmp_path: Path, *reports: Report) -> Any:
    path = tmp_path / "written.parquet"
    corpus.write(reports, path)
    return pq.read_table(path)


def with_column(table: Any, name: str, values: Any) -> Any:
    return table.set_column(table.column_names.index(name), name, values)


@pytest.mark.parametrize("long", [False, True])
def test_what_is_written_is_read_back(tmp_path: Path, long: bool) -> None:
    reports = [*shipped(), *bodies(12)]
    path = tmp_path / "corpus.parquet"

    corpus.write(reports, path, long=long)
    found = corpus.read(path)

    expected = corpus.of_reports(reports)
    assert (expected.agencies, expected.years) == (found.agencies, found.years)
    assert (expected.scopes, expected.originals) == (found.scopes, found.originals)
    by_form = {(p.batch.form.id, p.batch.form.variant): p for p in found.parts}
    for part in expected.parts:
        other = by_form[part.batch.form.id, part.batch.form.variant]
        assert part.places.tolist() == other.places.tolist()
        assert part.batch.values.tolist() == other.batch.values.tolist()
        assert part.batch.states.tolist() == other.batch.states.tolist()


def test_a_corpus_is_checked_like_each_report_alone() -> None:
    reports = [*shipped(), *bodies(40)]

    rows = list(check_many(corpus.of_reports(reports)).rows())

    rules = {"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "Y1", "Y2", "Y3"}
    by_key = {(report.agency.id, report.year): report for report in reports}
    for place, report in enumerate(reports):
        last = by_key.get((report.agency.id, report.year - 1))
        alone = {
            (finding.id, finding.outcome, finding.cells)
            for finding in check(report, last).findings
            if finding.rule.id in rules and finding.outcome != "satisfied"
        }
        among = {
            (row.id, row.outcome, row.cells)
            for row in rows
            if row.place == place and row.id.split(":")[0] in rules
        }
        assert alone == among


def test_the_difference_of_a_row_is_that_of_the_finding() -> None:
    rows = list(check_many(corpus.of_reports(shipped())).rows())

    violated = {row.id: row.difference for row in rows if row.outcome == "violated"}
    assert {"R4:review": 11, "R4:litigation_after_review": 5} == violated


@pytest.mark.parametrize("workers", [1, 2])
def test_violated_reports_are_explained_like_each_alone(workers: int) -> None:
    wrong = with_cell(balanced(law.edition("2021"), 1), Address("requests", "granted", "total"), 99)
    reports = [*shipped(), wrong, *bodies(4)]
    checked = check_many(corpus.of_reports(reports))

    found = explain_many(checked, workers=workers)

    assert checked.violated.tolist() == list(found)
    hongze = next(n for n, r in enumerate(reports) if r.agency.id == "hongze-gov")
    alone = explain(reports[hongze])
    assert [e.changes for e in alone] == [e.changes for e in found[hongze]]


def test_a_body_is_compared_with_its_own_last_year_of_the_same_scope_only() -> None:
    last, this = report_of(year=2021), report_of(year=2022)
    last = with_cell(last, Address("requests", "carried_out", "total"), 5)

    same = check_many(corpus.of_reports([last, this]))
    other = check_many(corpus.of_reports([replace(last, scope="aggregated"), this]))

    assert {"Y1:total"} == {row.id for row in same.rows() if row.id.startswith("Y")}
    assert set() == {row.id for row in other.rows() if row.id.startswith("Y")}


def test_missing_and_unknown_columns_are_named(tmp_path: Path) -> None:
    table = wide(tmp_path, report_of())

    said = refused(
        tmp_path,
        table.rename_columns(
            ["requests/recieved/total" if name == RECEIVED else name for name in table.column_names]
        ),
    )

    assert f"缺少列 {RECEIVED}" in said
    assert "不认识列 requests/recieved/total" in said


@pytest.mark.parametrize(
    ("values", "type_", "says"),
    [
        (["12"], pa.string(), "类型应为整数，实为 string"),
        ([1.5], pa.float64(), "类型应为整数，实为 double"),
        ([True], pa.bool_(), "类型应为整数，实为 bool"),
        ([2**53], pa.int64(), "数值过大"),
        ([2**64 - 1], pa.uint64(), "数值过大"),
    ],
)
def test_a_mistyped_column_is_refused_by_name(
    tmp_path: Path, values: list[object], type_: object, says: str
) -> None:
    table = with_column(wide(tmp_path, report_of()), RECEIVED, pa.array(values, type_))

    said = refused(tmp_path, table)

    assert RECEIVED in said
    assert says in said


def test_amounts_in_floating_point_are_refused(tmp_path: Path) -> None:
    table = with_column(wide(tmp_path, report_of()), str(FEES), pa.array([7730.28]))

    assert "decimal" in refused(tmp_path, table)


def test_an_amount_beyond_reason_is_refused(tmp_path: Path) -> None:
    huge = pa.array([Decimal(10) ** 15], pa.decimal128(38, 6))

    assert "数值过大" in refused(
        tmp_path, with_column(wide(tmp_path, report_of()), str(FEES), huge)
    )


def test_an_amount_finer_than_any_is_refused(tmp_path: Path) -> None:
    fine = pa.array([Decimal("0.00000001")], pa.decimal128(20, 8))

    said = refused(tmp_path, with_column(wide(tmp_path, report_of()), str(FEES), fine))

    assert "小数超过6位" in said


def test_the_same_agency_year_twice_is_refused(tmp_path: Path) -> None:
    table = wide(tmp_path, report_of())

    assert "出现两次（第1行和第2行）" in refused(tmp_path, pa.concat_tables([table, table]))
    with pytest.raises(InputError, match="出现两次"):
        corpus.write([report_of(), report_of()], tmp_path / "twice.parquet")


def test_own_and_aggregated_reports_of_a_year_are_two(tmp_path: Path) -> None:
    both = [report_of(scope="own"), report_of(scope="aggregated")]

    assert 2 == len(corpus.of_reports(both))


def test_a_report_all_blank_is_undecided_not_clean(tmp_path: Path) -> None:
    path = tmp_path / "blank.parquet"
    corpus.write([report_of(others="")], path)

    checked = check_many(corpus.read(path))

    assert [] == checked.violated.tolist()
    assert [0] == checked.withheld.tolist()


def test_a_column_of_nothing_but_nulls_may_have_any_type(tmp_path: Path) -> None:
    table = with_column(wide(tmp_path, report_of()), RECEIVED, pa.nulls(1))
    path = tmp_path / "corpus.parquet"
    pq.write_table(table, path)

    assert 1 == len(corpus.read(path))


def test_figures_in_cells_of_another_edition_are_refused(tmp_path: Path) -> None:
    table = wide(tmp_path, report_of(year=2020), replace(report_of(), agency=AGENCY))
    column = "disclosure/permits/items_last_year"

    said = refused(tmp_path, with_column(table, column, pa.array([0, 3], pa.int64())))

    assert f"{column}：第2行是2021年格式，没有这一格，却有数据" in said


def test_an_unknown_edition_or_scope_is_refused(tmp_path: Path) -> None:
    table = wide(tmp_path, report_of())

    assert "没有格式 2030" in refused(tmp_path, with_column(table, "edition", pa.array(["2030"])))
    assert "不认识 both" in refused(tmp_path, with_column(table, "scope", pa.array(["both"])))
    assert "不认识 city" in refused(tmp_path, with_column(table, "level", pa.array(["city"])))


@pytest.mark.parametrize(
    ("year", "says"),
    [
        (2020, "第1行：2020年度应当用 2019 格式，写的是 2021"),
        (2018, "第1行：2018年没有适用的年度报告格式"),
        (99999, "第1行：99999年没有适用的年度报告格式"),
    ],
)
def test_a_year_that_its_edition_does_not_govern_is_refused(
    tmp_path: Path, year: int, says: str
) -> None:
    table = wide(tmp_path, report_of())

    assert says in refused(tmp_path, with_column(table, "year", pa.array([year])))


@pytest.mark.parametrize("long", [False, True])
def test_who_reports_is_read_back(tmp_path: Path, long: bool) -> None:
    path = tmp_path / "corpus.parquet"
    corpus.write(bodies(3), path, long=long)

    assert tuple(report.agency for report in bodies(3)) == corpus.read(path).bodies


def test_a_long_table_with_a_cell_missing_or_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.parquet"
    corpus.write([report_of()], path, long=True)
    table = pq.read_table(path)

    assert "缺少 disclosure/regulations/made" in refused(tmp_path, table.slice(1))
    assert "出现两次" in refused(tmp_path, pa.concat_tables([table, table.slice(0, 1)]))
    names = ["requests/nobody/total", *table["address"].to_pylist()[1:]]
    unknown = refused(tmp_path, with_column(table, "address", pa.array(names)))
    assert "不认识地址 requests/nobody/total" in unknown
    assert "缺少 disclosure/regulations/made" in unknown


def test_an_empty_table_and_no_table_at_all_are_refused(tmp_path: Path) -> None:
    assert "没有一行" in refused(tmp_path, wide(tmp_path, report_of()).slice(0, 0))
    (tmp_path / "text.parquet").write_text("no table", encoding="utf-8")
    with pytest.raises(InputError, match="读不出来"):
        corpus.read(tmp_path / "text.parquet")
    with pytest.raises(InputError, match="没有可写"):
        corpus.write([], tmp_path / "none.parquet")
