"""Assessments as JSON, format `gongkai-check/1` (documented in docs/reference/checks.md)."""

from __future__ import annotations

import json
from typing import Any

from gongkai.review.assess import Assessment
from gongkai.review.gather import Gathered

FORMAT = "gongkai-check/1"


def json_text(found: Gathered) -> str:
    """Return the document, with a line feed at its end."""
    document = {
        "format": FORMAT,
        "reports": [json_report(one) for one in found.assessments],
        "errors": [
            {"place": one.place, "problem": one.problem, "remedy": one.remedy}
            for one in found.errors
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def json_report(assessment: Assessment) -> dict[str, Any]:
    """Return what is said of one report."""
    report, checked = assessment.report, assessment.checked
    return {
        "agency": report.agency.id,
        "year": report.year,
        "edition": report.form.id,
        "scope": report.scope,
        "verdict": assessment.verdict,
        "notes": list(checked.notes),
        "findings": [finding.as_json() for finding in checked.findings],
        **assessment.reasons_json(),
    }
