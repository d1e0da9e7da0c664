"""Names of bodies that stand on several lines: what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.ingest.bodies.body_names import key_of, tells_region
from gongkai.ingest.bodies.naming import body_kind
from gongkai.ingest.bodies.places import placed
from gongkai.ingest.bodies.title_names import ends_as_body

_ABOVE_ALL = re.compile(r"国家(.{2,6})总局")
_BELOW = re.compile(r"(?:分局|支局|支队|大队|中队|分中心|管理[处站所]|税务所|派出所|工作站)$")
_SENTENCE = 30


class Texts:
    """The lines of a document without blanks, to look names up in."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._all = "".join(lines)

    def says(self, name: str) -> bool:
        """Tell whether one line says a name."""
        return name in self._all and any(name in line for line in self._lines)

    def mentions(self, name: str) -> bool:
        """Tell whether running text says a name, apart from titles and signatures."""
        return any(name in line and len(line) >= len(name) + _SENTENCE for line in self._lines)

    def count(self, name: str) -> int:
        """How often a name is said, in one line or over several."""
        return self._all.count(name)


def beginning_of(above: str, name: str, texts: Texts) -> bool:
    """Tell whether a line is the beginning of the name that the next line seems to say.

    A name that leaves one body to be meant is whole, but for what a national bureau puts before
    it: a site's banner commonly stands above. Else the document must say both as one name in a
    line, or again over two, or the second can only be of the first.
    """
    if not 2 < len(above) <= 30 or name.startswith(above):
        return False
    key, general = key_of(name), _ABOVE_ALL.fullmatch(above)
    if general or tells_region(key):
        return general is not None and general[1] in name
    if above.endswith("政府") and placed(key).places:
        return False
    if texts.says(above + name):
        return True
    if placed(key).places or not ends_as_body(above) or not tells_region(key_of(above)):
        return False
    is_below = _BELOW.search(name) and body_kind(above) != "government"
    return bool(is_below) or texts.count(above + name) > 1
