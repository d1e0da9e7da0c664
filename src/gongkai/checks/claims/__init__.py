"""The prose read for verification: every number of the narrative, held against the tables."""

from gongkai.checks.claims.claim import STATUS_NAMES, Claim, Option, Status
from gongkai.checks.claims.read import claims

__all__ = ["STATUS_NAMES", "Claim", "Option", "Status", "claims"]
