"""Your data: who is in the cohort, and how to use a spreadsheet of one's own."""

import streamlit as st

from ivl import bar_figures, describe, individuals, patient_figures, titles, ui
from ivl.cohort import MADE_UP
from ivl.groups import where_known
from ivl.schema import BY_NAME

cohort = ui.start(titles.YOUR_DATA, even_if_empty=True)
if ui.a_file_waits():
    ui.show_offered()
    st.stop()

with st.container(key="beside"):
    main, side = st.columns([2.6, 1], gap="medium")

with side, st.container(border=True):
    st.subheader("Upload your own", anchor=False)
    ui.upload()
    if cohort.made_up:
        st.caption(f"{MADE_UP} are shown until you use a file.")
    else:
        ui.forget_button()
    st.caption(
        "Patients stay in this computer's memory, in this browser tab only: nothing is stored and "
        "nothing is sent. Reloading the page or closing the tab forgets them."
    )

with main:
    if cohort.n:
        by = where_known(cohort.patients, "ivl_detection")
        extent = describe.levels(cohort, BY_NAME["extent_group"], by=by)
        ui.show(bar_figures.level_bars(extent))
        ages = individuals.values_by_level(cohort, "age_at_diagnosis", "extent_group", by=by)
        ui.show(patient_figures.dots(ages, "Age and extent"))
    else:
        ui.nobody(cohort)

ui.show_ledger(cohort)
ui.in_words(cohort)
if cohort.n:
    ui.every_row(cohort)
