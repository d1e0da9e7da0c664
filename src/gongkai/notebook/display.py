"""What a notebook cell shows: HTML, readable plain text, and data for the exporters."""

from __future__ import annotations

from typing import Any

PUBLIC_HTML = "application/vnd.gongkai.public+html"
"""The HTML as it is to be published, where it differs from what the reviewer sees."""

FINDINGS = "application/vnd.gongkai.findings+json"
"""The findings of the report, as written to findings.json."""

SEAL = "application/vnd.gongkai.seal+json"
"""Put out by the last cell: who, when, verdict. Without it a notebook did not finish."""


class Shown:
    """Something a cell displays; Jupyter asks it for its representations."""

    def __init__(self, html: str, text: str, **more: Any) -> None:
        self._bundle: dict[str, Any] = {"text/plain": text, "text/html": html, **more}

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return all representations at once (Jupyter's display protocol)."""
        return self._bundle
