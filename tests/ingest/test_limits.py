"""Hostile files are refused in time, in Chinese, and harm nothing else."""

from __future__ import annotations

import contextlib
import io
import random
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.ingest.containers.docx.reader import read_docx
from gongkai.ingest.containers.kinds import kind_of
from gongkai.ingest.containers.pdf.reader import read_pdf
from gongkai.ingest.containers.xlsx.reader import read_xlsx
from gongkai.ingest.limits.bounded import BoundedReader, Bounds, bytes_of, read_within_limits
from gongkai.ingest.limits.values import loads
from gongkai.ingest.reading import readings_in
from tests.ingest.container_samples import docx_file, numbered_report, xlsx_file
from tests.ingest.limits_samples import deadly, endless, greedy, writing
from tests.ingest.pdf_samples import box, many_pages, page_of, pdf, text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MEGABYTE = 1 << 20


def repacked(original: bytes, part: str, pieces: list[bytes]) -> bytes:
    """The same package with another content in one part, written piece by piece."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)
    return stream.getvalue()


def document(*pieces: str | bytes) -> bytes:
    """A DOCX with this body."""
    body = [piece.encode() if isinstance(piece, str) else piece for piece in pieces]
    start, end = f"<w:document {W}><w:body>".encode(), b"</w:body></w:document>"
    return repacked(DOCX, "word/document.xml", [start, *body, end])


def sheet(*pieces: str | bytes) -> bytes:
    """An XLSX whose first sheet has this content."""
    body = [piece.encode() if isinstance(piece, str) else piece for piece in pieces]
    start, end = f"<worksheet {S}>".encode(), b"</worksheet>"
    return repacked(XLSX, "xl/worksheets/sheet1.xml", [start, *body, end])


REPORT = numbered_report()
DOCX = docx_file(REPORT)
XLSX = xlsx_file(REPORT)
DOCX_PART = "word/document.xml"
XLSX_PART = "xl/worksheets/sheet1.xml"
CELL = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))

HOSTILE_DOCX: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: document(*[b" " * MEGABYTE] * 200),
    "a text of a gigabyte": lambda: document(
        "<w:p><w:r><w:t>", *[b"0" * MEGABYTE] * 1024, "</w:t></w:r></w:p>"
    ),
    "a text of twelve megabytes": lambda: document(
        "<w:p><w:r><w:t>", *[b"0" * MEGABYTE] * 12, "</w:t></w:r></w:p>"
    ),
    "entity bomb": lambda: repacked(
        DOCX,
        "word/document.xml",
        [f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><w:document {W}>&l11;</w:document>'.encode()],
    ),
    "a file of this machine": lambda: repacked(
        DOCX,
        "word/document.xml",
        [
            f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p>'
            "<w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>".encode()
        ],
    ),
    "a table of ten thousand columns": lambda: document(
        "<w:tbl>", *[f"<w:tr>{CELL * 10_000}</w:tr>"] * 60, "</w:tbl>"
    ),
    "a cell over a million columns": lambda: document(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1000000'/></w:tcPr></w:tc></w:tr></w:tbl>"
    ),
    "tables nested a thousand deep": lambda: document(
        "<w:tbl><w:tr><w:tc>" * 1000, "</w:tc></w:tr></w:tbl>" * 1000
    ),
    "millions of empty elements": lambda: document(*["<w:p/>" * 100_000] * 39),
}
HOSTILE_XLSX: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: sheet(*[b" " * MEGABYTE] * 200),
    "merged over the whole sheet": lambda: sheet(
        '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "ten thousand overlapping merges": lambda: sheet(
        "<sheetData/><mergeCells>",
        *['<mergeCell ref="A1:Z100"/>'] * 10_000,
        "</mergeCells>",
    ),
    "millions of cells": lambda: sheet(
        "<sheetData>", *[f"<row>{'<c><v>1</v></c>' * 10_000}</row>"] * 200, "</sheetData>"
    ),
    "entity bomb": lambda: repacked(
        XLSX,
        "xl/worksheets/sheet1.xml",
        [f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><worksheet {S}>&l11;</worksheet>'.encode()],
    ),
}
HOSTILE_PDF: dict[str, Callable[[], bytes]] = {
    "a hundred thousand pages": many_pages,
    "pages that contain themselves": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"
    ),
    "a page of two hundred megabytes": lambda: page_of(b"0 0 m 9 9 l S\n" * (12 * MEGABYTE)),
    "a million rules": lambda: page_of(b"0 0 300 300 re S\n" * 1_000_000),
    "arrays nested a million deep": lambda: page_of(b"[" * 1_000_000),
}


PAGE = "<html><body><h1>政府信息公开</h1>".encode()
HOSTILE_TEXT: dict[str, Callable[[], bytes]] = {
    "a cell over ten thousand rows and columns": lambda: (
        PAGE + b"<table>" + b"<tr><td rowspan=10000 colspan=10000>1" * 1000
    ),
    "a table of three million cells": lambda: (
        PAGE + b"<table>" + (b"<tr>" + b"<td>1" * 300) * 10_000
    ),
    "a text of sixty megabytes": lambda: PAGE + b"<p>" + b"0" * (60 * MEGABYTE),
    "a million elements deep": lambda: PAGE + b"<div>" * 1_000_000,
    "tables nested a hundred thousand deep": lambda: PAGE + b"<table><tr><td>" * 100_000,
    "entity bomb": f'<!DOCTYPE html [<!ENTITY l0 "ha">{LAUGHS}]><html>&l11;'.encode,
    "JSON nested a million deep": lambda: b'{"cells":' * 1_000_000,
    "a figure of a milliard digits": lambda: b"address,value\nrequests/received/total,1e999999999",
}


@pytest.mark.parametrize("name", HOSTILE_TEXT)
def test_a_hostile_page_or_text_is_read_or_refused_within_bounds(name: str) -> None:
    before = processor_seconds()
    came = ""
    try:
        (reading,) = read_within_limits(readings_in, HOSTILE_TEXT[name](), "坏文件")
        came = reading.outcome
    except InputError as refusal:
        came = refusal.problem
    assert "complete" != came
    assert "无法解析" not in came
    assert processor_seconds() - before < 10


@pytest.mark.parametrize("name", HOSTILE_DOCX)
def test_a_hostile_word_document_is_refused(name: str) -> None:
    _is_refused(read_docx, HOSTILE_DOCX[name]())


@pytest.mark.parametrize("name", HOSTILE_XLSX)
def test_a_hostile_workbook_is_refused(name: str) -> None:
    _is_refused(read_xlsx, HOSTILE_XLSX[name]())


@pytest.mark.parametrize("name", HOSTILE_PDF)
def test_a_hostile_pdf_is_refused(name: str) -> None:
    _is_refused(read_pdf, HOSTILE_PDF[name]())


def _is_refused(read: object, data: bytes) -> None:
    before = processor_seconds()
    with pytest.raises(InputError) as refusal:
        read_within_limits(read, data, "坏文件")  # type: ignore[arg-type]
    assert processor_seconds() - before < 10
    assert refusal.value.place.startswith("坏文件")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in refusal.value.problem)
    assert "passwd" not in str(refusal.value)


def processor_seconds() -> float:
    """What ended workers have used: on a busy machine the clock says nothing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_sheet_with_one_cell_far_away_is_read() -> None:
    far = sheet('<sheetData><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>')
    assert len(read_within_limits(read_xlsx, far, "远.xlsx").parts) == 1


