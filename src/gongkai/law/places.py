"""Names of places that several places have, as the law data lists them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gongkai.law.strict import Strict, load

_FILE = Path(__file__).parent / "places.toml"


class _Places(Strict, frozen=True):
    districts_of_several_cities: tuple[str, ...]


@cache
def districts_of_several_cities() -> frozenset[str]:
    """Return the districts whose name alone does not tell which city they are in.

    Source: names of places must be unique by 地名管理条例 (国务院令第753号); these remain
    from earlier times.

    Raises:
        InputError: the file breaks its schema.
    """
    return frozenset(load(_FILE, _Places).districts_of_several_cities)
