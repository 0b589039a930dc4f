"""Rows of men, controls and other diagnoses are asked about before they count as patients."""

import pytest
from small_files import patients

from ivl.intake import Answers, Preview, preview


def with_column(heading: str, *cells: str, **answers: str) -> Preview:
    content = patients(*({heading: cell} for cell in cells), without=["Detection"])
    return preview(content, "cohort.csv", Answers({f"rows {n}": to for n, to in answers.items()}))


def asked_of_rows(read: Preview) -> list[str]:
    return [ask.asks for ask in read.questions if ask.key.startswith("rows")]


@pytest.mark.parametrize(
    ("heading", "hers", "other"),
    [
        ("Sex", "F", "M"),
        ("性别", "女", "男"),
        ("Group", "incidental", "control"),
        ("分组", "偶然发现", "对照组"),
        ("Diagnosis", "IVL", "leiomyosarcoma"),
        ("Diagnosis", "IVL", "not IVL"),
        ("Included", "yes", "no"),
        ("Excluded", "no", "yes"),
    ],
)
def test_a_row_that_a_cell_sets_apart_is_asked_about(heading, hers, other):
    read = with_column(heading, hers, hers, hers, other, hers)

    assert asked_of_rows(read) == [
        f'Row 5 does not look like a patient: column L ({heading}) says "{other}". Is it one?'
    ]
    assert read.cohort is None
    assert [(one.row, one.reason) for one in read.ledger.skipped if one.row > 1] == [
        (5, "not decided")
    ]


def test_the_answer_settles_whether_she_counts():
    content = patients(*({"Sex": sex} for sex in "FFMF"))
    kept = preview(content, "cohort.csv", Answers({"rows 4": "yes"}))
    left_out = preview(content, "cohort.csv", Answers({"rows 4": "no"}))

    assert (len(kept.patients), len(left_out.patients)) == (4, 3)
    assert [(one.row, one.reason) for one in left_out.ledger.skipped if one.row > 1] == [
        (4, "no patient")
    ]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Diagnosis", "IVL, sarcoma excluded"),
        ("Remarks", "bleeding control difficult"),
        ("Sex", "female"),
        ("Included", "yes"),
        ("诊断", "静脉内平滑肌瘤病，排除肉瘤"),
    ],
)
def test_words_that_set_nobody_apart_ask_nothing(heading, cell):
    assert asked_of_rows(with_column(heading, cell, cell, "", cell)) == []


def test_what_most_rows_say_sets_nobody_apart():
    assert asked_of_rows(with_column("Sex", "M", "M", "M", "F")) == []
