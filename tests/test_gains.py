"""What mending a spreadsheet would give back, and in which order it is listed."""

import datetime as dt
from itertools import product

import numpy as np
import pytest
from small_files import PLAIN, cells, patients, workbook

from ivl import text
from ivl.endpoints import ENDPOINTS, FOLLOW_UP
from ivl.gains import Gain, Task, task_groups, tasks
from ivl.intake import Answers, Preview, preview

TODAY = dt.date(2022, 1, 31)
DATED = ("ID", "Age", "Detection", "Extent", "Uterine procedure", "Ovarian procedure",
         "Resection", "Adjuvant", "Surgery date", "Last contact", "Recurrence", "Recurrence date",
         "Status")  # fmt: skip


def read(content: bytes, answers: Answers | None = None) -> Preview:
    return preview(content, "registry.csv", answers or Answers(), today=TODAY)


def dated(*changes: dict[str, str]) -> bytes:
    """Patients operated on at the start of 2015 and last seen four years later."""
    plain = {
        **PLAIN,
        "Entry": "primary",
        "Surgery date": "2015-01-01",
        "Last contact": "2019-01-01",
    }
    rows = [
        [her.get(head, plain.get(head, "").format(number)) for head in DATED]
        for number, her in enumerate(changes, start=1)
    ]
    return cells(DATED, *rows)


def told(content: bytes) -> list[tuple[str, str, str, str]]:
    """Cell, what is wrong, what it gives back and by what rule, for all that is about a cell."""
    return [
        (task.problem.cell, task.problem.what, task.gain.words, task.gain.rule)
        for task in tasks(read(content))
        if task.problem.cell
    ]


HEADINGS = dict(zip("ABCDEFGHIJKLM", DATED, strict=True))
ALL = "recurrence, recurrence-free survival, overall survival and follow-up"
NOT = "Not recorded"
MEDIAN = "The median follow-up of the others (reverse Kaplan–Meier)"


# ── Blank cells ──────────────────────────────────────────────────────────────────────────────


def test_a_missing_last_contact_gives_back_the_time_to_the_latest_contact_in_the_file():
    content = dated(
        {"Last contact": "2020-06-01"}, {"Surgery date": "2017-01-01", "Last contact": ""}
    )

    # 2017-01-01 to 2020-06-01 are 1247 days, and 1247 / 30.4375 = 40.97.
    assert told(content) == [
        (
            "J3",
            NOT,
            f"about 41 patient-months: 1 patient for {ALL}",
            f"{MEDIAN}, at most to the latest contact in the file, 2020-06-01",
        )
    ]


def test_without_dates_a_missing_follow_up_counts_as_the_median_of_the_others():
    content = patients(
        {"Follow-up (months)": "10"}, {"Follow-up (months)": ""}, {"Follow-up (months)": "31"}
    )

    # The median of 10 and 31 is 20.5, printed as a whole number of months.
    assert told(content) == [
        (
            "J3",
            NOT,
            f"about 20 patient-months: 1 patient for {ALL}",
            MEDIAN,
        )
    ]


def test_one_woman_is_worth_the_same_in_a_file_of_months_and_in_one_of_dates():
    years = ("2017", "2019", "2021")
    by_date = dated(*({"Last contact": f"{year}-01-01"} for year in years), {"Last contact": ""})
    by_month = patients(*({"Follow-up (months)": n} for n in ("24", "48", "72", "")))

    gain = f"about 48 patient-months: 1 patient for {ALL}"
    assert [told(content)[0][2] for content in (by_date, by_month)] == [gain, gain]


def test_who_died_early_does_not_shorten_what_the_others_are_followed_for():
    months = [("5", "dead"), ("6", "dead"), ("7", "dead"), ("40", "alive"), ("60", "alive")]
    content = patients(
        *({"Follow-up (months)": n, "Status": status} for n, status in months),
        {"Follow-up (months)": ""},
    )

    assert told(content)[0][2].startswith("about 50 patient-months")


def test_a_missing_operation_costs_the_time_although_the_last_contact_is_known():
    assert told(dated({}, {"Surgery date": ""})) == [
        (
            "I3",
            NOT,
            f"about 48 patient-months: 1 patient for {ALL}",
            MEDIAN,
        )
    ]


