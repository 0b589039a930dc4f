"""Text that stays text when a spreadsheet is opened.

Excel and its kin run a cell as a formula if its text begins in certain ways, and a formula can
reach files and the network. Whatever a stranger may have typed therefore passes through here
before it is written to a CSV or XLSX file. See CWE-1236 and OWASP's Application Security
Verification Standard 5.0, requirement 1.2.10.
"""

import re
from typing import Final, TypeVar

_Value = TypeVar("_Value")

_STARTS_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_STARTS_FORMULA_UNSEEN: Final = ("\t", "\r", "\n", "\0")
_UNHOLDABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters that XML 1.0, and so a workbook, has no way to write (section 2.2)."""


def safe_cell(value: _Value) -> _Value | str:
    """The value as it may be written to a cell: text that could run gets an apostrophe first.

    Numbers, dates and blanks are returned as they are; a negative number is no text.
    """
    if isinstance(value, str) and (
        value.startswith(_STARTS_FORMULA_UNSEEN) or value.lstrip().startswith(_STARTS_FORMULA)
    ):
        return f"'{value}"
    return value


def without_control_characters(value: _Value) -> _Value | str:
    """The value as a workbook can hold it; all but text is returned as it is."""
    return _UNHOLDABLE.sub("", value) if isinstance(value, str) else value
