"""How the sheets look: few colours, each with one meaning."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_SONG, _HEI = "宋体", "黑体"
_LINE = Side(style="thin", color="868C95")

TITLE = Font(name=_HEI, size=16, bold=True, color="1B1D20")
HEADING = Font(name=_HEI, size=12, bold=True, color="1B1D20")
STATUS = Font(name=_HEI, size=12, bold=True, color="575D66")
LABEL = Font(name=_SONG, size=10, color="1B1D20")
STRONG = Font(name=_SONG, size=10, bold=True, color="1B1D20")
FIGURE = Font(name="Arial", size=11, color="1B1D20")
WORDS = Font(name=_SONG, size=11, color="1B1D20")
SMALL = Font(name=_SONG, size=9, color="575D66")
CHECK = Font(name=_HEI, size=9, bold=True, color="575D66")

BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_FILL = PatternFill("solid", start_color="EEF1F5", end_color="EEF1F5")
CARRIED_FILL = PatternFill("solid", start_color="DCEBFA", end_color="DCEBFA")
GOOD_FILL = PatternFill("solid", start_color="C6E9D0", end_color="C6E9D0", bgColor="C6E9D0")
BAD_FILL = PatternFill("solid", start_color="F8B4B0", end_color="F8B4B0", bgColor="F8B4B0")
GAP_FILL = PatternFill("solid", start_color="FFF0C2", end_color="FFF0C2", bgColor="FFF0C2")
GOOD_FONT = Font(color="17663A", bold=True)
BAD_FONT = Font(color="A8151D", bold=True)
GAP_FONT = Font(color="7A4B00")

CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)

OPEN = Protection(locked=False)
CHECK_FORMAT = '"差 "General;"差 -"General;"✓";@'
