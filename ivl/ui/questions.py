"""What only the owner of a file knows: the questions, those first that keep it from use."""

import streamlit as st

from ivl import intake, previews, text
from ivl.ui.session import Offered, decide, offered
from ivl.ui.words import plain

_MOST_BUTTONS = 4
"""With more options a list to choose from is quicker to read."""

_MOST_OPEN = 4
"""Questions that can wait are folded away where there are more."""


def show(preview: intake.Preview) -> None:
    """The questions one below the other, each with its answer, so that it can be changed."""
    if not preview.questions:
        return
    first = [ask for ask in preview.questions if previews.comes_first(ask)]
    later = [ask for ask in preview.questions if not previews.comes_first(ask)]
    with st.container(border=True, key="card-questions"):
        st.subheader("Questions", anchor=False)
        if first:
            st.caption(_count(first, "to answer before these data can be used"))
            for ask in first:
                _ask(ask)
        if later:
            words = _count(later, "that can wait")
            is_short = len(later) <= _MOST_OPEN
            with st.expander(words, expanded=is_short, key="later-questions"):
                for ask in later:
                    _ask(ask)


def _count(asked: list[intake.Question], what: str) -> str:
    n_open = sum(ask.is_open for ask in asked)
    if not n_open:
        return f"{text.counted(len(asked), 'question')} {what}: all answered"
    done = f", {len(asked) - n_open} answered" if n_open < len(asked) else ""
    return f"{text.counted(len(asked), 'question')} {what}{done}"


def _ask(ask: intake.Question) -> None:
    key = f"question-{ask.key}"
    values = [option.value for option in ask.options]
    labels = {
        option.value: option.label
        + (" (likely)" if option.value == (ask.suggestion or None) else "")
        for option in ask.options
    }
    # The same may be answered in the table of columns, so every run hands the answer back.
    st.session_state[key] = ask.answer
    if len(values) <= _MOST_BUTTONS:
        st.radio(
            plain(ask.asks), values, None, lambda value: plain(labels[value]), key=key,
            on_change=_answered, args=(ask.key, key),
        )  # fmt: skip
    else:
        st.selectbox(
            plain(ask.asks), values, None, lambda value: labels[value], key=key,
            on_change=_answered, args=(ask.key, key), placeholder="Choose what it means",
        )  # fmt: skip


def _answered(question: str, key: str) -> None:
    waiting: Offered | None = offered()
    if waiting and (answer := st.session_state[key]) is not None:
        # On another sheet the letters of columns stand for other columns.
        answers = intake.Answers() if question == intake.SHEET else waiting.answers
        decide(answers.with_choice(question, answer))
