"""Thousands of files at once."""
