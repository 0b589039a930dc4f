"""Numbers and names as readers see them: on screen, in captions, in tables and in file names.

Every number that is shown passes through this module, so that it reads the same everywhere.
Proportions come in as 0 to 1 and leave as percent with one decimal.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

BLANK = "–"
"""Stands where there is no number; the reason is said beside it."""


def percent(share: float) -> str:
    """A proportion between 0 and 1 as "33.3%"; NaN as a dash."""
    return BLANK if math.isnan(share) else f"{100 * share:.1f}%"


def n_of(n: int, n_known: int) -> str:
    """ "5/15 (33.3%)"; without a denominator "0/0" alone, since no share exists."""
    return f"{n}/{n_known}" if n_known == 0 else f"{n}/{n_known} ({percent(n / n_known)})"


def percent_interval(low: float, high: float) -> str:
    """ "11.8 to 61.6%", or a dash where the data support no interval."""
    if math.isnan(low) or math.isnan(high):
        return BLANK
    return f"{' to '.join(told_apart(100 * low, 100 * high))}%"


def decimal(value: float, digits: int = 1) -> str:
    """A quantity with a fixed number of decimals, "36.0", "−6.0"; NaN as a dash.

    The sign is a minus, not a hyphen: a spreadsheet would take a hyphen for a formula's.
    """
    if math.isnan(value):
        return BLANK
    digits_alone = f"{abs(value):.{digits}f}"
    return f"−{digits_alone}" if value < 0 and float(digits_alone) else digits_alone


def told_apart(low: float, high: float, digits: int = 1) -> tuple[str, str]:
    """Two limits with so many decimals, or as many more as tell them apart: "99.97", "99.99"."""
    while low != high and digits < 6 and decimal(low, digits) == decimal(high, digits):
        digits += 1
    return decimal(low, digits), decimal(high, digits)


def compact(value: float) -> str:
    """A quantity as one would type it: "36" rather than "36.0", "2.5" as it is."""
    return BLANK if math.isnan(value) else f"{value:.6f}".rstrip("0").rstrip(".")


def p_value(p: float | None) -> str:
    """ "p = 0.0052", "p = 0.45", "p < 0.001"; a dash for None and NaN.

    Two significant figures; never "0.000", and "p > 0.99" rather than a rounded 1.
    """
    if p is None or math.isnan(p):
        return BLANK
    if p < 0.001:
        return "p < 0.001"
    if p > 0.99:
        return "p > 0.99"
    rounded = float(f"{p:.1e}")
    return f"p = {rounded:.{1 - math.floor(math.log10(rounded))}f}"


def p_in_column(p: float | None) -> str:
    """Below a heading that says p: "0.0052", "<0.001"; a dash for None and NaN."""
    return p_value(p).removeprefix("p ").removeprefix("= ").replace(" ", "")


def chi_square(statistic: float, df: int) -> str:
    """ "chi-square 7.65, 1 df"; "" without a degree of freedom, as of exact tests."""
    return f"chi-square {decimal(statistic, 2)}, {df} df" if df else ""


LARGEST_RATIO: Final = 1000
"""No ratio and no limit of one is printed beyond this, nor below its inverse; nor a rate."""


def beyond(value: float) -> str:
    """ "over 1000" or "under 0.001" for a ratio that is not printed as a number, "" for others."""
    if value >= LARGEST_RATIO:
        return f"over {LARGEST_RATIO}"
    return f"under {1 / LARGEST_RATIO:g}" if 0 < value <= 1 / LARGEST_RATIO else ""


def bounded(numbers: Mapping[str, float], smallest: float) -> tuple[dict[str, float], str]:
    """Ratios or rates no further out than they are printed, and which of them lay beyond.

    Args:
        numbers: by name; NaN and 0 stay as they are.
        smallest: the least that is printed as a number, the inverse of the largest for a ratio, 0
            for a rate.

    Returns:
        The numbers, and "conf_low under 0.001; conf_high over 1000"; "" where none lay beyond. Of
        two limits on the far side of one bound the outer one is NaN, or 0 below.
    """
    within = {
        name: value if value == 0 else min(max(value, smallest), float(LARGEST_RATIO))
        for name, value in numbers.items()
        if not math.isnan(value)
    }
    out = [
        f"{name} {beyond(value)}"
        for name, value in numbers.items()
        if value >= LARGEST_RATIO or 0 < value <= smallest
    ]
    low, high = within.get("conf_low"), within.get("conf_high")
    if low is not None and low == high:
        within |= {"conf_high": math.nan} if low > smallest else {"conf_low": 0.0}
    return {**numbers, **within}, "; ".join(out)


def ratio(value: float) -> str:
    """A ratio as "452", "45.2", "1.24", "0.052", "0.0021": two decimals at most from 0.1 on.

    From a thousand on, to either side, only that is said: "over 1000", "under 0.001".
    """
    if math.isnan(value):
        return BLANK
    if bound := beyond(value):
        return bound
    if value == 0:
        return "0"
    magnitude = math.floor(math.log10(value))
    return decimal(value, max(2 - max(magnitude, 0), 1 - magnitude, 0))


def per_time(rate: float) -> str:
    """A rate per 100 patient-years as "5.1"; beyond what few months can tell, "over 1000"."""
    return beyond(rate) if rate >= LARGEST_RATIO else decimal(rate)


def between(low: str, high: str) -> str:
    """Two printed limits: "1.02 to 567", "at least 1.77", "at most 14.2%"; a dash for neither.

    "over 1000" where both are.
    """
    if low.startswith("over"):
        return low
    if BLANK in (low, high):
        return BLANK if low == high else f"at least {low}" if high == BLANK else f"at most {high}"
    return f"{low} to {high}"


def ratio_limits(low: float, high: float) -> str:
    """Limits of a ratio: "1.02 to 567", "0.11 to over 1000", "over 1000"."""
    return between(ratio(low), ratio(high))


def patients(n: int) -> str:
    """ "1 patient", "39 patients"."""
    return counted(n, "patient")


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """ "1 recurrence", "5 recurrences"."""
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """ "pelvis, vena cava and right heart"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def first_few(items: Sequence[object], most: int) -> str:
    """The first ones and how many more there are: "2, 3, 5 and 40 more"; never "1 more"."""
    more = len(items) - most
    return listed(map(str, items) if more < 2 else [*map(str, items[:most]), f"{more} more"])


