"""Dotted and dashed rules of a PDF page that are drawn dot by dot, joined to whole ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.ingest.containers.pdf.marks import Mark, is_ruling

_DOT = 4.0
_APART = 4.0
_OFF = 0.5
_LEAST = 3


def is_dot(mark: Mark) -> bool:
    """Tell whether a drawn object is so small that it is a rule only together with others."""
    return (
        mark["object_type"] == "rect"
        and max(mark["width"], mark["height"]) <= _DOT
        and is_ruling(mark)
    )


def dotted(dots: Sequence[Mark]) -> list[Mark]:
    """Return the rules that rows and columns of dots make."""
    return [
        *(rule(x0, x1, y, y) for x0, x1, y in _runs(dots, ("x0", "x1", "top", "bottom"))),
        *(rule(x, x, y0, y1) for y0, y1, x in _runs(dots, ("top", "bottom", "x0", "x1"))),
    ]


def rule(x0: float, x1: float, top: float, bottom: float) -> Mark:
    """Return a rule as pdfplumber has them: upright where it is higher than wide."""
    return {
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if x0 == x1 else "h",
    }


def _runs(
    dots: Sequence[Mark], names: tuple[str, str, str, str]
) -> Iterator[tuple[float, float, float]]:
    """Yield where dots follow one another: from, to, and on which level."""
    start, end, upper, lower = names
    placed = sorted(
        (round((dot[upper] + dot[lower]) / 2 / _OFF), float(dot[start]), float(dot[end]))
        for dot in dots
    )
    run: list[tuple[int, float, float]] = []
    for each in placed:
        if run and (each[0] != run[-1][0] or each[1] - run[-1][2] > _APART):
            yield from _whole(run)
            run = []
        run.append(each)
    yield from _whole(run)


def _whole(run: Sequence[tuple[int, float, float]]) -> Iterator[tuple[float, float, float]]:
    if len(run) >= _LEAST:
        yield run[0][1], max(end for _, _, end in run), run[0][0] * _OFF
