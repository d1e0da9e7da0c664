"""The cells after a label, put to the columns of the row: by order, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.ingest.matching.alignment import in_bands
from gongkai.ingest.matching.digits import joined, parted
from gongkai.ingest.matching.regions import Token
from gongkai.ingest.matching.slots import Manner, Slots, is_empty, is_free, offsets
from gongkai.ingest.words.figures import holds_figure, print_of
from gongkai.ingest.words.shown import MERGED

WHICH_BLANK = "空白格的位置有不止一种读法"


@dataclass(frozen=True)
class Fitted:
    """One token for each column; or none of them, and why in Chinese.

    None among the tokens is a column that this row says nothing certain of.
    `consumes_all` says that further cells were the same figure, or parts of it.
    """

    tokens: tuple[Token | None, ...] = ()
    problem: str = ""
    note: str = ""
    consumes_all: bool = False
    vanished: bool = False


def fit(slots: Slots, manner: Manner, adds_up: Callable[[list[str]], bool]) -> Fitted:
    """Put cells to columns.

    `manner` is how the table prints its rows; `adds_up` tells of a full row of figures
    whether its total is the sum of its parts.
    """
    if not slots.blanks_kept:
        return _without_blanks(slots.filled, slots, manner, adds_up)
    tokens = list(slots.tokens)
    if len(tokens) < slots.count:
        return _by_columns(tokens, slots, manner.columns)
    found = offsets(slots)
    readings = {tuple(t.text.strip() for t in tokens[o : o + slots.count]): o for o in found}
    picked = _under_heads(slots, manner) if len(tokens) > slots.count else []
    holds = bool(picked) and adds_up(_figures(picked))
    if len(readings) == 1 or (len(tokens) == slots.count and found):
        start = found[0]
        read = tokens[start : start + slots.count]
        is_full = not any(map(is_empty, read)) and adds_up(_figures(read))
        if _may_end_too_late(slots, start) and not is_full:
            return Fitted(problem=WHICH_BLANK)
        if not holds or read == picked or adds_up(_figures(read)):
            return Fitted(tuple(read), note=_surplus(tokens, read, picked) or _merged(read))
    if holds or (picked and _are_under_others([t for t in tokens if t not in picked], slots)):
        proof = "，合计相符" if holds else ""
        return Fitted(tuple(picked), note=f"行内另有不属于格式的列，按列标题的位置读{proof}")
    way = _ambiguous(tokens, slots, manner, found) if readings else None
    return way or _too_many(tokens, slots, manner, adds_up)


def _may_end_too_late(slots: Slots, start: int) -> bool:
    """Tell whether a blank that was left out before the figures may be the first of them.

    In a stream of cells what stands last may belong to the next row, as its number does.
    """
    return slots.ends == "stream" and start > 0


def _figures(tokens: list[Token]) -> list[str]:
    return [token.text.strip() or "0" for token in tokens]


def _surplus(tokens: list[Token], read: list[Token], picked: list[Token]) -> str:
    """Say of cells that were left out though something is printed in them or heads are above."""
    if _texts(picked) == _texts(read):
        return ""
    left_out = [token.text.strip() for token in tokens if token not in read]
    if printed := [text for text in left_out if text]:
        return f"行内另有“{'、'.join(printed)[:40]}”，没有读入"
    return "行内格数比列数多，按数据相连的位置读，与列标题的位置不一致" if picked else ""


def _merged(read: list[Token]) -> str:
    """Say of a row that has a cell of the row above: it may stand a column too far."""
    if any(token.text.endswith(MERGED) for token in read):
        return "行内有与上一行合并的格，按位置读"
    return ""


def _texts(tokens: list[Token]) -> list[str]:
    return [token.text.strip() for token in tokens]


def _under_heads(slots: Slots, manner: Manner) -> list[Token]:
    """The cells of a grid that begin just below the heads; nothing unless each head has one."""
    return _at_heads(slots, manner) if slots.ends == "grid" else []


def _are_under_others(tokens: list[Token], slots: Slots) -> bool:
    """Tell whether each of some cells begins just below a head that is none of the form's."""
    at = {head.column for head in slots.others}
    return bool(tokens) and all(token.column in at for token in tokens)


def _at_heads(slots: Slots, manner: Manner) -> list[Token]:
    by_start = {token.column: token for token in slots.tokens}
    if not all(at in by_start for at in manner.heads):
        return []
    return [by_start[at] for at in manner.heads]


