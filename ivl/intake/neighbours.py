"""What a bare word such as "When" or "Month" asks of the column to its left."""

import re
from collections.abc import Iterable
from typing import Final

from ivl.intake.heads import Head
from ivl.intake.words import spaced

_WHEN: Final = re.compile(
    r"(?:at |in |after |if so |if yes )?(?:when|(?:at )?(?:months?|mos?|mths?|years?|yrs?|days?"
    r"|weeks?|time|date|interval|duration)"
    r"(?: (?:after|from|since|post) ?(?:surgery|op|operation))?)"
    "|何时|什么时候|几个?月|时间|日期|月数?|月份|年月|间隔|多久"
)
_WHERE: Final = re.compile("(?:if so |if yes )?(?:where|site|location|place)|何处|哪里|部位|位置")
_TIMES: Final = {
    "recurrence": ("time_to_recurrence_months", "recurrence_date"),
    "vital_status": ("death_date", "followup_months"),
    "adjuvant_therapy": ("adjuvant_months",),
    "lost_to_followup": ("last_followup_date",),
}
_PLACES: Final = {"recurrence": ("recurrence_site",)}


def told_beside(head: Head, heads: Iterable[Head]) -> tuple[str, ...]:
    """Fields that a heading may mean by what stands to the left of it; () of most headings.

    Args:
        head: of the column that nothing else explains.
        heads: of all columns.
    """
    words = spaced(head.words).strip("?？ ()（）")
    fields = _TIMES if _WHEN.fullmatch(words) else _PLACES if _WHERE.fullmatch(words) else {}
    left = next((one for one in heads if one.position == head.position - 1), None)
    asked = {target.field for target in left.heading.targets} if left and fields else set()
    return tuple(name for field in fields if field in asked for name in fields[field])