def test_two_missing_dates_are_of_use_together_only():
    content = dated({}, {"Surgery date": "", "Last contact": ""})
    rule = MEDIAN
    gain = f"about 48 patient-months: 1 patient for {ALL}"

    assert told(content) == [
        ("I3", NOT, f"together with last contact: {gain}", rule),
        ("J3", NOT, f"together with date of operation: {gain}", rule),
    ]
    assert tasks(read(content))[0].gain.sentence == (
        f"Gives back {gain} once last contact is known too."
    )


def usable(found: Preview) -> dict[str, set[int]]:
    """The rows that can be used, by the endpoint."""
    rows = np.array(found.ledger.patients)
    return {
        text.lower_first(endpoint.short_label): set(
            rows[(endpoint.why_not(found.patients) == "").to_numpy()].tolist()
        )
        for endpoint in (*ENDPOINTS, FOLLOW_UP)
    }


def test_each_cell_alone_gives_back_what_is_counted_once_it_is_filled_in():
    right = {"Surgery date": "2015-01-01", "Last contact": "2019-01-01", "Recurrence": "no",
             "Status": "alive", "Recurrence date": ""}  # fmt: skip
    recurs = {"Recurrence": "yes", "Recurrence date": "2016-01-01"}
    cells_of = [
        {name: wrong if is_wrong else her[name] for name, is_wrong in zip(her, mask, strict=True)}
        for her in (right, right | recurs)
        for mask in product([False, True], repeat=len(right))
        for wrong in ("", "2011-99-99")
    ]
    before = read(dated(*cells_of), Answers({"value K 2011-99-99": "unknown",
                                             "value M 2011-99-99": "unknown"}))  # fmt: skip
    gained: dict[int, list[tuple[str, set[str]]]] = {}
    for task in tasks(before):
        problem = task.problem
        heading = HEADINGS.get(problem.cell[:1]) if problem.row else None
        if heading in right:
            gained.setdefault(problem.row, []).append((heading, set(task.gain.uses)))
    # Patients do not depend on each other, so one file mends a cell of each of them.
    for turn in range(max(map(len, gained.values()))):
        mended = [dict(her) for her in cells_of]
        promised = {name: set() for name in usable(before)}
        for row, found in gained.items():
            if turn < len(found):
                heading, uses = found[turn]
                her = mended[row - 2]
                is_yes = her["Recurrence"] == "yes" or her["Recurrence date"].startswith("2016")
                her[heading] = (right | (recurs if is_yes else {}))[heading]
                for use in uses & promised.keys():
                    promised[use].add(row)
        after = usable(read(dated(*mended)))
        for use, rows in usable(before).items():
            assert after[use] - rows == promised[use]


def test_a_missing_recurrence_gives_back_her_own_follow_up():
    content = patients({"Follow-up (months)": "25", "Recurrence": ""}, {})

    assert told(content) == [
        (
            "K2",
            NOT,
            "about 25 patient-months: 1 patient for recurrence and recurrence-free survival",
            "Her own follow-up",
        )
    ]


def test_a_recurrence_without_a_time_gives_back_what_the_others_took():
    content = patients(
        {"Recurrence": "yes", "Months to recurrence": "7"},
        {"Recurrence": "yes", "Months to recurrence": ""},
        {"Recurrence": "yes", "Months to recurrence": "", "Follow-up (months)": "5"},
    )
    rule = "The median time to recurrence of the others, at most her own follow-up"
    uses = "1 patient for recurrence and recurrence-free survival"

    assert told(content) == [
        ("M3", NOT, f"about 7 patient-months: {uses}", rule),
        ("M4", NOT, f"about 5 patient-months: {uses}", rule),
    ]


def test_a_missing_vital_status_costs_overall_survival_alone_unless_she_was_lost():
    content = patients({"Status": "", "Lost": "no"}, {"Status": "", "Lost": "yes"}, {"Lost": "no"})

    assert told(content) == [
        (
            "L2",
            NOT,
            "about 36 patient-months: 1 patient for overall survival",
            "Her own follow-up",
        )
    ]


