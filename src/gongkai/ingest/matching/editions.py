"""Which edition a document is in, told by its column heads, never by what it cites."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from gongkai import law
from gongkai.ingest.matching.gathered import Gathered, Segment
from gongkai.ingest.words.characters import key
from gongkai.law import Edition

_ENOUGH_HEADS = 2


@dataclass(frozen=True)
class Decision:
    """The edition, in the variant that is printed; None where it cannot be told.

    `mixed` says that heads of two editions stand in one table, `doubtful` that too little
    speaks for the form; `reasons` are sentences.
    """

    form: Edition | None
    mixed: bool = False
    reasons: tuple[str, ...] = ()
    doubtful: bool = False


def decide(found: Gathered, year: int | None) -> Decision:
    """Decide by the heads of the marker block, then other heads, rows, the year."""
    votes = _votes(found)
    editions = list(law.editions().values())
    shared = set.intersection(*({b.id for t in e.tables for b in t.blocks} for e in editions))
    said: Counter[str] = Counter()
    for (block, edition), count in votes.items():
        if block in shared:
            said[edition] += count
    if len(said) > 1:
        return Decision(None, mixed=True, reasons=(_both(votes, shared),))
    governing = law.edition_of_year(year) if year else None
    if said:
        chosen = law.edition(next(iter(said)))
        return _by_heads(chosen, votes, found, governing, year)
    by_rows = [edition for edition in editions if _has_own_rows(edition, found)]
    if len(by_rows) == 1:
        sure = governing is not None and governing.id == by_rows[0].id
        why = "格式按表中的行判断" + ("，与报告年度一致" if sure else "，没有别的依据，请核对")
        reason = f"没有可辨认的列标题，{why}"
        return Decision(_variant(by_rows[0], found), reasons=(reason,), doubtful=not sure)
    if governing and found.segments:
        reason = "没有可辨认的列标题，格式只按报告年度推定，请核对"
        return Decision(_variant(governing, found), reasons=(reason,), doubtful=True)
    return Decision(None)


def _by_heads(
    chosen: Edition,
    votes: Counter[tuple[str, str]],
    found: Gathered,
    governing: Edition | None,
    year: int | None,
) -> Decision:
    """Two heads that agree decide; a single one needs the rows and the year beside it."""
    blocks = Counter(block for block, edition in votes.elements() if edition == chosen.id)
    reasons = []
    if chosen.head.marker_block not in blocks:
        reasons.append("没有第二十条第（一）项的列标题，格式按其他列标题判断")
    agrees = governing is not None and governing.id == chosen.id
    doubtful = blocks.total() < _ENOUGH_HEADS and not (agrees and _has_own_rows(chosen, found))
    if doubtful:
        reasons.append("只有一处列标题能分辨格式，格式存疑，请核对")
    if governing and not agrees:
        reasons.append(f"表格是{chosen.head.name}，而{year}年度应使用{governing.head.name}")
    return Decision(_variant(chosen, found), reasons=tuple(reasons), doubtful=doubtful)


@cache
def _heads(edition_id: str) -> tuple[tuple[str, str], ...]:
    """The words of every head of section two, with its block."""
    return tuple(
        (key(text).removesuffix("万元").removesuffix("单位"), block.id)
        for table in law.edition(edition_id).tables
        for block in table.blocks
        if block.title
        for column in block.columns
        for text in (column.label, *column.aliases)
    )


@lru_cache(maxsize=4096)
def _editions_of(text: str) -> tuple[str, ...]:
    """The editions whose heads a text resembles most; both where it says the same of them."""
    said = key(text)
    for unit in ("亿元", "万元", "元"):
        said = said.removesuffix(unit)
    said = said.removesuffix("单位")
    best = {
        edition: max(Levenshtein.normalized_similarity(said, head) for head, _ in _heads(edition))
        for edition in law.editions()
    }
    top = max(best.values())
    return tuple(edition for edition, score in best.items() if score >= top - 0.01)


def _votes(found: Gathered) -> Counter[tuple[str, str]]:
    """How many different heads speak for an edition, by the block they stand over."""
    seen: dict[tuple[str, str, str], None] = {}
    for segment in found.segments:
        if segment.table != "disclosure":
            continue
        block = _block_of(segment)
        for head in segment.heads:
            editions = _editions_of(head.token.text) if head.ids else ()
            if len(editions) == 1:
                seen.setdefault((block, editions[0], key(head.token.text)))
    return Counter((block, edition) for block, edition, _ in seen)


def _block_of(segment: Segment) -> str:
    for edition in law.editions().values():
        for block in edition.table(segment.table).blocks:
            if any(row.id == segment.row for row in block.rows):
                return block.id
    return segment.title


def _has_own_rows(edition: Edition, found: Gathered) -> bool:
    others = {
        address.row
        for other in law.editions().values()
        if other.id != edition.id
        for address in other.cells
    }
    own = {address.row for address in edition.cells} - others
    return any(segment.row in own for segment in found.segments)


def _variant(edition: Edition, found: Gathered) -> Edition:
    """The edition as printed: a group that has shrunk to one row is a known deviation."""
    rows = {segment.row for segment in found.segments}
    for variant in edition.variants.values():
        parts = {
            row.id
            for table in edition.tables
            for block in table.blocks
            for row in block.rows
            if row.group == variant.replaces
        }
        if variant.row.id in rows and not parts & rows:
            return edition.with_variant(variant.id)
    return edition


def _both(votes: Counter[tuple[str, str]], shared: set[str]) -> str:
    titles = {
        block.id: block.title
        for edition in law.editions().values()
        for table in edition.tables
        for block in table.blocks
    }
    parts = []
    for edition in law.editions().values():
        blocks = [titles[b] for b, e in votes if e == edition.id and b in shared]
        if blocks:
            parts.append(f"{'、'.join(dict.fromkeys(blocks))}是{edition.head.name}的列标题")
    return f"两种格式的列标题混用：{'；'.join(parts)}"
