"""The results in words: each passage with a way to its figure, and the whole to copy."""

from datetime import date
from functools import partial

import streamlit as st

from ivl import export, results
from ivl.cohort import Cohort
from ivl.results import Passage
from ivl.ui import multiplicity
from ivl.ui.frame import PAGES
from ivl.ui.words import plain

HERE = "Your data"
"""The page that the passages stand on."""

_FILES = {name: file for file, name in PAGES.items()}


def in_words(cohort: Cohort) -> None:
    """The cohort's results as a card of its own; nothing without patients.

    A link to a figure keeps the session, and with it the patients: an address typed or clicked
    outside the menu would begin another.
    """
    passages = results.results(cohort)
    if not passages:
        return
    tested = tuple(test for passage in passages for test in passage.tested)
    with st.container(border=True, key="card-results"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader("Results in words", anchor=False)
            _copy(cohort, passages, multiplicity.note(tested))
        for passage in passages:
            _passage(passage)
        multiplicity.caption(tested)


def _passage(passage: Passage) -> None:
    topic, words, link = st.columns([1.4, 7.1, 1.5], gap="small")
    topic.caption(passage.topic)
    words.markdown(plain(passage.words))
    if passage.page == HERE:
        link.caption("Figure above")
    else:
        link.page_link(
            _FILES[passage.page],
            label="Show figure →",
            help=f"{passage.figure}, on the page {passage.page}",
        )


def _copy(cohort: Cohort, passages: tuple[Passage, ...], note: str) -> None:
    """The text as it is pasted elsewhere: with who it is about, the day, and its caution."""
    today = date.today()
    words = results.as_text(cohort, passages, note, today)
    with st.popover("Copy", key="copy-results"):
        st.code(words, language=None, wrap_lines=True, width=560, height=320)
        st.download_button(
            "Text file",
            partial(words.encode, "utf-8-sig"),
            f"{export.stem('results', cohort.chosen, today)}.txt",
            key="txt-results",
            on_click="ignore",
        )
