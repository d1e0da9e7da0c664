"""Which documents share an agency: by name where that tells, never where many have the name."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from gongkai.errors import InputError
from gongkai.ingest.bodies.naming import id_of_name
from gongkai.ingest.filing.agency_of import settle
from gongkai.ingest.filing.on_file import Head, OnFile
from gongkai.ingest.filing.whose import Settled, Whose
from gongkai.report import Agency, Scope

BUREAU = "青山县财政局"
NONE = OnFile()


def page(file: str, name: str = BUREAU, year: int = 2023, **more: object) -> Whose:
    supposed: Scope | None = None if name.endswith("人民政府") else "own"
    return Whose(**{"file": file, "name": name, "year": year, "scope": supposed, **more})  # type: ignore[arg-type]


def head(id_: str, name: str = BUREAU, year: int = 2022, scope: Scope = "own") -> Head:
    return Head(Agency(id_, name, "county", "department"), year, scope)


def ids(said: Sequence[Whose], *heads: Head) -> list[str]:
    """The id of each, "" where there is none."""
    found = settle(said, OnFile(heads))
    return [one.agency.id if isinstance(one, Settled) else "" for one in found]


def message(said: Sequence[Whose], *heads: Head) -> str:
    return " ".join(
        str(one) if isinstance(one, InputError) else "；".join(one.said)
        for one in settle(said, OnFile(heads))
    )


def kept(said: Sequence[Whose], known: OnFile) -> OnFile:
    """What is on file once all of these are kept."""
    made = [
        Head(one.agency, whose.year, one.scope, whose.sha256)
        for whose, one in zip(said, settle(said, known), strict=True)
        if isinstance(one, Settled)
    ]
    return OnFile((*known.heads, *made))


def test_one_body_under_two_files_is_one_agency() -> None:
    files = [page("县财政局2023.docx"), page("关于财政局2024年年报的公示.html", year=2024)]
    assert [id_of_name(BUREAU)] * 2 == ids(files)


def test_a_files_name_gives_the_id_where_it_has_one() -> None:
    files = [page("czj-2023.html"), page("县财政局.html", year=2024), page("x9.html", year=2022)]
    files.append(page("czj2021.html", year=2021))
    assert ["czj"] * 4 == ids(files)


def test_the_id_on_file_goes_before_all_that_files_are_called() -> None:
    said = [page("other.html", "青山县 财政局"), page("财政局.html", year=2024)]
    assert ["czj", "czj"] == ids(said, head("czj"))
    assert "归入 czj" in message(said, head("czj"))


def test_an_earlier_name_on_file_is_known_too() -> None:
    heads = head("wjj", "青山县卫生和计划生育局", 2019), head("wjj", "青山县卫生健康委员会", 2022)
    assert ["wjj"] == ids([page("a.html", "青山县卫生和计划生育局", 2020)], *heads)


def test_what_the_user_says_wins() -> None:
    said = page("other.html", wanted="mine")
    assert ["mine"] == ids([said], head("czj"))
    assert ["mine"] == ids([replace(said, stated="book")], head("czj"))


def test_several_bodies_under_an_id_that_the_user_says_are_pointed_out() -> None:
    said = [page("a.html", wanted="me"), page("b.html", "青山县教育局", 2022, wanted="me")]
    assert ["me", "me"] == ids(said)
    assert "代号 me 之下另有名称不同的“青山县教育局”" in message(said)


def test_a_workbooks_own_id_is_that_of_the_others_of_its_body() -> None:
    book = page("book.xlsx", stated="czj", level="county", body="department")
    assert ["czj", "czj"] == ids([page("a.html", year=2024), book])


def test_bodies_of_one_file_name_are_never_one() -> None:
    said = [page("a/czj.html"), page("b/czj.html", "绿水县财政局", 2024)]
    assert [id_of_name(BUREAU), id_of_name("绿水县财政局")] == ids(said)
    assert "不止一个机关用" in message(said)
    assert [id_of_name(BUREAU)] == ids([page("czj.html")], head("czj", "绿水县财政局"))


def test_an_id_that_is_made_is_no_other_bodys() -> None:
    name = "青山县人民政府"
    both = [page("zf.html", name, scope=scope) for scope in ("own", "aggregated")]
    found = ids([*both, page("zf-own.html")])
    assert ["zf", "zf-own"] == found[1:]
    assert 3 == len(set(found))
    taken = page(f"{id_of_name(BUREAU)}.html", "青山县教育局")
    assert [id_of_name(BUREAU), id_of_name("青山县教育局")] == ids([page("财政局.html"), taken])


def test_a_name_that_many_bodies_have_is_no_ground_to_join() -> None:
    said = [page("a-czj.html", "财政局"), page("b-czj.html", "财政局", 2024)]
    assert ["a-czj", "b-czj"] == ids(said)
    assert ["b-czj"] == ids([page("b-czj.html", "财政局")], head("a-czj", "财政局"))
    assert [""] == ids([page("财政局.html", "财政局")], head("a-czj", "财政局"))
    assert "已有同名的 a-czj" in message([page("财政局.html", "财政局")], head("a-czj", "财政局"))


def test_one_file_name_on_shelves_of_two_places_does_not_join_what_many_are_called() -> None:
    said = [page("青山县/czj.html", "财政局"), page("绿水县/czj.html", "财政局", 2024)]
    assert ["", ""] == ids(said)
    assert ["", ""] == ids(said, head("czj", "财政局"))
    assert "分不清" in message(said)
    years = [page("2023/czj.html", "财政局"), page("2024/czj.html", "财政局", 2024)]
    assert ["czj", "czj"] == ids(years)
    assert "请核对" in message(years)


def test_an_id_with_a_year_that_is_on_file_stays_valid() -> None:
    assert ["czj2023"] == ids([page("czj2023.html", "财政局")], head("czj2023", "财政局"))
    assert ["czj2023"] == ids([page("czj2024.html", year=2024)], head("czj2023"))


def test_a_vague_name_under_the_id_of_another_body_is_refused() -> None:
    said = [page("czj.html", "教育局")]
    assert [""] == ids(said, head("czj"))
    assert ["czj"] == ids([page("czj.html", "财政局")], head("czj"))
    assert "请核对" in message([page("czj.html", "财政局")], head("czj"))


def test_a_vague_or_missing_name_is_completed_by_the_file_beside_it() -> None:
    said = [
        page("czj2023.html"),
        page("czj2024.html", "财政局", 2024),
        page("czj2022.html", "", 2022),
    ]
    assert ["czj"] * 3 == ids(said)
    elsewhere = [said[0], page("b/czj2024.html", "财政局", 2024)]
    assert [id_of_name(BUREAU), "czj"] == ids(elsewhere)


def test_copies_of_one_document_are_one_whatever_they_are_called() -> None:
    said = [
        page(f"{name}.html", "财政局", sha256="1")
        for name in ("财政局", "b-czj", "a-czj", "b-czj2023")
    ]
    assert ["b-czj"] * 4 == ids(said)


def test_a_document_that_is_on_file_stays_where_it_is() -> None:
    there = replace(head("x", "财政局", 2023), sha256="1")
    assert ["x"] == ids([page("财政局.html", "财政局", sha256="1")], there)
    assert ["x"] == ids([page("czj.html", sha256="1")], there, head("czj"))


def test_of_several_ids_on_file_the_one_with_the_year_is_meant() -> None:
    heads = head("cz", year=2022), head("jr", year=2023)
    assert ["jr", "cz"] == ids([page("a.html"), page("a.html", year=2022)], *heads)
    assert ["jr", "cz"] == ids([page("jr.html", year=2024), page("a.html", year=2024)], *heads)
    assert "有几个代号（cz、jr）" in message([page("a.html", year=2024)], *heads)


@pytest.mark.parametrize("given", ["own", "aggregated"])
def test_own_and_aggregated_figures_are_two_series(given: Scope) -> None:
    name = "青山县人民政府"
    other: Scope = "own" if given == "aggregated" else "aggregated"
    said = [page("a-gov.html", name, scope="own"), page("a-gov.html", name, scope="aggregated")]
    assert ["a-gov-own", "a-gov"] == ids(said)
    there = head("gov", name, 2023, given)
    assert ["gov"] == ids([page("z.html", name, scope=given)], there)
    assert ["gov"] == ids([page("z.html", name, scope=None)], there)
    assert ["zf"] == ids([page("zf.html", name, scope=other)], there)
    assert [f"gov-{other}"] == ids([page("gov.html", name, scope=other)], there)


def test_a_report_without_a_scope_has_that_of_its_bodys_other_years() -> None:
    name = "青山县人民政府"
    said = [page("gov.html", name, scope="own"), page("gov.html", name, 2024, scope=None)]
    assert ["own", "own"] == [one.scope for one in settle(said, NONE) if isinstance(one, Settled)]


def test_the_name_that_is_kept_is_one_for_all() -> None:
    said = [page("a.html", "青山县"), page("b.html", "青山县人民政府", 2024)]
    found = settle(said, NONE)
    assert {"青山县人民政府"} == {one.agency.name for one in found if isinstance(one, Settled)}


def crowd(dice: random.Random) -> list[Whose]:
    """Files of a few bodies under names that say more or less, mixed up."""
    names = [
        BUREAU, "青山县 财政局", "绿水县财政局", "财政局", "县财政局", "", "江苏省青山县财政局",
        "青山县人民政府", "青山县", "青山县教育局",
    ]  # fmt: skip
    files = [
        "czj{}.html",
        "财政局{}.html",
        "a-czj-{}.html",
        "content.html",
        "x/czj.html",
        "{}.docx",
    ]
    made = []
    for number in range(dice.randint(2, 12)):
        year = dice.choice([2022, 2023, 2024])
        name = dice.choice(names)
        file = f"{dice.choice(['', 'a/', 'b/', '2023/'])}{dice.choice(files).format(year)}"
        scope: Scope | None = "own"
        if name.startswith("青山县") and name[3:] in ("", "人民政府"):
            scope = dice.choice([None, "own", "aggregated"])
        made.append(Whose(file, year, name, scope, str(number)))
        if dice.random() < 0.2:
            made.append(replace(made[-1], file=f"b/{dice.choice(files).format(2020)}"))
    return made


def told(found: Iterable[Settled | InputError]) -> list[str]:
    return [f"{one.agency} {one.scope}" if isinstance(one, Settled) else "" for one in found]


@pytest.mark.parametrize("seed", range(300))
def test_neither_order_nor_a_second_run_nor_a_later_file_changes_an_id(seed: int) -> None:
    dice = random.Random(seed)
    files = crowd(dice)
    first = told(settle(files, NONE))
    shuffled = dice.sample(range(len(files)), len(files))
    again = told(settle([files[at] for at in shuffled], NONE))
    assert [first[at] for at in shuffled] == again
    known = kept(files, NONE)
    assert first == told(settle(files, known))
    later = [*files, *crowd(dice)]
    whose = [replace(w, sha256=f"later{n}") for n, w in enumerate(later[len(files) :])]
    found = told(settle([*files, *whose], known))[: len(files)]
    assert [(one, one) for one in first if one] == [
        (one, other) for one, other in zip(first, found, strict=True) if one
    ]


@pytest.mark.parametrize("seed", range(300))
def test_bodies_that_their_names_tell_apart_never_share_an_id(seed: int) -> None:
    files = crowd(random.Random(seed))
    names: dict[str, set[str]] = {}
    for whose, one in zip(files, settle(files, NONE), strict=True):
        if isinstance(one, Settled) and whose.is_whole:
            names.setdefault(one.agency.id, set()).add(whose.key)
    assert all(len(found) == 1 for found in names.values()), names
