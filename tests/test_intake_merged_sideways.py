"""Cells of a workbook that stand in place of several answers, or hold nothing but errors."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from ivl.intake import Preview, preview

HEADINGS = ["ID", "Age", "Extent", "Recurrence", "Follow-up (months)"]


def workbook(heading: str = "", cells: tuple[object, ...] = (None,) * 8) -> Workbook:
    book = Workbook()
    book.active.append([*HEADINGS, *([heading] if heading else [])])
    for number, cell in enumerate(cells):
        recurs = "no" if number % 3 else "yes"
        book.active.append([f"P{number}", 40 + number, "IVC", recurs, 20 + number, cell])
    return book


def read(book: Workbook) -> Preview:
    content = BytesIO()
    book.save(content)
    return preview(content.getvalue(), "cohort.xlsx")


def said(found: Preview) -> list[str]:
    return [one.sentence for one in found.problems if "not recorded" not in one.sentence]


def test_a_cell_in_place_of_two_answers_is_read_as_the_first_and_named():
    book = workbook()
    book.active.merge_cells("C4:D4")
    found = read(book)

    assert list(found.patients["recurrence"])[2] == "unknown"
    assert list(found.patients["tumor_extent"])[2] == "ivc"
    assert said(found) == [
        "Sheet Sheet, row 4: Cells C4 to D4 are merged. What they say was read under column C "
        "alone; under D she counts as unknown. Unmerge them in Excel, fill in each cell and upload "
        "again."
    ]
    assert found.ledger.n_rows == 9


def test_a_column_of_errors_below_a_heading_that_tells_little_is_named():
    book = workbook("Stage", ("#N/A",) * 8)
    for row in range(2, 10):
        book.active.cell(row, 6).data_type = "e"
    found = read(book)

    assert said(found) == [
        "Sheet Sheet: Column F (Stage) holds nothing but cells that could not be read. Left out, "
        "for neither its heading nor its cells tell what it records. Correct the formulas in "
        "Excel, save the file and upload that."
    ]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("fu_complete", (0, 1, 2, 2, 2, 0, 1, 2)),
        ("surgery_complete", ("Incomplete", "Unverified", "Complete", *["Complete"] * 5)),
    ],
)
def test_the_status_of_a_form_is_no_completeness_of_resection(heading, cells):
    found = read(workbook(heading, cells))

    assert [one.reason for one in found.left_out] == ["status of a form"]
    assert found.questions == ()


def test_codes_that_may_be_of_a_resection_are_asked():
    found = read(workbook("surgery_complete", (0, 1, 2, 2, 2, 0, 1, 2)))

    assert [ask.key for ask in found.questions] == ["column F"]
