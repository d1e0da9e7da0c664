"""What composed prose says of section 三: came in, dealt with, left over.

A sentence is made only of figures that agree with one another: where the applicants do
not add up to the total, or what came in does not equal what was dealt with and left over,
the sentence is left out and the reader is sent to the table.
"""

from __future__ import annotations

import re

from gongkai.compose.prose import wording
from gongkai.compose.prose.comparison import compared
from gongkai.compose.prose.context import Context
from gongkai.compose.prose.wording import Item, Number

FEWEST_FOR_SHARES = 100
"""Of fewer cases, a percentage says less than the count."""

_APPLICANTS = {"natural_person": "自然人", "organisations": "法人或其他组织"}
_RESULTS = ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other")
_UNIT = "件"


def requests(context: Context) -> str:
    """Return the paragraph on requests: received, dealt with and how, left over."""
    sentences = [_received(context), _dealt_with(context)]
    return "".join(filter(None, sentences)) or "政府信息公开申请的有关数据见第三部分统计表。"


def shares(context: Context) -> str:
    """Return the paragraph of what the table does not show at a glance, empty if few."""
    disposed = context.figure("requests/disposed_total/total")
    results = _parts_of_disposed(context)
    if disposed is None or disposed < FEWEST_FOR_SHARES or len(results) < 2:
        return ""
    said = "、".join(f"{item.label}占{wording.share(item.value, disposed)}" for item in results)
    return f"全年办结的{wording.say(disposed, _UNIT)}政府信息公开申请中，{said}。"


def _received(context: Context) -> str:
    received = context.figure("requests/received/total")
    carried_in = context.figure("requests/carried_in/total")
    before = context.before("requests/received/total")
    if received is None or not _applicants_agree(context, received):
        return ""
    if received == 0:
        earlier = f"（上年收到{wording.say(before, _UNIT)}）" if before else ""
        none_left = "，也无上年结转的申请" if carried_in == 0 else ""
        return f"全年未收到政府信息公开申请{earlier}{none_left}。"
    verb = "新收" if carried_in else "收到"
    amount = wording.say(received, _UNIT)
    change = compared(received, before, _UNIT)
    return f"全年{verb}政府信息公开申请{amount}{change}{_applicants(context)}。"


def _applicants_agree(context: Context, received: Number) -> bool:
    by_kind = context.figure("requests/received/applicants")
    return by_kind is None or by_kind == received


def _applicants(context: Context) -> str:
    items = [
        Item(label, value, _UNIT)
        for kind, label in _APPLICANTS.items()
        if (value := context.figure(f"requests/received/{kind}"))
    ]
    if len(items) == 1:
        each = "由" if items[0].value == 1 else "均由"
        return f"，{each}{items[0].label}提出"
    named = [item._replace(label=f"{item.label}申请") for item in items]
    return f"，其中{wording.listed(named)}" if named else ""


def _dealt_with(context: Context) -> str:
    names = ("received", "carried_in", "disposed_total", "carried_out")
    figures = [context.figure(f"requests/{name}/total") for name in names]
    received, carried_in, disposed, carried_out = (value or 0 for value in figures)
    total = received + carried_in
    if None in figures or total != disposed + carried_out:
        amount = wording.say(disposed, _UNIT)
        return f"全年办结政府信息公开申请{amount}{_results(context)}。" if disposed else ""
    if total == 0:
        return ""
    left = wording.say(carried_in, _UNIT)
    if disposed and carried_out:
        results = _results(context)
        before = f"连同上年结转的{left}，" if received and carried_in else ""
        before = before if received else f"上年结转{left}，"
        return (
            f"{before}年内办结{wording.say(disposed, _UNIT)}{results}{'；' if results else '，'}"
            f"结转下年度继续办理{wording.say(carried_out, _UNIT)}。"
        )
    all_of_them = "" if total == 1 else "均"
    end = f"已于年内办结{_results(context)}" if disposed else "结转下年度继续办理"
    if received and carried_in:
        return f"连同上年结转的{left}，{all_of_them}{end}。"
    which = ("该申请" if total == 1 else "上述申请") if received else f"上年结转的{left}申请"
    return f"{which}{all_of_them}{end}。"


def _results(context: Context) -> str:
    results = _parts_of_disposed(context)
    if not results:
        return ""
    if len(results) == 1:
        return f"，办理结果{'为' if results[0].value == 1 else '均为'}{results[0].label}"
    return f"，其中{wording.listed(results)}"


def _parts_of_disposed(context: Context) -> list[Item]:
    """The result groups that occurred, none where they do not add up to the total."""
    disposed = context.figure("requests/disposed_total/total")
    items = [
        Item(_group_name(context, group), value, _UNIT)
        for group in _RESULTS
        if (value := context.figure(f"requests/{group}/total"))
    ]
    return items if sum(item.value for item in items) == disposed else []


def _group_name(context: Context, group: str) -> str:
    """`（二）部分公开（区分处理的，……）` is called 部分公开 in a sentence."""
    block = context.report.form.table("requests").blocks[0]
    labels = {row.id: row.label for row in block.rows}
    labels |= {rows.id: rows.label for rows in block.row_groups}
    return re.sub(r"^（.+?）|（.*$", "", labels[group])
