"""Words on their way to the page, where Streamlit would read them as Markdown."""

import re
from typing import Final

_BECOMES_A_LINK: Final = re.compile(
    r"(?<=www)(?=\.)|(?<=https)(?=://)|(?<=http)(?=://)|(?<=@)", re.I
)
"""Where an address is cut. Addresses become links after character references were read."""

_INVISIBLE: Final = "\u2060"
"""WORD JOINER: has no width and lets no line break, so that an address still reads as it stands."""

_SHORT_CODE: Final = re.compile(r"(?<=:)(?=\w)")
_MARKUP: Final = re.compile(rf"[^\w\s{_INVISIBLE}.,;:?!()\"'“”‘’%/+=…–-]|_")


def plain(words: object) -> str:
    """Words as they are: what Markdown would read as markup becomes a character reference."""
    safe = " .,;%()\n" + _INVISIBLE
    unlinked = _BECOMES_A_LINK.sub(_INVISIBLE, str(words))
    return "".join(c if c.isalnum() or c in safe else f"&#{ord(c)};" for c in unlinked)


def kept_together(cell: object) -> str:
    """A number stays on one line, as does its bracket: "33.3%", "(11.8 to 61.6)", "(n = 15)"."""
    words = str(cell).replace("(n = ", "(n\u00a0=\u00a0")
    if not (words[:1].isdigit() or words.startswith("p ")):
        return words
    return words.replace(" ", "\u00a0").replace("\u00a0(", " (")


def heard(words: object) -> str:
    """Words for a label that is read out and not drawn.

    Streamlit reads them out as they are typed, references and all, and makes Markdown of them as
    well, with its pictures and links: what would be markup is left out.
    """
    unlinked = _SHORT_CODE.sub(_INVISIBLE, _BECOMES_A_LINK.sub(_INVISIBLE, str(words)))
    return " ".join(_MARKUP.sub(" ", unlinked).split())
