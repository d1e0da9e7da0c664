"""Verification: rules compiled to coefficient rows, evaluated to findings."""

from gongkai.checks.check import check
from gongkai.checks.findings import Checked, Finding, Verdict

__all__ = ["Checked", "Finding", "Verdict", "check"]
