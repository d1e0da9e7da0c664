"""The sections composed from the figures, where the agency wrote nothing.

Nothing is said that the figures do not show: no activity is invented, a blank figure
leaves its sentence out, and what only the agency can know is said to be not provided.
Sections 二 and 四 are their table; before the table of section 三 stands only what the
table does not show at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.compose.blocks import Heading, Paragraph
from gongkai.compose.prose import about_disclosure, about_disputes, about_requests, wording
from gongkai.compose.prose.about_facts import PROCESSING_FEE, facts_on, processing_fee
from gongkai.compose.prose.characters import visible
from gongkai.compose.prose.context import Context

Blocks = tuple[Heading | Paragraph, ...]

_NUMERALS = "一二三四五六七八九十"
_NOTHING_PROVIDED = "本部分未提供文字材料。"


def compose_section(section_id: str, context: Context) -> Blocks:
    """Compose a section from the figures; empty where the table says it all.

    Raises:
        KeyError: the form has no such section.
    """
    context.report.form.section(section_id)
    return _SECTIONS.get(section_id, _nothing_provided)(context)


def _overview(context: Context) -> Blocks:
    blocks: list[Heading | Paragraph] = []
    topics = context.report.form.section("overview").topics
    for numeral, topic in zip(_NUMERALS, topics, strict=False):
        blocks.append(Heading(f"（{numeral}）{topic.title}", 3))
        compose = _TOPICS.get(topic.id, _facts_alone(topic.id))
        blocks += compose(context) or _paragraphs([f"本报告没有单列的{topic.title}数据。"])
    return tuple(blocks)


def _proactive(context: Context) -> Blocks:
    documents = about_disclosure.documents(context)
    clauses = [
        facts_on("proactive", context),
        "" if about_disclosure.manages_documents(context) else documents,
        about_disclosure.decisions(context),
        about_disclosure.money(context),
    ]
    said = "。".join(filter(None, clauses))
    if said:
        return _paragraphs([f"{context.report.year}年，{said}。"])
    if about_disclosure.all_zero(context):
        return _paragraphs([f"{context.report.year}年，第二部分统计表所列各项数据均为零。"])
    return _paragraphs(["主动公开政府信息的有关数据见第二部分统计表。"])


def _on_request(context: Context) -> Blocks:
    return _paragraphs([about_requests.requests(context), about_disputes.disputes(context)])


def _management(context: Context) -> Blocks:
    clauses = [facts_on("management", context)]
    if about_disclosure.manages_documents(context):
        clauses.append(about_disclosure.documents(context))
    said = "；".join(filter(None, clauses))
    if said:
        return _paragraphs([f"{context.report.year}年，{said}。"])
    if about_disclosure.manages_documents(context):
        return _paragraphs([about_disclosure.no_documents(context)])
    return ()


def _facts_alone(topic: str) -> Callable[[Context], Blocks]:
    def said(context: Context) -> Blocks:
        facts = facts_on(topic, context)
        return _paragraphs([f"{context.report.year}年，{facts}。"] if facts else [])

    return said


def _requests(context: Context) -> Blocks:
    return _paragraphs([about_requests.shares(context)])


def _table_alone(_: Context) -> Blocks:
    return ()


def _nothing_provided(_: Context) -> Blocks:
    return _paragraphs([_NOTHING_PROVIDED])


def _problems(context: Context) -> Blocks:
    """What the figures themselves show to be unfinished or put right by others."""
    clauses = []
    left = context.figure("requests/carried_out/total")
    if left:
        clauses.append(
            f"年末尚有{wording.say(left, '件')}政府信息公开申请未办结，结转下年度继续办理"
        )
    corrected = [
        wording.Item(
            f"{kind}结果纠正", about_disputes.with_outcome(context, kind, "corrected"), "件"
        )
        for kind in about_disputes.KINDS
        if about_disputes.total(context, kind) is not None
    ]
    clauses.append(wording.listed(corrected))
    said = "；".join(filter(None, clauses))
    if not said:
        return _paragraphs([_NOTHING_PROVIDED])
    return _paragraphs([f"从统计数据看，{said}。", f"除上述数据外，{_NOTHING_PROVIDED}"])


def _other_matters(context: Context) -> Blocks:
    topics = {topic.id for topic in context.report.form.section("other_matters").topics}
    reports_fee = PROCESSING_FEE in topics
    return _paragraphs([processing_fee(context) if reports_fee else _NOTHING_PROVIDED])


def _paragraphs(texts: Iterable[str]) -> Blocks:
    return tuple(Paragraph(visible(text)) for text in texts if text)


_SECTIONS: dict[str, Callable[[Context], Blocks]] = {
    "overview": _overview,
    "disclosure": _table_alone,
    "requests": _requests,
    "disputes": _table_alone,
    "problems": _problems,
    "other_matters": _other_matters,
}

_TOPICS: dict[str, Callable[[Context], Blocks]] = {
    "proactive": _proactive,
    "on_request": _on_request,
    "management": _management,
}
