"""Files that hold a document in another wrapping: web archives, ODF."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.ingest.containers.kinds import kind_of
from gongkai.ingest.reading import ingest_file, read
from gongkai.report import Report, number, store
from tests.ingest.container_samples import by_office
from tests.ingest.office_styles import OFFICE_STYLES
from tests.ingest.publishing import as_is
from tests.ingest.styles import STYLES
from tests.reports import DATA


def report() -> Report:
    return store.load(DATA, "suqian-gov", 2024)


def figures() -> dict[str, object]:
    return {str(a): number(c) for a, c in report().cells.items()}


def archive(page: bytes, encoding: str, charset: str = "", head: bytes = b"") -> bytes:
    """A web archive as a browser writes it, a picture before or behind the page."""
    body = quopri.encodestring(page) if encoding != "base64" else base64.encodebytes(page)
    named = f"; charset={charset}" if charset else ""
    parts = [
        f"Content-Type: text/html{named}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
        + body,
        b"Content-Type: image/gif\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACw=\n",
    ]
    start = head + b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_B"\n\n'
    return start + b"".join(b"------=_B\n" + part + b"\n" for part in parts) + b"------=_B--\n"


@pytest.mark.parametrize(
    ("encoding", "charset", "head", "name"),
    [
        ("quoted-printable", "", b"From: <Saved by Blink>\nSubject: x\n", "a.mhtml"),
        ("base64", "gb2312", b"", "a.doc"),
    ],
)
def test_a_web_archive_is_read_as_the_page_it_holds(
    encoding: str, charset: str, head: bytes, name: str
) -> None:
    content, _ = STYLES["plain_html"](report(), as_is)
    page = content.decode().encode("gb18030") if charset else content
    reading = read(archive(page, encoding, charset, head), name)
    assert figures() == {a: number(c) for a, c in reading.values.items()}
    assert ("complete", "mht") == (reading.outcome, reading.kind)
    assert (report().agency.name, 2024) == (reading.agency, reading.year)


def test_an_archive_without_a_page_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="没有网页"):
        read(b"MIME-Version: 1.0\nContent-Type: text/plain\n\n12", "a.mht")


@pytest.mark.parametrize(
    ("style", "suffix", "to", "kind"),
    [("word_runs", "docx", "odt", "doc"), ("three_sheets", "xlsx", "ods", "xls")],
)
def test_documents_of_openoffice_are_read_by_way_of_libreoffice(
    style: str, suffix: str, to: str, kind: str, tmp_path: Path
) -> None:
    data, _ = OFFICE_STYLES[style](report(), as_is)
    path = tmp_path / f"report.{to}"
    path.write_bytes(by_office(data, suffix, to))
    assert kind_of(path.read_bytes(), path.name) == kind
    (reading,) = ingest_file(path)
    assert figures() == {a: number(c) for a, c in reading.values.items()}
