"""Charts of a report: drawn, described in words, the same bytes for the same figures."""

from gongkai.compose.charts.applicants import results_by_applicant
from gongkai.compose.charts.disputes import disputes_by_outcome
from gongkai.compose.charts.flow import request_flow
from gongkai.compose.charts.series import over_the_years
from gongkai.compose.charts.trend import trend

__all__ = [
    "disputes_by_outcome",
    "over_the_years",
    "request_flow",
    "results_by_applicant",
    "trend",
]
