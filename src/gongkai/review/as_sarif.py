"""Assessments as SARIF 2.1.0, for editors and code review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import gongkai
from gongkai import law
from gongkai.checks import Finding
from gongkai.checks.findings import AUTHORITY_NAMES, SEVERITY_NAMES
from gongkai.checks.waivers import digest
from gongkai.compose.panels.causes import cause_of
from gongkai.law import Rule
from gongkai.review.assess import Assessment
from gongkai.review.gather import Gathered
from gongkai.review.places import line_of_finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"must": "error", "explain": "warning", "hint": "note"}


def sarif_text(found: Gathered) -> str:
    """Return the log with one run, with a line feed at its end.

    What could not be checked is a notification of the run, which then was no success.
    """
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(found)],
                "results": [
                    _result(assessment, finding)
                    for assessment in found.assessments
                    for finding in assessment.checked.findings
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _invocation(found: Gathered) -> dict[str, Any]:
    """What was not checked or not read, said where SARIF keeps such things."""
    notes = [
        ("note", f"{assessment.report.title}：{note}")
        for assessment in found.assessments
        for note in assessment.checked.notes
    ]
    notes += [("error", str(error)) for error in found.errors]
    return {
        "executionSuccessful": not found.errors,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": text}} for level, text in notes
        ],
    }


def _driver() -> dict[str, Any]:
    return {
        "name": "gongkai",
        "version": gongkai.__version__,
        "language": "zh-CN",
        "rules": [_rule(rule) for rule in law.rules()],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.sentence}。"},
        "help": {"text": f"依据：{law.basis(rule)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "version": rule.version,
            "class": rule.severity,
            "authority": rule.authority,
            "tags": [SEVERITY_NAMES[rule.severity], AUTHORITY_NAMES[rule.authority]],
        },
    }


def _result(assessment: Assessment, finding: Finding) -> dict[str, Any]:
    """A finding; only what is violated is a failure, what is undecided is open."""
    kinds = {"violated": "fail", "undecided": "open", "satisfied": "informational"}
    kind = kinds[finding.outcome]
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": [rule.id for rule in law.rules()].index(finding.rule.id),
        "kind": kind,
        "level": _LEVELS[finding.rule.severity] if kind == "fail" else "none",
        "message": {"text": finding.message},
        "locations": [_location(assessment, finding)],
        "partialFingerprints": {
            "gongkaiFinding/v1": finding.id,
            "gongkaiFigures/v1": digest(finding, assessment.report, assessment.last),
        },
    }
    explanation = assessment.explanation_of(finding)
    if explanation:
        suggestion = cause_of(assessment.report, explanation).text
        result["properties"] = {"suggestion": suggestion}
    if finding.waiver:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": finding.waiver.reason,
            }
        ]
    return result


def _location(assessment: Assessment, finding: Finding) -> dict[str, Any]:
    report = assessment.report
    location: dict[str, Any] = {
        "logicalLocations": [
            {
                "name": report.form.describe(cell),
                "fullyQualifiedName": f"{report.agency.id}/{report.year}/{cell}",
                "kind": "member",
            }
            for cell in finding.cells
        ]
        or [{"fullyQualifiedName": f"{report.agency.id}/{report.year}", "kind": "module"}]
    }
    if assessment.path is not None:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": _uri(assessment.path)},
            "region": {
                "startLine": line_of_finding(assessment.path, report, finding, assessment.texts)
            },
        }
    return location


def _uri(path: Path) -> str:
    """A reference that is relative where the path is."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
