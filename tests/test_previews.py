"""A file that waits to be used, as the page words it."""

from collections.abc import Callable, Sequence

import pytest
from small_files import lines, patients

from ivl import previews
from ivl.gains import TaskGroup, task_groups, tasks
from ivl.intake import LEAVE_OUT, Answers, Preview, preview

READABLE = """编号,姓名,年龄(岁),累及范围,是否复发,随访时间(月),Shoe size,电话备注
1,Anna,45岁,盆腔,否,36个月,37,13800138000
2,Berta,38,下腔静脉,是,24,38,13900139000
"""
WITHOUT_AGE = "ID,Extent,Recurrence,Follow-up (months)\n1,IVC,no,12\n2,IVC,yes,24\n"
AMBIGUOUS = "ID,Age,Extent,复发,Follow-up (months)\n1,45,IVC,否,12\n2,34,IVC,是,24\n"
NEAR_MISS = "ID,Age,Extent,Recurrance,Follow-up (months)\n1,45,IVC,no,12\n2,34,IVC,yes,24\n"


def told(how: Callable[[Preview, Sequence[TaskGroup]], str], read: Preview) -> str:
    return how(read, task_groups(tasks(read)))


def test_every_column_of_a_file_is_shown_in_its_place_with_what_it_was_understood_as():
    table = previews.mapping(preview(READABLE.encode("gb18030"), "cohort.csv"), Answers())

    shown = table.assign(**{"Understood as": table["Understood as"].map(previews.field_label)})
    assert shown.to_numpy().tolist() == [
        ["A", "编号", "1 · 2", "Patient", "Same heading"],
        ["B", "姓名", "none shown", "Kept out", "Could tell who she is"],
        ["C", "年龄(岁)", "45岁 · 38", "Age (years)", "Same heading, other spelling"],
        ["D", "累及范围", "盆腔 · 下腔静脉", "Furthest reach", "Same heading"],
        ["E", "是否复发", "否 · 是", "Recurrence", "Same heading"],
        ["F", "随访时间(月)", "36个月 · 24", "Follow-up (months)", "Same heading, other spelling"],
        ["G", "Shoe size", "37 · 38", "Not used", "Not recognised"],
        ["H", "电话备注", "none shown", "Kept out", "Could tell who she is"],
    ]


def test_numbers_of_a_hospital_are_said_to_be_replaced_and_not_to_be_left_out():
    headings, row = "Name,Hospital No,Age,Extent", "Anna,{},45,IVC"
    read = preview(lines(headings, row.format("00123456"), row.format("00123457")), "a.csv")

    shown = previews.mapping(read, Answers()).to_numpy().tolist()
    assert shown[1] == [
        "B", "Hospital No", "none shown", "patient_id", "Same heading"
    ]  # fmt: skip
    assert previews.notes(read) == [
        "Column B (Hospital No): replaced by 1, 2, 3, since it could tell who a patient is."
    ]
    facts = dict(previews.reading(read))
    assert facts["Not kept, since they could tell who a patient is"] == "Name"
    assert facts["Replaced by 1, 2, 3, since it could tell who a patient is"] == "Hospital No"


GERMAN = """ID,Jahre,Ausdehnung,Recurrence,Dauer
1,45,Becken,no,12.5
2,34,Vena cava,yes,124
"""


