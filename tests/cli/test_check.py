"""`gongkai check` and `gongkai explain` as people and programs call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai import law
from gongkai.checks import corpus
from gongkai.cli.main import main
from gongkai.report import store
from tests.projects import make_project
from tests.reports import DATA, SHIPPED
from tests.review.sarif import assert_sarif

HONGZE = "data/hongze-gov/2023.toml"
WAIVERS = "data/hongze-gov/2023.waivers.toml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "项目"
    folder.mkdir()
    make_project(folder)
    monkeypatch.chdir(folder)
    return folder


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def checked(*arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(call("check", *arguments, "--format", "json").stdout)
    return document


def answered(project: Path, finding: str, **changes: str) -> Path:
    """Write the stanza that --waive prints, completed."""
    stanza = call("check", HONGZE, "--waive", finding).stdout
    for was, becomes in {
        'reason = ""': 'reason = "已商承办单位，原文如此"',
        'by = ""': 'by = "李四"',
        "date = ": "date = 2024-02-01",
        **changes,
    }.items():
        assert was in stanza
        stanza = stanza.replace(was, becomes)
    path = project / WAIVERS
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + stanza, encoding="utf-8")
    return path


def test_a_file_is_checked_and_what_is_wrong_is_said_with_place_sides_and_suggestion(
    project: Path,
) -> None:
    result = call("check", HONGZE)

    assert 3 == result.exit_code
    assert "【暂不公布】淮安市洪泽区人民政府2023年政府信息公开工作年度报告（汇总）" in result.stdout
    assert "✗ R4:review（必须成立）“行政复议”" in result.stdout
    assert "表四·行政复议：结果维持 10，结果纠正 1，其他结果 0，尚未审结 0，总计 0" in result.stdout
    assert "左边11，右边0，相差11" in result.stdout
    assert "建议：表四·行政复议·总计 0 → 11" in result.stdout


@pytest.mark.parametrize("target", ["hongze-gov", "hongze-gov/2023", "data/hongze-gov", HONGZE])
def test_files_folders_and_agencies_name_the_same_report(project: Path, target: str) -> None:
    (report,) = checked(target)["reports"]

    assert ("hongze-gov", 2023) == (report["agency"], report["year"])


def test_without_a_target_all_data_is_checked_in_order(project: Path) -> None:
    reports = checked()["reports"]

    names = [(report["agency"], report["year"]) for report in reports]
    assert sorted(names) == names
    assert set(SHIPPED) < set(names)


def test_the_json_has_exactly_the_documented_keys(project: Path) -> None:
    document = checked(HONGZE)

    (report,) = document["reports"]
    assert {"format", "reports", "errors"} == set(document)
    assert [] == document["errors"]
    assert "gongkai-check/1" == document["format"]
    assert [
        "agency", "year", "edition", "scope", "verdict", "notes", "findings", "explanations",
        "claims",
    ] == list(report)  # fmt: skip
    assert [
        "id", "rule", "outcome", "class", "authority", "left", "right", "difference", "cells",
        "message", "waiver",
    ] == list(report["findings"][0])  # fmt: skip
    for one in report["explanations"]:
        assert {"findings", "mechanism", "changes", "cost", "unique", "evidence"} == set(one)
        assert {"cell", "published", "suggested"} == {key for c in one["changes"] for key in c}
    assert {
        "text", "section", "span", "value", "unit", "role", "status", "cells"
    } == {key for claim in report["claims"] for key in claim}  # fmt: skip


def test_the_two_errors_of_hongze_are_explained_as_totals_not_filled_in(project: Path) -> None:
    (report,) = checked(HONGZE)["reports"]

    first = report["explanations"][0]
    assert "total_missing" == first["mechanism"]
    assert {"disputes/review/total": 11, "disputes/litigation_after_review/total": 5} == {
        change["cell"]: change["suggested"] for change in first["changes"]
    }
    assert "差错在公布的文件" in first["evidence"]


@pytest.mark.parametrize("shipped", SHIPPED)
def test_no_shipped_text_is_said_to_contradict_its_table(
    project: Path, shipped: tuple[str, int]
) -> None:
    (report,) = checked(f"{shipped[0]}/{shipped[1]}")["reports"]

    assert [] == [claim for claim in report["claims"] if claim["status"] == "contradicted"]


def test_a_typed_number_is_evidence_and_one_taken_from_the_table_is_none(project: Path) -> None:
    path = project / HONGZE
    text = path.read_text(encoding="utf-8")
    changed = text.replace("review = [10, 1, 0, 0, 0]", "review = [10, 1, 0, 0, 12]")
    typed = changed.replace("（五）监督保障", "全年发生行政复议案件11件。\n（五）监督保障")

    def evidence_in(written: str) -> str:
        path.write_text(written, encoding="utf-8")
        (report,) = checked(HONGZE)["reports"]
        return "".join(one["evidence"] for one in report["explanations"])

    assert "行政复议案件11件" in evidence_in(typed)
    assert "叙述" not in evidence_in(changed)


def test_the_sarif_log_follows_the_standard_and_points_to_the_line(project: Path) -> None:
    log = json.loads(call("check", HONGZE, "--format", "sarif").stdout)

    assert_sarif(log)
    results = log["runs"][0]["results"]
    lines = (project / HONGZE).read_text(encoding="utf-8").splitlines()
    place = results[0]["locations"][0]["physicalLocation"]
    assert HONGZE == place["artifactLocation"]["uri"]
    assert lines[place["region"]["startLine"] - 1].startswith("review = [10, 1, 0, 0, 0]")
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {result["ruleId"] for result in results} == {
        rules[result["ruleIndex"]]["id"] for result in results
    }


def test_a_waived_must_finding_stays_in_every_format_and_lets_the_report_pass(
    project: Path,
) -> None:
    answered(project, "R4:review")
    answered(project, "R4:litigation_after_review")

    (report,) = checked(HONGZE)["reports"]
    log = json.loads(call("check", HONGZE, "--format", "sarif").stdout)
    text = call("check", HONGZE)

    assert "published" == report["verdict"]
    assert "已商承办单位，原文如此" == report["findings"][0]["waiver"]["reason"]
    assert_sarif(log)
    assert [
        {"kind": "external", "status": "accepted", "justification": "已商承办单位，原文如此"}
    ] == log["runs"][0]["results"][0]["suppressions"]
    assert 0 == text.exit_code
    assert "已说明（李四，2024-02-01）：已商承办单位，原文如此" in text.stdout


def test_a_waiver_lapses_when_the_figure_changes(project: Path) -> None:
    answered(project, "R4:review")
    path = project / HONGZE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("review = [10, 1, 0, 0, 0]", "review = [9, 1, 0, 0, 0]"))

    (report,) = checked(HONGZE)["reports"]

    assert "withheld" == report["verdict"]
    assert ["W1:R4:review"] == [f["id"] for f in report["findings"] if f["rule"] == "W1"]


def test_a_waiver_for_an_unknown_rule_is_refused_with_file_and_line(project: Path) -> None:
    path = answered(project, "R4:review", **{'finding = "R4:review"': 'finding = "R44:review"'})

    result = call("check", HONGZE)

    line = path.read_text(encoding="utf-8").splitlines().index('finding = "R44:review"') + 1
    assert 2 == result.exit_code
    assert f"{WAIVERS} 第{line}行" in result.stderr
    assert "没有编号为 R44 的规则" in result.stderr


def test_the_same_agency_year_twice_is_refused(project: Path) -> None:
    copy = project / "副本.toml"
    copy.write_bytes((project / HONGZE).read_bytes())

    result = call("check", HONGZE, str(copy))

    assert 2 == result.exit_code
    assert "同一机关、同一年度、同一口径的报告" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([""], "有一个参数是空的"),
        ([" ", HONGZE], "有一个参数是空的"),
        (["nowhere.toml"], "找不到这个文件或机关"),
        (["no-such-agency"], "没有代号为 no-such-agency 的机关"),
        (["hongze-gov/1999"], "没有1999年的数据"),
        ([HONGZE, "--against", "2022"], "没有2022年的数据，不能比较"),
        ([HONGZE, "--waive", "R9:x"], "没有这项校验结果"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_checked(
    project: Path, arguments: list[str], says: str
) -> None:
    result = call("check", *arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert says in result.stderr


def test_a_broken_file_is_told_and_the_others_are_checked(project: Path) -> None:
    (project / "data/suqian-gov/2023.toml").write_text("[agency\n", encoding="utf-8")

    text = call("check", "suqian-gov", HONGZE)
    document = checked("suqian-gov", HONGZE)
    log = json.loads(call("check", "suqian-gov", HONGZE, "--format", "sarif").stdout)

    assert 2 == text.exit_code
    assert 1 == text.stderr.count("2023.toml 第1行")
    assert "另有1处输入不能用，未校验" in text.stdout
    assert "suqian-gov/2023.toml 读不出来，没有与它比较" in text.stdout
    assert [("hongze-gov", 2023), ("suqian-gov", 2024)] == [
        (report["agency"], report["year"]) for report in document["reports"]
    ]
    (error,) = document["errors"]
    assert {"place", "problem", "remedy"} == set(error)
    assert error["place"].endswith("suqian-gov/2023.toml 第1行")
    assert_sarif(log)
    (run,) = log["runs"][0]["invocations"]
    assert not run["executionSuccessful"]
    (said,) = [n for n in run["toolExecutionNotifications"] if n["level"] == "error"]
    assert "2023.toml" in said["message"]["text"]


def test_where_nothing_could_be_checked_only_the_mistake_is_told(project: Path) -> None:
    (project / HONGZE).write_text("[agency\n", encoding="utf-8")

    text, document = call("check", HONGZE), checked(HONGZE)

    assert (2, "") == (text.exit_code, text.stdout)
    assert ([], 1) == (document["reports"], len(document["errors"]))


def test_a_broken_waiver_file_does_not_hide_the_report(project: Path) -> None:
    (project / WAIVERS).write_text("[[waiver]]\nfinding = 3\n", encoding="utf-8")

    result = call("check", HONGZE)

    assert 2 == result.exit_code
    assert "✗ R4:review" in result.stdout
    assert WAIVERS in result.stderr


def test_against_a_year_is_refused_for_a_table_which_is_compared_within_itself(
    project: Path,
) -> None:
    reports = [store.load(Path("data"), "suqian-gov", year) for year in (2023, 2024)]
    corpus.write(reports, project / "corpus.parquet")

    result = call("check", "corpus.parquet", HONGZE, "--against", "2022")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "corpus.parquet：--against 不用于表" in result.stderr


def test_against_a_year_that_is_there_the_rules_across_years_run(project: Path) -> None:
    result = call("check", "suqian-gov/2024", "--against", "2023")

    assert 0 == result.exit_code
    assert "Y5:requests/not_processed.excessive/total" in result.stdout


def test_the_day_of_the_check_is_given_and_not_taken_from_the_clock(project: Path) -> None:
    late = call("check", "county-petition-bureau", "--as-of", "2021-02-05")
    unknown = call("check", "county-petition-bureau")

    assert "晚5天" in late.stdout
    assert "公布期限（D1）未校验" in unknown.stdout


def test_a_corpus_table_is_checked_like_its_files(project: Path) -> None:
    reports = [store.load(DATA, agency, year) for agency, year in SHIPPED]
    corpus.write(reports, project / "all.parquet")

    found = checked("all.parquet")["reports"]

    assert list(SHIPPED) == [(report["agency"], report["year"]) for report in found]
    assert ["published", "withheld", "published", "published"] == [r["verdict"] for r in found]
    assert "total_missing" == found[1]["explanations"][0]["mechanism"]


def test_a_draft_of_blanks_is_undecided_and_not_an_accident(project: Path) -> None:
    made = call(
        "new", "new-town", "2024", "--name", "某镇人民政府", "--level", "township",
        "--kind", "government", "--scope", "own",
    )  # fmt: skip

    (report,) = checked("new-town")["reports"]

    assert 0 == made.exit_code
    assert "withheld" == report["verdict"]
    assert {"undecided"} == {
        finding["outcome"] for finding in report["findings"] if finding["class"] == "must"
    }


def test_a_blank_report_is_answered_in_a_few_lines_and_in_full_on_request(project: Path) -> None:
    call(
        "new", "new-town", "2024", "--name", "某镇人民政府", "--level", "township",
        "--kind", "government", "--scope", "own",
    )  # fmt: skip

    short = call("check", "new-town").stdout
    full = call("check", "new-town", "--explain").stdout

    assert "【数据不全，暂不公布】" in short
    assert "（空白若都按零计，则全部成立）" in short
    assert 1 == short.count("表三175格 空白 → 0（没有一个数：可能都是零，也可能还没有填写")
    assert len(short.splitlines()) < 50
    assert len(short) < 5_000
    assert "加 --explain 全部列出" in short
    assert "R1:carried_out（" not in short
    assert "R1:carried_out（" in full


def test_what_a_reader_noted_of_a_cell_speaks_for_a_mistake_there(project: Path) -> None:
    note = {"cell": "disputes/review/upheld", "kind": "position", "text": "按位置归入"}
    reading = project / "data/hongze-gov/2023.reading.json"
    reading.write_text(json.dumps({"notes": [note]}), encoding="utf-8")
    path = project / HONGZE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("review = [10, 1, 0, 0, 0]", "review = [10, 1, 0, 0, 13]"))

    (report,) = checked(HONGZE)["reports"]

    found = [e for e in report["explanations"] if "R4:review" in e["findings"]]
    assert ["disputes/review/upheld"] == [change["cell"] for change in found[0]["changes"]]
    assert "识读时已注明“按位置归入”；差错在对文件的识读" in found[0]["evidence"].replace(
        "，没有同样可能的其他解释", ""
    )


@pytest.mark.parametrize("rule", law.rules(), ids=lambda rule: rule.id)
def test_every_rule_is_explained_with_sentence_authority_basis_and_example(rule: law.Rule) -> None:
    text = call("explain", rule.id.lower()).stdout

    assert text.startswith(f"{rule.id}　{rule.title}（第{rule.version}版）")
    assert law.basis(rule) in text
    assert "{" not in text
    assert "算式：" in text or rule.allows
    assert "举例：" in text


def test_an_unknown_rule_is_refused_with_the_known_ones() -> None:
    result = call("explain", "R99")

    assert 2 == result.exit_code
    assert "没有这条规则" in result.stderr
    assert "R1、R2" in result.stderr


def test_words_copied_from_last_year_are_a_hint_with_the_passage(project: Path) -> None:
    this, last = (project / "data" / "suqian-gov" / f"{year}.toml" for year in (2024, 2023))
    mark = "[narrative]"
    head = this.read_text(encoding="utf-8").partition(mark)[0]
    words = last.read_text(encoding="utf-8").partition(mark)[2]
    this.write_text(f"{head}{mark}{words}", encoding="utf-8")

    (report,) = checked("suqian-gov/2024")["reports"]

    copied = [f for f in report["findings"] if f["id"].endswith("/likeness")]
    assert {("N9", "hint")} == {(finding["rule"], finding["class"]) for finding in copied}
    assert "宿迁市人民政府2023年度报告" in copied[0]["message"]


def broken_reference(project: Path) -> int:
    """Break one reference in the words; return its line in the file."""
    path = project / HONGZE
    text = path.read_text(encoding="utf-8")
    good, bad = "{{ facts/items_published 条 }}", "{{ facts/nothing 条 }}"
    assert good in text
    path.write_text(text.replace(good, bad), encoding="utf-8")
    return text[: text.index(good)].count("\n") + 1


def test_a_reference_that_cannot_be_filled_is_an_error_in_text_json_and_sarif(
    project: Path,
) -> None:
    line = broken_reference(project)
    text = call("check", HONGZE)
    (in_json,) = [
        finding for finding in checked(HONGZE)["reports"][0]["findings"] if finding["rule"] == "N10"
    ]
    log = json.loads(call("check", HONGZE, "--format", "sarif").stdout)
    (in_sarif,) = [r for r in log["runs"][0]["results"] if r["ruleId"] == "N10"]
    region = in_sarif["locations"][0]["physicalLocation"]["region"]

    assert 3 == text.exit_code
    assert f"第{line}行" in text.stdout
    assert "facts/nothing" in text.stdout
    assert ("violated", "must") == (in_json["outcome"], in_json["class"])
    assert ("error", line) == (in_sarif["level"], region["startLine"])


def test_a_reference_that_cannot_be_filled_cannot_be_waived(project: Path) -> None:
    broken_reference(project)
    (finding,) = [f for f in checked(HONGZE)["reports"][0]["findings"] if f["rule"] == "N10"]
    answered(project, finding["id"])
    again = checked(HONGZE)["reports"][0]

    assert "withheld" == again["verdict"]
    assert any("不能豁免" in finding["message"] for finding in again["findings"])


def test_a_text_too_long_to_be_read_to_its_end_is_said_so_in_every_format(project: Path) -> None:
    path = project / HONGZE
    text = path.read_text(encoding="utf-8")
    before, opening, after = text.partition("{{ facts/items_published 条 }}")
    assert opening
    path.write_text(before + opening + "，公开信息1条" * 5200 + after, encoding="utf-8")
    said = "一、总体情况的文字过长：已读5000个数字，其后的未再读取"
    log = json.loads(call("check", HONGZE, "--format", "sarif").stdout)
    (invocation,) = log["runs"][0]["invocations"]

    assert said in call("check", HONGZE).stdout
    assert any(said in note for note in checked(HONGZE)["reports"][0]["notes"])
    assert any(said in note["message"]["text"] for note in invocation["toolExecutionNotifications"])
