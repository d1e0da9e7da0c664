"""Whatever is done to a data file, it is a report or a refusal that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.checks import check
from gongkai.errors import InputError
from gongkai.report import Report
from gongkai.report.toml_reader import read_report
from gongkai.report.toml_writer import report_text
from tests.reports import DATA, SHIPPED, STEADY

TEXTS = [(DATA / agency / f"{year}.toml").read_text(encoding="utf-8") for agency, year in SHIPPED]
SNIPPETS = [
    *"\"'[]{}=.,#\\\n\r\t -+_0195eE中",
    '"""',
    "'''",
    "[[",
    "]]",
    "\r\n",
    "[a]\n",
    "[figures]\n",
    "[[figures.requests]]\n",
    "nan",
    "-inf",
    "true",
    "1e9",
    "1e-9",
    "-0.0",
    "0x1f",
    "012",
    "1_000",
    "2020-01-01",
    "07:32:00",
    '""',
    '{ unreadable = "1 2" }',
    "{}",
    "\x00",
    "\u2028",
    "\ufeff",
    "\\u0000",
    "9" * 30,
    "total",
    "year",
    "2021",
]
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(["", *SNIPPETS]) | st.text(max_size=5)
    ),
    min_size=1,
    max_size=4,
)


@settings(STEADY, max_examples=250)
@given(text=st.sampled_from(TEXTS), edits=EDITS)
def test_a_spoilt_file_is_a_report_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, text: str, edits: list[tuple[float, int, str]]
) -> None:
    for where, removed, added in edits:
        start = int(where * len(text))
        text = text[:start] + added + text[start + removed :]
    path = tmp_path_factory.getbasetemp() / "spoilt.toml"
    path.write_text(text, encoding="utf-8", newline="")

    outcome = read(path)

    if isinstance(outcome, InputError):
        for part in (outcome, *outcome.others):
            assert part.place.startswith(str(path))
            assert part.problem
            assert part.remedy
            assert 1 == len(str(part).splitlines()) - len(part.others)
    else:
        assert check(outcome).verdict in ("published", "withheld")
        path.write_text(report_text(outcome), encoding="utf-8", newline="")
        assert outcome == read(path)


@settings(STEADY, max_examples=100)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_random_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "random.toml"
    path.write_bytes(content)

    assert isinstance(read(path), InputError)


def read(path: Path) -> Report | InputError:
    try:
        return read_report(path)
    except InputError as error:
        return error
