"""What a reviewer sees around the report: verdict, causes, findings, claims, provenance.

Pure functions make the panels from a report and what the rules say of it; the panels
are plain values like the blocks of the report, and are rendered the same way.
"""

from typing import TypeAlias

from gongkai.compose.panels.causes import CausesPanel, causes
from gongkai.compose.panels.claims import ClaimsPanel, claims
from gongkai.compose.panels.findings import FindingsPanel, findings
from gongkai.compose.panels.provenance import ProvenancePanel, provenance
from gongkai.compose.panels.verdict import HEADLINES, VerdictBanner, verdict

Panel: TypeAlias = VerdictBanner | FindingsPanel | CausesPanel | ClaimsPanel | ProvenancePanel

__all__ = [
    "HEADLINES",
    "CausesPanel",
    "ClaimsPanel",
    "FindingsPanel",
    "Panel",
    "ProvenancePanel",
    "VerdictBanner",
    "causes",
    "claims",
    "findings",
    "provenance",
    "verdict",
]
