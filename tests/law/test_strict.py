"""Law data is read strictly: keys, types and syntax, each slip with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.law.library import load_law

EDITION = "editions/2021/edition.toml"
SECTIONS = "editions/2021/sections.toml"
DISCLOSURE = "editions/2021/disclosure.toml"
REQUESTS = "editions/2021/requests.toml"
DISPUTES = "editions/2021/disputes.toml"

Refused = Callable[[str, str, str], InputError]


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(words))


@pytest.mark.parametrize(
    ("file", "was", "becomes", "line", "says"),
    [
        pytest.param(EDITION, "name =", "nmae =", "nmae =", "没有这个键", id="an unknown key"),
        pytest.param(
            EDITION,
            "first_year = 2021",
            'first_year = 2021\nname = "又一个"',
            'name = "又一个"',
            "同一个键写了两次",
            id="a key given twice",
        ),
        pytest.param(
            EDITION,
            "first_year = 2021",
            'first_year = "2021"',
            "first_year",
            "应为整数，实为文字“2021”",
            id="a text for a number",
        ),
        pytest.param(
            EDITION,
            "first_year = 2021",
            "first_year = 2021.0",
            "first_year",
            "应为整数，实为2021.0",
            id="a decimal for a number",
        ),
        pytest.param(
            REQUESTS, "total = true", "total = 1", "total = 1", "应为true 或 false", id="1 for true"
        ),
        pytest.param(
            EDITION,
            'id = "2021"\n',
            'id = "2021"\n[more]\n',
            "[more]",
            "没有这个键",
            id="a table that nobody reads",
        ),
        pytest.param(
            DISCLOSURE,
            'id = "regulations"\nlabel = "规章"',
            'id = "regulations"',
            "[[block.row]]",
            "缺少这个键",
            id="a row without its label",
        ),
        pytest.param(
            DISCLOSURE,
            'kind = "count"',
            'kind = "counts"',
            'kind = "counts"',
            "只能写“count”、“signed_count”、“amount_wan_yuan”，实为文字“counts”",
            id="a kind of cell that does not exist",
        ),
        pytest.param(
            DISCLOSURE,
            'aliases = ["现行有效件"]',
            'aliases = "现行有效件"',
            "aliases",
            "应为列表",
            id="a text for a list",
        ),
        pytest.param(
            REQUESTS,
            'citation = { instrument = "regulation", article = "第三十七条" }',
            'citation = "第三十七条"',
            'citation = "第三十七条"',
            "应为一节",
            id="a text for a table",
        ),
        pytest.param(
            EDITION,
            "first_year = 2021",
            "first_year = ",
            "first_year",
            "TOML写法有误",
            id="no value",
        ),
    ],
)
def test_a_key_or_value_the_schema_does_not_know_is_refused(
    refused: Refused, folder: Path, file: str, was: str, becomes: str, line: str, says: str
) -> None:
    error = refused(file, was, becomes)

    assert says in f"{error.place} {error.problem}"
    assert f"{folder / file} 第{line_of(folder / file, line)}行" in error.place
    assert error.remedy


def test_several_slips_in_one_file_are_all_told(refused: Refused) -> None:
    error = refused(EDITION, "name = ", "first_year_ = 1\nnmae = ")

    assert ["没有这个键", "没有这个键", "缺少这个键"] == [
        part.problem for part in (error, *error.others)
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "文件不存在"),
        (b"", "文件是空的"),
        (b" \n\n", "文件是空的"),
        (b"\xff\xfe\x00", "不是UTF-8编码的文本"),
        ("name = 。".encode(), "TOML写法有误"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    folder: Path, content: bytes | None, says: str
) -> None:
    path = folder / "rules.toml"
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InputError, match=says) as caught:
        load_law(folder)

    assert caught.value.place.startswith(str(path))


def test_an_edition_without_its_head_is_refused(folder: Path) -> None:
    (folder / "editions/2021/edition.toml").unlink()

    with pytest.raises(InputError, match="文件不存在"):
        load_law(folder)


def test_stray_files_and_hidden_folders_among_the_editions_do_no_harm(folder: Path) -> None:
    (folder / "editions" / ".DS_Store").write_bytes(b"\x00")
    (folder / "editions" / ".ipynb_checkpoints").mkdir()
    (folder / "editions" / "README.md").write_text("notes")

    assert ["2019", "2021"] == list(load_law(folder).editions)
