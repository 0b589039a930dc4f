"""A spreadsheet of one's own: taking it, asking what it leaves open, using it or letting it go."""

import streamlit as st

from ivl import intake, tables, text
from ivl.accounts import account
from ivl.cohort import Cohort
from ivl.ui.cards import rows
from ivl.ui.changes import show_changes
from ivl.ui.ledger import show_account
from ivl.ui.mending import show_problems
from ivl.ui.session import Offered, discard, forget, offer, offered, upload_turn, use
from ivl.ui.words import plain

MAX_MEGABYTES = 20
"""Size of a spreadsheet that the page takes."""


def upload() -> None:
    """Takes a spreadsheet. The cohort in use stays in use until the reader takes the new one."""
    key = f"upload-{upload_turn()}"
    st.file_uploader(
        "Spreadsheet with a row per patient",
        ["xlsx", "xls", "ods", "csv", "tsv", "txt"],
        key=key,
        max_upload_size=MAX_MEGABYTES,
        on_change=_read_upload,
        args=(key,),
    )


def _read_upload(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        discard()
    else:
        offer(file.getvalue(), file.name, intake.Answers())


def answer(question: intake.Question) -> None:
    """Asks a question that the file leaves open; the answer is read with the file at once."""
    key = f"question-{question.key}"
    values = [option.value for option in question.options]
    labels = {option.value: option.label for option in question.options}
    st.radio(
        plain(question.asks),
        values,
        index=values.index(question.answer) if question.answer in values else None,
        format_func=lambda value: plain(labels[value]),
        key=key,
        on_change=_answered,
        args=(question, key),
    )


def _answered(question: intake.Question, key: str) -> None:
    waiting: Offered = st.session_state["offered"]
    answers = waiting.answers.with_choice(question.key, st.session_state[key])
    offer(waiting.content, waiting.filename, answers)


def use_button(cohort: Cohort) -> None:
    """Puts the offered cohort in the place of the one in use."""
    words = f"Use these data ({text.patients(cohort.n)})"
    st.button(words, type="primary", key="use", on_click=use, args=(cohort,))


def discard_button() -> None:
    """Lets go of the offered file."""
    st.button("Discard this file", key="discard", on_click=discard)


def forget_button() -> None:
    """Lets go of the cohort in use; the demonstration takes its place."""
    st.button("Forget these data", key="forget", on_click=forget)


def show_offered() -> None:
    """What a waiting file holds, what to decide and what to mend, before anybody relies on it."""
    waiting = offered()
    if waiting is None:
        return
    with st.container(border=True, key="offered"):
        st.subheader(plain(waiting.filename), anchor=False)
        if waiting.preview is None:
            st.error(plain(waiting.refusal))
            st.text("The cohort in use has not changed.")
            discard_button()
            return
        _show_verdict(waiting.preview)
        for question in waiting.preview.questions:
            answer(question)
        show_changes(waiting.preview)
        show_problems(waiting.preview, waiting.content)
        st.markdown("**Where the rows went**")
        show_account(account(waiting.preview.as_it_stands), "offered")
        st.markdown("**How the file was understood**")
        rows(tables.mapping(waiting.preview), key="mapping")
        st.caption(plain(tables.reading(waiting.preview)))


def _show_verdict(preview: intake.Preview) -> None:
    cohort = preview.cohort
    if cohort is None:
        st.error(plain(tables.why_not_usable(preview)))
    with st.container(horizontal=True):
        if cohort is not None:
            use_button(cohort)
        discard_button()
