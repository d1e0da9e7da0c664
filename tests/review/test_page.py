"""The notebook's page and the review: causes, numbers of the words, answers, marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gongkai.checks.waivers import stanza
from gongkai.law import Address
from gongkai.notebook.display import FINDINGS
from gongkai.notebook.page import Page, open_report
from gongkai.report import store
from tests.reports import DATA


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def page_of(data: Path) -> Page:
    return open_report("hongze-gov", 2023, str(data))


def html(page: Page) -> str:
    text: str = page.findings()._repr_mimebundle_()["text/html"]
    return text


def test_the_cause_stands_before_the_findings_with_the_figures_to_put_in(data: Path) -> None:
    shown = html(page_of(data))

    assert shown.index("可能的原因") < shown.index("校验结果</h2>") < shown.index("文字中的数字")
    assert "0 → 11" in shown
    assert "总计未填" in shown


def test_only_the_suspect_cell_is_marked_as_wrong_the_others_as_doubtful(data: Path) -> None:
    marks = page_of(data).assessment.marks

    assert {
        Address("disputes", "review", "total"),
        Address("disputes", "litigation_after_review", "total"),
    } == {cell for cell, mark in marks.items() if mark == "error"}
    assert "doubt" == marks[Address("disputes", "review", "upheld")]


def test_findings_json_carries_explanations_and_claims(data: Path) -> None:
    bundle = page_of(data).findings()._repr_mimebundle_()[FINDINGS]

    written = json.loads(json.dumps(bundle))
    assert written["explanations"][0]["changes"]
    assert {"matched"} <= {claim["status"] for claim in written["claims"]}
    assert all("waiver" in finding for finding in written["findings"])


def test_an_answered_finding_is_shown_with_its_reason_and_lets_the_report_pass(data: Path) -> None:
    path = store.path_of(data, "hongze-gov", 2023)
    page = page_of(data)
    errors = [finding for finding in page.checked.findings if finding.is_error]
    text = "\n".join(stanza(finding, page.report, None) for finding in errors)
    for was, becomes in (
        ('reason = ""', 'reason = "原件如此"'),
        ('by = ""', 'by = "李四"'),
        ("date = ", "date = 2024-02-01"),
    ):
        text = text.replace(was, becomes)
    store.waivers_path(path).write_text(text, encoding="utf-8")

    answered = page_of(data)

    assert ("withheld", "published") == (page.verdict, answered.verdict)
    assert "说明：原件如此（李四，2024-02-01）" in html(answered)
    assert "已作说明" in html(answered)
    assert "2项已作说明" in answered.banner()._repr_mimebundle_()["text/plain"]
    assert "error" not in answered.assessment.marks.values()


def test_words_whose_references_cannot_be_filled_are_an_error(data: Path) -> None:
    path = store.path_of(data, "hongze-gov", 2023)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{{ facts/items_published 条 }}", "{{ facts/nothing 条 }}"))

    page = page_of(data)

    (finding,) = [f for f in page.checked.findings if f.rule.id == "N10"]
    assert "withheld" == page.verdict
    assert "一、总体情况未校验" in finding.message
    assert "facts/nothing" in finding.message
