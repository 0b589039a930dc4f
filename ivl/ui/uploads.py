"""A spreadsheet of one's own: taking it, looking at it, using it or letting it go."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from ivl import intake, previews, text
from ivl.accounts import account
from ivl.gains import TaskGroup, task_groups, tasks
from ivl.intake.gate import MOST_MEGABYTES
from ivl.ui import columns, problems, questions
from ivl.ui.changes import show_changes
from ivl.ui.ledger import show_account
from ivl.ui.session import whole_cohort
from ivl.ui.waiting_file import (
    Offered,
    discard,
    forget,
    mapping_refusal,
    memory,
    offer,
    offered,
    start_afresh,
    take_mapping,
    upload_turn,
    use,
)
from ivl.ui.words import plain

TEMPLATE = Path(__file__).parents[2] / "data" / "ivl_template.xlsx"


def upload() -> None:
    """Takes a spreadsheet. The cohort in use stays in use until the reader takes the new one.

    Any kind of file is taken, so that a wrong one gets a sentence that helps. What was saved of
    an earlier spreadsheet's mapping is given in the same place.
    """
    key = f"upload-{upload_turn()}"
    st.file_uploader(
        "Spreadsheet with a row per patient",
        key=key,
        max_upload_size=MOST_MEGABYTES,
        on_change=_read_upload,
        args=(key,),
    )
    st.caption("Excel, OpenDocument or CSV. The mapping of an earlier file (.json) goes here too.")
    if refusal := mapping_refusal():
        st.error(plain(refusal))
    kept = memory()
    if kept and kept.is_given and not a_file_waits():
        st.text(f"{kept.filename} will be used for the next spreadsheet.")
        st.button("Do not use it", key="forget-mapping", on_click=start_afresh)
    st.download_button(
        "Template (XLSX)", TEMPLATE.read_bytes(), TEMPLATE.name, on_click="ignore", width="stretch"
    )


def _read_upload(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    take = take_mapping if file.name.lower().endswith(".json") else offer
    take(file.getvalue(), file.name)


def forget_button() -> None:
    """Lets go of the cohort in use; the demonstration takes its place."""
    st.button("Forget these data", key="forget", on_click=forget)


def a_file_waits() -> bool:
    """Whether a file was uploaded that is neither used nor discarded."""
    return offered() is not None


def show_offered() -> None:
    """What a waiting file holds, what to decide and what to mend, before anybody relies on it."""
    waiting = offered()
    if waiting is None:
        return
    # Every patient is looked at, which in a long file should happen once.
    to_mend = task_groups(tasks(waiting.preview)) if waiting.preview else []
    _show_verdict(waiting, to_mend)
    if waiting.preview is None:
        return
    questions.show(waiting.preview)
    show_changes(waiting.preview)
    problems.show(to_mend, waiting.preview, waiting.content)
    columns.show(waiting.preview, waiting.answers)
    _show_reading(waiting.preview)


def _show_verdict(waiting: Offered, to_mend: Sequence[TaskGroup]) -> None:
    """The file in a line, and the two ways out; another file can be given beside it."""
    with st.container(border=True, key="offered"):
        main, side = st.columns([2, 1], gap="large")
        with main:
            st.subheader(plain(waiting.filename), anchor=False)
            if waiting.preview is None:
                st.error(plain(f"{waiting.refusal} The cohort in use has not changed."))
            else:
                _say_verdict(waiting.preview, to_mend)
            if waiting.recalled:
                _say_recalled(waiting.recalled, waiting.recalled_from)
            with st.container(horizontal=True):
                if waiting.preview is not None and (cohort := waiting.preview.cohort):
                    words = f"Use these data ({text.patients(cohort.n)})"
                    st.button(words, type="primary", key="use", on_click=use, args=(cohort,))
                st.button("Discard this file", key="discard", on_click=discard)
                if waiting.recalled:
                    st.button("Start without earlier answers", key="afresh", on_click=start_afresh)
        with side:
            upload()


def _say_verdict(preview: intake.Preview, to_mend: Sequence[TaskGroup]) -> None:
    st.markdown(plain(previews.verdict(preview, to_mend)))
    if preview.errors:
        st.error(plain(previews.why_not_usable(preview, to_mend)))
    elif preview.cohort is None:
        st.info(plain(previews.why_not_usable(preview, to_mend)))
    else:
        now = whole_cohort()
        st.caption(
            plain(f"Until you use them, the pages show {now.source} ({text.patients(now.n)}).")
        )


def _say_recalled(again: intake.Recalled, filename: str) -> None:
    """What was used again of an earlier file, and what could not be."""
    used = again.used or "Nothing"
    st.markdown(plain(text.sentences([f"{used} used again from {filename}", *again.remarks])))


def _show_reading(preview: intake.Preview) -> None:
    with st.container(border=True, key="card-reading"):
        st.subheader("How the file was read", anchor=False)
        facts = [f"**{plain(what)}:** {plain(how)}" for what, how in previews.reading(preview)]
        st.markdown("\n".join(f"- {fact}" for fact in facts))
        show_account(account(preview.as_it_stands), "offered")
