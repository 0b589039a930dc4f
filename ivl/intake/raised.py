"""Characters that stand above the line in a cell: the 1 of a footnote behind 36 is no digit of it.

Readers of cells hand on the bare characters, so that 36 with a footnote becomes 361.
"""

import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

_PART: Final = "xl/sharedStrings.xml"
_MARK: Final = b"vertAlign"
_FIGURES: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_ORDINALS: Final = ("st", "nd", "rd", "th")


def shared(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """The texts with raised characters that the sheets of an .xlsx file share, by their number."""
    if _PART not in archive.namelist() or _MARK not in archive.read(_PART):
        return {}
    found: dict[bytes, str] = {}
    number = 0
    with archive.open(_PART) as content:
        for _, element in ET.iterparse(content):
            if _name(element) == "si":
                if words := shown(element):
                    found[str(number).encode()] = words
                number += 1
                element.clear()
    return found


def inline(cell: bytes) -> str:
    """The text of a cell that holds it itself; "" if nothing in it is raised."""
    start, end = cell.find(b"<is>"), cell.find(b"</is>")
    try:
        return shown(ET.fromstring(cell[start : end + len(b"</is>")])) if start >= 0 else ""
    except ET.ParseError:  # names of further kinds of XML, which are declared elsewhere
        return ""


def shown(text: ET.Element) -> str:
    """A text with its raised characters as such: "36¹", "36^a"; "" if nothing in it is raised."""
    runs = list(_runs(text))
    if not any(is_raised for _, is_raised in runs):
        return ""
    return "".join(_raised(words) if is_raised else words for words, is_raised in runs)


def _raised(words: str) -> str:
    if not words.strip() or words.strip().lower() in _ORDINALS:
        return words
    figures = words.translate(_FIGURES)
    return figures if figures != words else f"^{words}"


def _runs(text: ET.Element) -> Iterator[tuple[str, bool]]:
    """Pieces of one style each, and whether they stand above the line."""
    for run in text:
        if _name(run) in ("r", "t"):
            words = "".join(one.text or "" for one in run.iter() if _name(one) == "t")
            styles = [one.get("val") for one in run.iter() if _name(one) == "vertAlign"]
            yield words, "superscript" in styles


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
