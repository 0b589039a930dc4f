"""Codes that tell of a further row of one patient: "P1b", "P1 (2nd op)", 001（二次）, 1-1 and 1-2.

However many there are, each stands for a woman who is in the file already; a cohort of them would
be larger than the ward's.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.words import all_plain

_ENDS_IN_ITS_NUMBER: Final = re.compile(r"\D*\d+")
_NUMBERED: Final = re.compile(
    r"(?:n|no|nr|num|number|id|pt|pat|patient|subject|case|ivl|#|编号|病例|患者|病人|序号)"
    r"[ .:#_-]*(?=\d)"
    r"|(?:re-?do|re-?op\w*|repeat\w*|2nd|second|again|copy(?: of)?|dup\w*)[ .:_-]+(?=\w)"
    r"|(?:复发|再次|二次|重复)[ :_-]*"
)
"""Stands before another's code without telling of another patient: "No. 003" beside 003."""

_ALONE: Final = re.compile(rf"(?!{_NUMBERED.pattern})[a-z]*[-_]?\d+", re.ASCII | re.IGNORECASE)
_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
_COUNTED: Final = re.compile(r"(.*\d)(?:[-_./ ]+0*([1-9]\d?)|[-_. ]?\(?([a-d])\)?)")
_FEWEST: Final = 3
_MOST: Final = 4
"""So many operations has one patient; a centre has more patients."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR: Final = re.compile(r"(?<!\d)(?:[89]\d|0?[4-9]|[1-3]\d)$")
"""Patients are numbered from 1; from 04 on, 10 and 11 may be years."""

_NEARLY_ALL: Final = 0.8


def count_alone(cells: Sequence[Cell]) -> bool:
    """A quick look: whether no code is more than letters and a number, and none another's."""
    return all(cell is None or _ALONE.fullmatch(as_text(cell).strip()) for cell in cells)


class Codes:
    """The codes of some rows, to be compared with one another."""

    def __init__(self, codes: Mapping[int, str]) -> None:
        """Takes the code of each row, as it is written."""
        self._written = codes
        self._bare = dict(zip(codes, _bare(codes), strict=True))
        self._longer = [
            row for row, code in self._bare.items() if not _ENDS_IN_ITS_NUMBER.fullmatch(code)
        ]
        """Rows whose code goes on behind its first number, or has none."""

    def with_something_added(self) -> dict[int, str]:
        """Rows whose code is that of another row and something more, and that other code."""
        first = {code: row for row, code in reversed(self._bare.items())}
        longer = set(self._longer)
        found: dict[int, str] = {}
        for row, code in self._bare.items():
            if row in longer or _NUMBERED.match(code):
                begins = (begin for begin in _beginnings(code) if begin in first)
                if (begin := next(begins, None)) is not None:
                    found[row] = self._written[first[begin]]
        return found

    def counted_on(self) -> dict[int, str]:
        """Rows whose code counts on from another's, as 1-2 from 1-1 or P3b from P3a, and that one.

        Only where nearly all codes are written so, or what stands before is a code like the
        others. In 2019-1 and 2019-2 a year stands before, and a centre that has many patients is
        no patient.
        """
        groups: dict[str, dict[int, int]] = {}
        for row in self._longer:
            if told := _COUNTED.fullmatch(self._bare[row]):
                number = int(told[2]) if told[2] else ord(told[3]) - ord("a") + 1
                groups.setdefault(told[1], {}).setdefault(number, row)
        if all(len(one) == 1 for one in groups.values()):
            return {}
        forms = Counter(map(_form, self._bare.values()))
        n_all = len(self._bare)
        n_counted = sum(map(len, groups.values()))
        are_all = n_counted >= _NEARLY_ALL * n_all
        are_patients = (
            len(groups) >= _FEWEST
            and all(map(_are_of_one, groups.values()))
            and not all(map(_SHORT_YEAR.search, groups))
        )
        found: dict[int, str] = {}
        for begin, rows in groups.items():
            is_like_others = 2 * forms[_form(begin)] > n_all
            is_told = are_patients if are_all else is_like_others and _are_of_one(rows)
            if is_told and not _YEAR.search(begin):
                first = self._written[rows[1]]
                found |= {row: first for number, row in rows.items() if number > 1}
        return found


def _are_of_one(numbers: Collection[int]) -> bool:
    """Whether they run from 1 to what one patient may have."""
    return sorted(numbers) == list(range(1, len(numbers) + 1)) and len(numbers) <= _MOST


def _beginnings(code: str) -> Iterator[str]:
    """What may be another's code, the longest first."""
    if told := _NUMBERED.match(code):
        yield _ZEROS.sub("", code[told.end() :])
    if not _ENDS_IN_ITS_NUMBER.fullmatch(code):
        for at in range(len(code) - 1, 0, -1):
            if code[at - 1].isdigit() and not code[at].isdigit():
                yield code[:at]


def _bare(codes: Mapping[int, str]) -> list[str]:
    """Without capitals and zeros before numbers."""
    return _ZEROS.sub("", "\n".join(all_plain(list(codes.values())))).split("\n")


def _form(code: str) -> str:
    return re.sub(r"\d+", "#", code)
