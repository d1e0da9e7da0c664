"""What an edition tells of itself: years, sections, groups, names of cells, deviations."""

from __future__ import annotations

import pytest

from gongkai import law
from gongkai.law import Address


@pytest.mark.parametrize(
    ("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2035, "2021")]
)
def test_each_year_is_governed_by_one_edition(year: int, edition: str) -> None:
    governing = law.edition_of_year(year)

    assert governing is not None
    assert edition == governing.id


def test_no_edition_governs_the_years_before_the_first() -> None:
    assert law.edition_of_year(2018) is None


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_six_sections_stand_in_the_order_of_the_form(edition: str) -> None:
    assert [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ] == [section.heading for section in law.edition(edition).sections]


def test_the_overview_covers_the_five_topics() -> None:
    topics = [topic.title for topic in law.edition("2021").section("overview").topics]

    assert [
        "主动公开",
        "依申请公开",
        "政府信息管理",
        "政府信息公开平台建设",
        "监督保障",
    ] == topics


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("requests/received/total", 1),
        ("requests/received/applicants", 6),
        ("requests/received/organisations", 5),
        ("requests/refused/natural_person", 8),
        ("requests/unavailable/natural_person", 3),
        ("requests/not_processed/natural_person", 5),
        ("requests/other/natural_person", 3),
        ("requests/results/natural_person", 21),
        ("requests/results/applicants", 21 * 6),
        ("disputes/review/outcomes", 4),
        ("disputes/litigation/total", 2),
    ],
)
def test_a_group_means_its_members_without_its_total(address: str, count: int) -> None:
    assert count == len(law.edition("2021").members(Address.parse(address)))


@pytest.mark.parametrize(
    "address", ["requests/nothing/total", "requests/received/amount", "nothing/received/total"]
)
def test_an_address_the_form_does_not_have_means_nothing(address: str) -> None:
    with pytest.raises(KeyError):
        law.edition("2021").members(Address.parse(address))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (
            "requests/refused.state_secret/natural_person",
            "表三·三、本年度办理结果·（三）不予公开·1.属于国家秘密·自然人",
        ),
        ("requests/refused/total", "表三·三、本年度办理结果·（三）不予公开·总计"),
        ("requests/received/organisations", "表三·一、本年新收政府信息公开申请数量·法人或其他组织"),
        ("disclosure/permits/decisions", "表二·第二十条第（五）项·行政许可·本年处理决定数量"),
        ("disputes/review/upheld", "表四·行政复议·结果维持"),
        ("disputes/litigation_direct/total", "表四·行政诉讼·未经复议直接起诉·总计"),
        ("disputes/review/outcomes", "表四·行政复议·审理结果"),
    ],
)
def test_a_cell_or_group_is_named_by_the_labels_it_stands_under(address: str, name: str) -> None:
    assert name == law.edition("2021").describe(Address.parse(address))


def test_no_two_cells_of_a_form_bear_the_same_name() -> None:
    for form in law.editions().values():
        names = {form.describe(address) for address in form.cells}

        assert len(form.cells) == len(names)


def test_the_deviation_prints_one_row_where_the_form_has_three() -> None:
    form, printed = law.edition("2021"), law.edition("2021", "single_other_row")

    assert [
        "requests/other.not_corrected",
        "requests/other.fee_unpaid",
        "requests/other.other",
    ] == list(dict.fromkeys(f"{a.table}/{a.row}" for a in form.cells if a not in printed.cells))
    assert ["requests/other"] == list(
        dict.fromkeys(f"{a.table}/{a.row}" for a in printed.cells if a not in form.cells)
    )
    assert 200 - 21 + 7 == len(printed.cells)


def test_the_deviation_stands_where_the_2019_edition_prints_the_row() -> None:
    def rows(edition: str, variant: str = "") -> list[str]:
        (block,) = law.edition(edition, variant).table("requests").blocks
        return [row.id for row in block.rows]

    assert rows("2019") == rows("2021", "single_other_row")


def test_a_sum_over_the_results_holds_the_single_row_and_not_the_absent_ones() -> None:
    members = law.edition("2021", "single_other_row").members(
        Address("requests", "results", "total")
    )

    assert 19 == len(members)
    assert Address("requests", "other", "total") in members


@pytest.mark.parametrize(
    ("edition", "variant"), [("2021", "nothing"), ("2019", "single_other_row")]
)
def test_an_unknown_deviation_is_refused(edition: str, variant: str) -> None:
    with pytest.raises(KeyError):
        law.edition(edition, variant)
