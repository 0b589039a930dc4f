"""What headings say beside the name of a field: codes, the order of dates, one box of several."""

import re
from typing import Final

from ivl.intake.cells import LONGEST_HEADING
from ivl.intake.words import plain

BRACKETS: Final = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
CHOICE: Final = re.compile(r"^(.*)\(choice=(.*)\)$")
CHECKBOX: Final = re.compile(r"^(.+?)___+(.+)$")
"""A question and one of its boxes, as REDCap heads them with labels and with names."""

FORM_STATUS: Final = "complete?"
"""How REDCap heads, with labels, whether a form was filled in: no word of a resection."""

_CODE = re.compile(
    r"(?<!\d)(\d{1,2})(?!\d)(?:\s*[=:]\s*|\s*[.)、–—-]?\s*(?=[^\W\d_]))"
    r"([^\d\s=:,;/|、][^\d=:]*?)\s*(?=[,;/|、]?\s*(?<!\d)\d{1,2}(?!\d)|$)"
)
_CODE_BEHIND = re.compile(
    r"(?:^|(?<=[\d=:,;/|、]))\s*([^\d\s=:,;/|、][^\d=:,;/|、]*?)\s*([=:]?)\s*(\d{1,2})(?!\d)"
)


def option_of(heading: str) -> str:
    """Words of the option whose box a database heads with labels, "" for other headings."""
    found = CHOICE.match(plain(heading)) if len(heading) <= LONGEST_HEADING else None
    return found[2].strip("'\" ") if found else ""


def codes_in(words: str) -> tuple[tuple[str, str], ...]:
    """Codes with what they mean: "1 = yes, 2 = no", "yes=1; no=0", "1盆腔 2下腔静脉".

    Without a sign between them, a single number and its words are no code: "5 years", "kg/m2".
    """
    if len(words) > LONGEST_HEADING:
        return ()
    if re.match(r"\s*\d", words):
        found = tuple(_CODE.findall(words))
    else:
        found = tuple((code, meaning) for meaning, _, code in _CODE_BEHIND.findall(words))
    return found if len(found) > 1 or re.search("[=:]", words) else ()


def codes_after(words: str) -> tuple[tuple[str, str], ...]:
    """Codes that follow other words, where signs leave no doubt: "Recurrence yes=1 no=0"."""
    if len(words) > LONGEST_HEADING:
        return ()
    if found := re.search(r"(?<!\d)\d{1,2}\s*[=:]", words):
        return tuple(_CODE.findall(words[found.start() :]))
    signed = (match for match in _CODE_BEHIND.findall(words) if match[1])
    return tuple((code, meaning.split(" ")[-1]) for meaning, _, code in signed)


def date_order(words: str) -> str:
    """ "DMY" for "dd/mm/yyyy"; "" if the words are no such pattern."""
    letters = re.sub("[^dmy年月日]", "", words)
    if len(letters) < 3 or re.search("[^dmyhs年月日:/. -]", words):
        return ""
    order = re.sub(
        r"(.)\1+", r"\1", letters.replace("年", "y").replace("月", "m").replace("日", "d")
    )
    return order[:3].upper() if order[:3] in ("dmy", "mdy", "ymd") else ""