@pytest.mark.parametrize(
    ("field", "label", "columns"),
    [
        ("age_at_diagnosis", "Age", ["Column B (Jahre): 45 · 34"]),
        (
            "followup_months",
            "Follow-up",
            ["Column B (Jahre): 45 · 34", "Column E (Dauer): 12.5 · 124"],
        ),
        ("tumor_extent", "Furthest reach", ["Column C (Ausdehnung)"]),
    ],
)
def test_a_field_without_a_column_is_asked_for_among_those_that_were_not_recognised(
    field: str, label: str, columns: list[str]
):
    read = preview(GERMAN.encode(), "a.csv")
    (ask,) = (
        previews.with_candidates(read, ask) for ask in read.questions if ask.key.endswith(field)
    )

    assert ask.asks.startswith(f'No column was recognised as "{label}". Which one is it? Without')
    assert [option.label for option in ask.options] == [
        *columns, "None of these: use the file without it"
    ]  # fmt: skip
    first, last = (
        preview(
            GERMAN.encode(),
            "a.csv",
            Answers().with_choice(*previews.settles(ask.key, option.value)),
        )
        for option in (ask.options[0], ask.options[-1])
    )
    assert field in {match.field for match in first.mapping}
    assert field not in {match.field for match in last.mapping}
    assert all(ask.key != other.key or other.answer == "use" for other in last.questions)


def test_without_a_column_that_it_may_be_a_question_is_as_it_was():
    read = preview(WITHOUT_AGE.encode(), "a.csv")

    assert [previews.with_candidates(read, ask) for ask in read.questions] == list(read.questions)


def test_columns_beyond_z_stand_in_the_order_of_the_file():
    headings = [f"X{number}" for number in range(30)]
    read = preview(lines(",".join(["ID", "Age", *headings]), ",".join(["1"] * 32)), "a.csv")

    assert previews.mapping(read, Answers())["Column"].tolist()[-8:] == [
        "Y", "Z", "AA", "AB", "AC", "AD", "AE", "AF"
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Who", "Nurse on duty"])
def test_no_name_of_a_person_is_among_the_samples(heading: str):
    read = preview(patients({heading: "Anna Miller"}, {heading: "Mary Smith"}), "cohort.csv")

    assert "Miller" not in previews.mapping(read, Answers()).to_csv()


def test_no_telephone_number_in_a_note_is_among_the_samples():
    read = preview(patients({"Diary": "call 13800138000"}, {"Diary": "well"}), "cohort.csv")

    samples = previews.mapping(read, Answers())["Sample values"].tolist()
    assert samples[-1] == "2 different values, hidden"
    assert previews.notes(read)[-1] == (
        "Values that may be names are hidden where the column is not recognised."
    )


def test_what_the_owner_said_of_a_column_is_called_an_answer():
    answers = Answers({"column G": LEAVE_OUT, "column E": "lost_to_followup"})
    read = preview(READABLE.encode(), "cohort.csv", answers)
    table = previews.mapping(read, answers).set_index("Column")

    assert table.loc["E", ["Understood as", "How sure"]].tolist() == [
        "lost_to_followup",
        "Your answer",
    ]
    assert table.loc["G", ["Understood as", "How sure"]].tolist() == ["not used", "Your answer"]


def test_a_column_that_answers_two_fields_is_one_row_and_can_be_chosen():
    read = preview(patients({"GxPx": "G3P2"}), "cohort.csv")
    field = previews.mapping(read, Answers())["Understood as"].iloc[-1]

    assert previews.field_label(field) == "Gravidity and Parity"
    assert field in previews.field_names(read)


def test_no_two_fields_go_by_the_same_label():
    read = preview(READABLE.encode(), "cohort.csv")
    labels = [previews.field_label(name) for name in previews.field_names(read)]

    assert len(labels) == len(set(labels)) > 100
    assert "Symptoms: Dyspnoea" in labels


def test_the_verdict_counts_patients_and_what_can_wait():
    content = patients({"Extent": "heart?", "Syncpoe": "no"}, {"Age": "470"})

    assert told(previews.verdict, preview(content, "a.csv")) == (
        "2 patients read · 2 questions that can wait · 2 things worth knowing"
    )


def test_of_a_file_without_a_flaw_the_verdict_says_so():
    assert told(previews.verdict, preview(patients({}, {}), "a.csv")) == (
        "2 patients read · nothing to correct"
    )


def test_a_near_miss_of_a_required_heading_comes_first_and_stays_there_once_answered():
    content = NEAR_MISS.replace("Age", "Age,Syncpoe").replace(",IVC", ",no,IVC").encode()
    asked = preview(content, "a.csv")
    answered = preview(content, "a.csv", Answers({"column E": "recurrence"}))

    assert [ask.key for ask in previews.questions_first(asked)] == ["column E"]
    assert [ask.key for ask in previews.questions_first(answered)] == ["column E"]
    assert [ask.key for ask in previews.questions_that_can_wait(answered)] == ["column C"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            WITHOUT_AGE,
            "1 question to answer and 1 thing to correct in the file. "
            "Answers may settle some of the rest",
        ),
        (AMBIGUOUS, "1 question to answer"),
        (NEAR_MISS, "1 question to answer"),
    ],
    ids=["an error", "a question", "a near miss of a heading that is required"],
)
def test_what_stands_between_a_file_and_its_use_is_counted(content: str, reason: str):
    read = preview(content.encode(), "cohort.csv")

    assert read.cohort is None
    assert told(previews.why_not_usable, read) == (
        f"Not usable yet: {reason}. The cohort in use has not changed."
    )


