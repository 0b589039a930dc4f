"""A cohort written to any kind of file, in any words and units, reads back as it was."""

import math
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import old_workbook, open_sheet, text_file, workbook

from ivl.intake import Answers, Preview, preview
from ivl.intake.headings import understand
from ivl.intake.sheet import read
from ivl.intake.upload import Opened
from ivl.schema import BY_NAME, RECORDED, Column

Cell = tuple[object, object]
"""What is known of a patient, and how it is written."""

Cohort = tuple[list[list[object]], dict[str, list[object]]]
"""Rows of a spreadsheet, and what each field in it says of each patient."""

# What a recurrence and a death mean for other columns has tests of its own; here each column
# stands for itself.
FIELDS = [
    column
    for column in RECORDED
    if column.kind in ("number", "yes_no", "category", "several", "date")
    and column.name not in ("recurrence", "recurrence_date", "death_date")
]

# ── Headings ─────────────────────────────────────────────────────────────────────────────────


def plain_headings(column: Column) -> list[str]:
    """Headings that stand for the column alone, whatever its cells hold."""
    found = []
    for heading in column.all_headings:
        targets = understand(heading).targets
        if [target.field for target in targets] == [column.name] and not targets[0].asked_as:
            found.append(heading)
    return found


HEADINGS = {column.name: plain_headings(column) for column in FIELDS}

# ── Cells ────────────────────────────────────────────────────────────────────────────────────

YES = ["yes", "Y", "TRUE", "是", "有", "√", "1"]
NO = ["no", "N", "FALSE", "否", "无", "0"]

TIME = {"years": 8766.0, "months": 730.5, "weeks": 168.0, "days": 24.0, "h": 1.0, "min": 1 / 60}
LENGTH = {"cm": 10.0, "mm": 1.0}
VOLUME = {"L": 1000.0, "mL": 1.0}
"""What one of each unit is worth in hours, millimetres and millilitres."""

WRITTEN = {
    "years": ["years", "y", "岁"],
    "months": ["months", "mo", "个月"],
    "weeks": ["weeks", "周"],
    "days": ["days", "d", "天"],
    "h": ["h", "hours", "小时"],
    "min": ["min", "minutes", "分钟"],
    "cm": ["cm", "厘米"],
    "mm": ["mm", "毫米"],
    "mL": ["ml", "毫升"],
    "L": ["L", "升"],
}

DATES: list[Callable[[date], object]] = [
    lambda day: day,
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%d %b %Y}",
    lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day.isoformat()} 00:00:00",
]


def plain_words(column: Column) -> dict[str, list[str]]:
    """How a cell can name each level, without words that two levels share."""
    spelled = {
        level.name: list(
            {word.casefold(): word for word in (level.name, level.label, *level.spellings)}.values()
        )
        for level in column.own_levels
    }
    every = [word.casefold() for words in spelled.values() for word in words]
    return {
        name: [word for word in words if every.count(word.casefold()) == 1]
        for name, words in spelled.items()
    }


@st.composite
def numbers(draw: st.DrawFn, column: Column, n: int) -> tuple[str, list[Cell]]:
    """A heading and cells; the unit stands in the heading, in each cell or nowhere."""
    heading = draw(st.sampled_from(HEADINGS[column.name]))
    in_heading = understand(heading).unit
    worth = next((each for each in (TIME, LENGTH, VOLUME) if column.unit in each), {})
    unit = in_heading or draw(st.sampled_from([column.unit, *worth]))
    factor = worth[unit] / worth[column.unit] if worth else 1.0
    whole = st.integers(math.ceil(column.low / factor), math.floor(min(column.high, 90) / factor))
    cells = draw(st.lists(whole, min_size=n, max_size=n))
    values = [round(cell * factor, 6) for cell in cells]
    if unit not in WRITTEN or (unit == column.unit and draw(st.booleans())):
        return heading, list(zip(values, cells, strict=True))
    word = draw(st.sampled_from(WRITTEN[unit]))
    if not in_heading and draw(st.booleans()):
        return f"{heading} ({word})", list(zip(values, cells, strict=True))
    between = draw(st.sampled_from(["", " "]))
    return heading, [(v, f"{c}{between}{word}") for v, c in zip(values, cells, strict=True)]


@st.composite
def answers_yes_no(draw: st.DrawFn, column: Column, n: int) -> tuple[str, list[Cell]]:
    yes, no = draw(st.sampled_from(YES)), draw(st.sampled_from(NO))
    said = ["yes", "no", *draw(st.lists(st.sampled_from(["yes", "no"]), min_size=n, max_size=n))]
    heading = draw(st.sampled_from(HEADINGS[column.name]))
    return heading, [(value, yes if value == "yes" else no) for value in said[:n]]


@st.composite
def levels(draw: st.DrawFn, column: Column, n: int) -> tuple[str, list[Cell]]:
    words = {name: spelled for name, spelled in plain_words(column).items() if spelled}
    heading = draw(st.sampled_from(HEADINGS[column.name]))
    said = draw(st.lists(st.sampled_from(sorted(words)), min_size=n, max_size=n))
    return heading, [(value, draw(st.sampled_from(words[value]))) for value in said]


