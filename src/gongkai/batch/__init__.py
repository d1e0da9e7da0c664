"""Batches: parameter files to jobs, jobs to published folders, outcomes to a table."""
