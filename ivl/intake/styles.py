"""What the styles of an .xlsx workbook do to cells: number formats, lines through words, colours.

A cell names a style by its number. Of the many styles of a workbook only those are told here
that add something to what a cell holds, or take something from it.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from ivl.intake import formats

_PART: Final = "xl/styles.xml"
_OFF: Final = ("0", "false", "none")
_WHITE: Final = {"rgb": ("FFFFFFFF", "00FFFFFF", "FFFFFF"), "theme": ("0",), "indexed": ("1", "9")}
_NO_FILL: Final = ("none", "gray125", None)


@dataclass(frozen=True)
class Styles:
    """By the number of the style, as cells name it."""

    telling: dict[bytes, str] = field(default_factory=dict)
    """Number formats that add something to a number."""

    blanking: dict[bytes, str] = field(default_factory=dict)
    """Number formats that may show nothing."""

    struck: frozenset[bytes] = frozenset()
    """A line goes through the words."""

    faint: frozenset[bytes] = frozenset()
    """White on white."""

    filled: dict[bytes, str] = field(default_factory=dict)
    """Colours behind the words, as the file names them."""


def styles_of(archive: zipfile.ZipFile) -> Styles:
    """The styles that add something to cells or take something from them."""
    if _PART not in archive.namelist():
        return Styles()
    with archive.open(_PART) as part:
        root = ET.parse(part).getroot()
    codes = {str(number): code for number, code in formats.BUILT_IN.items()} | {
        given.get("numFmtId", ""): given.get("formatCode", "")
        for given in root.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = list(root.iterfind("{*}fonts/{*}font"))
    struck = {str(number) for number, font in enumerate(fonts) if _is_on(font.find("{*}strike"))}
    white = {str(number) for number, font in enumerate(fonts) if _is_white(font.find("{*}color"))}
    fills = dict(_fills(root))
    numbered = [
        (str(number).encode(), style)
        for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    ]
    coded = [(number, codes.get(style.get("numFmtId", "0"), "")) for number, style in numbered]
    return Styles(
        {number: code for number, code in coded if formats.tells(code)},
        {number: code for number, code in coded if formats.may_hide(code)},
        frozenset(number for number, style in numbered if style.get("fontId") in struck),
        frozenset(
            number
            for number, style in numbered
            if style.get("fontId") in white and style.get("fillId", "0") not in fills
        ),
        {
            number: fills[style.get("fillId", "0")]
            for number, style in numbered
            if style.get("fillId", "0") in fills
        },
    )


def _fills(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Colours of fills, but for white."""
    for number, fill in enumerate(root.iterfind("{*}fills/{*}fill/{*}patternFill")):
        front = fill.find("{*}fgColor")
        if fill.get("patternType") not in _NO_FILL and not _is_white(front):
            yield str(number), "" if front is None else repr(sorted(front.items()))


def _is_on(element: ET.Element | None) -> bool:
    return element is not None and element.get("val", "1") not in _OFF


def _is_white(colour: ET.Element | None) -> bool:
    if colour is None or colour.get("tint"):
        return False
    return any(colour.get(name, "-").upper() in values for name, values in _WHITE.items())


def struck_strings(archive: zipfile.ZipFile) -> tuple[bytes, ...]:
    """Numbers of the shared texts of which a part is struck out."""
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist() or b"strike" not in (content := archive.read(part)):
        return ()
    strings = ET.fromstring(content).iterfind("{*}si")
    return tuple(
        str(number).encode()
        for number, string in enumerate(strings)
        if any(_is_on(run) for run in string.iterfind("{*}r/{*}rPr/{*}strike"))
    )
