"""The ways to tell assessments, by name."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.checks.waivers import stanza
from gongkai.errors import InputError
from gongkai.report.store import waivers_path
from gongkai.review.as_json import json_text
from gongkai.review.as_sarif import sarif_text
from gongkai.review.as_text import text_of
from gongkai.review.assess import Assessment


def report(assessments: Sequence[Assessment], form: str, *, explain: bool = False) -> str:
    """Return the assessments as `text`, `json` or `sarif`."""
    if form == "json":
        return json_text(assessments)
    if form == "sarif":
        return sarif_text(assessments)
    return text_of(assessments, explain=explain)


def waiver(assessments: Sequence[Assessment], finding_id: str) -> str:
    """Return the waivers of a finding, each to be completed and pasted into its file.

    Raises:
        InputError: no report has such a finding.
    """
    parts = []
    for one in assessments:
        for finding in one.checked.findings:
            if finding.id == finding_id and finding.outcome != "satisfied":
                place = f"# 贴到 {waivers_path(one.path)}\n" if one.path else ""
                parts.append(place + stanza(finding, one.report, one.last) + "\n")
    if not parts:
        known = "、".join(f.id for one in assessments for f in one.checked.findings if f.is_open)
        raise InputError(f"--waive {finding_id}", "没有这项校验结果", f"现有：{known or '无'}")
    return "\n".join(parts)