def against(groups: Sequence[str], sign: str) -> str:
    """ "Incidental minus nonincidental", "Pelvic v vena cava v right heart", "No known group"."""
    return f" {sign} ".join([*groups[:1], *map(lower_first, groups[1:])]) or "No known group"


def sentences(parts: Sequence[str]) -> str:
    """Non-empty parts as sentences, each closed by a full stop."""
    return " ".join(
        part if part.endswith((".", "?", ":")) else f"{part}." for part in parts if part
    )


def lower_first(words: str) -> str:
    """The first letter small, unless a name leads: "GnRH agonist" and "Ki-67" stay."""
    leading = words.partition(" ")[0]
    is_name = leading[1:] != leading[1:].lower() or any(map(str.isdigit, leading))
    return words if is_name else words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """The first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


def slug(words: str) -> str:
    """Lower-case letters and digits joined by hyphens, safe in any file name and link."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def median_quartiles(
    median: float, q1: float, q3: float, digits: int = 1, each: Sequence[float] = ()
) -> str:
    """ "47.0 (41.0 to 52.5)"; "41.0 and 63.0 (all values)" of few; a dash where nothing is known.

    Args:
        median, q1, q3, each: as in ``quantities.Summary``.
        digits: decimals.
    """
    if each:
        values = listed(decimal(value, digits) for value in each)
        return f"{values} ({'single value' if len(each) == 1 else 'all values'})"
    if math.isnan(median):
        return BLANK
    return f"{decimal(median, digits)} ({decimal(q1, digits)} to {decimal(q3, digits)})"


NOT_REACHED = "not reached"
"""Stands for a median or a limit that a curve does not come down to."""


def limits(low: float, high: float, digits: int = 1) -> str:
    """ "24.0 to 38.5", "24.0 to not reached"; a dash where neither limit exists."""
    if math.isnan(low) and math.isnan(high):
        return BLANK
    printed = zip((low, high), told_apart(low, high, digits), strict=True)
    return " to ".join(NOT_REACHED if math.isnan(side) else words for side, words in printed)


def reached(median: float, low: float, high: float) -> str:
    """The median of a curve with its limits: "36.0 (24.0 to 38.5)".

    What the curve does not come down to is said: "not reached (24.0 to not reached)", "not
    reached", and of a curve that fell past one half to 0 "36.0 (limits not estimable)".
    """
    printed = NOT_REACHED if math.isnan(median) else decimal(median)
    interval = limits(low, high)
    if interval != BLANK:
        return f"{printed} ({interval})"
    return printed if math.isnan(median) else f"{printed} (limits not estimable)"
