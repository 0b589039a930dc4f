"""A file that lacks a required column is used once its owner says so, and never before."""

import pytest
from small_files import lines, patients

from ivl.intake import Answers, opened, preview, recall, remember

LACKING = {
    "tumor_extent": ("Extent", "Nothing can be narrowed or split by the extent of the tumour."),
    "age_at_diagnosis": ("Age", "Nothing can be narrowed or split by age."),
    "followup_months": (
        "Follow-up (months)", "No survival and no incidence of recurrence can be shown."
    ),
    "recurrence": ("Recurrence", "No recurrence can be shown."),
}  # fmt: skip
NO_EXTENT = patients({}, {}, without=["Extent"])
WITHOUT_EXTENT = Answers({"without tumor_extent": "use"})


@pytest.mark.parametrize("name", LACKING)
def test_a_required_column_that_is_missing_is_asked_about_and_stops_the_file(name: str):
    heading, cost = LACKING[name]
    read = preview(patients({}, {}, without=[heading]), "a.csv")
    ask = read.open_questions[0]

    assert (ask.key, len(read.errors)) == (f"without {name}", 1)
    assert ask.asks.endswith(f"is not recorded. Use the file without it? {cost}")
    assert [option.label for option in ask.options] == ["Use the file without it"]
    assert read.cohort is None


@pytest.mark.parametrize("name", LACKING)
def test_the_answer_turns_the_error_into_a_warning_with_the_same_words(name: str):
    content = patients({}, {}, without=[LACKING[name][0]])
    before = preview(content, "a.csv")
    after = preview(content, "a.csv", Answers({f"without {name}": "use"}))

    assert [(p.sentence, p.severity) for p in after.problems] == [
        (p.sentence, "warning") for p in before.problems
    ]
    assert after.cohort is not None
    assert after.cohort.n == 2


def test_one_answer_does_not_stand_for_another_column():
    content = patients({}, without=["Extent", "Age"])
    read = preview(content, "a.csv", WITHOUT_EXTENT)

    assert [ask.key for ask in read.open_questions] == ["without age_at_diagnosis"]
    assert [problem.fields for problem in read.errors] == [("age_at_diagnosis",)]


def test_nothing_is_asked_while_another_answer_may_bring_the_column():
    content = patients({"Extnet": "IVC"}, without=["Extent"])

    assert [ask.key for ask in preview(content, "a.csv").questions] == ["column L"]
    left_out = preview(content, "a.csv", Answers({"column L": ""}))
    assert [ask.key for ask in left_out.open_questions] == ["without tumor_extent"]


def test_a_file_without_patients_is_not_asked_about():
    assert preview(patients(), "a.csv").questions == ()


def test_the_answer_is_remembered_and_unused_once_the_column_has_come():
    kept = remember(preview(NO_EXTENT, "march.csv", WITHOUT_EXTENT), WITHOUT_EXTENT)
    april = recall(kept, opened(NO_EXTENT, "april.csv"))

    assert april.preview.cohort is not None
    assert (april.used, april.remarks) == ("1 answer", ())
    may = recall(kept, opened(patients({}), "may.csv"))
    assert (may.used, may.preview.questions, may.preview.problems) == ("", (), ())


def test_an_answer_that_half_of_the_patients_have_says_of_whom_its_shares_are():
    content = patients(*[{"CPB": "yes"}] * 4, {"CPB": "no"}, *[{}] * 5)
    more = patients(*[{"CPB": "yes"}] * 5, {"CPB": "no"}, *[{}] * 5)

    assert [problem.sentence for problem in preview(content, "a.csv").problems] == [
        "Cardiopulmonary bypass: Recorded for 5 of 10 patients. Shares are of these 5, and the "
        "other 5 count as unknown. Fill in what is known."
    ]
    assert preview(more, "a.csv").problems == ()


def test_nothing_is_said_of_shares_while_a_question_may_fill_the_column():
    content = patients(*[{"CPB": "yes"}] * 4, *[{}] * 6)
    read = preview(content, "a.csv")

    assert [question.key for question in read.questions] == ["empty cpb"]
    assert read.problems == ()


def test_a_column_in_which_nothing_is_understood_is_named_and_not_called_missing():
    rows = ["P1,x1y,IVC,no,36", "P2,x2y,RA,no,40"]
    found = preview(lines("ID,Age,Extent,Recurrence,Follow-up (months)", *rows), "a.csv")

    assert found.errors[0].sentence == (
        'Column B (Age) holds nothing that can be read as "Age". Nothing can be narrowed or split '
        "by age. Fill in or correct its cells, or say in the table of columns which one holds it."
    )
    assert found.open_questions[0].asks == (
        'Column B (Age) holds nothing that can be read as "Age". Use the file without it? Nothing '
        "can be narrowed or split by age."
    )


def test_a_column_of_strokes_alone_is_asked_about_and_not_called_missing():
    rows = ["P1,47,IVC,36,+,-", "P2,48,RA,40,-,-", "P3,49,IVC,44,-,-"]
    content = lines("ID,Age,Extent,Follow-up (months),CPB,Recurrence", *rows)
    found = preview(content, "a.csv")
    (asked,) = found.open_questions

    assert asked.asks == 'Column F (Recurrence) holds nothing but "-". What does it mean?'
    assert [option.label for option in asked.options] == [
        "No: nobody had it",
        "Not known, or not recorded",
    ]
    assert (asked.suggestion, found.errors) == ("no", ())
    told = preview(content, "a.csv", Answers({asked.key: "no"}))
    assert told.cohort is not None
    assert told.patients["recurrence"].tolist() == ["no", "no", "no"]
    unknown = preview(content, "a.csv", Answers({asked.key: "unknown"}))
    assert unknown.errors[0].sentence.startswith(
        'Column F (Recurrence) holds nothing that can be read as "Recurrence". No recurrence'
    )


def test_columns_of_strokes_share_one_question():
    rows = ["P1,47,IVC,36,no,-,–", "P2,48,RA,40,no,-,–"]
    heads = "ID,Age,Extent,Follow-up (months),Recurrence,Dyspnoea,CPB"
    (asked,) = preview(lines(heads, *rows), "a.csv").questions

    assert asked.asks == (
        'Columns F (Dyspnoea) and G (CPB) hold nothing but "-". What does it mean?'
    )


def test_what_waits_for_an_answer_is_not_called_missing():
    rows = [f"P{n},47,IVC,36,no,{1 + n % 2},{1 + n % 3 % 2}" for n in range(1, 9)]
    heads = "ID,Age,Extent,Follow-up (months),Recurrence,dyspnoea,gnrh"
    said = [one.sentence for one in preview(lines(heads, *rows), "a.csv").problems]

    assert (
        '"Symptoms" and "Adjuvant therapy" wait for your answers. Unknown in every patient until '
        "then. Answer the questions about the columns."
    ) in said
    assert not [one for one in said if '"Symptoms" is not recorded' in one]
    assert not [one for one in said if '"Adjuvant therapy" is not' in one or 'and "Adj' in one][1:]
