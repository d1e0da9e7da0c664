"""A folder of good, doubled, contradicting, broken, hostile and oddly named files, for real."""

from __future__ import annotations

import csv
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.report import store
from tests.ingest.publishing import as_is
from tests.ingest.styles import STYLES
from tests.ingest.test_limits import HOSTILE_DOCX, HOSTILE_PDF, HOSTILE_TEXT, HOSTILE_XLSX
from tests.reports import DATA, SHIPPED, with_cell
from tests.workbook.samples import book_of

BUREAU, HONGZE, SUQIAN, LATER = (store.load(DATA, *each) for each in SHIPPED)
ODD = (
    b"=cmd|' !A1", b"+1", b"-1", b"--replace", b"@x", b"\t=1", b"a[/b]", b"[bold]x", b"{x}",
    b"%s", b"a\nb", b"\x1b[31mred", b" ", b"\xc4\xe3\xba\xc3", b"\xff\xfe", b"a" * 250,
    "\u202egnp".encode(), b"con", b"a'b\"c", b"back\\slash",
)  # fmt: skip
BOMBS = {
    "zip.docx": HOSTILE_DOCX["zip bomb"],
    "entities.docx": HOSTILE_DOCX["entity bomb"],
    "text.docx": HOSTILE_DOCX["a text of a gigabyte"],
    "columns.docx": HOSTILE_DOCX["a table of ten thousand columns"],
    "merged.xlsx": HOSTILE_XLSX["merged over the whole sheet"],
    "itself.pdf": HOSTILE_PDF["pages that contain themselves"],
    "deep.html": HOSTILE_TEXT["tables nested a hundred thousand deep"],
    "wide.html": HOSTILE_TEXT["a cell over ten thousand rows and columns"],
}
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Root reads everything, unless it gives up the right to."""


def fill(folder: Path) -> None:
    """Some fifty files; what is there more than once or cannot be read is told by the test."""

    def put(name: str | bytes, data: bytes) -> None:
        path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(name))))  # noqa: PTH118
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    page, _ = STYLES["plain_html"](BUREAU, as_is)
    for style in ("plain_html", "word_html", "cms_page", "cell_lines"):
        data, name = STYLES[style](HONGZE, as_is)
        put(f"good/{style}/hongze-gov{Path(name).suffix}", data)
    put("good/suqian-gov.html", STYLES["gb_page"](SUQIAN, as_is)[0])
    other = with_cell(LATER, next(iter(LATER.cells)), 77)
    for number, report in enumerate((LATER, LATER, other)):
        put(f"rival/{number}/suqian-gov.html", STYLES["plain_html"](report, as_is)[0])
    books = [replace(BUREAU, year=2019), replace(BUREAU, year=2020)]
    put("good/book.xlsx", book_of(*books))
    for name, made in BOMBS.items():
        put(f"bombs/{name}", made())
    for cut in (1, 100, len(page) // 2):
        put(f"cut/{cut}.html", page[:cut])
    put("cut/book.xlsx", book_of(BUREAU)[:3000])
    put("empty/a.pdf", b"")
    put("empty/b.docx", b" \n")
    put("wrong/county-petition-bureau.pdf", page)
    put("wrong/county-petition-bureau", page)
    for odd in ODD:
        put(b"odd/" + odd + b".html", page)
    put("closed/file.html", page)
    put("shut/inside.html", page)
    (folder / "closed/file.html").chmod(0)
    (folder / "shut").chmod(0)
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "dangling.html").symlink_to("missing")
    os.mkfifo(folder / "pipe.html")


def ingest(home: Path, *arguments: str, terminal: bool) -> tuple[int, str]:
    """Run the command without root's rights, its errors on a terminal or not."""
    controller, terminal_end = pty.openpty()
    rights = WITHOUT_RIGHTS if os.geteuid() == 0 else ()
    with (home / "errors").open("wb") as errors:
        done = subprocess.run(
            [*rights, sys.executable, "-m", "gongkai", "ingest", *arguments],
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=terminal_end if terminal else errors,
            check=False,
            timeout=400,
        )
    os.close(terminal_end)
    os.close(controller)
    return done.returncode, done.stdout.decode() + (home / "errors").read_text()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    fill(made / "in")
    return made


def test_every_file_has_its_line_and_the_good_ones_are_kept(home: Path) -> None:
    code, said = ingest(home, "in", terminal=False)
    text = (home / "ingest-summary.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert 5 == code, said
    assert "Traceback" not in said + text
    assert len(ODD) + len(BOMBS) < len(rows)
    for row in rows:
        assert row["处理"]
        assert row["说明"] or row["处理"] in {"已写入", "已有相同数据"}, row
    done = {row["文件"].removeprefix("'"): row["处理"] for row in rows}
    assert {"未读成"} == {done[f"bombs/{name}"] for name in BOMBS}
    assert {"数据不一致"} == {done[f"rival/{number}/suqian-gov.html"] for number in range(3)}
    assert ["未读成"] * 2 == [done["closed/file.html"], done["shut"]]
    assert HONGZE.cells == store.load(home / "data", "hongze-gov", 2023).cells
    assert SUQIAN.cells == store.load(home / "data", "suqian-gov", 2023).cells
    assert [2019, 2020] == store.years(home / "data", "county-petition-bureau")
    assert [2023] == store.years(home / "data", "suqian-gov")


def test_a_second_time_on_a_terminal_nothing_is_overwritten(home: Path) -> None:
    before = {path: path.read_bytes() for path in (home / "data").rglob("*.*")}
    (home / "again").mkdir()
    (home / "in/odd").rename(home / "again/odd")
    (home / "in/good").rename(home / "again/good")
    code, said = ingest(home, "again", terminal=True)
    assert 0 == code, said
    assert before.items() <= {p: p.read_bytes() for p in (home / "data").rglob("*.*")}.items()
    text = (home / "ingest-summary.csv").read_text(encoding="utf-8-sig")
    assert "a[/b].html" in text
    assert "你好.html" in text
