"""Your data: who is in the cohort, and how to use a spreadsheet of one's own."""

from pathlib import Path

import streamlit as st

from ivl import describe, figures, individuals, intake, patient_figures, tables, ui
from ivl.cohort import MADE_UP, Cohort
from ivl.schema import BY_NAME

TEMPLATE = Path(__file__).parent / "data" / "ivl_template.xlsx"


def show_offered(waiting: ui.Offered) -> None:
    """What a file holds, what to decide and what to mend, before anybody relies on it."""
    with st.container(border=True, key="offered"):
        st.subheader(ui.plain(waiting.filename), anchor=False)
        if waiting.preview is None:
            st.error(ui.plain(waiting.refusal))
            st.text("The cohort in use has not changed.")
            ui.discard_button()
            return
        _show_verdict(waiting.preview)
        for question in waiting.preview.questions:
            ui.answer(question)
        _show_problems(waiting.preview)
        st.markdown("**How the file was understood**")
        ui.rows(tables.mapping(waiting.preview), key="mapping")
        st.caption(ui.plain(tables.reading(waiting.preview)))


def _show_verdict(preview: intake.Preview) -> None:
    cohort = preview.cohort
    if cohort is None:
        st.error(ui.plain(tables.why_not_usable(preview)))
    with st.container(horizontal=True):
        if cohort is not None:
            ui.use_button(cohort)
        ui.discard_button()


def _show_problems(preview: intake.Preview) -> None:
    groups = intake.grouped(preview.problems)
    for severity, heading in (("error", "Mend before use"), ("warning", "Worth knowing")):
        sentences = [group.sentence for group in groups if group.severity == severity]
        if sentences:
            st.markdown(f"**{heading} ({len(sentences)})**")
            st.markdown("\n".join(f"- {ui.plain(sentence)}" for sentence in sentences))


def show_cohort(cohort: Cohort) -> None:
    """Who is in the cohort: extent by detection group, and ages."""
    extent = describe.levels(cohort, BY_NAME["extent_group"], by="ivl_detection")
    ui.show(figures.level_bars(extent))
    ages = individuals.values_by_level(cohort, "age_at_diagnosis", "extent_group", "ivl_detection")
    ui.show(patient_figures.dots(ages, "Age and extent"))


cohort = ui.start("Your data", even_if_empty=True)
main, side = st.columns([2.6, 1], gap="medium")

with side, st.container(border=True):
    st.subheader("Upload your own", anchor=False)
    ui.upload()
    st.download_button(
        "Template (XLSX)", TEMPLATE.read_bytes(), TEMPLATE.name, on_click="ignore", width="stretch"
    )
    if cohort.made_up:
        st.caption(f"{MADE_UP} are shown until you use a file.")
    else:
        ui.forget_button()
    st.caption(
        "Patients stay in this computer's memory, in this browser tab only: nothing is stored and "
        "nothing is sent. Reloading the page or closing the tab forgets them."
    )

with main:
    if waiting := ui.offered():
        show_offered(waiting)
    if cohort.n:
        show_cohort(cohort)
    else:
        ui.nobody(cohort)

if cohort.n:
    ui.every_row(cohort)
