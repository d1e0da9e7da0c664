"""The cost of a report over a long batch, as a picture for the page."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from benchmarks.page import IMAGES, SCALE

_WINDOWS = 100


def draw(lines: Sequence[tuple[float, int]], name: str) -> None:
    """Draw milliseconds per report against the reports made, in a hundred windows."""
    total = lines[-1][1]
    marks, costs = [], []
    since, before = lines[0]
    for at, done in lines:
        if done - before >= max(total // _WINDOWS, 1):
            marks.append(done)
            costs.append((at - since) / (done - before) * 1000)
            since, before = at, done
    if SCALE < 1:
        return
    with mpl.rc_context({"svg.hashsalt": "gongkai", "svg.fonttype": "path"}):
        figure = Figure(figsize=(7, 2.6), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot(
            xlabel="reports made", ylabel="ms per report, two workers", title=""
        )
        axes.plot(marks[1:], costs[1:], color="#1f3a5f", linewidth=1)
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(IMAGES / name, metadata={"Date": None, "Creator": None})
