"""When a report was published (D1), and by whom (D2)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from gongkai import law
from gongkai.checks.case import Case, Judged
from gongkai.checks.findings import Finding
from gongkai.checks.outcome import Outcome
from gongkai.law import Rule

_TITLE = re.compile(r"^(?P<body>.*?)(?:关于)?(?P<year>20\d\d)年?(?:度)?")
_OFFICES = re.compile(r"(办公室|办公厅|门户网站|政府网站|网站|信息公开办|（.*?）)+$")


def judge_deadline(rule: Rule, case: Case) -> Judged:
    """Compare the day of publication with the last lawful one.

    The day is that of the document; a report that is only being made is judged on the
    day of the check. Without either day nothing is judged.
    """
    published = case.report.source.date
    day = published or case.as_of
    if day is None:
        return [], Counter()
    limit, citation = case.report.deadline
    late = (day - limit).days
    if late <= 0:
        return [], Counter({"satisfied": 1})
    said = "公布日期" if published else "制作日期"
    local = (
        "（地方规定的期限）" if case.report.due else f"（{law.cite(citation, case.report.form)}）"
    )
    message = f"{rule.sentence}：{said}{day}，期限{limit}{local}，晚{late}天"
    also = (f"day={day}", f"limit={limit}")
    finding = Finding(rule, "", "violated", message, also=also)
    return [finding], Counter({"violated": 1})


def judge_publisher(rule: Rule, case: Case) -> Judged:
    """Compare the source's title and publisher with the agency and the year."""
    counts: Counter[Outcome] = Counter()
    findings = []
    for key, outcome, what, said in _observed(case):
        counts[outcome] += 1
        if outcome != "satisfied":
            message = f"{rule.sentence.format(what=what)}：{said}"
            findings.append(Finding(rule, key, outcome, message, also=(f"{key}={said}",)))
    return findings, counts


def _observed(case: Case) -> Iterator[tuple[str, Outcome, str, str]]:
    """Yield key, outcome, what was looked at and what it says."""
    source, name = case.report.source, _plain(case.report.agency.name)
    if source.title:
        found = _TITLE.match(_plain(source.title))
        if found is None or not found["body"]:
            yield "title", "undecided", "标题", f"“{source.title}”里认不出机关或年度"
        else:
            outcome: Outcome = "satisfied" if _same_body(found["body"], name) else "violated"
            yield "title", outcome, "标题", f"标题写的是“{found['body']}”"
            right_year = int(found["year"]) == case.report.year
            said = f"标题写的是{found['year']}年"
            yield "year", "satisfied" if right_year else "violated", "标题", said
    if source.publisher:
        outcome = "satisfied" if _same_body(_plain(source.publisher), name) else "violated"
        yield "publisher", outcome, "发布机关", f"发布机关写的是“{source.publisher}”"


def _same_body(said: str, name: str) -> bool:
    """Short for one another: 洪泽区人民政府 and 淮安市洪泽区人民政府办公室."""
    one, other = _OFFICES.sub("", said), _OFFICES.sub("", name)
    return bool(one) and bool(other) and (one.endswith(other) or other.endswith(one))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
