"""Files that are no data file: each is refused in one sentence, none in a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.report import store

Refused = Callable[..., InputError]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "文件是空的", id="empty"),
        pytest.param(b"\n \n\t\n", "文件是空的", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "文件是空的", id="nothing but a byte order mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\xff", "不是UTF-8编码的文本", id="a picture"),
        pytest.param(b"\xff\xfea\x00=\x001\x00", "不是UTF-8编码的文本", id="UTF-16"),
        pytest.param("年=1".encode("gbk"), "不是UTF-8编码的文本", id="GBK"),
        pytest.param(b'a = "\x00"', "含有不可见的控制字符", id="a zero byte"),
        pytest.param(b"a = " + b"[" * 100_000, "嵌套过深", id="endless brackets"),
        pytest.param(b"a = " + b"[" * 50 + b"]" * 50, "嵌套过深", id="many brackets"),
        pytest.param(b"a" + b".a" * 5000 + b" = 1", "嵌套过深", id="endless dots"),
        pytest.param(b"a = " + b"{a = " * 20_000, "嵌套过深", id="endless braces"),
        pytest.param(b"# only a comment\n", "缺少这个键", id="a comment"),
        pytest.param(b"<html></html>", "TOML写法有误", id="a web page"),
        pytest.param(b'{"agency": 1}', "TOML写法有误", id="JSON"),
    ],
)
def test_a_file_of_something_else_is_refused(
    file: Path, refused: Refused, content: bytes, says: str
) -> None:
    file.write_bytes(content)

    with pytest.raises(InputError) as caught:
        store.load(file.parent.parent, "county-petition-bureau", 2020)

    assert says in caught.value.problem
    assert caught.value.place.startswith(str(file))
    assert caught.value.remedy


def test_what_is_missing_at_the_end_is_told_with_the_last_line(
    file: Path, refused: Refused
) -> None:
    file.write_bytes(b"\n\na = [1\n\n")

    with pytest.raises(InputError, match="第3行：TOML写法有误：列表缺少逗号或右方括号"):
        store.load(file.parent.parent, "county-petition-bureau", 2020)


def test_a_folder_in_place_of_the_file_is_refused(data: Path, file: Path) -> None:
    file.unlink()
    file.mkdir()

    with pytest.raises(InputError, match="文件读不出来"):
        store.load(data, "county-petition-bureau", 2020)


def test_a_file_we_may_not_read_is_refused(data: Path, file: Path) -> None:
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user (root?) may read every file")

    with pytest.raises(InputError, match="文件读不出来"):
        store.load(data, "county-petition-bureau", 2020)


def test_a_folder_we_may_not_look_into_is_refused(data: Path, file: Path) -> None:
    file.parent.chmod(0)
    if os.access(file.parent, os.X_OK):
        pytest.skip("this user (root?) may look into every folder")

    try:
        with pytest.raises(InputError, match="文件读不出来"):
            store.load(data, "county-petition-bureau", 2020)
    finally:
        file.parent.chmod(0o700)


def test_a_byte_order_mark_and_dos_line_ends_change_nothing(data: Path, file: Path) -> None:
    report = store.load(data, "county-petition-bureau", 2020)
    text = file.read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    again = store.load(data, "county-petition-bureau", 2020)

    assert report == again
    assert [passage.origin for passage in report.narrative.values()] == [
        passage.origin for passage in again.narrative.values()
    ]


def test_a_mistake_in_a_file_with_dos_line_ends_is_on_the_same_line(
    file: Path, refused: Refused
) -> None:
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    file.write_bytes(file.read_bytes().replace(b"permits = [0,", b"permits = [nan,"))

    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("permits"))
    with pytest.raises(InputError, match=f"第{line}行"):
        store.load(file.parent.parent, "county-petition-bureau", 2020)
