"""Figures that a style sheet writes into a page: read where they are plain, else unread."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Blank, Report, Unreadable, number, store
from tests.ingest.publishing import html_table, page
from tests.ingest.web_styles import whole
from tests.reports import DATA


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def is_figure(text: str) -> bool:
    return text.replace(".", "").isdecimal()


def written(inner: Callable[[str], str], css: str = "", kind: str = "<!DOCTYPE html>") -> Reading:
    """The report with each figure of its tables put in some other way."""
    content = page(
        report(),
        lambda drawing: html_table(drawing, lambda t: inner(t) if is_figure(t) else html.escape(t)),
    )
    made = whole(content).replace("</head>", f"<style>{css}</style></head>")
    return read(made.replace("<!DOCTYPE html>", kind).encode(), "page.html")


def by_class(before: str = "", after: str = "", selector: str = ".n{}::before") -> str:
    """A rule for each figure there is."""
    figures = {number(cell) for cell in report().cells.values()}
    rules = (
        f'{selector.replace("{}", str(n).replace(".", "_"))}{{content:"{n}"}}' for n in figures
    )
    return before + "".join(rules) + after


def span(text: str) -> str:
    return f'<span class="n{text.replace(".", "_")}"></span>'


def assert_read(reading: Reading) -> None:
    cells = report().cells
    assert {str(a): number(c) for a, c in cells.items()} == {
        str(a): number(reading.values[str(a)]) for a in cells
    }
    assert "complete" == reading.outcome
    assert any("样式表" in note.text for note in reading.notes)


def assert_unread(reading: Reading) -> None:
    assert {Unreadable} == set(map(type, reading.values.values()))
    assert all("样式表" in note.text for note in reading.notes if note.kind == "unread")


NINE = '{content:"9"}'
PLAIN = {
    "class": written(span, by_class()),
    "one_colon": written(span, by_class(selector="td span.n{}:after")),
    "case": written(span, by_class(selector=".N{}::before"), kind=""),
    "child": written(span, by_class(selector="table td > .n{}::before, .x")),
    "id": written(
        lambda t: f'<b id="{t}"></b>',
        by_class(selector='[id="{}"]::before').replace("_", "."),
    ),
    "attribute": written(
        lambda t: f'<i data-x="{t}"></i>', "i::before{content: attr(data-x) !important}"
    ),
    "stronger": written(span, by_class(after='span::before{content:"3"} td::before{content:none}')),
    "later": written(span, by_class(by_class().replace('content:"', 'content:"1'))),
    "screen": written(
        span, f"@media screen{{{by_class()}}} @media print{{td:after{{content:'1'}}}}"
    ),
    "icons": written(
        span, by_class(after='td:after{content:"\\e601"} td:hover:after{content:"7"}')
    ),
    "digit_by_digit": written(
        lambda t: "".join(f"<i class=d{ord(c)}></i>" for c in t),
        "".join(f'.d{ord(c)}:before{{content:"{c}"}}' for c in "0123456789."),
    ),
    "hidden_decoy": written(
        span, by_class(after='td:before{content:"8";display:none} td:after{content:"";x:y}')
    ),
}


@pytest.mark.parametrize("way", PLAIN)
def test_a_figure_that_a_style_sheet_plainly_writes_is_read(way: str) -> None:
    assert_read(PLAIN[way])


OPEN = {
    "counter": written(span, "span::before{content:counter(n)}"),
    "variable": written(lambda t: f"<b style=\"--n:'{t}'\"></b>", "b:before{content:var(--n)}"),
    "position": written(lambda _: "", 'td:nth-child(n+1)::before{content:"7"}'),
    "wide_screens": written(span, f"@media (min-width:9em){{{by_class()}}}"),
    "picture": written(span, "span::after{content:url(7.png)}"),
    "turned": written(span, by_class(after="").replace("}", ";unicode-bidi:bidi-override}")),
    "both": written(lambda t: f"{t}{span(t)}", by_class()),
}


@pytest.mark.parametrize("way", OPEN)
def test_what_a_style_sheet_shows_and_nobody_can_tell_is_unread_and_never_a_blank(way: str) -> None:
    assert_unread(OPEN[way])


def test_a_label_that_a_sheet_repeats_before_a_figure_leaves_the_figure_with_a_note() -> None:
    reading = written(lambda t: f"<i data-l='数量'>{t}</i>", "i:before{content:attr(data-l)}")
    assert_read(reading)
    assert {"noted"} == set(reading.status.values())


@pytest.mark.parametrize(
    "css",
    [
        "td:before{content:attr(data-l)}",
        '@media (max-width:600px){td:before{content:"12"}}',
        'td::after{content:" "} .clearfix:after{content:"1"} .before{content:"3"}',
        "td:empty::before{content:'\\00a0'}",
    ],
)
def test_a_style_sheet_that_writes_no_figure_leaves_a_blank_cell_blank(css: str) -> None:
    assert {Blank} == set(map(type, written(lambda _: "", css).values.values()))


def test_a_style_sheet_of_no_sense_does_no_harm() -> None:
    for css in ("@media " + "(" * 9000, "td::before{content:" + "[" * 9000):
        assert_unread_or_blank(written(lambda _: "", css))


def assert_unread_or_blank(reading: Reading) -> None:
    assert {Blank, Unreadable} >= set(map(type, reading.values.values()))


def test_a_drawing_of_one_text_is_read_and_of_several_unread() -> None:
    drawing = "<svg width=40><rect/><text x=1 y=9>%s</text>%s</svg>"
    reading = written(lambda t: drawing % (t, ""))
    assert {str(a): number(c) for a, c in report().cells.items()} == {
        str(a): number(reading.values[str(a)]) for a in report().cells
    }
    several = written(lambda t: drawing % (t, "<text x=0>1</text>"))
    assert {Unreadable} == set(map(type, several.values.values()))


def test_a_picture_beside_a_figure_is_noted() -> None:
    reading = written(lambda t: f"{t}<svg><path d='M0 0'/></svg>")
    assert {"noted"} == set(reading.status.values())
