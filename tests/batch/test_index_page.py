"""The index page as a file: safe, self-contained, the same every time, and not too large."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup

from gongkai.batch.index_page import index_page, write_index
from gongkai.batch.ledger import Entry
from tests.batch.fictional import entry, failed, province, withheld

HOSTILE = "</script><script>alert(1)</script><!-- <img> ]]> & {{ 7*7 }}"


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def data_of(page: str) -> Any:
    (script,) = parsed(page).select("script#data")
    return json.loads(script.get_text())


def hash_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_equal_ledgers_have_equal_pages_whatever_the_order_and_the_time() -> None:
    lines = province(300)
    others = [
        Entry(
            **{name: getattr(line, name) for name in Entry.__struct_fields__ if name != "when"},
            when="2099-12-31T23:59:59Z",
        )
        for line in lines
    ]
    random.Random(3).shuffle(others)
    assert index_page(lines) == index_page(others)


def test_it_holds_no_time_and_nothing_a_second_run_would_change() -> None:
    one = entry(when="2025-07-08T09:10:11Z", seconds=4321.75, peak_memory=987654321)
    page = index_page([one])
    assert not any(trace in page for trace in ("2025-07-08", "09:10:11", "4321.75", "987654321"))


@pytest.mark.parametrize("field", ["name", "message", "cause", "level"])
def test_hostile_text_stays_data(field: str) -> None:
    page = index_page([msgspec.structs.replace(failed(), **{field: HOSTILE})])
    soup = parsed(page)
    assert len(soup.select("script")) == 2
    assert soup.select("img") == []
    assert "<img" not in page
    assert page.count("</script>") == 2
    assert HOSTILE[:55] in json.dumps(data_of(page))


def test_the_policy_lets_through_its_own_style_and_script_and_nothing_else() -> None:
    soup = parsed(index_page(province(20)))
    (policy,) = soup.select("meta[http-equiv=Content-Security-Policy]")
    (style,) = soup.select("style")
    (script,) = soup.select("script:not([type])")
    assert str(policy["content"]).split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hash_of(style.get_text())}'",
        f"script-src 'sha256-{hash_of(script.get_text())}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_it_refers_to_nothing_outside_its_folder() -> None:
    soup = parsed(index_page(province(100)))
    assert soup.select("link, img, iframe, object, embed, script[src]") == []
    links = [str(link["href"]) for link in soup.select("a[href]")]
    assert links
    assert [] == [link for link in links if not re.fullmatch(r"[a-z0-9-]+/\d{4}/\w+\.\w+", link)]


def test_ten_thousand_rows_are_at_most_three_megabytes_even_if_none_is_published() -> None:
    lines = [
        withheld(
            f"agency-with-a-long-name-{number:05}",
            name=f"某某省某某市某某区第{number}街道办事处",
            rules=("R1", "R2", "R4"),
            message="\n".join([f"{number}" + "叙" * 300] * 3),
        )
        for number in range(10_000)
    ]
    assert len(index_page(lines).encode()) <= 3_000_000


def test_an_agency_is_called_what_its_latest_report_calls_it() -> None:
    lines = [entry(year=2024, name="新名局"), entry(year=2019, name="旧名局"), entry("nameless")]
    assert [["nameless", "nameless", ""], ["some-bureau", "新名局", ""]] == data_of(
        index_page(lines)
    )["agencies"]


def test_a_row_links_to_what_is_there_and_to_nothing_else() -> None:
    lines = [entry(year=2019), withheld(year=2020), failed(year=2021), failed(year=2022, files={})]
    data = data_of(index_page(lines))
    links = [[data["links"][link][0] for link in row[3]] for row in data["rows"]]
    assert [["report.html", "review.html"], ["review.html"], ["failed.ipynb"], []] == links


def test_a_long_message_is_cut_and_several_are_counted() -> None:
    data = data_of(index_page([withheld(message="长" * 80 + "\n二\n三")]))
    assert "长" * 55 + "…（共3项）" == data["rows"][0][5]


def test_without_scripts_there_is_a_table_with_what_is_not_published_first() -> None:
    (plain,) = parsed(index_page([entry(year=2020, name="某局"), withheld(year=2021)])).select(
        "noscript"
    )
    rows = [" ".join(row.get_text(" ").split()) for row in plain.select("tbody tr")]
    assert ["some-bureau 2021 暂不公布 审阅", "某局 2020 已生成 报告 审阅"] == rows


def test_without_scripts_a_large_batch_says_what_is_left_out() -> None:
    (plain,) = parsed(index_page(province(1000))).select("noscript")
    assert len(plain.select("tbody tr")) == 300
    assert "下面只列出 300 份，未公布的在前" in plain.get_text()


def test_an_empty_ledger_has_a_page_too() -> None:
    assert data_of(index_page([]))["rows"] == []


def test_the_file_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "index.html").write_text("old")
    path = write_index(tmp_path, [entry()], tmp_path / "scratch")
    assert path.read_text(encoding="utf-8") == index_page([entry()])
    assert [path] == [one for one in tmp_path.rglob("*") if one.is_file()]


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("old")
    with pytest.raises(OSError, match="nowhere"):
        write_index(tmp_path, [entry()], tmp_path / "nowhere")
    assert (tmp_path / "index.html").read_text() == "old"
