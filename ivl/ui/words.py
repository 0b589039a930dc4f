"""Words on their way to the page, where Streamlit would read them as Markdown."""


def plain(words: object) -> str:
    """Words as they are: what Markdown would read as markup becomes a character reference."""
    safe = " .,;%()\n"
    return "".join(c if c.isalnum() or c in safe else f"&#{ord(c)};" for c in str(words))


def heard(words: object) -> str:
    """Words for the label of a widget that is not drawn: nothing of them is markup, or escaped.

    A screen reader says character references as they are typed, so the characters are left out.
    """
    safe = " .,;%():?\"'-"
    return "".join(c if c.isalnum() or c in safe else " " for c in str(words))


def kept_together(cell: object) -> str:
    """A number stays on one line, as does its bracket: "33.3%", "(11.8 to 61.6)", "(n = 15)"."""
    words = str(cell).replace("(n = ", "(n\u00a0=\u00a0")
    if not (words[:1].isdigit() or words.startswith("p ")):
        return words
    return words.replace(" ", "\u00a0").replace("\u00a0(", " (")
