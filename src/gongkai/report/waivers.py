"""Waivers: what was said in answer to a finding, kept in `<year>.waivers.toml`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from gongkai import law
from gongkai.errors import InputError
from gongkai.law.mistakes import Mistake, plain
from gongkai.law.strict import Strict, convert, error_at, parse, read_text

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Waiver(Strict, frozen=True):
    """An answer to one finding.

    `finding` is its id (`Y1:natural_person`), `version` the version of its rule and
    `figures` the digest of the figures it was judged on: with any of them changed the
    waiver no longer answers. A finding of a must-rule is answered only with `must`.
    `place` says file and line.
    """

    finding: str
    version: int
    figures: str
    reason: str
    by: str
    date: datetime.date
    expires: datetime.date | None = None
    must: bool = False
    place: str = ""

    @property
    def rule(self) -> str:
        """The id of the rule whose finding is answered."""
        return self.finding.split(":")[0]

    def as_json(self) -> dict[str, Any]:
        """Return what is told of the waiver beside its finding."""
        return {
            "reason": self.reason,
            "by": self.by,
            "date": self.date.isoformat(),
            "expires": self.expires.isoformat() if self.expires else None,
            "must": self.must,
        }


class _Waivers(Strict, frozen=True):
    waivers: tuple[Waiver, ...] = msgspec.field(name="waiver", default=())


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Read the waivers of one agency-year.

    Raises:
        InputError: the file breaks its schema, names a rule that is not in the catalogue
            or answers a finding twice; all mistakes, each with file and line.
    """
    text = read_text(path)
    data: dict[str, Any] = parse(text, path)
    waivers = convert(data, _Waivers, text, path).waivers
    errors = [
        error_at(path, text, *mistake)
        for position, waiver in enumerate(waivers)
        for mistake in _mistakes(waiver, position, waivers[:position])
    ]
    if errors:
        raise InputError.of_many(errors)
    return tuple(
        msgspec.structs.replace(
            waiver, place=error_at(path, text, ("waiver", position), "", "").place
        )
        for position, waiver in enumerate(waivers)
    )


def _mistakes(waiver: Waiver, position: int, before: tuple[Waiver, ...]) -> Iterator[Mistake]:
    keys = ("waiver", position)
    known = {rule.id for rule in law.rules()}
    if waiver.rule not in known:
        problem = f"没有编号为 {plain(waiver.rule)} 的规则"
        yield Mistake((*keys, "finding"), problem, f"现有规则：{'、'.join(sorted(known))}")
    if any(other.finding == waiver.finding for other in before):
        problem = f"{plain(waiver.finding)} 豁免了两次"
        yield Mistake((*keys, "finding"), problem, "每项校验结果只写一条豁免")
    if not _DIGEST.fullmatch(waiver.figures):
        remedy = "请用 gongkai check --waive 打印的写法"
        yield Mistake((*keys, "figures"), "数据摘要应为 sha256: 加64位十六进制数", remedy)
    for key, said in (("reason", waiver.reason), ("by", waiver.by)):
        if not said.strip():
            yield Mistake((*keys, key), "不能空着", "请写明理由和经手人")
    if waiver.place:
        yield Mistake((*keys, "place"), "没有这个键", "请删去")
    if waiver.expires is not None and waiver.expires < waiver.date:
        yield Mistake((*keys, "expires"), "到期日早于作出日期", "请改正日期")
