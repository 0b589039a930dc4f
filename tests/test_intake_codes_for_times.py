"""Codes below a heading that may mean a time are no months, and visits without IDs no patients."""

import pytest
from small_files import cells, patients

from ivl.intake import preview


@pytest.mark.parametrize("codes", ["010110", "121212", "012001"])
@pytest.mark.parametrize(
    ("heading", "without"),
    [("DFS", "Recurrence"), ("FU", "Follow-up (months)")],
)
def test_codes_below_a_time_are_asked_about(heading, without, codes):
    content = patients(*({heading: code} for code in codes), without=[without])
    read = preview(content, "cohort.csv")
    asked = [ask for ask in read.questions if ask.key.startswith("column")]

    assert [ask.asks.split(". ")[0].rstrip(".") for ask in asked] == [
        f"Column {asked[0].key.removeprefix('column ')} ({heading}): what does it record? It holds "
        + {"010110": '"0" and "1"', "121212": '"1" and "2"', "012001": '"0", "1" and "2"'}[codes]
    ]
    assert read.cohort is None


def test_an_export_of_visits_without_ids_is_not_used():
    rows = [["baseline", 45, "ivc", "", ""], ["followup", "", "", "no", 36]] * 3
    headings = ["redcap_event_name", "age", "extent", "recurrence", "followup_months"]
    read = preview(cells(headings, *rows), "cohort.csv")

    assert read.cohort is None
    assert [one.sentence for one in read.problems if one.severity == "error"] == [
        "Redcap_event_name: The rows are visits or repeated forms, and no column says whose they "
        "are. Counted row by row, a patient with two visits would be two patients. Export the "
        "column with the record ID as well and upload again."
    ]
