"""Nothing that runs, loads or reaches out of the page gets through."""

from __future__ import annotations

import pytest

from gongkai.notebook.sanitise import sanitise

TABLE = (
    '<table><caption>三</caption><thead><tr><th id="a" scope="col" colspan="2">甲</th></tr></thead>'
    '<tbody><tr><td headers="a" data-value="3" class="figure">3</td></tr></tbody></table>'
)
PICTURE = (
    '<figure><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="图">'
    "<figcaption>图1</figcaption></figure>"
)
LINK = '<a href="#cell-1">表三</a>'
REGION = '<div role="region" tabindex="0" aria-label="表">x</div>'


@pytest.mark.parametrize("html", [TABLE, PICTURE, LINK, REGION])
def test_what_our_blocks_use_passes_unchanged(html: str) -> None:
    assert sanitise(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>alert(1)</script>x", "x"),
        ("<style>body{}</style>x", "x"),
        ('<p onclick="x()">y</p>', "<p>y</p>"),
        ('<p style="background:url(//a)">y</p>', "<p>y</p>"),
        ('<a href="javascript:x()">y</a>', "<a>y</a>"),
        ('<a href="//example.org/">y</a>', "<a>y</a>"),
        ('<a href="data:text/html,x">y</a>', "<a>y</a>"),
        ('<img src="//example.org/x.png" alt="">', '<img alt="">'),
        ('<img src="data:text/html,x" alt="">', '<img alt="">'),
        ('<image src="//example.org/x.png">', "<img>"),  # a parser's other name for it
        ('<IMAGE src="/x.png">', "<img>"),
        ("<svg><script>x()</script></svg>y", "y"),
        ('<iframe src="x"></iframe>y', "y"),
        ("<form><input></form>y", "y"),
    ],
)
def test_what_could_harm_is_taken_out(html: str, left: str) -> None:
    assert sanitise(html) == left
