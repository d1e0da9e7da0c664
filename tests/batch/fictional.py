"""Lines of a ledger that never was: a made-up province, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count, islice

from gongkai.batch.ledger import Entry, Verdict

SIGNS = "东南西北中上下青白黑清云龙凤金银玉石海河湖溪"
PLACES = {"province": "省", "prefecture": "市", "county": "县", "township": "镇"}
BODIES = ("人民政府", "档案馆", "公安局", "民政局", "教育局", "水利局", "信访局", "生态环境局")
RULES = {"R4": 40, "R1": 22, "R2": 17, "R3": 12, "Y1": 9, "N1": 7, "R5": 3, "X1": 2}
VERDICTS: dict[Verdict, int] = {
    "published": 850,
    "withheld": 120,
    "error": 20,
    "timeout": 6,
    "killed": 4,
}


def entry(agency: str = "some-bureau", year: int = 2024, **values: object) -> Entry:
    """One line; a published report unless `values` say otherwise."""
    made: dict[str, object] = {"verdict": "published", "when": "2025-01-01T00:00:00Z"}
    made["files"] = dict.fromkeys(("report.html", "review.html", "manifest.json"), 1)
    return Entry(agency=agency, year=year, **(made | values))  # type: ignore[arg-type]


def withheld(agency: str = "some-bureau", year: int = 2024, **values: object) -> Entry:
    """A line of a withheld report."""
    made: dict[str, object] = {"verdict": "withheld", "rules": ("R4",), "cause": "R4"}
    made |= {"message": "左边为11，右边为0，相差11"}
    made |= {"files": {"review.html": 1, "manifest.json": 1}}
    return entry(agency, year, **(made | values))


def failed(agency: str = "some-bureau", year: int = 2024, **values: object) -> Entry:
    """A line of a run that failed."""
    made: dict[str, object] = {"verdict": "error", "cause": "KeyError", "message": "KeyError: 'x'"}
    return entry(agency, year, **(made | {"files": {"failed.ipynb": 1}} | values))


def province(size: int, seed: int = 1) -> list[Entry]:
    """The lines of a province's batch: six years of each agency, mostly well."""
    dice = random.Random(seed)
    return list(islice(_lines(dice), size))


def _lines(dice: random.Random) -> Iterator[Entry]:
    for number in count(1):
        level = dice.choices(list(PLACES), [1, 3, 8, 12])[0]
        name = "".join(["虚构", *dice.sample(SIGNS, 2), PLACES[level], dice.choice(BODIES)])
        for year in range(2019, 2025):
            yield _line(dice, f"fiction-{number:05}", year, name=name, level=level)


def _line(dice: random.Random, agency: str, year: int, **named: object) -> Entry:
    (verdict,) = dice.choices(list(VERDICTS), list(VERDICTS.values()))
    if verdict == "published" and dice.random() > 0.02:
        return entry(agency, year, **named)
    if verdict in ("published", "withheld"):
        rules = tuple(dict.fromkeys(dice.choices(list(RULES), list(RULES.values()), k=2)))
        left, apart = dice.randint(9, 900), dice.randint(1, 9)
        message = "\n".join(
            f"各项之和应等于总计：左边为{left}，右边为{left - apart}，相差{apart}" for _ in rules
        )
        named |= {"rules": rules, "cause": rules[0], "message": message}
        if verdict == "withheld":
            return withheld(agency, year, **named)
        return entry(agency, year, reservations=True, **named)
    cause, message = {
        "error": ("InputError", f"data/{agency}/{year}.toml 第12行：应有7个数据，实为6个"),
        "timeout": ("timeout", "整次运行超过时限，停在单元格 trend"),
        "killed": ("SIGKILL", "进程中途退出（SIGKILL，可能是内存不足或被终止）"),
    }[verdict]
    return failed(agency, year, verdict=verdict, cause=cause, message=message, **named)
