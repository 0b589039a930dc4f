"""Words on their way to the page, where Streamlit would read them as Markdown."""

import re
from typing import Final

_BECOMES_A_LINK: Final = re.compile(
    r"(?<=www)(?=\.)|(?<=https)(?=://)|(?<=http)(?=://)|(?<=@)", re.I
)
"""Where an address is cut. Addresses become links after character references were read."""

_INVISIBLE: Final = "\u2060"
"""WORD JOINER: has no width and lets no line break, so that an address still reads as it stands."""


def plain(words: object) -> str:
    """Words as they are: what Markdown would read as markup becomes a character reference."""
    safe = " .,;%()\n" + _INVISIBLE
    return "".join(c if c.isalnum() or c in safe else f"&#{ord(c)};" for c in _unlinked(words))


def heard(words: object) -> str:
    """Words for the label of a widget that is not drawn: nothing of them is markup, or escaped.

    Streamlit makes Markdown of it all the same, with its pictures and links. A screen reader says
    character references as they are typed, so the characters are left out.
    """
    safe = " .,;%():?\"'-" + _INVISIBLE
    return "".join(c if c.isalnum() or c in safe else " " for c in _unlinked(words))


def _unlinked(words: object) -> str:
    return _BECOMES_A_LINK.sub(_INVISIBLE, str(words))


def kept_together(cell: object) -> str:
    """A number stays on one line, as does its bracket: "33.3%", "(11.8 to 61.6)", "(n = 15)"."""
    words = str(cell).replace("(n = ", "(n\u00a0=\u00a0")
    if not (words[:1].isdigit() or words.startswith("p ")):
        return words
    return words.replace(" ", "\u00a0").replace("\u00a0(", " (")
