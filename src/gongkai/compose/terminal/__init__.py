"""The statutory tables in a terminal, laid out as the form lays them out."""

from gongkai.compose.terminal.draw import draw

__all__ = ["draw"]
