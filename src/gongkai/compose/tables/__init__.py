"""The statutory tables, laid out exactly as the form prescribes."""

from gongkai.compose.tables.layout import grid

__all__ = ["grid"]
