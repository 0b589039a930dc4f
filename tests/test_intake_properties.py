"""What holds for every file: a cohort survives the trip through it, and nothing breaks intake."""

import csv
import io
from collections.abc import Callable

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import workbook

from ivl.intake import Answers, Preview, Refused, grouped, preview
from ivl.intake.headings import understand
from ivl.schema import BY_NAME, RECORDED, Column

unhurried = settings(deadline=None, max_examples=25)

# ── A cohort through a file and back ─────────────────────────────────────────────────────────

FIELDS = [
    column
    for column in RECORDED
    if column.kind in ("number", "yes_no", "category") and column.name not in ("recurrence",)
]


def plain_headings(column: Column) -> list[str]:
    """Headings that stand for the column alone, whatever its cells hold."""
    found = []
    for heading in column.all_headings:
        targets = understand(heading).targets
        if [target.field for target in targets] == [column.name] and not targets[0].asked_as:
            found.append(heading)
    return found


def plain_words(column: Column) -> dict[str, list[str]]:
    """How a cell can name each level, without words that two levels share."""
    spelled = {
        level.name: [level.name, level.label, *level.spellings] for level in column.own_levels
    }
    every = [word.casefold() for words in spelled.values() for word in words]
    return {
        name: [word for word in words if every.count(word.casefold()) == words_of(words, word)]
        for name, words in spelled.items()
    }


def words_of(words: list[str], word: str) -> int:
    return [other.casefold() for other in words].count(word.casefold())


YES_AND_NO = {"yes": ["yes", "Y", "是", "有", "√", "1"], "no": ["no", "N", "否", "无", "0"]}


@st.composite
def known_cells(draw: st.DrawFn, column: Column) -> tuple[object, str]:
    """A value with a way to write it."""
    if column.kind == "number":
        value = draw(st.integers(int(column.low), min(int(column.high), 90)))
        return float(value), f"{value}"
    words = YES_AND_NO if column.kind == "yes_no" else plain_words(column)
    level = draw(st.sampled_from([name for name, spelled in words.items() if spelled]))
    return level, draw(st.sampled_from(words[level]))


@st.composite
def files(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, list[object]]]:
    """Rows of a spreadsheet, and what each field in it says of each patient."""
    columns = draw(st.lists(st.sampled_from(FIELDS), min_size=3, max_size=8, unique=True))
    n = draw(st.integers(2, 6))
    said: dict[str, list[object]] = {"patient_id": [f"P{number}" for number in range(n)]}
    written = [[draw(st.sampled_from(["ID", "Study ID", "病例号", "编号"])), *said["patient_id"]]]
    for column in columns:
        pairs = [draw(known_cells(column)) for _ in range(n)]
        if column.kind == "yes_no":
            pairs[:2] = [("yes", "yes"), ("no", "no")]
        said[column.name] = [value for value, _ in pairs]
        heading = draw(st.sampled_from(plain_headings(column)))
        written.append([heading, *(cell for _, cell in pairs)])
    shuffled = draw(st.permutations(written))
    return [list(row) for row in zip(*shuffled, strict=True)], said


def delimited(rows: list[list[str]], delimiter: str, codec: str) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode(codec)


WAYS: list[Callable[[list[list[str]]], bytes]] = [
    lambda rows: delimited(rows, ",", "utf-8"),
    lambda rows: delimited(rows, ";", "utf-8-sig"),
    lambda rows: delimited(rows, "\t", "utf-16"),
    lambda rows: delimited(rows, ",", "gb18030"),
    lambda rows: workbook(Cohort=rows),
    lambda rows: workbook(Cohort=[["Our cohort"], [], *rows]),
]


def answered(content: bytes) -> Preview:
    """The preview with every doubtful number taken as a number in the unit of its field."""
    read = preview(content, "made_up")
    answers = Answers()
    for question in read.questions:
        if question.key.startswith("mark "):
            answers = answers.with_choice(question.key, "number")
        if question.key.startswith("unit "):
            answers = answers.with_choice(question.key, question.options[0].value)
    return preview(content, "made_up", answers)


