"""An input error is one clear sentence per problem, and survives the way between processes."""

from __future__ import annotations

import copy
from pathlib import Path

from gongkai.errors import InputError, place_in

ONE = InputError("data/a/2020.toml 第3行", "缺少一行", "请补上")
TWO = InputError("data/a/2020.toml 第9行", "应为整数", "请改正")


def test_an_error_says_place_problem_and_remedy_in_one_line() -> None:
    assert "data/a/2020.toml 第3行：缺少一行。请补上。" == str(ONE)


def test_many_errors_are_told_line_by_line_in_their_order() -> None:
    joined = InputError.of_many([ONE, TWO])

    assert f"{ONE}\n{TWO}" == str(joined)
    assert (ONE.place, ONE.problem, ONE.remedy) == (joined.place, joined.problem, joined.remedy)


def test_joining_what_is_joined_already_loses_and_doubles_nothing() -> None:
    joined = InputError.of_many([InputError.of_many([ONE, TWO]), ONE])

    assert f"{ONE}\n{TWO}\n{ONE}" == str(joined)
    assert 2 == len(joined.others)


def test_an_error_is_handed_whole_from_one_process_to_another() -> None:
    joined = InputError.of_many([ONE, TWO])

    again = copy.deepcopy(joined)  # by the means that pickle uses

    assert str(joined) == str(again)


def test_a_place_names_the_file_and_what_is_known_within_it() -> None:
    assert "a.toml" == place_in(Path("a.toml"))
    assert "a.toml 第3行" == place_in(Path("a.toml"), 3)
    assert "a.toml x/y/z" == place_in(Path("a.toml"), None, "x/y/z")
    assert "a.toml 第3行 x/y/z" == place_in(Path("a.toml"), 3, "x/y/z")
