"""Each mistake in a data file is told with its file, its line, its cell and a remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.errors import InputError

Refused = Callable[..., InputError]

RECEIVED = "received = [0, 0, 0, 0, 0, 0, 0]"
CELL = "表三·一、本年新收政府信息公开申请数量·自然人（requests/received/natural_person）"
PROCUREMENT = "procurement = [0, 0]"
MONEY = "采购总金额（单位：万元）（disclosure/procurement/amount）"
WEIBO = "value = 3800"


def line_of(file: Path, words: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return max(number for number, line in enumerate(lines, 1) if line.startswith(words))


ROWS = {
    "a row of six values": (
        RECEIVED,
        "received = [0, 0, 0, 0, 0, 0]",
        "received",
        "“一、本年新收政府信息公开申请数量”一行应有7个数据，实为6个",
    ),
    "a row of eight values": (
        RECEIVED,
        "received = [0, 0, 0, 0, 0, 0, 0, 0]",
        "received",
        "“一、本年新收政府信息公开申请数量”一行应有7个数据，实为8个",
    ),
    "a row of no values": (RECEIVED, "received = []", "received", "应有7个数据，实为0个"),
    "a figure for a row": (RECEIVED, "received = 0", "received", "应有7个数据，实为不是列表"),
    "a row one level too deep": (
        RECEIVED,
        "received.total = [0, 0, 0, 0, 0, 0, 0]",
        "received.total",
        "格式里没有这一行",
    ),
    "a table for a row": (
        RECEIVED,
        "received = { natural_person = 0 }",
        "received",
        "格式里没有这一行",
    ),
    "a list for a figure": (
        RECEIVED,
        "received = [[0, 0, 0, 0, 0, 0, 0], 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}应为数字，实为列表",
    ),
    "a misspelt row": (
        RECEIVED,
        "recieved = [0, 0, 0, 0, 0, 0, 0]",
        "recieved",
        "格式里没有这一行",
    ),
    "a row of the other edition beside its own": (
        RECEIVED,
        RECEIVED + "\nother.other = [0, 0, 0, 0, 0, 0, 0]",
        "other = ",
        "同一个键写了两次",
    ),
    "two spellings of one key": (
        "refused.deliberative = ",
        '"refused.state_secret" = [0, 0, 0, 0, 0, 0, 0]\nrefused.deliberative = ',
        '"refused.state_secret"',
        "这一行写了两次",
    ),
    "a row given twice": (RECEIVED, f"{RECEIVED}\n{RECEIVED}", "received", "同一个键写了两次"),
}
FIGURES = {
    "a count in quotes": (
        RECEIVED,
        'received = ["3", 0, 0, 0, 0, 0, 0]',
        "received",
        f"{CELL}应为数字，实为文字“3”",
    ),
    "a count in words": (
        RECEIVED,
        'received = ["三", 0, 0, 0, 0, 0, 0]',
        "received",
        f"{CELL}应为数字，实为文字“三”",
    ),
    "a decimal count": (
        RECEIVED,
        "received = [1.5, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}应为整数，实为小数 1.5",
    ),
    "a boolean count": (
        RECEIVED,
        "received = [true, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}应为数字，实为true",
    ),
    "a huge count": (
        RECEIVED,
        "received = [90071992547409920, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}数值过大",
    ),
    "a count beyond writing out": (
        RECEIVED,
        f"received = [0x{'f' * 9000}, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}数值过大",
    ),
    "a count beyond reading": (
        RECEIVED,
        f"received = [{'9' * 9000}, 0, 0, 0, 0, 0, 0]",
        "received",
        "数值过大",
    ),
    "a count that is not a number": (
        RECEIVED,
        "received = [nan, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}应为数字，实为 nan",
    ),
    "an infinite count": (
        RECEIVED,
        "received = [-inf, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}数值过大",
    ),
    "a date for a count": (
        RECEIVED,
        "received = [2020-01-01, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}应为数字，实为2020-01-01",
    ),
    "a table for a count": (
        RECEIVED,
        "received = [{ unread = 1 }, 0, 0, 0, 0, 0, 0]",
        "received",
        f"{CELL}辨认不清的数据应写作",
    ),
    "a thousands separator": (
        RECEIVED,
        "received = [1,234, 0, 0, 0, 0, 0, 0]",
        "received",
        "应有7个数据，实为8个",
    ),
    "a leading zero": (RECEIVED, "received = [0, 0, 0, 0, 0, 0, 012]", "received", "TOML写法有误"),
    "a lost figure": (RECEIVED, "received = [0, 0, 0, 0, 0, 0, ]", "received", "实为6个"),
    "no money": (PROCUREMENT, "procurement = [0, nan]", "procurement", f"{MONEY}应为数字"),
    "money beyond all exponents": (
        PROCUREMENT,
        "procurement = [0, 1e99999999999999999999]",
        "procurement",
        f"{MONEY}数值过大",
    ),
    "money too fine": (
        PROCUREMENT,
        "procurement = [0, 160.59641234]",
        "procurement",
        f"{MONEY}小数超过 6 位",
    ),
}
IDENTITY = {
    "before 2019": ("year = 2020", "year = 2018", "year", "2018年没有适用的"),
    "a year below zero": ("year = 2020", "year = -1", "year", "-1年没有适用的"),
    "a year whose deadline has five digits": (
        "year = 2020",
        "year = 9999",
        "year",
        "9999年没有适用的",
    ),
    "a year of five digits": ("year = 2020", "year = 20200", "year", "20200年没有"),
    "a year beyond writing": ("year = 2020", f"year = 0x{'f' * 9000}", "year", "没有适用的"),
    "a year in quotes": ("year = 2020", 'year = "2020"', "year", "应为整数"),
    "a decimal year": ("year = 2020", "year = 2020.0", "year", "应为整数"),
    "a boolean year": ("year = 2020", "year = true", "year", "应为整数"),
    "an edition that does not fit the year": (
        'edition = "2019"',
        'edition = "2021"',
        "edition",
        "2020年度应使用2019年格式（试行），文件写的是 2021",
    ),
    "no such edition": ('edition = "2019"', 'edition = "2022"', "edition", "没有名为 2022 的格式"),
    "a deviation of the other edition": (
        'scope = "own"',
        'scope = "own"\nvariant = "single_other_row"',
        "variant",
        "没有名为 single_other_row 的格式偏离",
    ),
    "a scope in Chinese": ('scope = "own"', 'scope = "本级"', "scope", "只能写“own”、“aggregated”"),
    "no such level": ('level = "county"', 'level = "city"', "level", "只能写“state”、“province”"),
    "no name": ('name = "', 'name = "" # "', "name", "机关名称不可用"),
    "a blank name": ('name = "', 'name = " \\n" # "', "name", "机关名称不可用"),
    "a name on two lines": ('name = "', 'name = "某局\\n', "name", "机关名称不可用"),
    "a misspelt section": ("[report]\n", "[reports]\n", "[reports]", "没有这个键"),
}
REST = {
    "a fact of an unknown topic": (
        'topic = "',
        'topic = "weibo" # "',
        'topic = "weibo"',
        "没有名为 weibo 的事项",
    ),
    "a fact of nan": (WEIBO, "value = nan", "value", "“官方微博发布信息”应为数字"),
    "an infinite fact": (WEIBO, "value = inf", "value", "数值过大"),
    "a fact below zero": (WEIBO, "value = -1", "value", "不应小于零，实为 -1"),
    "a boolean fact": (WEIBO, "value = true", "value", "应为整数或小数，实为true"),
    "a fact in quotes": (WEIBO, 'value = "3800"', "value", "应为整数或小数"),
    "a part below zero": (
        'label = "信访条例", value = 1',
        'label = "信访条例", value = -1',
        '    {label = "信访条例"',
        "“信访条例”不应小于零",
    ),
    "a part with an unknown key": (
        'label = "信访条例", value = 1',
        'label = "信访条例", count = 1',
        '    {label = "信访条例"',
        "没有这个键",
    ),
    "a date in quotes": ('sha256 = "', 'date = "2021-01-20"\nsha256 = "', "date", "应为日期"),
    "a section nobody knows": ("overview = ", "overveiw = ", "overveiw", "没有这个部分"),
    "prose of 1": ("[narrative]\n", "[narrative]\ndisclosure = 1\n", "disclosure = 1", "应为文字"),
}
SYNTAX = {
    "an open bracket": (RECEIVED, "received = [0, 0", "carried_in", "TOML写法有误"),
    "a key alone": (RECEIVED, "received", "received", "键后缺少等号"),
    "a key in Chinese": (RECEIVED, "新收 = [0]", "新收", "TOML写法有误"),
    "full width": (RECEIVED, "received = ０", "received", "等号右边不是可用的值"),
}
MISTAKES = ROWS | FIGURES | IDENTITY | REST | SYNTAX


@pytest.mark.parametrize(("was", "becomes", "line", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_line_and_a_remedy(
    refused: Refused, file: Path, was: str, becomes: str, line: str, says: str
) -> None:
    error = refused((was, becomes))

    place, told = f"{file} 第{line_of(file, line)}行", [error, *error.others]
    matching = [part for part in told if says in part.problem and part.place.startswith(place)]
    assert matching, str(error)
    assert matching[0].remedy


@pytest.mark.parametrize(
    ("year", "edition", "known"), [(2020, "2019", "无"), (2022, "2021", "single_other_row")]
)
def test_an_unknown_deviation_is_told_with_those_there_are(
    refused: Refused, year: int, edition: str, known: str
) -> None:
    error = refused(
        ("year = 2020", f"year = {year}"),
        ('edition = "2019"', f'edition = "{edition}"\nvariant = "one_row"'),
    )

    assert "没有名为 one_row 的格式偏离" == error.problem
    assert f"可用的写法：{known}" == error.remedy


def test_a_missing_row_is_told_with_what_to_write(refused: Refused, file: Path) -> None:
    error = refused((RECEIVED, ""))

    assert "缺少“一、本年新收政府信息公开申请数量”一行" == error.problem
    assert 'received = ["", "", "", "", "", "", ""]，依次为自然人、商业企业' in error.remedy
    assert (
        f"{file} 第{line_of(file, '[figures.requests]')}行 figures.requests.received" == error.place
    )


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("[agency]", "缺少这个键"),
        ("[report]", "缺少这个键"),
        ("[figures.disclosure]", "缺少“二、主动公开政府信息情况”的数据"),
        ("[figures.requests]", "缺少“三、收到和处理政府信息公开申请情况”的数据"),
        ("[figures.disputes]", "缺少“四、政府信息公开行政复议、行政诉讼情况”的数据"),
    ],
)
def test_a_missing_section_is_told_with_what_to_add(
    data: Path, file: Path, refused: Refused, section: str, says: str
) -> None:
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    file.write_text(
        "\n\n".join(block for block in blocks if not block.startswith(section)), encoding="utf-8"
    )

    error = refused()

    assert says == error.problem
    assert section.strip("[]").split(".")[-1] in error.remedy


def test_a_file_without_figures_is_refused(file: Path, refused: Refused) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("[figures")], encoding="utf-8")

    assert ["缺少这个键"] == [refused().problem]


def test_a_section_that_is_a_figure_is_refused(file: Path, refused: Refused) -> None:
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    others = [block for block in blocks if not block.startswith("[figures.disputes]")]
    file.write_text("\n\n".join([*others, "[figures]\ndisputes = 3\n"]), encoding="utf-8")

    assert "“四、政府信息公开行政复议、行政诉讼情况”的数据应为一节" == refused().problem


def test_all_mistakes_of_a_file_are_told_at_once(refused: Refused) -> None:
    error = refused(
        ('level = "county"', 'level = "city"'),
        ('scope = "own"', 'scope = "own"\nfictoinal = true'),
        (RECEIVED, 'received = ["三", 0, 0, 0, 0, 1.5, true]'),
        ("carried_in = [0, ", "carried_in = ["),
        (PROCUREMENT, "procurement = [nan, 0]"),
        (WEIBO, "value = -5"),
        ("overview = ", "overveiw = "),
    )

    told = [part.problem for part in (error, *error.others)]
    assert [
        "只能写“state”、“province”、“prefecture”、“county”、“township”，实为文字“city”",
        "没有这个键",
        "“官方微博发布信息”不应小于零，实为 -5",
        "没有这个部分",
    ] == told[:4]
    assert 4 + 5 == len(told)
    assert len(told) == len(str(error).splitlines())


def test_many_mistakes_are_told_in_reasonable_time_and_length(refused: Refused) -> None:
    error = refused(*[("= [0, 0, 0, 0, 0, 0, 0]", f"= ['{'字' * 500}']")] * 23)

    assert 23 == len([error, *error.others])
    assert len(str(error)) < 23 * 400


def test_a_negative_count_loads_and_the_check_says_where_and_what_to_do(
    data: Path, file: Path
) -> None:
    from gongkai.checks import check
    from gongkai.report import store

    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(RECEIVED, "received = [-3, 0, 0, 0, 0, 0, -3]"), encoding="utf-8")

    checked = check(store.load(data, "county-petition-bureau", 2020))

    assert [
        "“一、本年新收政府信息公开申请数量”的“自然人”不得小于零：实为-3，请核对并改正",
        "“一、本年新收政府信息公开申请数量”的“总计”不得小于零：实为-3，请核对并改正",
    ] == [finding.message for finding in checked.findings if finding.rule.id == "R5"]
    assert "withheld" == checked.verdict
