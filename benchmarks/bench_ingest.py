"""Reading: files per second by kind, against what only takes texts out of the same files.

The peers find the texts of tables and stop there; ours goes on to the 200 cells of the
form, the narrative, the identity and the sums. Times are of the processor, in one process
without bounds; the folder is read as the command reads it.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import lxml.html
import pandas as pd
import pdfplumber
from bs4 import BeautifulSoup
from charset_normalizer import from_bytes
from openpyxl import load_workbook

from benchmarks.page import SCALE, machine, put, table
from benchmarks.published import (
    excel_file,
    pdf_file,
    text_file,
    web_page,
    word_file,
)
from gongkai.ingest.reading import read

PAGES = max(50, round(1000 * SCALE))
ROUNDS = 3


def by_lxml(data: bytes) -> object:
    root = lxml.html.document_fromstring(data)
    return [cell.text_content() for cell in root.iter("td", "th")]


def by_soup(data: bytes) -> object:
    return [cell.get_text() for cell in BeautifulSoup(data, "html.parser").find_all(["td", "th"])]


def by_pandas(data: bytes) -> object:
    return pd.read_html(io.StringIO(_decoded(data)))


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030")


def by_python_docx(data: bytes) -> object:
    tables = docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for each in tables for row in each.rows]


def by_openpyxl(data: bytes) -> object:
    return [list(sheet.values) for sheet in load_workbook(io.BytesIO(data), data_only=True)]


def by_read_excel(data: bytes) -> object:
    return pd.read_excel(io.BytesIO(data), sheet_name=None, header=None)


def by_pdfplumber(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [(sheet.extract_tables(), sheet.extract_text()) for sheet in pdf.pages]


def by_charset_normalizer(data: bytes) -> object:
    return str(from_bytes(data).best()).splitlines()


Peer = tuple[str, Callable[[bytes], object]]
KINDS: dict[str, tuple[int, Callable[[int], bytes], str, Sequence[Peer]]] = {
    "HTML": (
        60,
        web_page,
        "a.html",
        [
            ("lxml.html, text of every cell", by_lxml),
            ("BeautifulSoup (html.parser), text of every cell", by_soup),
            ("pandas.read_html", by_pandas),
        ],
    ),
    "DOCX": (10, word_file, "a.docx", [("python-docx, text of every cell", by_python_docx)]),
    "XLSX": (
        20,
        excel_file,
        "a.xlsx",
        [("openpyxl, every value", by_openpyxl), ("pandas.read_excel", by_read_excel)],
    ),
    "PDF": (5, pdf_file, "a.pdf", [("pdfplumber, extract_tables and _text", by_pdfplumber)]),
    "text": (60, text_file, "a.txt", [("charset-normalizer, lines", by_charset_normalizer)]),
}


def main() -> None:
    """Measure, and write what came out into docs/benchmarks.md."""
    warnings.simplefilter("ignore")
    folder()
    kinds()


def folder() -> None:
    """A thousand web pages of a thousand bodies, by the command."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "in").mkdir()
        size = 0
        for number in range(PAGES):
            data = web_page(number)
            size += len(data)
            (home / "in" / f"bureau-{number:05d}.html").write_bytes(data)
        before, start = _children(), time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", "ingest", "in", "-o", "summary.csv"],
            cwd=home,
            capture_output=True,
            check=False,
        )
        clock, spent = time.perf_counter() - start, _children() - before
        kept = len(list((home / "data").glob("*/*.toml")))
    cores = os.cpu_count() or 1
    put(
        "ingest folder",
        f"`gongkai ingest FOLDER/` over {PAGES:,} web pages of {size / PAGES / 1000:.0f} kB: "
        f"{kept:,} agency-years written, exit code {done.returncode}, {clock:.1f} s by the clock, "
        f"{spent:.1f} s of the processor: {spent / min(cores, 2):.1f} s on two free processors, "
        f"{PAGES / spent:.0f} pages a second and processor.\n\n" + machine("lxml"),
    )


def kinds() -> None:
    """Files of each kind, and what else reads them."""
    rows = []
    for kind, (count, make, name, peers) in KINDS.items():
        files = [make(number) for number in range(max(2, round(count * min(SCALE, 1))))]
        own = _least(lambda data, name=name: read(data, name), files)  # type: ignore[misc]
        size = sum(map(len, files)) / len(files) / 1000
        rows.append([f"**{kind}**, {size:.0f} kB", f"{own * 1000:.1f} ms", f"{1 / own:.0f}", ""])
        for said, peer in peers:
            spent = _least(peer, files)
            ratio = f"{own / spent:.1f}"
            rows.append([said, f"{spent * 1000:.1f} ms", f"{1 / spent:.0f}", ratio])
    heads = ("", "a file", "files a second", "ours takes … times as long")
    versions = machine("lxml", "beautifulsoup4", "pandas", "python-docx", "openpyxl", "pdfplumber")
    put("ingest kinds", f"{table(heads, rows)}\n\n{versions}")


def _least(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """Seconds of the processor that one file takes, in the best of a few rounds."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.process_time()
        for data in files:
            work(data)
        times.append(time.process_time() - start)
    return min(times) / len(files)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
