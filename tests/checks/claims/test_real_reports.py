"""Real texts held against their own real tables: nothing true is called wrong."""

from __future__ import annotations

import re
from pathlib import Path

from pypdf import PdfReader

from gongkai.checks.claims import Claim, claims
from gongkai.report import store
from tests.checks.claims.gold import texts
from tests.reports import DATA


def held(text: str, agency: str, year: int) -> tuple[Claim, ...]:
    report = store.load(DATA, agency, year)
    return claims({"overview": text}, report, store.load_previous(DATA, report))


def of_hongze(shared: Path) -> str:
    pages = PdfReader(shared / "reports/hongze-gov-2023.pdf").pages
    whole = "".join(page.extract_text() for page in pages)
    first, _, rest = whole.partition("二、主动公开政府信息情况")
    lines = first + rest.partition("五、存在的主要问题")[2]
    return re.sub(r"\n(?!（)", "", lines)


def test_suqian_2024_agrees_and_counts_only_decided_disputes(shared: Path) -> None:
    text, _ = texts(shared)["宿迁市人民政府", 2024]
    found = {(claim.role, str(claim.value)): claim for claim in held(text, "suqian-gov", 2024)}

    assert [] == [claim.text for claim in found.values() if claim.status == "contradicted"]
    assert "新收加上年结转" == found["requests/handled/total", "3646"].reading
    assert "行政复议·已审结" == found["disputes/review/total", "134"].reading
    assert "行政诉讼·已审结" == found["disputes/litigation/total", "57"].reading


def test_the_county_bureau_of_2020_agrees(shared: Path) -> None:
    text, _ = texts(shared)["county-petition-bureau", 2020]
    found = held(text, "county-petition-bureau", 2020)

    assert [] == [claim.text for claim in found if claim.rule]
    assert "matched" in {claim.status for claim in found if claim.role.startswith("requests")}


def test_hongze_2023_agrees(shared: Path) -> None:
    found = held(of_hongze(shared), "hongze-gov", 2023)

    assert [] == [claim.text for claim in found if claim.rule]
    assert ["21"] == [str(claim.value) for claim in found if claim.status == "matched"]
