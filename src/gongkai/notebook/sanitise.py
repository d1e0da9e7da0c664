"""Only harmless HTML leaves a notebook: an allow-list, whatever the notebook holds.

nbconvert's own sanitising is neither safe nor usable for tables (it drops colspan);
nh3 is the maintained successor of its engine.
"""

from __future__ import annotations

from functools import lru_cache

import nh3

_TAGS = {
    *("section", "header", "nav", "div", "p", "pre", "h1", "h2", "h3", "h4"),
    *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "img"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    *("a", "abbr", "br", "em", "small", "span", "strong"),
}
_ATTRIBUTES = {
    "*": {"class", "id", "role", "lang", "title", "aria-label", "aria-labelledby", "aria-hidden"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "div": {"tabindex"},
    "section": {"tabindex"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
}
_PICTURES = ("data:image/svg+xml;base64,", "data:image/png;base64,")


@lru_cache(maxsize=64)  # the two pages of a report show nearly the same blocks
def sanitise(html: str) -> str:
    """Return the HTML without anything that runs, loads or reaches out of the page."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        generic_attribute_prefixes={"data-"},
        url_schemes={"data"},
        link_rel=None,
    )


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    """Links stay within the page; pictures carry their own bytes."""
    if (tag, attribute) == ("a", "href") and not value.startswith("#"):
        return None
    if (tag, attribute) == ("img", "src") and not value.startswith(_PICTURES):
        return None
    return value
