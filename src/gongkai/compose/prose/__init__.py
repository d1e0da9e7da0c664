"""The words of the report: the agency's own, with their figures, or composed ones."""

from __future__ import annotations

from gongkai.compose.blocks import Heading, Paragraph
from gongkai.compose.prose.composing import compose_section
from gongkai.compose.prose.context import Context
from gongkai.compose.prose.filling import faults, fill, fill_marked
from gongkai.compose.prose.opening import opening
from gongkai.compose.prose.structure import structure

__all__ = ["Context", "faults", "fill", "fill_marked", "opening", "section_text"]


def section_text(section_id: str, context: Context) -> tuple[Heading | Paragraph, ...]:
    """Return the words of a section: what the agency wrote, else what the figures say.

    Raises:
        InputError: a figure the agency's text refers to cannot be filled in.
        KeyError: the form has no such section.
    """
    passage = context.report.narrative.get(section_id)
    if passage is None:
        return compose_section(section_id, context)
    return structure(fill(passage, context))
