"""Whose report a document is, of which year and scope."""
