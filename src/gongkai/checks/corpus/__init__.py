"""Many agency-years at once: tables of figures, and every rule over them."""

from gongkai.checks.corpus.table import Corpus, Part, of_reports, read, write

__all__ = ["Corpus", "Part", "of_reports", "read", "write"]
