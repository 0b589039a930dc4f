"""Where every row and every patient went, a line for each step; each number opens its rows."""

import streamlit as st

from ivl.accounts import Account, Part, Step, account
from ivl.cohort import Cohort
from ivl.ui.cards import rows
from ivl.ui.words import plain


def show_ledger(cohort: Cohort) -> None:
    """The account of the cohort in use, as a card of its own."""
    with st.container(border=True, key="card-ledger"):
        st.subheader("From the rows of the file to the figures", anchor=False)
        show_account(account(cohort), "cohort")


def show_account(found: Account, key: str) -> None:
    """The steps from the rows of the sheet to the patients of a figure.

    Args:
        found: what to show.
        key: tells it from another account on the same page.
    """
    with st.container(gap=None, key=f"account-{key}"):
        for step in found.steps:
            _line(found, step, key)


@st.fragment
def _line(found: Account, step: Step, key: str) -> None:
    """A fragment, so that opening a number does not draw the page again."""
    with st.container(horizontal=True, gap="small"):
        st.text(step.label, width=260)
        with st.container(width=72):
            _number(found, Part("", step.whole), f"{key}-{step.label}-all")
        with st.container(horizontal=True, gap="small", width="stretch"):
            for number, part in enumerate(step.parts):
                _number(found, part, f"{key}-{step.label}-{number}")


def _number(found: Account, part: Part, key: str) -> None:
    if not part.n:
        st.text(part.words, width="content")
        return
    words = f":primary[{plain(part.words)}]"
    opened = st.popover(words, type="tertiary", width="content", key=key, on_change="rerun")
    if opened.open:
        with opened:
            rows(found.listed(part), key=f"{key}-rows")
