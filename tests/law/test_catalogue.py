"""Rules, instruments and deadlines as the law data states them."""

from __future__ import annotations

import datetime
import re

import pytest

from gongkai import law
from gongkai.law import Citation, Rule
from gongkai.law.library import load_law

RULES = {rule.id: rule for rule in law.rules()}


@pytest.mark.parametrize(
    ("rule", "authority", "severity"),
    [
        ("R1", "definition", "must"),
        ("R2", "definition", "must"),
        ("R3", "form", "must"),
        ("R4", "definition", "must"),
        ("R5", "definition", "must"),
        ("R6", "definition", "explain"),
        ("R7", "definition", "must"),
        ("R8", "heuristic", "hint"),
    ],
)
def test_a_rule_has_the_authority_and_class_of_the_specification(
    rule: str, authority: str, severity: str
) -> None:
    assert (authority, severity) == (RULES[rule].authority, RULES[rule].severity)


@pytest.mark.parametrize("rule", [rule for rule in law.rules() if rule.last_editions])
def test_a_rule_across_years_is_never_a_must(rule: Rule) -> None:
    assert rule.severity in ("explain", "hint")


@pytest.mark.parametrize("rule", law.rules(), ids=lambda rule: rule.id)
def test_a_rule_is_one_chinese_sentence_without_a_full_stop(rule: Rule) -> None:
    assert re.search(r"[\u4e00-\u9fff]{4}", rule.sentence)
    assert not re.search(r"[。；\n]", rule.sentence)


@pytest.mark.parametrize("rule", law.rules(), ids=lambda rule: rule.id)
def test_a_rule_says_where_it_is_written(rule: Rule) -> None:
    lines = (law.FOLDER / "rules.toml").read_text(encoding="utf-8").splitlines()
    found = re.fullmatch(r"rules\.toml 第(\d+)行 (\w+)", rule.origin)

    assert found is not None
    assert ["[[rule]]", f'id = "{rule.id}"'] == lines[int(found[1]) - 1 : int(found[1]) + 1]


def test_everything_cited_is_a_known_instrument() -> None:
    def citations(part: object) -> list[Citation]:
        if isinstance(part, Citation):
            return [part]
        if isinstance(part, (tuple, list)):
            return [found for item in part for found in citations(item)]
        fields = getattr(part, "__struct_fields__", ())
        return [found for name in fields for found in citations(getattr(part, name))]

    forms = law.editions().values()
    cited = citations([law.rules(), *((f.sections, f.tables) for f in forms)])

    assert len(cited) > 50
    known = {"form", *law.instruments()}
    assert set() == {citation.instrument for citation in cited} - known
    assert set() == {form.head.instrument for form in forms} - set(law.instruments())


def test_an_instrument_no_one_cites_is_not_kept() -> None:
    text = "".join(
        path.read_text(encoding="utf-8") for path in law.files() if path.name != "instruments.toml"
    )

    assert [] == [name for name in law.instruments() if f'instrument = "{name}"' not in text]


def test_a_citation_names_the_instrument_and_the_article() -> None:
    assert "《中华人民共和国政府信息公开条例》第五十条" == law.cite(
        Citation("regulation", "第五十条"), law.edition("2019")
    )


def test_a_citation_of_the_form_names_the_notice_of_the_edition_spoken_of() -> None:
    citation = Citation("form", "格式第四部分")
    notice = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
    assert f"{notice}格式第四部分" == law.cite(citation, law.edition("2019"))
    assert "《中华人民共和国政府信息公开工作年度报告格式》格式第四部分" == law.cite(
        citation, law.edition("2021")
    )


@pytest.mark.parametrize(
    ("kind", "day", "article"),
    [
        ("department", datetime.date(2024, 1, 31), "第四十九条第一款"),
        ("government", datetime.date(2024, 3, 31), "第四十九条第二款"),
    ],
)
def test_the_last_lawful_day_of_publication_is_that_of_article_49(
    kind: str, day: datetime.date, article: str
) -> None:
    assert (day, Citation("regulation", article)) == law.deadline(kind, 2023)


def test_the_law_is_read_from_data_files_alone() -> None:
    assert {".toml"} == {path.suffix for path in law.files()}
    assert law.rules() == load_law(law.FOLDER).rules
