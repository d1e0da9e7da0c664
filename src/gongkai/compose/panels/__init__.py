"""What a reviewer sees around the report: verdict, findings, provenance.

Pure functions make the panels from a report and what the rules say of it; the panels
are plain values like the blocks of the report, and are rendered the same way.
"""

from typing import TypeAlias

from gongkai.compose.panels.findings import FindingsPanel, findings
from gongkai.compose.panels.provenance import ProvenancePanel, provenance
from gongkai.compose.panels.verdict import VerdictBanner, verdict

Panel: TypeAlias = VerdictBanner | FindingsPanel | ProvenancePanel

__all__ = [
    "FindingsPanel",
    "Panel",
    "ProvenancePanel",
    "VerdictBanner",
    "findings",
    "provenance",
    "verdict",
]
