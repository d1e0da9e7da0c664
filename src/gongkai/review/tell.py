"""The ways to tell what was gathered, by name."""

from __future__ import annotations

from gongkai.checks.waivers import stanza
from gongkai.errors import InputError
from gongkai.report.store import waivers_path
from gongkai.review.as_json import json_text
from gongkai.review.as_sarif import sarif_text
from gongkai.review.as_text import text_of
from gongkai.review.gather import Gathered


def report(found: Gathered, form: str, *, explain: bool = False) -> str:
    """Return what was gathered as `text`, `json` or `sarif`."""
    if form == "json":
        return json_text(found)
    if form == "sarif":
        return sarif_text(found)
    return text_of(found, explain=explain)


def waiver(found: Gathered, finding_id: str) -> str:
    """Return the waivers of a finding, each to be completed and pasted into its file.

    Raises:
        InputError: no report has such a finding.
    """
    parts = []
    for one in found.assessments:
        for finding in one.checked.findings:
            if finding.id == finding_id and finding.outcome != "satisfied":
                place = f"# 贴到 {waivers_path(one.path)}\n" if one.path else ""
                parts.append(place + stanza(finding, one.report, one.last) + "\n")
    if not parts:
        known = [f.id for one in found.assessments for f in one.checked.findings if f.is_open]
        some = "、".join(known[:20]) + (f"等{len(known)}项" if len(known) > 20 else "")
        missing = InputError(f"--waive {finding_id}", "没有这项校验结果", f"现有：{some or '无'}")
        raise InputError.of_many([missing, *found.errors])
    return "\n".join(parts)
