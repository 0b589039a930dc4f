"""Why a file cannot be read at all."""

from typing import Final

NO_SPREADSHEET: Final = (
    "This file is not a spreadsheet. Choose one that ends in .xlsx, .xls, .ods, .csv or .tsv."
)


class Refused(Exception):
    """The file cannot be read; the text is the sentence that the user is shown."""
