"""Every comparison is counted once, whatever page shows it and whatever tests are made of it."""

import html
import io
import re
from datetime import date

from openpyxl import load_workbook

from ivl import bar_figures, curve_figures, exact_tests, export, survival
from ivl.cohort import Filter, OneOf
from ivl.describe import group_rates
from ivl.endpoints import RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.multiplicity import listed, n_compared, note
from ivl.multiplicity import tested as known_as
from ivl.schema import BY_NAME

FISHER = exact_tests.FISHER.made(0.0052)
NO_TEST = exact_tests.FISHER.not_made("Too few events to compare")
ONLY = (
    "Exploratory: the only comparison looked at so far in this session; each outcome, grouping or "
    "filter adds another"
)


def test_a_comparison_is_known_by_outcome_groups_and_patients():
    first = known_as("Recurrence", "ivl_detection", "All 39 patients", FISHER)

    assert len(first) == 1
    assert first == known_as("Recurrence", "ivl_detection", "All 39 patients", FISHER)
    assert first != known_as("Death", "ivl_detection", "All 39 patients", FISHER)
    assert first != known_as("Recurrence", "age_group", "All 39 patients", FISHER)
    assert first != known_as("Recurrence", "ivl_detection", "24 of 39 patients", FISHER)
    second = known_as("Recurrence", "ivl_detection", "24 of 39 patients", FISHER)
    beside = known_as(
        "Recurrence", "ivl_detection", "All 39 patients", exact_tests.BOSCHLOO.made(0.0036)
    )
    assert n_compared([*first, *beside]) == 1
    assert n_compared([*first, *beside, *second]) == 2
    assert listed([*first, *beside])["Tests"].tolist() == [
        "Fisher's exact test, two-sided; Boschloo's exact test, two-sided (central)"
    ]


def test_a_test_that_was_not_made_does_not_count():
    assert known_as("Recurrence", "ivl_detection", "All 39 patients", NO_TEST) == ()


def test_the_note_says_of_what_it_is_the_count_wherever_it_stands():
    assert note(1) == ONLY
    assert note(12) == (
        "Exploratory: 12 comparisons were looked at so far in this session, p-values unadjusted "
        "unless Holm is named; each outcome, grouping or filter adds another"
    )


def test_figures_declare_the_p_values_they_show():
    cohort = example_cohort()
    rates = group_rates(cohort, BY_NAME["recurrence"], "ivl_detection")
    curves = survival.kaplan_meier(cohort, RECURRENCE_FREE, "ivl_detection")
    narrow = cohort.where(Filter({"extent": OneOf(("ivc",))}))

    bars = bar_figures.rate_bars(rates, "Patients with a recurrence")
    lines = curve_figures.survival_curves(curves, RECURRENCE_FREE)
    untested = curve_figures.survival_curves(
        survival.kaplan_meier(narrow, RECURRENCE_FREE, "ivl_detection"), RECURRENCE_FREE
    )
    assert [one.test for one in bars.tested] == ["Fisher's exact test, two-sided"]
    assert [(one.outcome, one.test) for one in lines.tested] == [
        ("Recurrence-free survival", "Log-rank test")
    ]
    assert untested.tested == ()


def test_every_file_is_stamped_with_the_count():
    rates = group_rates(example_cohort(), BY_NAME["recurrence"], "ivl_detection")
    exhibit = bar_figures.rate_bars(rates, "Patients with a recurrence").with_note(note(12))
    on = date(2026, 11, 23)
    about = load_workbook(io.BytesIO(export.xlsx(exhibit, on)))["About"]

    assert note(12) in export.csv(exhibit).decode()
    assert note(12) in export.html(exhibit, on).decode()
    assert note(12) in export.drawing(exhibit, on)["description"]
    assert ("p-values", note(12)) in list(about.values)


# ── In a session ─────────────────────────────────────────────────────────────────────────────


def notes(app) -> list[str]:
    said = [html.unescape(caption.value) for caption in app.caption]
    return [words for words in said if words.startswith("Exploratory")]


def n_shown(app) -> int:
    """As all lines of a page say it."""
    counts = {re.search(r"(\d+) comparisons", words)[1] for words in notes(app)}
    assert len(counts) == 1
    return int(counts.pop())


def test_the_count_grows_with_the_session_and_all_lines_agree(app):
    app.run()
    assert notes(app) == [ONLY]

    app.switch_page("pages/recurrence.py").run()
    first = n_shown(app)
    app.run()
    assert n_shown(app) == first == 2  # Fisher's is that of the first page

    app.selectbox(key="split").set_value("age_group").run()
    second = n_shown(app)
    app.selectbox(key="split").set_value("ivl_detection").run()
    assert n_shown(app) == second > first


def test_a_click_lists_the_p_values_that_are_counted(app):
    app.run().switch_page("pages/recurrence.py").run()
    app.session_state["which-1"] = True
    app.run()

    table = app.dataframe[0].value
    assert len(table) == n_shown(app) == 2
    assert table.loc[0].tolist() == [
        "Recurrence",
        "Detection group",
        "Fisher's exact test, two-sided",
        "All 39 patients. Made-up patients that match the published totals",
    ]


def test_a_file_is_stamped_with_the_count_that_stands_on_the_page(app):
    app.run().switch_page("pages/recurrence.py").run()
    before, tests = n_shown(app), len(app.session_state["p_values"].tested)
    app.session_state["download-patients-with-a-recurrence-by-detection-group"] = True
    app.run()

    # The file holds more tests of the comparison on the page, and one of equal follow-up.
    assert len(app.session_state["p_values"].tested) > tests + 1
    assert n_shown(app) == before + 1 == 3


def test_every_hazard_ratio_on_the_survival_page_is_counted(app):
    app.run().switch_page("pages/survival.py").run()
    first = n_shown(app)
    # Fisher's of the first page; that of the curves, be it by their test, by permutation or by
    # their ratio; five of factors.
    assert first == 1 + 1 + 5

    app.multiselect(key="adjust-for").set_value(["age_at_diagnosis"]).run()
    assert n_shown(app) == first  # refused for its few events


def test_another_filter_makes_other_p_values(app):
    app.run().switch_page("pages/recurrence.py").run()
    app.slider(key="age").set_value((30, 60)).run()

    assert n_shown(app) > 2


def test_a_file_used_again_counts_no_p_value_twice_and_another_file_counts_its_own(app):
    patients = [
        f"{i},{40 + i},{detection},pelvic,{'yes' if i < 5 else 'no'},9"
        for i, detection in enumerate(["incidental"] * 6 + ["nonincidental"] * 6)
    ]
    heading = "ID,Age,Detection,Extent,Recurrence,Follow-up (months)"
    content = "\n".join([heading, *patients]).encode()
    app.run().switch_page("pages/compare.py").run()
    demonstration = n_shown(app)

    counts = []
    for file in (content, content, content.replace(b"11,51", b"11,59")):
        app.switch_page("app.py").run()
        app.file_uploader[0].upload("cohort.csv", file).run()
        next(one for one in app.button if one.label.startswith("Use these data")).click().run()
        app.switch_page("pages/compare.py").run()
        counts.append(n_shown(app))

    own = counts[0] - demonstration
    assert own > 1
    assert counts == [demonstration + own, demonstration + own, demonstration + 2 * own]