def test_of_many_rows_the_first_are_named_and_the_others_counted():
    read = preview(patients(*[{"Age": "470"}] * 20), "a.csv")
    group = next(group for group in task_groups(tasks(read)) if group.problems.rows)

    assert group.sentence.startswith(
        "Rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 8 more, Age: 470 is not plausible"
    )


def test_what_no_column_gives_is_named_with_its_cost_the_dearest_first():
    lost = dict(previews.lacking(preview(WITHOUT_AGE.encode(), "cohort.csv")))

    assert next(iter(lost.items())) == ("Nothing can be narrowed or split by age.", "Age")
    assert lost["The page on symptoms stays empty."] == "Symptoms"
    assert "Recurrence" not in lost.values()
    assert list(lost)[-1] == "Unknown for everybody; nothing else is lost."


def test_what_two_dates_give_is_not_named_as_lacking():
    dates = {"Surgery date": "2015-01-01", "Last contact": "2019-01-01", "Recurrence date": ""}
    recurs = dates | {"Recurrence": "yes", "Recurrence date": "2016-01-01"}
    without = ["Follow-up (months)"]

    given = previews.lacking(preview(patients(dates, recurs, without=without), "a.csv"))
    unlinked = previews.lacking(
        preview(patients(dates, recurs, without=[*without, "Surgery date"]), "a.csv")
    )

    told_so = " and ".join(labels for _, labels in given)
    assert "Follow-up" not in told_so
    assert "Time to recurrence" not in told_so
    assert {"Follow-up", "Time to recurrence"} <= {labels for _, labels in unlinked}


def test_how_a_file_was_read_is_said_fact_by_fact():
    assert previews.reading(preview(READABLE.encode("gb18030"), "cohort.csv")) == [
        ("Headings", "row 1"),
        ("Characters", "GB18030"),
        ("Rows", "3 rows: 2 patients; skipped: heading (row 1)"),
        ("Not kept, since they could tell who a patient is", "姓名 and 电话备注"),
    ]


def test_samples_that_are_too_long_for_their_cell_end_in_a_sign_that_there_is_more():
    read = preview(
        patients({"Diary": "a" * 40}, {"Symptoms": "阴道不规则出血、腹痛、下肢水肿"}), "a.csv"
    )
    samples = previews.mapping(read, Answers()).set_index("Heading")["Sample values"]

    assert samples["Symptoms"] == "dyspnea · 阴道不规则出血、…"
    assert all(len(cell) <= 28 for cell in samples)


def test_the_table_says_what_yes_and_no_became_where_the_heading_asks_another_way():
    read = preview(patients({"Alive": "yes"}, without=["Status"]), "cohort.csv")

    assert previews.notes(read) == ["Column L (Alive): yes means alive, no means dead."]
