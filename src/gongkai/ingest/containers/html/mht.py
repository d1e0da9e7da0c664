"""Web archives (MHT): a page that a browser or Word saved as one file, with its pictures."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from gongkai.errors import InputError
from gongkai.ingest.containers.html.reader import read_html
from gongkai.ingest.document import Document

_MOST_PARTS = 2_000


def read_mht(data: bytes, name: str) -> Document:
    """Read the page of a web archive: its first part that is a page; frames are not followed.

    Raises:
        InputError: there is no page in it.
    """
    archive = email.message_from_bytes(data, policy=email.policy.default)
    for number, part in enumerate(archive.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() == "text/html":
            return read_html(_page_in(part), name)
    raise InputError(name, "网页归档（MHT）里没有网页", "请用浏览器另存为网页再试")


def _page_in(part: EmailMessage) -> bytes:
    """The bytes of a page; in UTF-8 where only the archive names their encoding."""
    content = part.get_payload(decode=True)
    page = content if isinstance(content, bytes) else b""
    try:
        return page.decode(part.get_content_charset("utf-8")).encode()
    except (LookupError, UnicodeDecodeError):
        return page
