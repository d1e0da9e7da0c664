"""The review of agency-years: everything known of each, gathered, judged and told."""

from gongkai.review.assess import Assessment, Neighbours, assess
from gongkai.review.gather import Gathered, gather

__all__ = ["Assessment", "Gathered", "Neighbours", "assess", "gather"]
