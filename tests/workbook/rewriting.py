"""What other programs make of our workbook when they save it, written part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl

FIGURES = "xl/worksheets/sheet2.xml"
WORDS = "xl/worksheets/sheet3.xml"
_TEXT = re.compile(r'<c((?: [rs]="\w+")*) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Parts = dict[str, str]
Rewrite = Callable[[Parts], None]


def rewritten(data: bytes, *rewrites: Rewrite) -> bytes:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for rewrite in rewrites:
        rewrite(parts)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return content.getvalue()


def changed(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The workbook after a person changed something by hand."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _in_sheets(pattern: str, new: str) -> Rewrite:
    def rewrite(parts: Parts) -> None:
        found = 0
        for name in [name for name in parts if "worksheets/" in name]:
            parts[name], times = re.subn(pattern, new, parts[name], flags=re.DOTALL)
            found += times
        assert found

    return rewrite


def shared_strings(parts: Parts) -> None:
    """All texts in the table of strings, with the readings that Japanese programs add."""
    texts: list[str] = []

    def put(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f'<c{match[1]} t="s"><v>{len(texts) - 1}</v></c>'

    for name in [name for name in parts if "worksheets/" in name]:
        parts[name] = _TEXT.sub(put, parts[name])
    reading = '<rPh sb="0" eb="1"><t>ピンイン</t></rPh>'
    items = "".join(
        f'<si><r><t xml:space="preserve">{text}</t></r>{reading}</si>' for text in texts
    )
    assert items
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{items}</sst>'
    _add(
        parts,
        "[Content_Types].xml",
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    )
    _add(
        parts,
        "xl/_rels/workbook.xml.rels",
        f'<Relationship Id="rId99" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>',
    )


def _add(parts: Parts, name: str, text: str) -> None:
    head, close, tail = parts[name].rpartition("</")
    parts[name] = head + text + close + tail


def without_styles(parts: Parts) -> None:
    """No styles at all, as small writers leave them out; cells refer to them or not."""
    del parts["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = re.sub(r"<(?:Override|Relationship) [^>]*styles[^>]*/>", "", parts[name])


def strict(parts: Parts) -> None:
    """Saved as “Strict Open XML”."""
    for name, text in parts.items():
        usual = text.replace(_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        parts[name] = usual.replace(
            _OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )


def prefixed(parts: Parts) -> None:
    """Every element under a prefix, as .NET libraries write."""
    for name in [name for name in parts if re.match(r"xl/(worksheets/|workbook\.)", name)]:
        text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", parts[name])
        parts[name] = text.replace('xmlns="', 'xmlns:x="')


def rows_above(by: int, sheet: str = FIGURES) -> Rewrite:
    """Rows inserted above everything: references move along."""

    def rewrite(parts: Parts) -> None:
        text = re.sub(r'<row r="(\d+)"', lambda m: f'<row r="{int(m[1]) + by}"', parts[sheet])
        text = re.sub(r'<c r="([A-Z]+)(\d+)"', lambda m: f'<c r="{m[1]}{int(m[2]) + by}"', text)
        parts[sheet] = re.sub(
            r'ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"',
            lambda m: f'ref="{m[1]}{int(m[2]) + by}:{m[3]}{int(m[4]) + by}"',
            text,
        )

    return rewrite


def figures(pattern: str) -> Rewrite:
    """Every whole figure of the sheet written otherwise; `{n}` is the figure."""

    def rewrite(parts: Parts) -> None:
        parts[FIGURES], found = re.subn(
            r'(<c r="[C-O][0-9]{2}" s="[0-9]+") t="n"><v>([0-9]+)</v></c>',
            lambda m: m[1] + pattern.replace("{n}", m[2]) + "</c>",
            parts[FIGURES],
        )
        assert found

    return rewrite


REWRITES: Mapping[str, tuple[Rewrite, ...]] = {
    "shared strings": (shared_strings,),
    "texts as results": (_in_sheets(_TEXT.pattern, r'<c\1 t="str"><v>\2</v></c>'),),
    "no dimension": (_in_sheets(r"<dimension[^>]*/>", ""),),
    "a wrong dimension": (_in_sheets(r"<dimension[^>]*/>", '<dimension ref="A1"/>'),),
    "rows without numbers": (_in_sheets(r'<row r="\d+"', "<row"),),
    "no styles": (without_styles,),
    "no styles, no mention": (without_styles, _in_sheets(r' s="\d+"', "")),
    "a colour that is not there": (_in_sheets(r'dxfId="\d+"', 'dxfId="999"'),),
    "strict": (strict,),
    "prefixed": (prefixed,),
    "three rows above": (rows_above(3),),
    "five thousand rows above": (rows_above(5000), rows_above(2000, WORDS)),
    "hidden rows": (_in_sheets(r'<row r="(1\d|2\d)"', r'<row r="\1" hidden="1"'),),
    "figures with a decimal point": (figures(' t="n"><v>{n}.0</v>'),),
    "figures with an exponent": (figures(' t="n"><v>{n}E0</v>'),),
}
NOTED: Mapping[str, tuple[Rewrite, str]] = {
    "figures as text": (figures(' t="inlineStr"><is><t>{n}</t></is>'), "以文本存的"),
    "blanks behind": (figures(' t="str"><v>{n} \u00a0\u3000</v>'), "以文本存的"),
    "invisible signs": (figures(' t="str"><v>\u200b{n}\ufeff</v>'), "以文本存的"),
    "results of formulas": (figures("><f>SUM({n},0)</f><v>{n}</v>"), "取文件里存的结果"),
    "results that are texts": (
        figures(' t="str"><f>TEXT({n},"0")</f><v>{n} </v>'),
        "取文件里存的结果",
    ),
    "results from another file": (figures("><f>[1]Sheet1!A1</f><v>{n}</v>"), "取文件里存的结果"),
    "results with noise": (
        figures("><f>A1</f><v>{n}.000000000000001</v>"),
        "取文件里存的结果",
    ),
}
