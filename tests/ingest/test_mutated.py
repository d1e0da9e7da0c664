"""Damaged documents, seeded: no crash, no hang, and no wrong figure without a note."""

from __future__ import annotations

import contextlib
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import law
from gongkai.errors import InputError
from gongkai.ingest.reading import read
from gongkai.ingest.values import Reading
from gongkai.report import Blank, Report, Unreadable, number
from tests.ingest.pasted_styles import PASTED_STYLES
from tests.ingest.publishing import as_is, zeros_blank
from tests.ingest.styles import PRINTERS, STYLES
from tests.ingest.web_styles import WEB_STYLES
from tests.reports import balanced

FORMS = (("2019", ""), ("2021", ""), ("2021", "single_other_row"))
DAMAGED = ("plain_html", "word_html", "cms_page", "cell_lines", "row_lines", "markdown")
ROUNDS = 40
LONGEST = 5.0
CHANGES = "章件制作公开其他处理不予信息法人行政第一项年总计甲〇"


def wrong_without_note(report: Report, reading: Reading) -> list[str]:
    """The cells that are read as something else than was published, with nothing said."""
    if not reading.edition or reading.doubtful:
        return []
    if (reading.edition, reading.variant) != (report.form.id, report.form.variant):
        said = {note.kind for note in reading.notes}
        return [] if said & {"row", "edition"} or reading.outcome == "partial" else ["edition"]
    noted = {note.cell for note in reading.notes}
    return [
        str(address)
        for address, cell in report.cells.items()
        if not isinstance(got := reading.values[str(address)], Unreadable)
        and number(got) != number(cell)
        and str(address) not in noted
    ]


def is_word(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def with_damaged_words(text: str, dice: random.Random) -> str:
    """Characters of labels and prose dropped, doubled or changed; figures stay as they are."""
    characters = list(text)
    places = [n for n, character in enumerate(characters) if is_word(character)]
    for place in dice.sample(places, dice.choice([1, 3, 10, 40])):
        old = characters[place]
        characters[place] = dice.choice(["", old * 2, dice.choice(CHANGES)])
    return "".join(characters)


def with_damaged_bytes(data: bytes, dice: random.Random) -> bytes:
    """Bytes changed, dropped or repeated anywhere: markup, figures, words."""
    changed = bytearray(data)
    for _ in range(dice.choice([1, 5, 50])):
        place = dice.randrange(len(changed))
        match dice.randrange(3):
            case 0:
                changed[place] = dice.randrange(256)
            case 1:
                del changed[place : place + dice.randrange(1, 200)]
            case _:
                changed[place:place] = changed[place : place + dice.randrange(1, 200)]
    return bytes(changed)


def reports() -> list[Report]:
    return [balanced(law.edition(*form), seed) for seed, form in enumerate(FORMS)]


@pytest.mark.parametrize("style", DAMAGED)
def test_a_damaged_label_never_moves_a_figure_silently(style: str) -> None:
    dice = random.Random(style)
    for number_of, report in enumerate(reports()):
        data, name = STYLES[style](report, as_is)
        encoding = "gb18030" if style == "word_html" else "utf-8"
        for turn in range(ROUNDS // 2):
            text = with_damaged_words(data.decode(encoding), dice)
            reading = read(text.encode(encoding), name)
            assert [] == wrong_without_note(report, reading), (number_of, turn)


@pytest.mark.parametrize(
    "style", ["raw_copy", "figures_apart", "spread", "pandoc_grid", "downward_disputes"]
)
def test_where_blanks_vanish_a_damaged_label_moves_no_figure_silently(style: str) -> None:
    dice = random.Random(style)
    for report in reports():
        zeros = [str(a) for a, cell in report.cells.items() if number(cell) == 0]
        text = {**WEB_STYLES, **PASTED_STYLES}[style](report, zeros_blank)[0].decode()
        for turn in range(3):
            reading = read(with_damaged_words(text, dice).encode(), "page.html")
            blanks = {a for a in zeros if isinstance(reading.values.get(a), Blank)}
            assert set(wrong_without_note(report, reading)) <= blanks, (style, turn)


@pytest.mark.parametrize("style", DAMAGED)
def test_damaged_bytes_are_read_or_refused_in_time(style: str) -> None:
    dice = random.Random(style)
    data, name = STYLES[style](balanced(law.edition("2021"), 7), as_is)
    for _ in range(ROUNDS):
        started = time.process_time()
        with contextlib.suppress(InputError):
            read(with_damaged_bytes(data, dice), name)
        assert time.process_time() - started < LONGEST


@pytest.mark.parametrize("style", ["plain_html", "cell_lines", "row_lines", "markdown"])
def test_a_changed_figure_changes_no_other_silently(style: str) -> None:
    """999 in place of one figure: that cell says 999; no other says what it did not say."""
    dice = random.Random(style)
    report = balanced(law.edition("2019"), 3)
    addresses = list(report.cells)
    for _ in range(ROUNDS // 2):
        target = dice.choice(addresses)

        def printer(address: object, text: str, changed: object = target) -> str:
            return "999" if address == changed else text

        reading = read(*STYLES[style](report, printer))
        assert set(wrong_without_note(report, reading)) <= {str(target)}
        assert 999 == number(reading.values[str(target)])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    style=st.sampled_from(sorted(STYLES)),
    printer=st.sampled_from(["as_is", "annotated"]),
    form=st.sampled_from(FORMS),
    seed=st.integers(0, 10**6),
)
def test_any_report_in_any_style_is_read_back_or_noted(
    style: str, printer: str, form: tuple[str, str], seed: int
) -> None:
    report = balanced(law.edition(*form), seed)
    reading = read(*STYLES[style](report, PRINTERS[printer](seed)))
    assert (report.form.id, report.form.variant) == (reading.edition, reading.variant)
    assert not any(isinstance(cell, Unreadable) for cell in reading.values.values())
    assert [] == wrong_without_note(report, reading)
