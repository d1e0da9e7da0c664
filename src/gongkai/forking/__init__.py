"""Run a function in a forked child of a warm process, bounded, and say how it ended."""

from gongkai.forking.line import Line
from gongkai.forking.task import Ended, ForkingUnavailable, Limits, Task
from gongkai.forking.template import Template

__all__ = ["Ended", "ForkingUnavailable", "Limits", "Line", "Task", "Template"]
