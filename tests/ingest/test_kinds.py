"""A file is what its content says, whatever it is called."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.ingest.containers.kinds import Kind, kind_of
from tests.ingest.container_samples import docx_file, html_page, numbered_report, xlsx_file


@pytest.mark.parametrize("name", ["报告.docx", "报告.pdf", "报告.html", "报告", "报告.xlsx.txt"])
def test_a_renamed_file_is_recognised(name: str) -> None:
    report = numbered_report()
    assert kind_of(docx_file(report), name) == "docx"
    assert kind_of(xlsx_file(report), name) == "xlsx"
    assert kind_of(html_page(report).encode(), name) == "html"
    assert kind_of(html_page(report).encode("gb18030"), name) == "html"
    assert kind_of(html_page(report).encode("utf-16"), name) == "html"
    assert kind_of(b"%PDF-1.7\n...", name) == "pdf"
    assert kind_of(b"\xef\xbb\xbf\r\n%PDF-1.7\n...", name) == "pdf"
    assert kind_of(b'{"cells": {}}', name) == "json"
    assert kind_of(b"address,value\nrequests/received/total,1\n", name) == "csv"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、总体情况\n本年度…", "text"),
        ("[1] 不是 JSON", "text"),
        ("信息内容 | 本年制发件数 |\n规章 | 0 |", "text"),
        ("# 年度报告\n\n正文", "markdown"),
        ("|a|b|\n|---|---|\n|1|2|", "markdown"),
        ("<table><tr><td>1</td></tr></table>", "html"),
        ("收入 <5 万元，支出 >3 万元", "text"),
    ],
)
def test_plain_kinds_are_told_apart(text: str, kind: Kind) -> None:
    assert kind_of(text.encode(), "x") == kind
    assert kind_of(text.encode("gb18030"), "x") == kind


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n....", "这是图片"),
        (b"\xff\xd8\xff\xe0..JFIF", "这是图片"),
        (b"BM6\x00\x00\x00\x00\x00\x00\x006\x00\x00\x00", "这是图片"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "这是图片"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\0\1\2\3" * 100, "二进制"),
        (b"PK\3\4 broken", "已损坏"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "不是 Word 或 Excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage\0".encode("utf-16-le"), "密码"),
    ],
)
def test_what_holds_no_text_is_refused_in_words(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        kind_of(data, "文件")


@pytest.mark.parametrize(
    ("entry", "problem"), [("OFD.xml", "OFD"), ("a.txt", "ZIP"), ("content.xml", "ODF")]
)
def test_other_packages_are_named(entry: str, problem: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(entry, b"")
    with pytest.raises(InputError, match=problem):
        kind_of(stream.getvalue(), "文件.docx")


def test_the_shared_reports_are_of_the_kind_they_look(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.*")):
        kind = kind_of(path.read_bytes(), "文件")
        wanted = {".txt": "text", ".md": "markdown", ".jsonl": "text"}
        assert kind == wanted.get(path.suffix, path.suffix[1:]), path.name
