"""The parameters of the master notebook, and what follows from them."""

from __future__ import annotations

import pytest

from gongkai.notebook.parameters import Parameters


@pytest.mark.parametrize(
    ("compare_years", "earlier"),
    [
        (None, [2019, 2020]),
        ((), []),
        ((2018,), [2018]),
        ((2020, 2019, 2020), [2019, 2020]),
    ],
)
def test_a_run_loads_the_earlier_years_it_is_told_else_all_that_have_data(
    compare_years: tuple[int, ...] | None, earlier: list[int]
) -> None:
    parameters = Parameters(agency="test-bureau", year=2021, compare_years=compare_years)

    assert earlier == parameters.earlier([2022, 2021, 2020, 2019])