@unhurried
@given(files(), st.sampled_from(WAYS))
def test_a_cohort_reads_back_under_any_headings_words_order_and_encoding(
    made_up: tuple[list[list[str]], dict[str, list[object]]],
    write: Callable[[list[list[str]]], bytes],
):
    rows, said = made_up
    read = answered(write(rows))

    for field, values in said.items():
        found = read.patients[field].tolist()
        contradicted = {p.row for p in read.problems if p.column == BY_NAME[field].label}
        for position, (value, back) in enumerate(zip(values, found, strict=True)):
            assert back == value or read.ledger.patients[position] in contradicted


# ── Anything at all ──────────────────────────────────────────────────────────────────────────

HEADINGS = [heading for column in RECORDED for heading in column.all_headings] + [
    "Name", "姓名", "出生日期", "Remarks", "", "symptom___1", "redcap_event_name", "Age (days)",
    "复发(0=否 1=是)", "Surgery date (dd/mm/yyyy)",
]  # fmt: skip
CELLS = [
    "", "-", "45", "12-24", ">60", "60s", "是", "否", "未", "1", "2", "99", "IVC",
    "下腔静脉、右心房",
    "2019/3/5", "3/4/2019", "2019年3月", "胸闷、气短", "=1+1", "nan", "inf", "1e400", "²", "½", "٣",
    "5/0/2019", "99999", "0:99", "3y2m", "3-0-1-2", "\u202e", "13800138000", "9" * 400, "x" * 400,
]  # fmt: skip

tables = st.lists(
    st.lists(st.sampled_from(CELLS) | st.text(max_size=12), max_size=6), max_size=6
).flatmap(
    lambda below: st.lists(st.sampled_from(HEADINGS), max_size=6).map(lambda head: [head, *below])
)


def holds_together(content: bytes, choose: Callable[[int], int]) -> None:
    """The file is refused with a sentence, or every part of its preview can be shown."""
    refusal = "Refused."
    try:
        read = preview(content, "any.csv")
        answers = Answers()
        for question in read.questions:
            chosen = question.options[choose(len(question.options))]
            answers = answers.with_choice(question.key, chosen.value)
        for found in (read, preview(content, "any.csv", answers)):
            assert len(found.patients) == len(found.ledger.patients)
            assert found.patients["patient_id"].is_unique or found.errors
            assert all(group.sentence.endswith(".") for group in grouped(found.problems))
            assert (found.cohort is None) == bool(found.errors or found.open_questions)
    except Refused as refused:
        refusal = str(refused)
    assert refusal.endswith(".")


@unhurried
@given(tables, st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.randoms())
def test_any_table_gives_a_preview_or_a_sentence(table, codec, random):
    table = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in table]
    holds_together(delimited(table, ",", codec), random.randrange)


@unhurried
@given(st.binary(max_size=400))
def test_any_bytes_give_a_preview_or_a_sentence(content: bytes):
    holds_together(content, lambda n: 0)


# Made once: a workbook holds the time at which it was made, and with it changes its length.
WORKBOOK = workbook(Cohort=[["ID", "Age", "Extent"], ["1", 45, "IVC"]])


@unhurried
@given(st.data())
def test_a_damaged_workbook_gives_a_preview_or_a_sentence(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    holds_together(bytes(content), lambda n: n - 1)


@settings(deadline=None, max_examples=10)
@given(files())
def test_a_file_says_the_same_whenever_it_is_read(made_up):
    content = delimited(made_up[0], ",", "utf-8")
    first, second = (preview(content, "a.csv") for _ in range(2))

    assert (first.problems, first.questions) == (second.problems, second.questions)
    pd.testing.assert_frame_equal(first.patients, second.patients)
