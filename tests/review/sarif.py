"""The part of the SARIF 2.1.0 schema that our logs use, closed to anything else."""

from __future__ import annotations

from typing import Any


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_MESSAGE = _object(["text"], {"text": _TEXT})
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_BAG = {"type": "object", "properties": {"tags": {"type": "array", "items": _TEXT}}}
_LANGUAGE = {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"}
_NATURAL = {"type": "integer", "minimum": 0}

_RULE = _object(
    ["id"],
    {
        "id": _TEXT,
        "name": _TEXT,
        "shortDescription": _MESSAGE,
        "fullDescription": _MESSAGE,
        "help": _MESSAGE,
        "defaultConfiguration": _object([], {"level": _LEVEL}),
        "properties": _BAG,
    },
)
_LOCATION = _object(
    [],
    {
        "physicalLocation": _object(
            ["artifactLocation"],
            {
                "artifactLocation": _object(
                    [], {"uri": {"type": "string", "pattern": r"^[!-~]*$"}}
                ),
                "region": _object([], {"startLine": {"type": "integer", "minimum": 1}}),
            },
        ),
        "logicalLocations": {
            "type": "array",
            "uniqueItems": True,
            "items": _object([], {"name": _TEXT, "fullyQualifiedName": _TEXT, "kind": _TEXT}),
        },
    },
)
_RESULT = _object(
    ["message"],
    {
        "ruleId": _TEXT,
        "ruleIndex": _NATURAL,
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": _LEVEL,
        "message": _MESSAGE,
        "locations": {"type": "array", "items": _LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": _TEXT},
        "properties": _BAG,
        "suppressions": {
            "type": "array",
            "uniqueItems": True,
            "items": _object(
                ["kind"],
                {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": _TEXT,
                },
            ),
        },
    },
) | {
    # § 3.27.10: a result that is no failure has level none.
    "if": {"properties": {"kind": {"const": "fail"}}},
    "else": {"properties": {"level": {"const": "none"}}},
}

SARIF: dict[str, Any] = _object(
    ["version", "runs"],
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": _object(
                ["tool"],
                {
                    "tool": _object(
                        ["driver"],
                        {
                            "driver": _object(
                                ["name"],
                                {
                                    "name": _TEXT,
                                    "version": _TEXT,
                                    "language": {
                                        "type": "string",
                                        "pattern": "^[a-z]{2}(-[A-Z]{2})?$",
                                    },
                                    "rules": {"type": "array", "uniqueItems": True, "items": _RULE},
                                },
                            )
                        },
                    ),
                    "invocations": {
                        "type": "array",
                        "items": _object(
                            ["executionSuccessful"],
                            {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": _object(
                                        ["message"], {"level": _LEVEL, "message": _MESSAGE}
                                    ),
                                },
                            },
                        ),
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            ),
        },
    },
)
