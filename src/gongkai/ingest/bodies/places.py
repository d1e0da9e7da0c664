"""The places that a body's name begins with, and whether they leave one body to be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.law.places import districts_of_several_cities

_HAN = r"[\u4e00-\u9fff]"
_NONE = r"(?!国家|自治[县州旗区]|[我本该各全邻外][省市县区旗])"
_PROVINCE = re.compile(
    rf"内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区|{_NONE}{_HAN}{{2,3}}?省(?!直)"
)
_CITY = re.compile(
    rf"芒市|{_NONE}{_HAN}{{2,9}}?(?:市(?!场|政(?![府务协法])|容|民(?![政族宗])|域)|自治州|地区|盟)"
)
_COUNTY = re.compile(
    rf"{_NONE}(?:{_HAN}{{1,14}}?县(?![级域区]|市(?!场|政|容|民))|{_HAN}{{2,12}}?旗(?!下)|{_HAN}{{2,8}}?区(?![域块划]))"
)
_TOWN = re.compile(rf"{_HAN}{{1,8}}?(?:镇|乡|街道|苏木)")
# Words that end like places, and words that are in no place's name.
_NO_PLACE = re.compile(
    r"(?:开发|高新|经开|示范|保税|风景|度假|自贸|试验|实验|功能|行政|经济特|和老|社|牧|景|库|"
    r"灾|辖|(?:工业|产业|科技|农业|物流|化工|软件|文化|创业|生态)园?)区$|和城市$|[局厅办署某]|政府"
)
_ABOVE = re.compile(rf"中共|中国共产党|中华人民共和国|国家{_HAN}{{2,6}}?总?局")


@dataclass(frozen=True)
class Placed:
    """A body's name taken apart: `places` from the widest on, and what comes after them.

    `is_one` says that they leave one body to be meant: a bureau of no place, a town of no
    county and a district that several cities have may be any of many.
    """

    places: tuple[str, ...]
    rest: str
    is_one: bool


def placed(name: str) -> Placed:
    """Take a name apart; where a place ends, the word for its kind says that comes first."""
    above = _ABOVE.match(name)
    at = above.end() if above else 0
    places: list[str] = []
    is_certain, in_city = True, False
    while place := _place(name, at):
        is_certain = is_certain and (in_city or place not in districts_of_several_cities())
        in_city = in_city or bool(_CITY.fullmatch(place))
        places.append(place)
        at += len(place)
    rest = name[at:]
    only_provinces = all(_PROVINCE.fullmatch(place) for place in places)
    is_one = bool(places) and is_certain and not (only_provinces and _TOWN.match(rest))
    return Placed(tuple(places), rest, is_one)


def is_place(name: str) -> bool:
    """Tell whether a name is that of a place and of nothing in it, which its government uses."""
    found = placed(name)
    return bool(found.places) and (not found.rest or bool(_TOWN.fullmatch(found.rest)))


def _place(name: str, at: int) -> str:
    """The place that begins here, in the shortest way to read it, or nothing."""
    ways = [p.match(name, at) for p in (_PROVINCE, _CITY, _COUNTY)]
    found = [way[0] for way in ways if way and not _NO_PLACE.search(way[0])]
    return min(found, key=len, default="")
