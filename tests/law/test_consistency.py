"""Parts of the law data that do not fit together are refused, with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.errors import InputError

EDITION = "editions/2021/edition.toml"
SECTIONS = "editions/2021/sections.toml"
DISCLOSURE = "editions/2021/disclosure.toml"
REQUESTS = "editions/2021/requests.toml"
DISPUTES = "editions/2021/disputes.toml"

Refused = Callable[[str, str, str], InputError]


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return max(number for number, line in enumerate(lines, 1) if line.startswith(words))


@pytest.mark.parametrize(
    ("file", "was", "becomes", "line", "says"),
    [
        pytest.param(
            REQUESTS,
            'group = "refused"',
            'group = "refuse"',
            'group = "refuse"',
            "没有名为 refuse 的分组",
            id="an unknown group of rows",
        ),
        pytest.param(
            REQUESTS,
            'group = "organisations"',
            'group = "organizations"',
            'group = "organizations"',
            "没有名为 organizations 的分组",
            id="an unknown group of columns",
        ),
        pytest.param(
            REQUESTS,
            'label = "三、本年度办理结果"',
            'label = "三、本年度办理结果"\ngroup = "refused" # itself',
            'group = "refused" # itself',
            "包含它自己",
            id="groups that contain each other",
        ),
        pytest.param(
            REQUESTS,
            'id = "carried_in"',
            'id = "received"',
            'id = "received"',
            "编号重复",
            id="a row id twice",
        ),
        pytest.param(
            REQUESTS,
            'id = "business"',
            'id = "research"',
            'id = "research"',
            "编号重复",
            id="a column id twice",
        ),
        pytest.param(
            DISCLOSURE,
            'id = "article_20_5"',
            'id = "article_20_1"',
            'id = "article_20_1"',
            "编号重复",
            id="a block id twice",
        ),
        pytest.param(
            SECTIONS,
            'id = "problems"',
            'id = "overview"',
            'id = "overview"',
            "编号重复",
            id="a section id twice",
        ),
        pytest.param(
            REQUESTS,
            'id = "granted"\n',
            'id = "refused"\n',
            'id = "refused"',
            "编号重复",
            id="a row with the id of a group",
        ),
        pytest.param(
            DISPUTES,
            'section = "disputes"',
            'section = "dispute"',
            "section",
            "没有名为 dispute 的部分",
            id="a table in an unknown section",
        ),
        pytest.param(
            DISPUTES,
            'id = "disputes"',
            'id = "dispute"',
            'id = "dispute"',
            "与文件名 disputes 不同",
            id="a table's id",
        ),
        pytest.param(
            REQUESTS,
            'replaces = "other"',
            'replaces = "others"',
            "replaces",
            "没有名为 others 的分组",
            id="a deviation that replaces nothing",
        ),
        pytest.param(
            EDITION,
            'marker_block = "article_20_1"',
            'marker_block = "article_20"',
            "marker_block",
            "各表中没有 article_20",
            id="a marker that is in no table",
        ),
        pytest.param(
            EDITION,
            'id = "2021"',
            'id = "2022"',
            "id",
            "与文件夹名 2021 不同",
            id="an edition's id",
        ),
        pytest.param(
            "editions/2019/edition.toml",
            "last_year = 2020",
            "last_year = 2021",
            "last_year",
            "2019 与 2021 的适用年度重叠",
            id="two editions for one year",
        ),
        pytest.param(
            "editions/2019/edition.toml",
            "last_year = 2020",
            "last_year = 2018",
            "last_year",
            "早于 first_year",
            id="years in the wrong order",
        ),
        pytest.param(
            EDITION,
            'instrument = "notice_2021"',
            'instrument = "notice_2022"',
            "instrument",
            "没有编号为 notice_2022 的法规或文件",
            id="an edition of an unknown instrument",
        ),
        pytest.param(
            EDITION,
            'instrument = "notice_2021"',
            'instrument = "form"',
            "instrument",
            "没有编号为 form 的法规或文件",
            id="an edition that names itself for its instrument",
        ),
        pytest.param(
            REQUESTS,
            '{ instrument = "regulation", article = "第三十七条" }',
            '{ instrument = "regulations", article = "第三十七条" }',
            'citation = { instrument = "regulations"',
            "没有编号为 regulations 的法规或文件",
            id="a row that cites an unknown instrument",
        ),
        pytest.param(
            "rules.toml",
            'id = "R2"',
            'id = "R1"',
            'id = "R1"',
            "R1 规则编号重复",
            id="a rule id twice",
        ),
        pytest.param(
            "rules.toml",
            'relation = "*/*/* >= 0"',
            'relation = "*/*/* >= 0"\nfacts = true',
            'id = "R5"',
            "R5 规则应当恰好写明一种内容",
            id="a rule about two things",
        ),
        pytest.param(
            "rules.toml",
            'relation = "*/*/* >= 0"\n',
            "",
            'id = "R5"',
            "R5 规则应当恰好写明一种内容",
            id="a rule about nothing",
        ),
        pytest.param(
            "rules.toml",
            'class = "must"',
            'class = "error"',
            'class = "error"',
            "只能写“must”、“explain”、“hint”，实为文字“error”",
            id="an unknown class",
        ),
        pytest.param(
            "rules.toml", "[[rule]]", "[[rules]]", "[[rules]]", "没有这个键", id="a misspelt table"
        ),
        pytest.param(
            "rules.toml",
            'title = "申请人合计"',
            'title = "申请人合计"\norigin = "x"',
            "origin",
            "没有这个键",
            id="an origin that is not for the file to say",
        ),
        pytest.param(
            "rules.toml",
            "“{row}”一行，六类",
            "“{line}”一行，六类",
            'sentence = "“{line}',
            "不认识 {line}",
            id="a sentence with an unknown word to fill in",
        ),
        pytest.param(
            "rules.toml",
            "“{row}”一行，六类",
            "“{row”一行，六类",
            'sentence = "“{row”',
            "花括号不成对",
            id="a sentence with an open brace",
        ),
        pytest.param(
            "rules.toml",
            '= last:requests/carried_out/*"',
            '= requests/carried_out/*"',
            'relation = "requests/carried_in',
            "Y1 last: 与 last_editions 应同时写或同时不写",
            id="a rule across years without last year",
        ),
        pytest.param(
            "rules.toml",
            'editions = ["2019", "2021"]',
            'editions = ["2019", "2022"]',
            'editions = ["2019", "2022"]',
            "没有名为 2022 的格式",
            id="a rule of an unknown edition",
        ),
        pytest.param(
            "rules.toml",
            'this = "disclosure/regulations/in_force"',
            'this = "disclosure/regulations/force"',
            'this = "disclosure/regulations/force"',
            "格式里没有 disclosure/regulations/force",
            id="a refusal of a cell that is not there",
        ),
        pytest.param(
            "instruments.toml",
            "date = 2019-05-15",
            'date = "2019-05-15"',
            'date = "2019-05-15"',
            "应为日期（如 2024-01-31），实为文字“2019-05-15”",
            id="a text for a date",
        ),
        pytest.param(
            "deadlines.toml",
            "month = 1\n",
            'month = "一月"\n',
            'month = "一月"',
            "应为整数",
            id="a month in words",
        ),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(
    refused: Refused, folder: Path, file: str, was: str, becomes: str, line: str, says: str
) -> None:
    error = refused(file, was, becomes)

    assert says in f"{error.place} {error.problem}"
    assert f"{folder / file} 第{line_of(folder / file, line)}行" in error.place
    assert error.remedy
