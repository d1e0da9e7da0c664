"""Word documents come out as Word shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.ingest.containers.doc import converted
from gongkai.ingest.containers.docx.reader import read_docx
from gongkai.ingest.containers.kinds import kind_of
from gongkai.ingest.document import Document, Line, Ruled
from tests.ingest.container_samples import (
    PARAGRAPH,
    TITLE,
    by_office,
    docx_file,
    html_page,
    lines,
    numbered_report,
    published,
    read_back,
)
from tests.ingest.test_limits import DOCX, repacked

NAMES = " ".join(
    f'xmlns:{short}="http://schemas.{rest}"'
    for short, rest in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
NUMBERING = f"""<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>
</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/>
</w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def table(*rows: list[str]) -> str:
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{body}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def read(*body: str) -> Document:
    content = f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>".encode()
    numbered = repacked(DOCX, "word/numbering.xml", [NUMBERING.encode()])
    return read_docx(repacked(numbered, "word/document.xml", [content]), "样例.docx")


@pytest.mark.parametrize("year", [2020, 2021])
def test_statutory_tables_written_by_python_docx_come_back(year: int) -> None:
    report = numbered_report(year)
    document = read_docx(docx_file(report), "a.docx")
    assert read_back(document) == published(report)
    assert lines(document)[:2] == [TITLE, PARAGRAPH]
    assert document.title == TITLE


@pytest.mark.parametrize("year", [2020, 2021])
def test_statutory_tables_written_by_libreoffice_come_back(year: int) -> None:
    report = numbered_report(year)
    data = by_office(html_page(report).encode(), "html", "docx:MS Word 2007 XML")
    document = read_docx(data, "a.docx")
    assert read_back(document) == published(report)
    assert lines(document)[:2] == [TITLE, PARAGRAPH]


def test_a_legacy_document_comes_back_by_way_of_libreoffice() -> None:
    report = numbered_report()
    old = by_office(docx_file(report), "docx", "doc")
    assert kind_of(old, "a.docx") == "doc"
    document = read_docx(converted(old, "a.doc", seconds=60), "a.doc")
    assert read_back(document) == published(report)


def test_without_libreoffice_a_legacy_document_is_to_be_saved_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="另存为 DOCX"):
        converted(b"\xd0\xcf\x11\xe0", "a.doc")


def test_the_blank_form_has_all_its_cells(shared: Path) -> None:
    document = read_docx((shared / "reports/blank-form-2021.docx").read_bytes(), "a.docx")
    tables = [part for part in document.parts if isinstance(part, Ruled)]
    assert [len(part.rows) for part in tables] == [14, 28, 4]
    assert tables[1].rows[5][0].rowspan == 22
    assert all(box.text == "" for row in tables[1].rows[3:] for box in row[-7:])


def test_a_text_split_over_runs_and_links_is_one_text() -> None:
    link = f"<w:hyperlink>{run('制作')}</w:hyperlink>"
    document = read(paragraph(run("本年新"), link, run("数量 "), run("12")))
    assert lines(document) == ["本年新制作数量 12"]


def test_deleted_text_is_out_and_inserted_text_is_in() -> None:
    deleted = "<w:del><w:r><w:delText>11</w:delText></w:r></w:del>"
    document = read(paragraph(run("共"), deleted, f"<w:ins>{run('12')}</w:ins>", run("件")))
    assert lines(document) == ["共12件"]
    assert any("修订" in note for note in document.notes)


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    first = paragraph(run("共收到"), properties="<w:rPr><w:del/></w:rPr>")
    assert lines(read(first, paragraph(run("12件")))) == ["共收到12件"]


def test_hidden_text_is_out_with_a_note() -> None:
    document = read(paragraph(run("共12件"), run("999", "<w:vanish/>")))
    assert lines(document) == ["共12件"]
    assert any("隐藏" in note for note in document.notes)


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    inner = f"<w:txbxContent>{paragraph(run('框里的字'))}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(read(paragraph(run("正文"), box))) == ["正文", "框里的字"]


def test_soft_breaks_part_lines() -> None:
    assert lines(read(paragraph(run("上"), "<w:r><w:br/></w:r>", run("下")))) == ["上", "下"]


def test_numbers_that_word_sets_are_read_as_shown() -> None:
    def item(text: str, level: int) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'
        return paragraph(run(text), properties=place)

    document = read(item("总体", 0), item("子", 1), item("子", 1), item("主动", 0), item("子", 1))
    assert lines(document) == ["一、总体", "1.子", "2.子", "二、主动", "1.子"]


def test_headings_are_known_by_style_and_by_outline_level() -> None:
    by_style = paragraph(run("总体情况"), properties='<w:pStyle w:val="Heading2"/>')
    by_level = paragraph(run("主动公开"), properties='<w:outlineLvl w:val="0"/>')
    found = read(by_style, by_level, paragraph(run("正文"))).parts
    assert [part.level for part in found if isinstance(part, Line)] == [2, 1, 0]


def test_merged_cells_appear_once_with_their_spans() -> None:
    down, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (found,) = read(
        table(
            [cell("A", down), cell("B", '<w:gridSpan w:val="2"/>')],
            [cell("", goes_on), cell("1"), cell("2")],
            [cell("", goes_on), cell("3"), cell("4")],
        )
    ).parts
    assert isinstance(found, Ruled)
    assert [(b.text, b.row, b.column, b.rowspan, b.colspan) for b in found.boxes] == [
        ("A", 0, 0, 3, 1),
        ("B", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("3", 2, 1, 1, 1),
        ("4", 2, 2, 1, 1),
    ]


def test_rows_and_cells_in_content_controls_are_part_of_the_table() -> None:
    held = f"<w:sdt><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{cell('规章')}{held}</w:tr>"
    inside = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    document = read(f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    assert read_back(document) == [["规章", "1"]]


def test_a_table_in_a_layout_table_is_read_as_a_table() -> None:
    inner = table([cell("规章"), cell("1")], [cell("规范性文件"), cell("2")])
    document = read(table([cell(paragraph(run("标题")))], [cell(inner + paragraph())]))
    assert lines(document) == ["标题"]
    assert read_back(document) == [["规章", "1"], ["规范性文件", "2"]]


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="没有文字"):
        read(paragraph())


def test_a_content_control_that_only_asks_for_text_is_blank() -> None:
    def control(properties: str, text: str) -> str:
        content = f"<w:sdtContent>{run(text)}</w:sdtContent>"
        return paragraph(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>")

    asking = control("<w:showingPlcHdr/>", "单击此处输入文字")
    document = read(table([cell("规章"), cell(asking), cell(control("", "7"))]))
    assert read_back(document) == [["规章", "", "7"]]