def test_a_zip_of_too_many_entries_is_not_opened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for number in range(20_000):
            new.writestr(f"word/{number}", b"")
    with pytest.raises(InputError, match="条目过多"):
        kind_of(stream.getvalue(), "多.docx")


def test_a_batch_goes_on_after_a_hostile_file() -> None:
    with BoundedReader(Bounds(seconds=3)) as reader:
        good = reader.read(read_docx, DOCX, "好.docx")
        for bad in (b"PK broken", HOSTILE_DOCX["entity bomb"]()):
            with pytest.raises(InputError):
                reader.read(read_docx, bad, "坏.docx")
        assert good == reader.read(read_docx, DOCX, "好.docx")
        assert good == read_docx(DOCX, "好.docx")


def test_a_reader_that_never_ends_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(InputError, match="还没有读完"):
        read_within_limits(endless, b"x", "慢", Bounds(seconds=1))
    assert time.monotonic() - started < 5


def test_a_reader_that_dies_is_told_as_a_damaged_file() -> None:
    with pytest.raises(InputError, match="无法解析"):
        read_within_limits(deadly, b"x", "坏")


def test_a_reader_cannot_take_more_memory_than_allowed() -> None:
    with pytest.raises(InputError, match="内存"):
        read_within_limits(greedy, b"x", "大")


def test_a_reader_cannot_write_files(tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(InputError, match="无法解析"):
        read_within_limits(writing, str(target).encode(), "写")
    assert not target.exists() or target.stat().st_size == 0


def test_only_values_come_back_from_a_worker() -> None:
    with pytest.raises(EOFError):
        loads(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(EOFError):
        loads(b"cgongkai.ingest.limits.bounded\nread_within_limits\n.")


def test_a_file_that_is_too_large_is_not_even_sent(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * MEGABYTE)
    with pytest.raises(InputError, match="超过64 MB"):
        bytes_of(path)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_a_mutated_file_is_read_or_refused(kind: str) -> None:
    dice = random.Random(kind)
    table = "".join(box(100 + 80 * i, 600, 80, 20) + text("7", 110 + 80 * i, 605) for i in range(3))
    for _ in range(40):
        match kind:
            case "docx":
                data = repacked(DOCX, DOCX_PART, [mutated(part_of(DOCX, DOCX_PART), dice)])
            case "xlsx":
                data = repacked(XLSX, XLSX_PART, [mutated(part_of(XLSX, XLSX_PART), dice)])
            case _:
                data = mutated(page_of(mutated(table.encode(), dice)), dice)
        with contextlib.suppress(InputError):
            {"docx": read_docx, "xlsx": read_xlsx, "pdf": read_pdf}[kind](data, "样例")


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The data with a few bytes changed, dropped or repeated."""
    changed = bytearray(data)
    for _ in range(dice.choice([1, 2, 5])):
        place = dice.randrange(len(changed))
        match dice.randrange(3):
            case 0:
                changed[place] = dice.randrange(256)
            case 1:
                del changed[place : place + dice.randrange(1, 40)]
            case _:
                changed[place:place] = changed[place : place + dice.randrange(1, 60)]
    return bytes(changed)


def part_of(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)
