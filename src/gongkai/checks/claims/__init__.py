"""The prose read for verification: every number of the narrative, held against the tables.

`claims` reads the text of the sections as printed; `findings_of` gives what calls for an
answer (N1–N9); `as_relations` gives what the prose asserts of the cells.
"""

from gongkai.checks.claims.claim import STATUS_NAMES, Claim, Option, Status
from gongkai.checks.claims.findings import findings_of
from gongkai.checks.claims.read import claims
from gongkai.checks.claims.relations import as_relations

__all__ = [
    "STATUS_NAMES",
    "Claim",
    "Option",
    "Status",
    "as_relations",
    "claims",
    "findings_of",
]
