"""What a body's name and a file's name say of it: level, kind, a possible id."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from gongkai.ingest.document import Line
from gongkai.report.report import BodyKind, Level

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_LEVELS: tuple[tuple[str, Level], ...] = (
    (r"(?:街道|[镇乡]|苏木)(?:人民政府|办事处|$)|街道", "township"),
    (r"[\u4e00-\u9fff]{1,8}?(?:县|区|旗|新区)(?!域)", "county"),
    (r"[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟)", "prefecture"),
    (r"[\u4e00-\u9fff]{2,8}?(?:省|自治区)", "province"),
)
_BODY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}[省市县区旗镇乡])(?:[\u4e00-\u9fff]{1,14}?(?:局|厅|委员会|办公室|人民政府|中心))"
    r"|[县市区省][\u4e00-\u9fff]{2,10}?(?:局|厅|委|办)"
)


def level_of(name: str) -> Level:
    """Return the level a name suggests: the lowest place in it decides."""
    bare = name.replace("自治区", "省")
    if name.startswith("国家") or re.fullmatch(r"[\u4e00-\u9fff]{2,12}部", name):
        return "state"
    for place in _MUNICIPALITIES:
        if bare.startswith(place) and not re.search(r"[县区镇乡]", bare[len(place) :]):
            return "province"
    return next((level for pattern, level in _LEVELS if re.search(pattern, bare)), "county")


def body_kind(name: str) -> BodyKind:
    """Return whether a name is that of a government or of one of its departments."""
    is_place = re.search(r"(?:人民政府|[省市县区旗镇乡])$", name)
    return "government" if is_place else "department"


def ids_in(file_name: str) -> tuple[str, ...]:
    """Return the agency ids that a file name in ASCII words may mean, the likeliest first.

    Years are no part of an id; the last one is the name as it stands, `czj2023`.
    """
    stem = PurePath(file_name).name.split(".")[0].lower()
    if not stem.isascii() or "\\" in stem:  # signs spelt out are nobody's name
        return ()
    bare = re.sub(r"(?<![0-9])20[0-9]{2}(?![0-9])", "-", stem)
    return tuple(dict.fromkeys(slug for text in (bare, stem) if (slug := _slug(text))))


def _slug(stem: str) -> str:
    words = [word for word in re.split(r"[^a-z0-9]+", stem) if word]
    words = [word for word in words if not re.fullmatch(r"20\d\d|partial|report|t\d+|p\d+", word)]
    slug = "-".join(words)[:64].strip("-")
    return slug if re.search(r"[a-z]{2}", slug) else ""


def id_of_name(key: str, length: int = 10) -> str:
    """Return an agency id made from a body's name."""
    return f"agency-{hashlib.sha256(key.encode()).hexdigest()[:length]}"


def usual_body(lines: Sequence[Line]) -> str:
    """Return the body that running text names most often, if one stands out."""
    said = Counter(found for line in lines for found in set(_BODY.findall(line.text)))
    ranked = said.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return str(ranked[0][0])
