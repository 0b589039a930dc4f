"""What cannot be true of one patient: every rule, in the order in which they apply."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from ivl import text
from ivl.intake.records import Mask, Patient, Records, levels_from
from ivl.intake.rules import CORRECT_EITHER, SLACK, Rule, iso
from ivl.intake.rules_of_times import RULES_OF_RECURRENCE_TIMES, rules_of_times
from ivl.schema import BY_NAME, RECORDED, Column

_TO_RECURRENCE: Final = "time_to_recurrence_months"
_SIGNS: Final = tuple(option.name for option in BY_NAME["recurrence_site"].options)
_TREATMENTS: Final = tuple(
    option.name
    for option, level in zip(
        BY_NAME["recurrence_treatment"].options,
        BY_NAME["recurrence_treatment"].own_levels,
        strict=True,
    )
    if level.name != "observation"
)


def rules(today: date, is_free_time: bool) -> tuple[Rule, ...]:
    """Every rule, in the order in which they are to be applied.

    Args:
        today: no date lies after it.
        is_free_time: "time to recurrence" is headed as recurrence-free time, which patients
            without recurrence have as well.
    """
    not_said, timed = ((), ()) if is_free_time else ((_NOT_SAID,), (_TIMED,))
    # What the others make unknown was said, so that rule comes before them.
    return (
        *rules_of_times(today), *not_said, _DATED, *timed, _PLACED, _TREATED,
        *RULES_OF_RECURRENCE_TIMES, *_OF_LIFE, *_OF_OPERATIONS, *_OF_REACH, *_OF_NONE,
    )  # fmt: skip


# ── Recurrence ───────────────────────────────────────────────────────────────────────────────

_DENIED: Final = "Whether the tumour recurred counts as unknown"
_DATED: Final = Rule(
    "recurrence",
    lambda records: records.says("recurrence", "no") & records.has("recurrence_date"),
    lambda her: f"No recurrence, but a date of recurrence, {iso(her['recurrence_date'])}",
    _DENIED,
    CORRECT_EITHER,
    makes_unknown="recurrence",
)
_TIMED: Final = Rule(
    "recurrence",
    lambda records: (
        records.says("recurrence", "no")
        & (records.number(_TO_RECURRENCE) < records.followup - SLACK)
    ),
    lambda her: f"No recurrence, but {text.compact(her[_TO_RECURRENCE])} months to recurrence",
    _DENIED,
    CORRECT_EITHER,
    makes_unknown="recurrence",
)
_PLACED: Final = Rule(
    "recurrence",
    lambda records: records.says("recurrence", "no") & _any_says_yes(records, _SIGNS),
    lambda her: "No recurrence, but a site of recurrence",
    _DENIED,
    CORRECT_EITHER,
    makes_unknown="recurrence",
)


_TREATED: Final = Rule(
    "recurrence",
    lambda records: records.says("recurrence", "no") & _any_says_yes(records, _TREATMENTS),
    lambda her: "No recurrence, but a treatment of it",
)


def _is_told_of_others(records: Records) -> Mask:
    """Whose recurrence is unknown in a column that is not unknown as a whole."""
    told = records.says("recurrence", "yes", "no")
    return ~told & told.any()


_NOT_SAID: Final = Rule(
    "recurrence",
    lambda records: (
        _is_told_of_others(records) & (records.has(_TO_RECURRENCE) | records.has("recurrence_date"))
    ),
    lambda her: "A time of recurrence, but not whether the tumour recurred",
    "Whether the tumour recurred counts as unknown",
    "Enter yes or no",
)


def _any_says_yes(records: Records, names: tuple[str, ...]) -> Mask:
    found = records.says(names[0], "yes")
    for name in names[1:]:
        found = found | records.says(name, "yes")
    return found


# ── Life and death ───────────────────────────────────────────────────────────────────────────

_OF_LIFE: Final = (
    Rule(
        "vital_status",
        lambda records: records.says("vital_status", "alive") & records.has("death_date"),
        lambda her: f"Alive, but a date of death, {iso(her['death_date'])}",
        "Whether she died counts as unknown",
        CORRECT_EITHER,
        makes_unknown="vital_status",
    ),
    Rule(
        "vital_status",
        lambda records: records.says("vital_status", "alive") & records.has("death_cause"),
        lambda her: "Alive, but a cause of death",
        "Whether she died counts as unknown",
        CORRECT_EITHER,
        makes_unknown="vital_status",
    ),
    Rule(
        "lost_to_followup",
        lambda records: (
            records.says("vital_status", "dead") & records.says("lost_to_followup", "yes")
        ),
        lambda her: "Dead, and lost to follow-up",
        "She counts as dead",
    ),
    Rule(
        "vital_status",
        lambda records: (
            records.says("vital_status", "alive") & records.says("lost_to_followup", "yes")
        ),
        lambda her: "Alive, but lost to follow-up",
        "She counts as alive when last seen, and her vital status as unknown",
        "Nothing needs to be done, unless she was traced",
        makes_unknown="vital_status",
    ),
)

# ── Operations, and what they found ──────────────────────────────────────────────────────────

_BEYOND_PELVIS: Final = tuple(
    level.name for level in BY_NAME["tumor_extent"].own_levels if level.group != "pelvic"
)
_ABSENT: Final = "prior_uterine_surgery_total_hysterectomy"


def _reached(her: Patient) -> str:
    group = BY_NAME["tumor_extent"].level(her["tumor_extent"]).group
    return text.lower_first(BY_NAME["extent_group"].level(group).label)


def _beyond_pelvis(name: str, level: str, words: str) -> Rule:
    return Rule(
        name,
        lambda records: records.says(name, level) & records.says("tumor_extent", *_BEYOND_PELVIS),
        lambda her: f"{words}, but the tumour reached the {_reached(her)}",
    )


def _uterus_twice(her: Patient) -> str:
    done = BY_NAME["uterine_procedure"].level(her["uterine_procedure"]).label
    return f"The uterus was removed before, but the uterine procedure is {text.lower_first(done)}"


_HOURS: Final = 24

_OF_OPERATIONS: Final = (
    Rule(
        "parity",
        lambda records: records.number("parity") > records.number("gravidity"),
        lambda her: (
            f"{text.compact(her['parity'])} births, but {text.compact(her['gravidity'])} "
            "pregnancies"
        ),
    ),
    Rule(
        "dhca",
        lambda records: records.says("dhca", "yes") & records.says("cpb", "no"),
        lambda her: "Circulatory arrest, but no cardiopulmonary bypass",
    ),
    Rule(
        "adjuvant_months",
        lambda records: (
            records.says("adjuvant_none", "yes") & (records.number("adjuvant_months") > 0)
        ),
        lambda her: f"No adjuvant therapy, but {text.compact(her['adjuvant_months'])} months of it",
    ),
    Rule(
        "icu_time",
        lambda records: records.number("icu_time") / _HOURS > records.number("los") + 1,
        lambda her: (
            f"{text.compact(her['icu_time'])} hours in intensive care, but "
            f"{text.compact(her['los'])} days in hospital"
        ),
    ),
    _beyond_pelvis("ivl_detection", "incidental", "Incidental"),
    _beyond_pelvis("thrombectomy", "no", "No thrombectomy"),
    Rule(
        "uterine_procedure",
        lambda records: (
            records.says(_ABSENT, "yes")
            & records.has("uterine_procedure")
            & ~records.says("uterine_procedure", "uterus_already_absent", "unknown")
        ),
        _uterus_twice,
        "The uterine procedure counts as unknown",
        CORRECT_EITHER,
        makes_unknown="uterine_procedure",
    ),
)

# ── Places ───────────────────────────────────────────────────────────────────────────────────

_PASSED_FROM: Final = {
    "ivc": "ivc_infrarenal",
    "ra": "right_atrium",
    "rv": "right_ventricle",
    "pa": "pulmonary_artery",
}
"""Places with a column of their own, and the first level that cannot be had without them."""

_GROUPS: Final = {
    "ivc": "ivc", "ra": "right_heart", "rv": "right_heart", "pa": "pulmonary_artery"
}  # fmt: skip


def _rules_of_place(place: str) -> Iterator[Rule]:
    """A yes in a place beyond the furthest reach, and a no in one before it."""
    column, label = BY_NAME["tumor_extent"], BY_NAME[place].label
    through = levels_from("tumor_extent", _PASSED_FROM[place])
    # Of the right heart as a whole nobody knows whether the ventricle was reached.
    through = tuple(name for name in through if (place, name) != ("rv", "right_heart"))
    order = BY_NAME["extent_group"].level_names
    short = tuple(
        level.name
        for level in column.own_levels
        if order.index(level.group) < order.index(_GROUPS[place])
    )

    def says(answer: str) -> Callable[[Patient], str]:
        return lambda her: (
            f"The furthest reach is {text.lower_first(column.level(her['tumor_extent']).label)}, "
            f"but {label} is {answer}"
        )

    for answer, levels in (("yes", short), ("no", through)):
        yield Rule(
            "tumor_extent",
            _in_place(place, answer, levels),
            says(answer),
            "The furthest reach is used",
        )


def _in_place(place: str, answer: str, levels: tuple[str, ...]) -> Callable[[Records], Mask]:
    return lambda records: records.says(place, answer) & records.says("tumor_extent", *levels)


_OF_REACH: Final = tuple(rule for place in _PASSED_FROM for rule in _rules_of_place(place))

# ── None and something ───────────────────────────────────────────────────────────────────────


def _none_and_some(column: Column) -> Rule:
    none, *others = (option.name for option in column.options)

    def says(her: Patient) -> str:
        given = [BY_NAME[name].label for name in others if her[name] == "yes"]
        return f"None, but also {text.listed(given)}"

    return Rule(
        column.name,
        lambda records: records.says(none, "yes") & _any_says_yes(records, tuple(others)),
        says,
    )


_OF_NONE: Final = tuple(
    _none_and_some(column)
    for column in RECORDED
    if column.kind == "several" and column.own_levels[0].name == "none"
)
