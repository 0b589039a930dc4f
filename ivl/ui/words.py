"""Words on their way to the page, where Streamlit would read them as Markdown."""

import re

_BECOMES_A_LINK = re.compile(r"(?<=www)(?=\.)|(?<=https)(?=://)|(?<=http)(?=://)|(?<=@)", re.I)
"""Where an address is cut. Addresses become links after character references were read."""

_INVISIBLE = "\u2060"
"""WORD JOINER: has no width and lets no line break, so that an address still reads as it stands."""


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
