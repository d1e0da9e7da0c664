"""How charts look: one page width, a few sizes, colours that survive grey print.

Every colour of a series has a lightness of its own, so that a photocopy and a reader
who does not tell red from green still see the parts; `tests/compose/test_charts.py`
holds the palette to that.
"""

from __future__ import annotations

from typing import Final

PAGE: Final = 453.54
"""Width of a chart in points: 16 cm, the text width of an A4 page. Sizes are true in print."""

BODY: Final = 10.0
SMALL: Final = 9.0
"""The smallest text that may stand in a chart."""

INK: Final = "#1f3a5f"
TEXT: Final = "#1d2733"
MUTED: Final = "#5a6571"
HAIRLINE: Final = "#ccd3db"
WARNING: Final = "#8f2f22"
WHITE: Final = "#ffffff"

OPEN: Final = "#8d959e"
"""Outline of what is not finished and stays hollow: cases carried over, pending."""

OPEN_FILL: Final = "#f3f5f7"

RESULTS: Final = ("#1f3a5f", "#7590b5", "#80483a", "#e6cb9c", "#57766d", "#acb1b9")
"""Result groups in the order of the form; neighbours are far apart in lightness."""

OUTCOMES: Final = ("#1f3a5f", "#9f6231", "#a6bad3", OPEN_FILL)
"""维持、纠正、其他、尚未审结; the last one is hollow."""

SERIES: Final = ("#1f3a5f", "#94a9c5", OPEN_FILL)
"""新收、办结、结转 over the years; the last one is hollow."""


def colour_of(palette: tuple[str, ...], position: int) -> str:
    """Return the colour at a position; a palette too short for a new edition starts again."""
    return palette[position % len(palette)]


def tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white: `strength` 1 is the colour, 0 is white.

    Mixed here and not by transparency, which printers and converters render differently.
    """
    parts = [255 - (255 - part) * strength for part in _channels(colour)]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def text_on(colour: str) -> str:
    """Return white or the text colour, whichever is easier to read on a colour."""
    return max((WHITE, TEXT), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
