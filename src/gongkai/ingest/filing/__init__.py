"""Readings as agency-years on file: ids, conflicts, what is kept."""