def test_a_missing_group_gives_back_a_patient_and_no_months():
    assert told(patients({"Detection": "", "Age": ""}, {})) == [
        ("B2", NOT, "1 patient for comparisons by age", ""),
        ("C2", NOT, "1 patient for comparisons by detection group", ""),
    ]


def test_where_nobody_was_followed_the_months_are_not_made_up():
    content = dated({"Last contact": ""}, {"Last contact": "", "Surgery date": "2015-05-01"})

    nobody = "No patient has a follow-up time to estimate from"
    assert told(content) == [
        ("J2", NOT, f"1 patient for {ALL}", nobody),
        ("J3", NOT, f"1 patient for {ALL}", nobody),
    ]
    found = tasks(read(patients({"Recurrence": "", "Follow-up (months)": ""})))
    recurrence = next(task for task in found if task.problem.cell == "K2")
    assert recurrence.gain.words == (
        "together with follow-up: 1 patient for recurrence and recurrence-free survival"
    )
    assert recurrence.gain.rule == "No patient has a follow-up time to estimate from"


# ── What is wrong ────────────────────────────────────────────────────────────────────────────


def test_a_wrong_cell_gives_back_what_a_blank_one_would_and_is_listed_once():
    content = dated({}, {"Last contact": "2014-01-01"}, {"Recurrence": "perhaps"})
    answers = Answers({"value K perhaps": "unknown"})
    found = [(t.problem.cell, t.gain.words) for t in tasks(read(content, answers)) if t.problem.row]

    assert found[0] == ("J3", f"about 48 patient-months: 1 patient for {ALL}")
    assert [cell for cell, _ in found].count("J3") == 1


def test_an_implausible_value_gives_back_a_patient_where_it_is_compared_or_summarised():
    found = told(patients({"Age": "470", "BMI": "700"}, {"BMI": "22"}))

    assert [(cell, words) for cell, _, words, _ in found] == [
        ("B2", "1 patient for comparisons by age"),
        ("M2", "1 patient for summaries of body mass index"),
    ]


def test_a_contradiction_that_leaves_both_in_use_gives_back_nothing():
    found = told(patients({"Detection": "incidental", "Extent": "RA"}))

    assert [(cell, words) for cell, _, words, _ in found] == [("C2", "")]


def test_months_that_contradict_dates_by_years_stand_near_the_top_with_both_values():
    content = patients(
        {"Recurrence": "", "Follow-up (months)": "12"},
        {"Surgery date": "2014-01-02", "Last contact": "2019-09-09", "Follow-up (months)": "5.7"},
        {"Surgery date": "2014-01-02", "Last contact": "2016-01-02", "Follow-up (months)": "22"},
        {"Age": ""},
    )

    assert [group.sentence for group in task_groups(tasks(read(content)))[:2]] == [
        "Rows 3 and 4, Follow-up: 5.7 months, but 68.2 months by the dates; 22 months, but 24.0 "
        "months by the dates. The months are used. Correct the one that is wrong and upload again. "
        "Settles about 64 patient-months: 2 patients for recurrence, recurrence-free survival, "
        "overall survival and follow-up.",
        "Row 2, Recurrence: Not recorded. Fill in the cell if it is known. Gives back about 12 "
        "patient-months: 1 patient for recurrence and recurrence-free survival.",
    ]


def test_a_time_to_recurrence_beyond_its_date_or_the_follow_up_is_in_doubt_by_so_much():
    her = {"Recurrence": "yes", "Follow-up (months)": "60", "Surgery date": "2014-01-02"}
    by_date = her | {"Date of recurrence": "2015-01-02", "Time to recurrence (months)": "36"}
    found = {task.problem.column: task.gain for task in tasks(read(patients(by_date)))}

    assert round(found["Time to recurrence"].months, 1) == 24.0
    assert found["Time to recurrence"].uses == ("recurrence", "recurrence-free survival")


def test_a_column_that_the_file_lacks_gives_back_all_patients():
    found = tasks(read(patients({}, {}, without=["Status"])))

    assert [(task.problem.what, task.gain.words) for task in found] == [
        (
            '"Vital status" is not recorded',
            "about 72 patient-months: 2 patients for overall survival",
        )
    ]


