"""Why a file cannot be read at all."""

from collections.abc import Callable
from pathlib import PurePath
from traceback import extract_tb
from typing import Final, TypeVar

_Made = TypeVar("_Made")

_SAVE_AS: Final = "Open it in Excel, save it as .xlsx, and upload that."
_COPY: Final = "Copy the sheet with the cohort into a new file and upload that."

NO_SPREADSHEET: Final = (
    "This file is not a spreadsheet. Choose one that ends in .xlsx, .xls, .ods, .csv or .tsv."
)
PDF: Final = "This file is a PDF, not a spreadsheet. Choose the spreadsheet that it was made from."
PICTURE: Final = (
    "This file is a picture, not a spreadsheet. Choose the spreadsheet that it was taken from."
)
STATISTICS: Final = (
    "This file is of a program for statistics (SPSS, SAS, Stata or R), not a spreadsheet. Export "
    "its data there as .xlsx or .csv, with labels in place of codes, and upload that."
)
DOCUMENT: Final = (
    "This file is a text document, not a spreadsheet. Copy its table into Excel, save it as .xlsx, "
    "and upload that."
)
SLIDES: Final = (
    "This file is a presentation, not a spreadsheet. Copy its table into Excel, save it as .xlsx, "
    "and upload that."
)
ARCHIVE: Final = (
    "This file is an archive of other files. Unpack it and upload the spreadsheet that is in it."
)
BINARY_WORKBOOK: Final = (
    f"This file is a binary Excel workbook (.xlsb), which cannot be read here. {_SAVE_AS}"
)
NUMBERS: Final = (
    "This file is an Apple Numbers document, which cannot be read here. Export it to Excel and "
    "upload that."
)
WEB_PAGE: Final = (
    "This file is a web page or an XML file under the name of a spreadsheet, as hospital systems "
    f"export it. {_SAVE_AS}"
)

PROTECTED: Final = "This file is protected by a password. Remove it in Excel and upload again."
PROTECTED_ODS: Final = (
    "This file is protected by a password. Remove it in LibreOffice and upload again."
)
TORN: Final = (
    "The end of this file is missing, as after a copy or download that was cut short. Copy or "
    "download it again and upload that."
)
DAMAGED: Final = f"This file is damaged or of a kind that cannot be read. {_SAVE_AS}"
SWOLLEN: Final = f"This file is far larger unpacked than a cohort needs. {_COPY}"
CONTRADICTORY: Final = (
    "The parts of this file do not match its own list of contents; no spreadsheet program "
    f"writes such a file. {_SAVE_AS}"
)
DEFINES_ENTITIES: Final = (
    "This file defines abbreviations of its own (an XML document type), which no spreadsheet "
    f"program writes; unpacked, they could fill the computer's memory. {_SAVE_AS}"
)

SLOW: Final = (
    f"This file took longer to read than {{seconds:g}} seconds, so reading was stopped. {_COPY}"
)
PUZZLING: Final = (
    "This file took longer than {seconds:g} seconds to understand, so that was stopped. It happens "
    "where thousands of cells hold something other than answers. Copy the columns that record the "
    "cohort into a new file and upload that."
)
HUNGRY: Final = f"This file takes more memory to read than any cohort needs. {_COPY}"
FATAL: Final = f"The program that reads spreadsheets stopped working on this file. {_SAVE_AS}"
BUSY: Final = (
    "Other files are being read, and this computer has no room for one more. Wait a minute and "
    "upload again."
)


FAULT: Final = (
    "This file was read and could not be understood, which is a fault of this program "
    "({kind} in {module}, line {line}). Tell whoever looks after it these words; the file itself "
    "stays with you."
)


class Refused(Exception):
    """The file cannot be read; the text is the sentence that the user is shown."""


def quoting_nothing(make: Callable[[], _Made]) -> _Made:
    """What a function makes; any other exception of it is a refusal, since its text quotes cells.

    Raises:
        Refused: with the place in the code.
    """
    try:
        return make()
    except Refused:
        raise
    except Exception as error:
        last = extract_tb(error.__traceback__)[-1]
        kind, module = type(error).__name__, PurePath(last.filename).name
        fault = FAULT.format(kind=kind, module=module, line=last.lineno)
    raise Refused(fault)  # here, where the exception is no longer part of the traceback
