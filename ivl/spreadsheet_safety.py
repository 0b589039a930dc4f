"""Text that stays text when a spreadsheet is opened.

Excel and its kin run a cell as a formula if its text begins in certain ways, and a formula can
reach files and the network. Whatever a stranger may have typed therefore passes through here
before it is written to a CSV or XLSX file. See CWE-1236 and OWASP's Application Security
Verification Standard 5.0, requirement 1.2.10.
"""

from typing import Final, TypeVar

_Value = TypeVar("_Value")

_STARTS_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_STARTS_FORMULA_UNSEEN: Final = ("\t", "\r", "\n", "\0")


def safe_cell(value: _Value) -> _Value | str:
    """The value as it may be written to a cell: text that could run gets an apostrophe first.

    Numbers, dates and blanks are returned as they are; a negative number is no text.
    """
    if isinstance(value, str) and (
        value.startswith(_STARTS_FORMULA_UNSEEN) or value.lstrip().startswith(_STARTS_FORMULA)
    ):
        return f"'{value}"
    return value
