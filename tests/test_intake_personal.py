"""What could tell who a patient is stands in no sentence, question or sample."""

import pytest
from small_files import patients

from ivl.intake import preview

TOLD = [
    "13812345678",
    "电话13812345678",
    "tel +44 7700 900123",
    "0311-8596 1234",
    "943 476 5919",
    "110105197403070021",
    "mary@example.org",
]


def said_of(content: bytes) -> str:
    """Every word that the preview shows of a file."""
    read = preview(content, "cohort.csv")
    options = [option.label for question in read.questions for option in question.options]
    return " ".join(
        [
            *(problem.sentence for problem in read.problems),
            *(question.asks for question in read.questions),
            *options,
            *(sample for match in read.mapping for sample in match.samples),
        ]
    )


@pytest.mark.parametrize("heading", ["Age", "Status", "Recurrence", "Follow-up (months)", "Extent"])
@pytest.mark.parametrize("told", TOLD)
def test_a_number_or_an_address_in_any_cell_is_quoted_nowhere(heading: str, told: str):
    said = said_of(patients({heading: told}, {}, {heading: f"lost, {told}"}))

    digits = "".join(filter(str.isdigit, told))
    assert told not in said
    assert not digits or digits not in "".join(filter(str.isdigit, said))


def test_what_is_left_out_of_a_quotation_leaves_the_rest():
    read = preview(patients({"Follow-up (months)": "lost, 13812345678"}, {}), "cohort.csv")

    assert read.problems[0].sentence.startswith('Row 2, Follow-up: "lost, …" is not a number.')


@pytest.mark.parametrize("name", ["Oyelaran Funmi", "Mary Jones", "张丽华", "Smith", "Wexlington"])
@pytest.mark.parametrize("heading", ["Age", "Follow-up (months)", "Date of surgery"])
def test_a_name_in_place_of_a_number_or_a_date_is_not_quoted(heading: str, name: str):
    said = said_of(patients({heading: name}, {heading: "2019-03-05" if "D" in heading else "48"}))

    assert name not in said
    assert '"…" is not a' in said


@pytest.mark.parametrize("beside", ["45岁 张丽华", "张丽华13812345678", "48 (Mary Jones)"])
def test_a_name_beside_a_number_is_not_quoted(beside: str):
    said = said_of(patients({"Age": beside}, {}))

    assert "张丽华" not in said
    assert "Mary" not in said


@pytest.mark.parametrize("words", ["lost", "n.k.", "see letter of 2019", "失访了"])
def test_other_words_in_place_of_a_number_are_quoted(words: str):
    assert f'"{words}"' in said_of(patients({"Age": words}, {}))
