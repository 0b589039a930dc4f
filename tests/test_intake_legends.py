"""Codes that another sheet of the file explains: offered with their place, never taken unasked."""

from collections.abc import Mapping, Sequence

import openpyxl
import pytest
from small_files import saved, workbook

from ivl.intake import Answers, Preview, preview

COHORT = [
    ["ID", "Age", "Extent", "Recurrence", "Follow-up (months)", "CPB", "Adjuvant therapy"],
    ["P1", 47, 1, 1, 36, 1, 0],
    ["P2", 52, 2, 2, 24, 2, 1],
    ["P3", 99, 3, 2, 12, 2, 1],
]
IN_ONE_ROW = "It stands in 1 of 3 rows."
PELVIC = 'Column C (Extent), Furthest reach: what does "1" mean?'
LAYOUTS: Mapping[str, Sequence[Sequence[object]]] = {
    "name, code and meaning": [
        ["Variable", "Code", "Meaning"],
        ["Extent", 1, "pelvic"], ["Extent", 2, "IVC"], ["Extent", 3, "right atrium"],
    ],
    "the name once": [
        ["Extent", 1, "pelvic"], [None, 2, "IVC"], [None, 3, "right atrium"],
    ],
    "all in one cell": [["Extent", "1 = pelvic, 2 = IVC; 3=right atrium"]],
    "with the name before": [["Extent: 1 = pelvic, 2 = IVC, 3 = right atrium"]],
    "below the name": [["Extent"], ["1 = pelvic"], ["2 = IVC"], ["3 = right atrium"]],
    "below names side by side": [
        ["CPB", "Extent"], ["1 = yes", "1 = pelvic"], ["2 = no", "2 = IVC"], [None, "3 = RA"],
    ],
    "a data dictionary of REDCap": [
        ["Variable / Field Name", "Form Name", "Field Type", "Field Label", "Choices"],
        ["extent", "surgery", "radio", "How far?", "1, Pelvic | 2, IVC | 3, Right atrium"],
    ],
    "another name for the same": [["Tumour extent", "1 = pelvic 2 = IVC 3 = right atrium"]],
    "in Chinese": [["Extent", "1＝盆腔，2＝下腔静脉，3＝右心房"]],
}  # fmt: skip


def read(*legend: Sequence[object], answers: Mapping[str, str] | None = None) -> Preview:
    content = workbook(Cohort=COHORT, Codebook=legend)
    return preview(content, "a.xlsx", Answers(answers or {}))


def offered(found: Preview, begins: str) -> dict[str, str]:
    return {ask.key: ask.suggestion for ask in found.questions if ask.key.startswith(begins)}


@pytest.mark.parametrize("legend", LAYOUTS.values(), ids=LAYOUTS)
def test_codes_of_another_sheet_are_offered_as_answers(legend):
    found = read(*legend)

    assert offered(found, "value C") == {
        "value C 1": "pelvis", "value C 2": "ivc", "value C 3": "right_atrium"
    }  # fmt: skip
    assert set(found.patients["tumor_extent"]) == {"unknown"}
    assert found.cohort is None


def test_the_question_says_where_the_meaning_stands():
    found = read(["Variable", "Code", "Meaning"], ["Extent", 1, "pelvic"], ["Extent", 2, "Mars"])
    asks = {ask.key: (ask.asks, ask.suggestion) for ask in found.questions}

    assert asks["value C 1"] == (
        f'{PELVIC} {IN_ONE_ROW} Sheet Codebook, row 2, says "1 = pelvic".', "pelvis"
    )  # fmt: skip
    assert asks["value C 2"] == (
        f'Column C (Extent), Furthest reach: what does "2" mean? {IN_ONE_ROW} Sheet Codebook, '
        'row 3, says "2 = Mars".',
        "",
    )
    assert asks["value C 3"][0] == PELVIC.replace("1", "3") + f" {IN_ONE_ROW}"


def test_codes_for_yes_and_no_are_offered_too():
    found = read(["Recurrence", "1 = no, 2 = yes"], ["CPB", "1 = no, 2 = yes"])
    differing = read(["Recurrence", "1 = no, 2 = yes"], ["CPB", "1 = yes, 2 = no"])

    assert offered(found, "codes") == {"codes": "1 no, 2 yes"}
    assert 'Sheet Codebook, row 1, says "1 = no".' in found.questions[0].asks
    assert offered(differing, "codes") == {"codes": ""}


def test_a_code_that_is_read_otherwise_than_a_sheet_says_is_asked_about():
    found = read(["Adjuvant therapy", "0 = GnRH-a, 1 = none"])
    answers = {"value G 0": "gnrh_agonist", "value G 1": "none"}

    assert offered(found, "value G") == {"value G 0": "gnrh_agonist", "value G 1": "none"}
    assert set(found.patients["adjuvant_none"]) == {"unknown"}
    answered = read(["Adjuvant therapy", "0 = GnRH-a, 1 = none"], answers=answers)
    assert answered.patients["adjuvant_gnrh_agonist"].tolist() == ["yes", "no", "no"]


def test_a_number_that_a_sheet_calls_missing_is_asked_about_even_in_line():
    found = read(["Age", "52 = missing"])

    assert offered(found, "mark B") == {"mark B 52": "unknown", "mark B 99": ""}


def test_two_meanings_of_one_code_are_none():
    found = read(["Extent", 1, "pelvic"], ["Extent", 1, "IVC"])

    assert next(ask.asks for ask in found.questions if ask.key == "value C 1") == (
        f"{PELVIC} {IN_ONE_ROW}"
    )


def test_a_hidden_sheet_explains_nothing():
    book = openpyxl.Workbook()
    for row in COHORT:
        book.active.append(row)
    hidden = book.create_sheet("Codebook")
    hidden.append(["Extent", "1 = pelvic, 2 = IVC, 3 = RA"])
    hidden.sheet_state = "hidden"

    assert set(offered(preview(saved(book), "a.xlsx"), "value C").values()) == {""}