@st.composite
def lists_of_options(draw: st.DrawFn, column: Column, n: int) -> tuple[str, list[Cell]]:
    """Cells that name several options; one that is named is a yes, the others are a no."""
    words = {
        name: [word for word in spelled if not set(word) & set(";,、/+|&")]
        for name, spelled in plain_words(column).items()
        if name not in ("none", "other")
    }
    words = {name: spelled for name, spelled in words.items() if spelled}
    heading = draw(st.sampled_from(HEADINGS[column.name]))
    some = st.lists(st.sampled_from(sorted(words)), min_size=1, max_size=3, unique=True)
    between = draw(st.sampled_from(["; ", ", ", "、", " / ", " + ", "|", "\n"]))
    said = draw(st.lists(some, min_size=n, max_size=n))
    written = [between.join(draw(st.sampled_from(words[name])) for name in named) for named in said]
    pairs = zip(said, written, strict=True)
    return heading, [(frozenset(named), cell) for named, cell in pairs]


@st.composite
def days(draw: st.DrawFn, column: Column, n: int) -> tuple[str, list[Cell]]:
    written = draw(st.sampled_from(DATES))
    day = st.dates(date(2001, 1, 1), date(2020, 12, 31))
    said = draw(st.lists(day, min_size=n, max_size=n))
    heading = draw(st.sampled_from(HEADINGS[column.name]))
    return heading, [(pd.Timestamp(value), written(value)) for value in said]


OF_KIND = {
    "number": numbers,
    "yes_no": answers_yes_no,
    "category": levels,
    "several": lists_of_options,
    "date": days,
}


@st.composite
def cohorts(draw: st.DrawFn, fields: list[Column] = FIELDS) -> Cohort:
    columns = draw(st.lists(st.sampled_from(fields), min_size=2, max_size=8, unique=True))
    n = draw(st.integers(2, 6))
    said: dict[str, list[object]] = {"patient_id": [f"P{number}" for number in range(n)]}
    heading = draw(st.sampled_from(["ID", "Study ID", "病例号", "编号"]))
    written: list[list[object]] = [[heading, *said["patient_id"]]]
    for column in columns:
        heading, cells = draw(OF_KIND[column.kind](column, n))
        written.append([heading, *(cell for _, cell in cells)])
        values = [value for value, _ in cells]
        if column.kind == "several":
            for level, option in zip(column.own_levels, column.options, strict=True):
                if level.name not in ("none", "other"):
                    said[option.name] = ["yes" if level.name in value else "no" for value in values]
        else:
            said[column.name] = values
    shuffled = draw(st.permutations(written))
    return [list(row) for row in zip(*shuffled, strict=True)], said


# ── Files ────────────────────────────────────────────────────────────────────────────────────


def encoded(codec: str, delimiter: str) -> Callable[[list[list[object]]], bytes]:
    """Writes a text file in this encoding, or in UTF-8 where it lacks a character."""

    def write(rows: list[list[object]]) -> bytes:
        try:
            return text_file(rows, codec, delimiter)
        except UnicodeEncodeError:
            return text_file(rows, "utf-8", delimiter)

    return write


WAYS: list[Callable[[list[list[object]]], bytes]] = [
    lambda rows: text_file(rows, "utf-8", ","),
    lambda rows: text_file(rows, "utf-8-sig", ";"),
    lambda rows: text_file(rows, "utf-16", "\t"),
    lambda rows: text_file(rows, "gb18030", ","),
    encoded("big5", "\t"),
    encoded("shift_jis", ","),
    encoded("cp1252", ";"),
    lambda rows: text_file(rows, "utf-8", "|"),
    lambda rows: workbook(Cohort=rows),
    lambda rows: workbook(Cohort=[["Our cohort"], [], *rows]),
    old_workbook,
    open_sheet,
]


def answered(content: bytes) -> Preview:
    """The preview with every doubtful number or date taken as such, in the unit of its field."""
    opened = Opened("made_up", read(content, "made_up"))
    answers = Answers()
    for question in opened.preview(answers).questions:
        if question.key.startswith(("mark ", "unit ")):
            answers = answers.with_choice(question.key, question.options[0].value)
    return opened.preview(answers)


@pytest.mark.parametrize("kind", ["any", *OF_KIND])
@settings(deadline=None, max_examples=15)
@given(st.data(), st.sampled_from(WAYS))
def test_a_cohort_reads_back_under_any_headings_words_units_order_and_kind_of_file(
    kind: str, data: st.DataObject, write: Callable[[list[list[object]]], bytes]
):
    fields = [column for column in FIELDS if kind in ("any", column.kind)]
    rows, said = data.draw(cohorts(fields))
    shown = answered(write(rows))

    for field, values in said.items():
        found = shown.patients[field].tolist()
        contradicted = {p.row for p in shown.problems if p.column == BY_NAME[field].label}
        for position, (value, back) in enumerate(zip(values, found, strict=True)):
            assert back == value or shown.ledger.patients[position] in contradicted


@settings(deadline=None, max_examples=10)
@given(cohorts())
def test_a_file_says_the_same_whenever_it_is_read(made_up: Cohort):
    content = text_file(made_up[0], "utf-8", ",")
    first, second = (preview(content, "a.csv") for _ in range(2))

    assert (first.problems, first.questions) == (second.problems, second.questions)
    pd.testing.assert_frame_equal(first.patients, second.patients)
