"""Where the text of a report ends: its signature and date, and what a page has below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeAlias

from gongkai.ingest.bodies.body_names import ENDING, key_of
from gongkai.ingest.bodies.dates import PRINTED
from gongkai.ingest.bodies.titles import NAMED
from gongkai.ingest.words.characters import plain

Kind: TypeAlias = Literal["sentence", "words", "page", "maybe", "date", "body", "signed"]
"""What a line is: a sentence, other words, a line of the page, what may be one, a signature."""

_BUTTON = (
    r"打印(?:本页|此页|本文|文章|页面)?|关闭(?:窗口|本页|页面)?|(?:加入)?收藏(?:本页|本站|此页|本文)?|"
    r"返回(?:顶部|首页|上一页|上页|列表|目录)?|分享(?:到|至)?|转发|字体|字号|大|中|小|纠错|我要纠错|"
    r"复制(?:链接)?|点赞|赞|在看|顶部|首页|上一页|下一页|朗读|(?:文件|附件)?下载|导出|阅读原文|写留言|评论|关注|"
    r"微信|微博|新浪微博|QQ|空间|朋友圈|网站地图|站点地图|友情链接|关于我们|联系我们|隐私声明|使用帮助|"
    r"政务微信|政务微博|移动客户端|继续访问|放弃|扫一扫|在手机打开(?:当前|本)页面?|网站(?:声明|首页|无障碍)|"
    r"无障碍(?:浏览|阅读)?|[繁简]体版?|手机版|电脑版|喜欢|点|文章导航|(?:我为)?(?:政府)?网站找错|关联(?:稿件|文件|阅读)|相关(?:链接|阅读|文章|文档|附件|新闻|信息|推荐|稿件)|[上下]一[篇条]|[A-Z]{1,2}"
)
_BUTTONS = re.compile(rf"(?:{_BUTTON})+")
_BETWEEN = re.compile(r"[\s【】\[\]()「」《》<>|/·:.,、—–\-*=~]+")
_PAGE = re.compile(
    r"(?:上|下)一(?:篇|条|页|个)[:】\]].*|(?:没有|已经?是).{0,4}(?:上|下|最后|第)一(?:篇|条|页)了?|"
    r"(?:版权所有|copyright|©|\(c\)|allrights).*|.{0,80}(?:ICP备|公网安备).*|(?:网站|政府网站)?标识码.*|"
    r"(?:主办|承办|协办|运维|维护|技术支持)(?:单位|方)?[:|].*|"
    r"(?:责任)?(?:编辑|责编|审核|校对|签发|供稿|作者|[撰组]稿|监制|终审|初审|复审)(?:人员?)?[:|].*|"
    r"(?:发布|更新|公开|成文|生成)(?:时间|日期|机构|单位|人)[:|].*|"
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:|]?\d*次?|(?:赞|在看|收藏|评论|转发|分享)\d*|"
    r"(?:文章)?(?:分类|标签|关键词)[:|].*|附件(?:下载)?\d*[:：]?[【\[《(].*\.\w{2,4}.*|.*已?下载\d+次|"
    r"用?(?:微信|手机)?[“\"']?扫(?:一扫|码|描).*|您访问的链接即将离开.*|长按.*|抄送[:单].*|抄报[:].*|.{2,40}\d日印发(?:共印\d+份)?|"
    r"\(?此件.{0,6}公开.{0,4}\)?|(?:END|THEEND|正文结束|完)|建议使用.*浏览.*",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"(?:信息|文章|稿件)?来源[:|].*|\(?联系人[:].{0,40}\)?|(?:联系|咨询|监督|举报|办公|值班)?电话[:].*|联系方式.*|传真[:].*|"
    r"(?:电子)?(?:邮箱|邮件)[:].*|(?:通信|通讯|办公|单位)?地址[:].*|邮(?:政编码|编)[:].*|"
    r"附[件表]?(?:下载)?[\d一二三四五六]*[:].*|(?:相关|关联)(?:链接|阅读|文章|文档|附件|稿件)[:].*|"
    r"政策解读[:].*"
)
_BELOW = re.compile(
    r"(?:往期|近期|热门|精彩|精选|最新|更多|相关|延伸|关联|推荐|猜你|你可能也)"
    r"(?:推荐|回顾|精选|文章|阅读|评论|资讯|新闻|稿件|解读|喜欢|热点)+.?|"
    r"喜欢此内容的人还.*|(?:网友|最新|全部|精选|发表)?(?:评论|留言|回复)区?\d*|(?:网站|站点)地图.*|文章导航.*|"
    r"(?:点(?:分享|收藏|点赞|赞|在看))+|(?:政府)?网站找错.*|"
    r"您?是?(?:本站)?第.{0,12}[位个](?:访客|访问者|浏览者|读者).*|本?此?页(?:以下)?无正文|自豪地采用.*"
)
"""Lines that are surely the page's, and below which nothing is the report's."""

_FILED = re.compile(r"\s*(?:分类|标签|栏目)[ \u00a0\u3000]+\S{2,20}\s*$")
_ALWAYS = re.compile(
    r"抄送[:单].*|版权所有.*|copyright.*|©.*|用?(?:微信|手机)[“\"']?扫一?扫.*", re.IGNORECASE
)
"""Lines of a page or letter that have the form of a sentence."""

_DATE_AND_BUTTONS = re.compile(rf"{PRINTED}(?:{_BUTTON})+")
_DATED = re.compile(rf"[(]?{PRINTED}[)]?[.]?")
_SIGNED = re.compile(rf"(?P<body>.{{2,40}}?){PRINTED}")
_SEAL = r"\(?(?:盖章|公章|印章|签章|章)\)?"
_BODY = re.compile(rf"[\u4e00-\u9fff()·、]{{1,40}}{ENDING}(?:{_SEAL})?")
_SEALED = re.compile(rf"(?:本?(?:机关|单位|部门)){_SEAL}")
_ITEM = re.compile(r"\s*\d{1,2}\s*[.．、]")
_FRAME = re.compile(r"^[-—–=*·~【\[(]+|[-—–=*·~\])】]+$")
_ENDED = re.compile(r"[。!?;！？；…][”’\"')）】]*$")
_LONG = 60
_LONGEST = 300


@dataclass(frozen=True)
class Closing:
    """The text of the last section, how many lines close the document, and what is doubtful.

    `doubtful` are lines left out that may be the report's.
    """

    length: int
    doubtful: tuple[str, ...] = ()


def closing_of(texts: Sequence[str], agency: str, beside: Sequence[bool] = ()) -> Closing:
    """Tell where the text of the last section ends, up to the end of the document.

    After a signature with its date nothing belongs to the report, nor after a line that is
    surely the page's. Without one it ends where only lines of a page are left: after the
    last sentence. `beside` says which lines the container sets apart from its text.
    """
    below = next((at for at, text in enumerate(texts) if _is_below(text)), len(texts))
    doubtful = tuple(text for text in texts[below:] if _kind(text, agency) == "sentence")
    closing = _closing(texts[:below], agency, beside)
    return Closing(closing.length, (*closing.doubtful, *doubtful))


def _closing(texts: Sequence[str], agency: str, beside: Sequence[bool]) -> Closing:
    kinds = [_kind(text, agency) for text in texts]
    own = [_is_own(text, agency) for text in texts]
    for at, is_beside in enumerate(beside[: len(texts)]):
        is_name = kinds[at] == "body" and "date" not in kinds[max(0, at - 1) : at + 2]
        if is_beside and (kinds[at] in {"sentence", "words"} or (is_name and not own[at])):
            kinds[at] = "maybe"
    signed = _signed(kinds, texts, agency)
    if signed is not None:
        end = _above(texts, kinds, signed)
        after = zip(texts[signed:], kinds[signed:], strict=True)
        sentences = (text for text, kind in after if kind == "sentence")
        return Closing(end, (*texts[end:signed], *sentences))
    start = max((at + 1 for at, kind in enumerate(kinds) if kind == "sentence"), default=0)
    for at in range(start, len(texts)):
        if kinds[at] not in {"words", "body"}:
            return Closing(at, tuple(texts[at:]) if kinds[at] == "maybe" else ())
    return Closing(len(texts))


def _signed(kinds: Sequence[Kind], texts: Sequence[str], agency: str) -> int | None:
    """The first line of the signature: bodies before their date or after it, or on one line.

    The name of the document's own body is a signature also where no date follows.
    """
    for at, kind in enumerate(kinds):
        beside = kinds[at + 1] if at + 1 < len(kinds) else None
        if kind == "date" and beside == "body":
            return at
        is_own = kind == "body" and _is_own(texts[at], agency) and "sentence" not in kinds[at:]
        if kind == "signed" or (kind == "body" and beside == "date") or is_own:
            others = takewhile(lambda each: each == "body", reversed(kinds[:at]))
            return at - len(list(others))  # signed by several
    return None


def _above(texts: Sequence[str], kinds: Sequence[Kind], signed: int) -> int:
    """Where the text ends above a signature: attachments may be listed between them."""
    is_other = [kind in {"maybe", "page"} for kind in kinds]
    end = signed
    while end and (is_other[end - 1] or _is_item(texts[end - 1], kinds[end - 1])):
        end -= 1
    while end < signed and not is_other[end]:  # numbered lines of the text itself
        end += 1
    return end


def _is_item(text: str, kind: Kind) -> bool:
    return kind == "words" and bool(_ITEM.match(text))


def _is_own(text: str, agency: str) -> bool:
    return bool(agency) and key_of(agency) == key_of(_bare(text))


def _is_below(text: str) -> bool:
    return "。" not in text and bool(
        _BELOW.fullmatch(re.sub(r"[\W_]+", "", plain(text[:_LONGEST])))
    )


def _bare(text: str) -> str:
    return re.sub(rf"{_SEAL}$", "", re.sub(r"\s+", "", plain(text)))


def _kind(text: str, agency: str) -> Kind:
    said = re.sub(r"\s+", "", plain(text[:_LONGEST])).strip("|")
    bare = _BETWEEN.sub("", said)
    if _ALWAYS.fullmatch(said):
        return "page"
    kind: Kind = "words"
    if "。" in said or _ENDED.search(said) or len(text) > _LONGEST:
        kind = "sentence"
    elif _DATED.fullmatch(said) or _DATE_AND_BUTTONS.fullmatch(bare):
        kind = "date"
    elif _PAGE.fullmatch(_FRAME.sub("", said)) or _BUTTONS.fullmatch(bare) or _FILED.match(text):
        kind = "page"
    elif _MAYBE.fullmatch(said) or NAMED.fullmatch(said):
        kind = "maybe"
    elif (found := _SIGNED.fullmatch(said)) and _is_body(found["body"], agency):
        kind = "signed"
    elif _is_body(said, agency):
        kind = "body"
    elif len(said) > _LONG and re.search("[,、]", said):
        kind = "sentence"
    return kind


def _is_body(said: str, agency: str) -> bool:
    return bool(_BODY.fullmatch(said) or _SEALED.fullmatch(said)) or _is_own(said, agency)
