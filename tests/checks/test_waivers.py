"""An answer counts while rule, figures and time are what they were; else it is a finding."""

from __future__ import annotations

import datetime
from dataclasses import replace

import msgspec
import pytest

from gongkai.checks import Checked, Finding, check
from gongkai.checks.waivers import answer, digest, stanza
from gongkai.report import Report
from gongkai.report.waivers import Waiver
from tests.reports import Rows, report_of

LAST: Rows = {"requests/carried_out": [3, 0, 0, 0, 0, 0, 3]}
THIS: Rows = {"requests/carried_in": [2, 0, 0, 0, 0, 0, 3]}
TODAY = datetime.date(2023, 1, 10)


def pair() -> tuple[Report, Report]:
    return report_of(THIS, year=2022), report_of(LAST, year=2021)


def finding_of(checked: Checked, name: str) -> Finding:
    return next(finding for finding in checked.findings if finding.id == name)


def waiver_of(name: str, **changes: object) -> tuple[Report, Report, Checked, Waiver]:
    report, last = pair()
    checked = check(report, last)
    finding = finding_of(checked, name)
    waiver = Waiver(name, 1, digest(finding, report, last), "机构改革划转", "张三", TODAY)
    return report, last, checked, msgspec.structs.replace(waiver, **changes)


def test_a_waived_finding_still_stands_there_with_its_reason() -> None:
    report, last, checked, waiver = waiver_of("Y1:natural_person")

    answered = answer(checked, [waiver], report, last)

    finding = finding_of(answered, "Y1:natural_person")
    assert waiver == finding.waiver
    assert not finding.is_open
    assert {
        "reason": "机构改革划转",
        "by": "张三",
        "date": "2023-01-10",
        "expires": None,
        "must": False,
    } == finding.as_json()["waiver"]
    assert {"satisfied": 1} == answered.tally["W1"]


def test_a_must_finding_is_answered_only_where_the_waiver_says_so() -> None:
    report, last, checked, waiver = waiver_of("R1:carried_in")
    others = tuple(f for f in checked.findings if f.id == "R1:carried_in")
    alone = replace(checked, findings=others)

    refused = answer(alone, [waiver], report, last)
    accepted = answer(alone, [msgspec.structs.replace(waiver, must=True)], report, last)

    assert ("withheld", "published") == (refused.verdict, accepted.verdict)
    assert "只能写明 must = true 豁免" in refused.findings[-1].message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"version": 2}, "所答的是规则第2版，现为第1版，已失效"),
        ({"figures": f"sha256:{'0' * 64}"}, "所依据的数据已经改变，已失效"),
        ({"expires": TODAY}, "已于2023-01-10到期"),
        ({"finding": "Y1:business"}, "没有对应的校验结果"),
    ],
)
def test_a_waiver_that_does_not_count_is_a_finding_itself(
    changes: dict[str, object], says: str
) -> None:
    report, last, checked, waiver = waiver_of("Y1:natural_person", **changes)

    answered = answer(checked, [waiver], report, last, TODAY + datetime.timedelta(1))

    assert finding_of(answered, "Y1:natural_person").waiver is None
    assert f"W1:{waiver.finding}" == answered.findings[-1].id
    assert says in answered.findings[-1].message
    assert {"violated": 1} == answered.tally["W1"]


def test_a_waiver_counts_on_the_day_it_expires() -> None:
    report, last, checked, waiver = waiver_of("Y1:natural_person", expires=TODAY)

    assert finding_of(answer(checked, [waiver], report, last, TODAY), "Y1:natural_person").waiver


def test_without_a_clock_expiry_is_not_judged_and_that_is_said() -> None:
    report, last, checked, waiver = waiver_of("Y1:natural_person", expires=TODAY)

    answered = answer(checked, [waiver], report, last)

    assert finding_of(answered, "Y1:natural_person").waiver
    assert "没有给出 as_of，豁免说明的到期日（Y1:natural_person）未核对" in answered.notes


@pytest.mark.parametrize("which", ["this", "last"])
def test_the_digest_changes_with_this_years_and_with_last_years_figures(which: str) -> None:
    report, last = pair()
    moved = {"requests/carried_in": [1, 0, 0, 0, 0, 0, 3]}
    changed = (
        (report_of(moved, year=2022), last)
        if which == "this"
        else (report, report_of({"requests/carried_out": [9, 0, 0, 0, 0, 0, 3]}, year=2021))
    )

    digests = {
        digest(finding_of(check(*both), "Y1:natural_person"), *both)
        for both in ((report, last), changed)
    }

    assert 2 == len(digests)


def test_the_digest_is_the_documented_one() -> None:
    import hashlib

    report, last = pair()
    finding = finding_of(check(report, last), "Y1:natural_person")
    lines = "last:requests/carried_out/natural_person=3\nrequests/carried_in/natural_person=2"

    assert f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}" == digest(finding, report, last)


def test_the_digest_does_not_see_other_figures() -> None:
    report, last = pair()
    other = report_of({**THIS, "disclosure/permits": [7]}, year=2022)

    assert 1 == len(
        {digest(finding_of(check(r, last), "Y1:natural_person"), r, last) for r in (report, other)}
    )


def test_the_stanza_holds_what_the_file_needs() -> None:
    report, last = pair()
    finding = finding_of(check(report, last), "R1:carried_in")

    text = stanza(finding, report, last)

    assert 'finding = "R1:carried_in"' in text
    assert digest(finding, report, last) in text
    assert "must = true" in text