def _ambiguous(tokens: list[Token], slots: Slots, manner: Manner, found: list[int]) -> Fitted:
    """More cells than columns, blank ones among them: by the heads above, by other rows."""
    picked = _under_heads(slots, manner)
    if picked and all(token in picked or is_free(token) for token in tokens):
        return Fitted(tuple(picked))
    extra = len(tokens) - slots.count
    wanted = {"after": 0, "before": extra}.get(manner.padding)
    if wanted in found:
        read = tokens[wanted : wanted + slots.count]
        headed = _at_heads(slots, manner)
        # Rows of their own lengths need not stand under their heads; but where one could,
        # and says otherwise, the habit of the other rows is no proof.
        if not headed or _texts(headed) == _texts(read):
            return Fitted(tuple(read))
    return Fitted(problem=WHICH_BLANK)


def _without_blanks(
    tokens: list[Token], slots: Slots, manner: Manner, adds_up: Callable[[list[str]], bool]
) -> Fitted:
    if len(tokens) == slots.count:
        return Fitted(tuple(tokens))
    if not tokens:
        return _all_blank(slots)
    if len(tokens) > slots.count:
        return _too_many(tokens, slots, manner, adds_up)
    apart = parted(tokens)
    if len(apart) == slots.count and adds_up([token.text for token in apart]):
        return Fitted(
            tuple(apart), note="相邻的数只隔一个空格，按合计相符的读法分开", consumes_all=True
        )
    if placed := in_bands(tokens, manner.bands):
        blank = Token("", tokens[0].place)
        return Fitted(
            tuple(token or blank for token in placed), note="空白格没有保留，按与列对齐的位置读"
        )
    return Fitted(
        problem=f"应有{slots.count}个数据，只见{len(tokens)}个；空白格没有保留，无法确定各属哪一列",
        vanished=True,
    )


def _all_blank(slots: Slots) -> Fitted:
    blank = tuple(Token("", "") for _ in range(slots.count))
    return Fitted(blank, note="行内没有数据，按空白读")


def _by_columns(tokens: list[Token], slots: Slots, columns: tuple[int, ...]) -> Fitted:
    """Fewer cells than columns: by the grid, where the full rows of the table agree on it."""
    if not tokens:  # blanks at the end of a line of text are easily lost
        is_text = slots.ends == "rows"
        return _all_blank(slots) if is_text else Fitted(problem="没有找到这一行的数据")
    few = f"应有{slots.count}个数据，只见{len(tokens)}个"
    if nothing := _merged_nothing(tokens, slots, columns):
        return Fitted((tokens[0],) * slots.count, note=nothing)
    if slots.ends != "grid" or not columns:
        return Fitted(problem=few)
    placed: dict[int, Token] = {}
    for token in tokens:
        covered = [c for c in columns if token.column <= c < token.column + token.width]
        if token.column in columns and len(covered) == 1:
            placed[token.column] = token
        elif holds_figure(token.text) and not covered:
            return Fitted(problem=few)
    if not placed:
        return Fitted(problem=few)
    return Fitted(tuple(placed.get(column) for column in columns), note=few)


def _merged_nothing(tokens: list[Token], slots: Slots, columns: tuple[int, ...]) -> str:
    """What is said of a row that is one cell over all its columns: its 0 or 无 is for each."""
    at = columns or tuple(sorted(head.column for head in slots.heads))
    if len(tokens) != 1 or slots.ends != "grid" or len(at) < slots.count:
        return ""
    if not (tokens[0].column <= at[0] and at[-1] < tokens[0].column + tokens[0].width):
        return ""
    said = print_of(tokens[0].text)
    if said.digits == "0":
        return "一个 0 写在合并的格里，各列都按 0 读"
    return "没有数据的记号写在合并的格里，各列都按空白读" if said.shape == "dash" else ""


def _too_many(
    tokens: list[Token], slots: Slots, manner: Manner, adds_up: Callable[[list[str]], bool]
) -> Fitted:
    """More cells than columns: a merged cell in parts or repeated, or a figure broken in two."""
    if slots.filled and slots.filled == _at_heads(slots, manner):
        return Fitted(tuple(slots.filled))
    texts = [token.text.strip() for token in tokens]
    if len(texts) <= 3 and len(set(texts[slots.count - 1 :])) == 1 and not slots.others:
        return Fitted(
            tuple(tokens[: slots.count]), note="同一数据在合并格里重复出现", consumes_all=True
        )
    problem = f"应有{slots.count}个数据，却有{len([t for t in texts if t])}个"
    while tokens and len(tokens) > slots.count and is_empty(tokens[-1]):
        tokens = tokens[:-1]
    if not all(print_of(token.text).shape in {"figure", "split"} for token in tokens):
        return Fitted(problem=problem)
    good = [joined for joined in joined(tokens, slots.count) if adds_up([t.text for t in joined])]
    if len(good) == 1:
        return Fitted(
            tuple(good[0]), note="一个数据被拆成两格，按合计相符的唯一读法合并", consumes_all=True
        )
    return Fitted(problem=problem)
