"""What only the owner of a file knows: the questions, those first that keep it from use."""

from itertools import groupby

import streamlit as st

from ivl import intake, previews, text
from ivl.ui.waiting_file import Offered, decide, offered
from ivl.ui.words import heard, plain

_MOST_BUTTONS = 4
"""With more options a list to choose from is quicker to read."""

_ONE_LINE = 60
"""Letters of all options that stand side by side."""

_WIDTH = 400
"""Of a list, in CSS pixels: two stand side by side on a small laptop."""

_MOST_OPEN = 4
"""Questions that can wait are folded away where there are more."""


def show(preview: intake.Preview) -> None:
    """The questions one below the other, each with its answer, so that it can be changed."""
    if not preview.questions:
        return
    first = previews.questions_first(preview)
    later = previews.questions_that_can_wait(preview)
    with st.container(border=True, key="card-questions"):
        st.subheader("Questions", anchor=False)
        if first:
            st.caption(_count(first, "to answer before these data can be used"))
            _ask_all(preview, first)
        if later:
            words = _count(later, "that can wait")
            with st.expander(words, expanded=_is_unfolded(preview, later), key="later-questions"):
                _ask_all(preview, later)


def _is_unfolded(preview: intake.Preview, later: list[intake.Question]) -> bool:
    """A choice of sheets is always in sight; what must be mended stands before the rest."""
    if any(ask.key == intake.SHEET for ask in later):
        return True
    return len(later) <= _MOST_OPEN and not preview.errors


def _count(asked: list[intake.Question], what: str) -> str:
    n_open = sum(ask.is_open for ask in asked)
    if not n_open:
        return f"{text.counted(len(asked), 'question')} {what}: all answered"
    done = f", {len(asked) - n_open} answered" if n_open < len(asked) else ""
    return f"{text.counted(len(asked), 'question')} {what}{done}"


def _ask_all(preview: intake.Preview, asked: list[intake.Question]) -> None:
    """Lists stand side by side where there is room: a column of codes has one for each code.

    What they have in common stands above them once.
    """
    offered = [previews.with_candidates(preview, ask) for ask in asked]
    for (is_list, subject), group in groupby(offered, _kind):
        alike = list(group)
        is_shared = bool(subject) and len(alike) > 1
        if is_shared:
            st.markdown(f"**{plain(subject)}**")
        with st.container(horizontal=is_list, vertical_alignment="bottom"):
            for ask in alike:
                _ask(ask, ask.briefly if is_shared else ask.asks)


def _kind(ask: intake.Question) -> tuple[bool, str]:
    """Whether a list of options is opened to answer it, and what it has in common with others."""
    return len(ask.options) > _MOST_BUTTONS, ask.subject


def _ask(ask: intake.Question, words: str) -> None:
    """One question. Its widget is labelled with the whole sentence for whoever hears the page.

    That label is not drawn, since what keeps words from being Markdown would be read out.
    """
    key = f"question-{ask.key}"
    # The same may be answered in the table of columns, so every run hands the answer back.
    st.session_state[key] = ask.answer
    values = [option.value for option in ask.options]
    labels = {option.value: option.label for option in ask.options}
    likely = labels[ask.suggestion] if ask.suggestion else None
    is_list, _ = _kind(ask)
    with st.container(gap="xsmall", width=_WIDTH if is_list else "stretch"):
        st.markdown(plain(words))
        if not is_list:
            st.radio(
                heard(ask.asks),
                values,
                index=None,
                format_func=lambda value: plain(_with_remark(labels[value], likely)),
                key=key,
                on_change=_answered,
                args=(ask.key, key),
                horizontal=sum(map(len, labels.values())) <= _ONE_LINE,
                label_visibility="collapsed",
            )
        else:
            st.selectbox(
                heard(ask.asks),
                values,
                index=None,
                format_func=lambda value: _with_remark(labels[value], likely),
                key=key,
                on_change=_answered,
                args=(ask.key, key),
                placeholder=f"Not answered; likely {likely}" if likely else "Not answered",
                label_visibility="collapsed",
            )


def _with_remark(label: str, likely: str | None) -> str:
    return f"{label} (likely)" if label == likely else label


def _answered(question: str, key: str) -> None:
    waiting: Offered | None = offered()
    if waiting and (answer := st.session_state[key]) is not None:
        # On another sheet the letters of columns stand for other columns.
        answers = intake.Answers() if question == intake.SHEET else waiting.answers
        decide(answers.with_choice(*previews.settles(question, answer)))
