"""Bytes of a file → its sheets, each cell as the file holds it.

No cell is interpreted here: "None" stays an answer and 0012 a text. A cell that holds nothing
readable (an error such as #N/A, a formula that was never calculated) is blank, and
``Sheet.unreadable`` says why.
"""

from collections.abc import Callable
from typing import Final

from ivl.intake.cells import Workbook
from ivl.intake.delimited import read_delimited
from ivl.intake.refusal import NO_SPREADSHEET, Refused
from ivl.intake.workbook import read_xls, read_zipped

MOST_BYTES: Final = 20 * 1024 * 1024

_WEB_PAGE: Final = (
    "This file is a web page or an XML file under the name of a spreadsheet, as hospital systems "
    "export it. Open it in Excel, save it as .xlsx, and upload that."
)
_DAMAGED: Final = (
    "This file is damaged or of a kind that cannot be read. Open it in Excel, save it as .xlsx, "
    "and upload that."
)
_OTHER_KINDS: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc")


def read(content: bytes, filename: str) -> Workbook:
    """The sheets of an .xlsx, .xls, .ods, .csv or .tsv file.

    What kind of file it is, its first bytes say; hospital systems like to name text ".xls".

    Args:
        content: the whole file.
        filename: for the messages.

    Raises:
        Refused: if it cannot be read, with the sentence for the user.
    """
    if not content.strip():
        raise Refused(f"{filename} is empty. Choose the file that holds the cohort.")
    if len(content) > MOST_BYTES:
        raise Refused(
            f"{filename} has {len(content) / 1024**2:.0f} MB; at most 20 MB can be read. "
            "Save the sheet with the cohort as a file of its own and upload that."
        )
    try:
        return _reader(content)(content)
    except Refused:
        raise
    except Exception as error:
        # A reader may trip over a damaged file in any way it likes.
        raise Refused(_DAMAGED) from error


def _reader(content: bytes) -> Callable[[bytes], Workbook]:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(b"PK\x03\x04"):
        return read_zipped
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return read_xls
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise Refused(_WEB_PAGE)
    if content.startswith(_OTHER_KINDS):
        raise Refused(NO_SPREADSHEET)
    return read_delimited
