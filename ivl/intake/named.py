"""What a heading stands for by its plain words: the data dictionary's, however they are phrased."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from ivl.intake import units
from ivl.intake.known import Target, known_targets, phrased_targets, shared_targets
from ivl.intake.phrasing import form, meanings
from ivl.intake.words import key
from ivl.schema import BY_NAME, Column

Sure = Literal["exact", "normalised", "values", "answer"]
"""How a column was understood: by its heading, by its values, or because somebody said so."""


@dataclass(frozen=True)
class Heading:
    """A heading, understood."""

    targets: tuple[Target, ...] = ()
    """More than one if the words are ambiguous, none if they are unknown."""

    sure: Sure = "exact"
    unit: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
    """ "DMY", "MDY" or "YMD" if the heading tells."""

    is_shared: bool = False
    """The cells answer all targets at once, as "G3P2" does."""

    denies: bool = False
    """A yes below it says that what it names is absent."""

    is_doubted: bool = False
    """The heading above it says that something else is meant."""


NOT_KNOWN = Heading()


def whole(words: str) -> Heading | None:
    """A heading of the data dictionary, by its letters and digits."""
    if "%" in words:  # the one unit that letters and digits alone do not show
        return None
    targets = known_targets().get(key(words), ())
    if targets:
        return Heading(targets)
    shared = shared_targets().get(key(words), ())
    return Heading(shared, is_shared=True) if shared else None


def named(words: str) -> Heading | None:
    """A heading without units, codes and brackets, however it is phrased."""
    return whole(words) or phrased(words)


def phrased(words: str) -> Heading | None:
    """A heading of the data dictionary in other words: "OP date", "dt_of_operation"."""
    is_unclear = "%" in words or "(" in words or words.endswith("_complete")
    if is_unclear:
        return None
    found = [phrased_targets().get(form(meant), ()) for meant in meanings(words)]
    targets = tuple(dict.fromkeys(chain.from_iterable(found)))
    return Heading(targets) if targets else None


def measured(understood: Heading, unit: str) -> Heading | None:
    """A heading with its unit; "Last follow-up (months)" is no date but a time."""
    fields = [
        field
        for target in understood.targets
        for field in (target.field, "" if target.is_vague else target.column.timed_as)
        if field and units.fits(unit, BY_NAME[field])
    ]
    told = {target.field: target for target in understood.targets}
    kept = tuple(told.get(field, Target(field)) for field in dict.fromkeys(fields))
    return replace(understood, targets=kept, unit=unit) if kept else None


def only(understood: Heading, condition: Callable[[Column], bool]) -> Heading | None:
    """A heading with those of its targets whose column is as it should be, if any is."""
    kept = tuple(target for target in understood.targets if condition(target.column))
    return replace(understood, targets=kept) if kept else None
