"""What composed prose says of requests and of disputes: none, one, many, blank, wrong."""

from __future__ import annotations

import pytest

from gongkai.report import Unreadable
from tests.compose.prose_samples import BLANK, Value, on_request, report, topic

LITIGATION = "disputes/litigation_direct"
AFTER_REVIEW = "disputes/litigation_after_review"


class TestRequests:
    def test_none(self) -> None:
        assert on_request({})[0] == "全年未收到政府信息公开申请，也无上年结转的申请。"

    def test_none_after_some(self) -> None:
        said = on_request({}, {"requests/received": 4})[0]
        assert said == "全年未收到政府信息公开申请（上年收到4件），也无上年结转的申请。"

    def test_one(self) -> None:
        figures = {"requests/received": 1, "requests/granted": 1, "requests/disposed_total": 1}
        assert on_request(figures)[0] == (
            "全年收到政府信息公开申请1件，由自然人提出。该申请已于年内办结，办理结果为予以公开。"
        )

    def test_one_left_over(self) -> None:
        figures = {"requests/received": 1, "requests/carried_out": 1}
        assert on_request(figures)[0] == (
            "全年收到政府信息公开申请1件，由自然人提出。该申请结转下年度继续办理。"
        )

    def test_some_all_dealt_with_alike(self) -> None:
        figures = {
            "requests/received": 3,
            "requests/unavailable.not_held": 3,
            "requests/disposed_total": 3,
        }
        assert on_request(figures)[0] == (
            "全年收到政府信息公开申请3件，均由自然人提出。"
            "上述申请均已于年内办结，办理结果均为无法提供。"
        )

    def test_many_with_carry_over_and_a_year_before(self) -> None:
        figures = {
            "requests/received/natural_person": 200,
            "requests/received/business": 30,
            "requests/received/total": 230,
            "requests/carried_in": 12,
            "requests/granted": 100,
            "requests/granted_in_part": 80,
            "requests/refused.deliberative": 50,
            "requests/disposed_total": 230,
            "requests/carried_out": 12,
        }
        assert on_request(figures, {"requests/received": 200})[0] == (
            "全年新收政府信息公开申请230件，同比增长15.0%，"
            "其中自然人申请200件、法人或其他组织申请30件。"
            "连同上年结转的12件，年内办结230件，其中予以公开100件、部分公开80件、不予公开50件；"
            "结转下年度继续办理12件。"
        )

    def test_only_last_years_requests(self) -> None:
        figures = {"requests/carried_in": 2, "requests/granted": 2, "requests/disposed_total": 2}
        assert on_request(figures)[0] == (
            "全年未收到政府信息公开申请。上年结转的2件申请均已于年内办结，办理结果均为予以公开。"
        )

    def test_only_last_years_requests_and_not_all_dealt_with(self) -> None:
        figures = {
            "requests/carried_in": 3,
            "requests/granted": 2,
            "requests/disposed_total": 2,
            "requests/carried_out": 1,
        }
        assert on_request(figures)[0].endswith(
            "上年结转3件，年内办结2件，办理结果均为予以公开；结转下年度继续办理1件。"
        )

    def test_this_years_and_last_years_all_dealt_with(self) -> None:
        figures = {
            "requests/received": 1,
            "requests/carried_in": 1,
            "requests/granted": 1,
            "requests/not_processed.repeated": 1,
            "requests/disposed_total": 2,
        }
        assert on_request(figures)[0] == (
            "全年新收政府信息公开申请1件，由自然人提出。"
            "连同上年结转的1件，均已于年内办结，其中予以公开1件、不予处理1件。"
        )

    def test_a_small_base_is_compared_in_units(self) -> None:
        said = on_request({"requests/received": 3}, {"requests/received": 2})[0]
        assert "申请3件，比上年增加1件，均由自然人提出" in said

    def test_a_blank_figure_leaves_its_sentence_out(self) -> None:
        figures: dict[str, Value] = {
            "requests/received": 3,
            "requests/granted": 3,
            "requests/disposed_total": 3,
            "requests/carried_out/total": BLANK,
        }
        assert on_request(figures)[0] == (
            "全年收到政府信息公开申请3件，均由自然人提出。"
            "全年办结政府信息公开申请3件，办理结果均为予以公开。"
        )

    def test_figures_that_do_not_agree_are_not_put_into_words(self) -> None:
        figures = {
            "requests/received/natural_person": 2,
            "requests/received/total": 3,
            "requests/granted": 1,
            "requests/disposed_total": 2,
        }
        assert on_request(figures)[0] == "全年办结政府信息公开申请2件。"

    def test_where_nothing_can_be_said_the_table_is_pointed_to(self) -> None:
        figures: dict[str, Value] = {
            "requests/received/total": Unreadable("2 1"),
            "requests/disposed_total/total": BLANK,
        }
        assert on_request(figures)[0] == "政府信息公开申请的有关数据见第三部分统计表。"

    def test_the_bridge_year_is_compared_with_the_older_edition(self) -> None:
        said = on_request({"requests/received": 150}, {"requests/received": 100}, year=2021)[0]
        assert "申请150件，同比增长50.0%，" in said

    def test_a_report_of_another_scope_is_not_compared_with(self) -> None:
        this = report({"requests/received": 150}, year=2022, scope="own")
        last = report({"requests/received": 100}, year=2021, scope="aggregated")
        assert "同比" not in topic("依申请公开", this, last)


class TestDisputes:
    def test_none(self) -> None:
        assert on_request({})[1] == "全年未发生因政府信息公开引起的行政复议、行政诉讼。"

    def test_one(self) -> None:
        said = on_request({"disputes/review": (0, 0, 0, 1)})[1]
        assert said == "全年因政府信息公开发生行政复议1件，尚未审结；未发生行政诉讼。"

    def test_litigation_alone(self) -> None:
        said = on_request({LITIGATION: (2, 0, 0, 0)})[1]
        assert said == "全年因政府信息公开发生行政诉讼2件，结果均为维持；未发生行政复议。"

    def test_many(self) -> None:
        figures: dict[str, Value] = {
            "disputes/review": (88, 18, 28, 36),
            LITIGATION: (7, 0, 11, 7),
            AFTER_REVIEW: (33, 0, 6, 13),
        }
        last: dict[str, Value] = {"disputes/review": (440, 0, 0, 0), LITIGATION: (80, 0, 0, 0)}
        assert on_request(figures, last)[1] == (
            "全年因政府信息公开发生行政复议170件，同比下降61.4%，"
            "其中结果维持88件、结果纠正18件、其他结果28件、尚未审结36件；"
            "发生行政诉讼77件，比上年减少3件，其中结果维持40件、其他结果17件、尚未审结20件。"
        )

    @pytest.mark.parametrize("total", [0, BLANK])
    def test_a_total_that_does_not_fit_its_parts_is_left_to_the_table(self, total: Value) -> None:
        figures: dict[str, Value] = {
            "disputes/review": (10, 1, 0, 0),
            "disputes/review/total": total,
        }
        assert on_request(figures)[1] == "政府信息公开行政复议、行政诉讼情况见第四部分统计表。"