def test_what_keeps_the_file_from_being_used_stands_first():
    again = {"ID": "P1", "Age": "50"}
    content = patients({"Follow-up (months)": ""}, {"Age": ""}, again, without=["Extent"])
    found = tasks(read(content))

    assert [task.gain.words for task in found[:2]] == ["the whole file, 2 patients"] * 2
    assert {task.problem.severity for task in found[2:]} == {"warning"}


# ── Order and groups ─────────────────────────────────────────────────────────────────────────


def test_what_gives_back_most_stands_first():
    content = patients(
        {"Detection": ""},
        {"Recurrence": "", "Follow-up (months)": "12"},
        {"Age": "470"},
        {"Recurrence": "", "Follow-up (months)": "60"},
        {"Status": "", "Follow-up (months)": "24"},
    )
    cells_in_order = [task.problem.cell for task in tasks(read(content))]

    assert cells_in_order == ["K5", "L6", "K3", "B4", "C2"]


def test_tasks_of_one_kind_are_one_sentence_with_their_gains_added():
    content = patients(
        {"Recurrence": "", "Follow-up (months)": "12"},
        {"Status": "", "Follow-up (months)": "70"},
        {"Recurrence": "", "Follow-up (months)": "60"},
    )

    assert [group.sentence for group in task_groups(tasks(read(content)))] == [
        "Rows 2 and 4, Recurrence: Not recorded. Fill in the cell if it is known. Gives back about "
        "72 patient-months: 2 patients for recurrence and recurrence-free survival.",
        "Row 3, Vital status: Not recorded. Fill in the cell if it is known. Gives back about 70 "
        "patient-months: 1 patient for overall survival.",
    ]


def test_blank_cells_wait_until_every_question_is_answered():
    content = patients({"Recurrence": "1"}, {"Recurrence": "2"}, {"Recurrence": ""})
    before = tasks(read(content))
    after = tasks(read(content, Answers({"codes K": "1 no, 2 yes"})))

    assert [task.problem.cell for task in before] == []
    assert "K4" in [task.problem.cell for task in after]


def test_a_perfect_file_leaves_nothing_to_mend():
    assert tasks(read(patients({}, {}))) == []


def test_gains_add_up_and_what_cannot_be_estimated_adds_no_months():
    one = Gain(1, 12.0, ("recurrence",), "Her own follow-up", is_of_endpoint=True)
    other = Gain(1, float("nan"), ("overall survival",), is_of_endpoint=True)

    assert (one + other).words == (
        "about 12 patient-months: 2 patients for recurrence and overall survival"
    )
    assert (other + other).words == "2 patients for overall survival"
    assert Gain().words == ""


@pytest.mark.parametrize("field", ["cell", "row"])
def test_every_problem_of_one_row_and_one_column_names_its_cell(field: str):
    rows = [["ID", "Age", "Extent", "Recurrence", "Follow-up (months)", "symptom___1"]]
    rows += [["", 470, "IVC", "no", 12, "0"], ["P2", "x", "RA", "no", 12, "0"]]
    found = preview(workbook(Cohort=rows), "a.xlsx", today=TODAY)
    named = {problem.cell: problem.row for problem in found.problems if problem.row is not None}

    if field == "cell":
        assert {"A2", "B2", "B3"} <= named.keys()
    else:
        assert all(cell.endswith(str(row)) for cell, row in named.items() if cell)


def test_a_task_says_why_a_blank_cell_matters():
    task = next(iter(tasks(read(patients({"Detection": ""}, {})))))

    assert task.why == "Left out of comparisons by detection group"
    assert Task(task.problem).why == ""


def test_of_a_dated_recurrence_without_a_date_of_operation_that_date_is_the_missing_one():
    recurs = {"Recurrence": "yes", "Recurrence date": "2016-01-01"}
    found = [
        task
        for task in tasks(read(dated(recurs, recurs | {"Surgery date": ""})))
        if task.problem.row == 3
    ]

    assert {(task.problem.cell, task.problem.column) for task in found} == {
        ("I3", "Date of operation")
    }
