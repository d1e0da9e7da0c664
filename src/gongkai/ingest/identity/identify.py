"""Whose report a document is, of which year and scope, and when it was published."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.ingest.bodies.naming import usual_body
from gongkai.ingest.bodies.split_names import beginning_of
from gongkai.ingest.bodies.years import period_year, usual_year, year_before, year_in_name
from gongkai.ingest.document import Document, Line
from gongkai.ingest.identity import names_said, years_said
from gongkai.ingest.identity.scope_said import scope_said
from gongkai.ingest.identity.signing import Signed, labelled, published_on, signed, year_in_cell
from gongkai.ingest.identity.title_lines import Found, TitleLines
from gongkai.report import Scope


@dataclass(frozen=True)
class Identity:
    """Who, when and what, as far as the document says; `notes` say what was inferred."""

    title: str = ""
    agency: str = ""
    year: int | None = None
    scope: Scope | None = None
    published: datetime.date | None = None
    notes: tuple[str, ...] = ()


def identify(document: Document, lines: Sequence[Line], name: str) -> Identity:
    """Weigh what title, page, opening and closing say; the text and the file name come last."""
    titles = TitleLines(document, lines)
    closing = signed(lines[: titles.end])
    published = closing.date or published_on(lines[: titles.end])
    said = years_said.years_of(
        titles.found,
        period_year(lines),
        year_before(published),
        year_in_cell(document),
        year_in_name(name),
        usual_year(titles.other_texts),
    )
    year, notes = years_said.chosen(said)
    agency, told = _agency(document, lines, titles, closing)
    title = _title(titles.found, agency, year)
    scope, why = scope_said(title, agency, lines)
    notes += [*told, why] if why else told
    return Identity(title, agency, year, scope, published, tuple(notes))


def _agency(
    document: Document, lines: Sequence[Line], titles: TitleLines, closing: Signed
) -> tuple[str, list[str]]:
    body = closing.body
    if closing.above and beginning_of(closing.above, body, titles.texts):
        body = closing.above + body
    names = names_said.names_of(titles.found, body, labelled(document, lines))
    found, notes = names_said.chosen(names, titles.texts)
    if found is None:
        if usual := usual_body(lines):
            return usual, [f"没有标题和落款，机关名称按正文推定为“{usual}”，请核对"]
        return "", ["没有找到机关全称"]
    if found.where not in {names_said.PLACES[where] for where in ("near", "heading", "page")}:
        check = "" if found.is_strong else "，请核对"
        notes.append(f"标题没有机关名称，名称取自{found.where}{check}")
    return found.text, notes


def _title(titles: Sequence[Found], agency: str, year: int | None) -> str:
    """The surest title of the body and year that were found, else of the year."""
    for is_whole in (True, False):
        for found in titles:
            named = found.title.agency
            if found.title.year != year or (is_whole and not named):
                continue
            if not named or names_said.is_one_body(named, agency):
                return found.title.text
    return ""
