"""Files whose bytes are damaged: those of the file itself, or of what is packed in it."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
import zlib
from functools import cache
from typing import Any

from gongkai import law
from gongkai.ingest.as_json import as_data, json_text
from gongkai.ingest.reading import read
from gongkai.report import Report, number
from tests.ingest.publishing import as_is
from tests.ingest.styles import STYLES
from tests.reports import balanced
from tests.soak.containers import docx_of, xlsx_of
from tests.soak.rendering import pdf_of
from tests.workbook.samples import book_of

_TOKENS = [
    b"<", b">", b"</td>", b"<td>", b"<tr>", b"<table>", b"</table>", b"</w:tc>", b"<w:tbl>",
    b' rowspan="99999999"', b' colspan="-1"', b"&#x110000;", b"&nbsp;", b"\0", b"\xff\xfe",
    b"\xef\xbb\xbf", b"|", b"\n", b"\t", b"0", b"9" * 40, b"-", b"1e999", b"NaN", b"{", b"[",
    b"obj", b"endstream", b"/Kids", b"/Length 999999999", b"<<", b">>", b"BT", b"ET", b"Tm",
]  # fmt: skip


def kinds() -> list[str]:
    """What is damaged: texts often, as they are quick; PDF seldom, as it is slow."""
    return [
        *["plain_html", "word_html", "cms_page", "gb_page", "cell_lines", "row_lines"] * 2,
        *["markdown", "by_html2text", "tabs", "json", "csv", "docx", "docx", "xlsx", "xlsx"],
        *["workbook", "pdf"],
    ]


@cache
def _made(kind: str, number_of: int) -> tuple[bytes, str]:
    report = balanced(law.edition(("2019", "2021")[number_of % 2]), number_of)
    match kind:
        case "docx":
            return docx_of(report, as_is)
        case "xlsx":
            return xlsx_of(report, as_is)
        case "pdf":
            return pdf_of(report, as_is)
        case "workbook":
            return book_of(report), "表.xlsx"
        case "json" | "csv":
            return _canonical(report, kind)
        case _:
            return STYLES[kind](report, as_is)


def _canonical(report: Report, kind: str) -> tuple[bytes, str]:
    if kind == "json":
        reading = read(*STYLES["plain_html"](report, as_is))
        return json_text(as_data(reading)).encode(), "a.json"
    rows = [f"{address},{number(cell)}" for address, cell in report.cells.items()]
    return "\n".join(["address,value", *rows]).encode(), "a.csv"


def sample(kind: str, dice: random.Random) -> tuple[bytes, str]:
    """A whole file of this kind."""
    return _made(kind, dice.randrange(4))


def damaged(kind: str, whole: tuple[bytes, str], dice: random.Random) -> tuple[bytes, str]:
    """The file damaged; of packed ones mostly what is inside."""
    data, name = whole
    if dice.random() < 0.2:
        return mutated(data, dice), name
    match kind:
        case "docx" | "xlsx" | "workbook":
            return _repacked(data, dice), name
        case "pdf":
            return _restreamed(data, dice), name
        case "json":
            return _retyped(data, dice), name
        case _:
            return mutated(data, dice), name


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Bytes changed, lost, repeated, cut off or put in."""
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 3, 10, 50])):
        place = dice.randrange(len(changed) + 1)
        length = dice.choice([1, 4, 40, 400])
        match dice.randrange(6):
            case 0:
                changed[place : place + 1] = bytes([dice.randrange(256)])
            case 1:
                del changed[place : place + length]
            case 2:
                changed[place:place] = changed[place : place + length]
            case 3:
                changed[place:place] = dice.choice(_TOKENS)
            case 4:
                changed[place : place + 1] = bytes([(changed[place : place + 1] or b"\0")[0] ^ 32])
            case _ if dice.random() < 0.1:
                del changed[place:]
    return bytes(changed)


def _repacked(package: bytes, dice: random.Random) -> bytes:
    """One part of an Office package damaged; or lost, or there twice."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        names = [name for name in old.namelist() if not name.endswith("/")]
        likely = [name for name in names if "document.xml" in name or "sheet" in name]
        target = dice.choice(likely if likely and dice.random() < 0.7 else names)
        for name in names:
            content = old.read(name)
            if name == target:
                if dice.random() < 0.05:
                    continue
                content = mutated(content, dice)
            new.writestr(name, content)
    return stream.getvalue()


def _restreamed(data: bytes, dice: random.Random) -> bytes:
    """One stream of a PDF inflated, damaged, and put back at its own length or another."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    dice.shuffle(streams)
    for found in streams:
        try:
            content = zlib.decompress(found[1])
        except zlib.error:
            continue
        packed = zlib.compress(mutated(content, dice))
        return data[: found.start(1)] + packed + data[found.end(1) :]
    return mutated(data, dice)


def _retyped(data: bytes, dice: random.Random) -> bytes:
    """Values of another type, keys that are not there."""
    said = json.loads(data)
    odd: list[Any] = [None, True, -1, 1e300, "1 2", [], {}, "９", 10**30, 0.1, "=1+1", [[[]]]]
    for _ in range(dice.choice([1, 3, 10])):
        target = said if dice.random() < 0.4 else said.get("cells")
        if isinstance(target, dict) and target:
            target[dice.choice([*target, "requests/nothing/at_all"])] = dice.choice(odd)
    return json.dumps(said, ensure_ascii=dice.random() < 0.5).encode()
