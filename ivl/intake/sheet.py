"""Bytes of a file → its sheets, each cell as the file holds it.

No cell is interpreted here: "None" stays an answer and 0012 a text. A cell that holds nothing
readable (an error such as #N/A, a formula that was never calculated) is blank, and
``Sheet.unreadable`` says why. Macros and links to other files are not looked at.

A file made to do harm can bring the whole process down, so ``ivl.intake.apart`` runs this in
another one.
"""

from ivl.intake import gate
from ivl.intake.cells import Workbook
from ivl.intake.delimited import read_delimited
from ivl.intake.refusal import DAMAGED, HUNGRY, Refused
from ivl.intake.workbook import read_xls, read_zipped

_READERS = {"zipped": read_zipped, "xls": read_xls, "text": read_delimited}


def read(content: bytes, filename: str) -> Workbook:
    """The sheets of an .xlsx, .xls, .ods, .csv or .tsv file.

    Args:
        content: the whole file.
        filename: for the messages.

    Raises:
        Refused: if it cannot be read, with the sentence for the user.
    """
    try:
        return _READERS[gate.admitted(content, filename)](content)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused(HUNGRY) from error
    except Exception as error:
        # A reader may trip over a damaged file in any way it likes.
        raise Refused(DAMAGED) from error
