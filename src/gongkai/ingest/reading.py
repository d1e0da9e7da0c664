"""From a file to a reading: the reader by kind, then the same way for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from gongkai import law
from gongkai.errors import InputError
from gongkai.ingest.canonical import read_csv, read_json
from gongkai.ingest.containers.doc import converted
from gongkai.ingest.containers.docx.reader import read_docx
from gongkai.ingest.containers.html.mht import read_mht
from gongkai.ingest.containers.html.reader import read_html
from gongkai.ingest.containers.kinds import OPEN_DOCUMENT, kind_of
from gongkai.ingest.containers.pdf.reader import read_pdf
from gongkai.ingest.containers.text.reader import read_text
from gongkai.ingest.containers.text.wrapped import unwrapped
from gongkai.ingest.containers.xlsx.reader import read_xlsx
from gongkai.ingest.document import Document
from gongkai.ingest.file_names import readable
from gongkai.ingest.identity.identify import Identity, identify
from gongkai.ingest.limits.bounded import BoundedReader, bytes_of, read_within_limits
from gongkai.ingest.matching.editions import Decision
from gongkai.ingest.matching.gathered import Gathered
from gongkai.ingest.matching.match import decide_and_match, match
from gongkai.ingest.matching.matched import Matched, Note
from gongkai.ingest.matching.other_years import doubts, own_of
from gongkai.ingest.matching.sums import weigh
from gongkai.ingest.matching.tokens import lay_out
from gongkai.ingest.matching.walk import Walk
from gongkai.ingest.narrative.sections import narrative_of
from gongkai.ingest.ours import is_workbook, read_our_workbook
from gongkai.ingest.values import Place, Reading
from gongkai.report import Amount, Blank, Count, Unreadable, number

Reader = Callable[[bytes, str], Document]

READERS: Mapping[str, Reader] = {
    "html": read_html,
    "mht": read_mht,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
    "text": read_text,
    "markdown": read_text,
}
CANONICAL: Mapping[str, Callable[[bytes, str], Reading | None]] = {
    "json": read_json,
    "csv": read_csv,
}
_LEGACY = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_LEAST_SECTIONS = 3


def ingest_file(path: Path, reader: BoundedReader | None = None) -> tuple[Reading, ...]:
    """Read a file, within bounds of time and memory: one reading, of a workbook several.

    `reader` is one that reads file after file, where there are many.

    Raises:
        InputError: there is no such file, or its container cannot be read.
    """
    name = readable(path.name)
    data, original = _modern(bytes_of(path), name)
    if reader:
        found = reader.read(readings_in, data, name)
    else:
        found = read_within_limits(readings_in, data, name)
    sha256 = hashlib.sha256(original).hexdigest()
    return tuple(replace(reading, sha256=sha256) for reading in found)


def _modern(data: bytes, name: str) -> tuple[bytes, bytes]:
    """Legacy formats are converted first: LibreOffice has bounds of its own."""
    start = data[:1024]
    is_open = any(mark in start[:120] for mark in OPEN_DOCUMENT)
    if data.startswith(_LEGACY) or b'progid="Word.Document"' in start or is_open:
        kind = kind_of(data, name)
        if kind in {"doc", "xls"}:
            return converted(data, name, "docx" if kind == "doc" else "xlsx"), data
    return data, data


def readings_in(data: bytes, name: str) -> tuple[Reading, ...]:
    """Read a file from its bytes, in this process: each sheet of a workbook of ours.

    Raises:
        InputError: the container cannot be read.
    """
    kind = kind_of(data, name)
    if kind == "xlsx" and is_workbook(data):
        return read_our_workbook(data, name)
    return (replace(_read(data, name, kind), sha256=hashlib.sha256(data).hexdigest()),)


def read(data: bytes, name: str) -> Reading:
    """Read the first, commonly the only, document in a file, in this process.

    Raises:
        InputError: the container cannot be read.
    """
    return readings_in(data, name)[0]


def _read(data: bytes, name: str, kind: str) -> Reading:
    if kind in CANONICAL:
        reading = CANONICAL[kind](data, name)
        if reading is not None:
            return reading
        kind = "text"
    if kind not in READERS:
        raise InputError(name, f"不能读取 {kind} 文件", "请另存为 DOCX、XLSX、PDF 或网页")
    return replace(reading_of(READERS[kind](data, name), name), kind=kind)


def reading_of(document: Document, name: str) -> Reading:
    """Match a document to the form and find out whose it is."""
    laid = lay_out(document)
    identity = identify(document, laid.lines, name)
    lines, tables = (
        unwrapped(laid.lines, laid.tables) if document.kind == "text" else (laid.lines, laid.tables)
    )
    narrative = narrative_of(lines, tables, identity.agency)
    found, other_years = own_of(Walk(laid.strips).found, identity.year)
    decision, matched = decide_and_match(found, identity.year)
    is_report = bool(found.segments or found.runs) or narrative.known >= _LEAST_SECTIONS
    if matched is None and is_report and not decision.mixed and identity.year:
        governing = law.edition_of_year(identity.year)
        if governing:
            decision = Decision(governing, reasons=("没有读到表格，格式按报告年度推定",))
            matched = match(found, governing)
    notes = [Note("", "container", text) for text in document.notes]
    notes += [Note("", "edition", text) for text in decision.reasons]
    notes += [Note("", "identity", text) for text in identity.notes]
    notes += [Note("", "narrative", text) for text in narrative.notes if is_report]
    notes += other_years
    reading = Reading(
        name=name,
        kind=document.kind,
        sha256="",
        narrative=narrative.sections,
        title=identity.title,
        agency=identity.agency,
        year=identity.year,
        scope=identity.scope,
        published=identity.published.isoformat() if identity.published else "",
        doubtful=decision.doubtful,
        is_report=is_report,
    )
    if matched is None:
        notes += _both_readings(found) if decision.mixed else []
        return replace(reading, notes=tuple(notes))
    notes += _cited(identity, matched, laid_text=" ".join(line.text for line in laid.lines[:30]))
    matched.notes += doubts(found, identity.year, matched)
    return _with_cells(reading, matched, notes)


def _with_cells(reading: Reading, matched: Matched, notes: list[Note]) -> Reading:
    weigh(matched)
    said: list[Note] = []
    for address, cell in matched.cells.items():
        token = matched.tokens.get(address)
        original = token.text if token else ""
        match cell:
            case Unreadable(text, note):
                said.append(Note(str(address), "unread", note or "不是一个数", text or original))
            case Blank(note) if note:
                said.append(Note(str(address), "blank", f"以“{note}”表示没有数据", original))
            case Count(_, note) | Amount(_, note) if note:
                said.append(Note(str(address), "printed", note, original))
            case _:
                pass
    kept = [_other_place(note) if note.kind == "unread" else note for note in matched.notes]
    unread = {note.cell for note in said if note.kind == "unread"}
    kept = [note for note in kept if note.kind != "again" or note.cell not in unread]
    return replace(
        reading,
        edition=matched.form.id,
        variant=matched.form.variant,
        values={str(address): cell for address, cell in matched.cells.items()},
        places={str(a): Place(t.place, t.text) for a, t in matched.tokens.items()},
        notes=(*notes, *_of_variant(matched), *kept, *said),
        leftover=tuple(Place(token.place, token.text) for token in matched.leftover),
        unrelated=sum(id(token) in matched.unrelated for token in matched.leftover),
    )


def _other_place(note: Note) -> Note:
    """Of a cell that was read all the same, what could not be read is another place."""
    return replace(note, kind="again", text=f"文中另有一处也像这一格，没有读出：{note.text}")


def _of_variant(matched: Matched) -> list[Note]:
    variant = law.edition(matched.form.id).variants.get(matched.form.variant)
    return [Note("", "edition", variant.title)] if variant else []


def _both_readings(found: Gathered) -> list[Note]:
    """Heads of two editions: nothing is read, and both readings are shown."""
    notes = []
    for edition in law.editions().values():
        matched = match(found, edition)
        shown = [
            f"{address.row}/{address.column}={figure}"
            for address, cell in matched.cells.items()
            if address.table == "disclosure" and (figure := number(cell)) is not None
        ]
        text = f"按{edition.head.name}可读出：{'，'.join(shown) or '无'}"
        notes.append(Note("", "edition", text))
    return notes


def _cited(identity: Identity, matched: Matched, laid_text: str) -> list[Note]:
    """A notice that the text cites and that is not the one of the tables' form."""
    own = law.instruments()[matched.form.head.instrument].number
    compact = "".join(laid_text.split()).replace("[", "〔").replace("]", "〕")
    notes = []
    for edition in law.editions().values():
        number_of = law.instruments()[edition.head.instrument].number
        if number_of and number_of in compact and number_of != own and own not in compact:
            notes.append(
                Note("", "edition", f"正文引用{number_of}，表格是{matched.form.head.name}，按表格")
            )
    if identity.year is None:
        notes.append(Note("", "identity", "没有找到报告年度"))
    return notes
