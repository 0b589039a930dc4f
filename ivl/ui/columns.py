"""What each column of a file was understood as: a table in which the owner can change it."""

from functools import partial

import pandas as pd
import streamlit as st

from ivl import intake, previews, text
from ivl.ui.waiting_file import Offered, decide, mapping_turn, offered, turn_mapping
from ivl.ui.words import plain

FIELD = "Understood as"
_WIDTHS = {"Column": 62, "Heading": 188, "Sample values": 185, "How sure": 200, FIELD: 225}


def show(preview: intake.Preview, answers: intake.Answers) -> None:
    """The columns in the order of the file; a change is read with the file at once."""
    with st.container(border=True, key="card-columns"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader("Columns", anchor=False)
            st.download_button(
                "Download this mapping", partial(_mapping_file, preview, answers),
                f"{text.slug(preview.filename.rpartition('.')[0]) or 'cohort'}-mapping.json",
                "application/json", key="mapping-download", on_click="ignore",
                help="For next month's file: its columns are found by their headings, and what "
                "you answered is answered. There are no patients in it.",
            )  # fmt: skip
        st.caption(
            plain(
                f'Is a column something else? Double-click its cell under "{FIELD}" and choose. '
                "The file is read again at once."
            )
        )
        _show_changed(preview, answers)
        table = previews.mapping(preview, answers)
        edited = st.data_editor(
            table,
            key=f"mapping-{mapping_turn()}",
            height="content",
            hide_index=True,
            disabled=[name for name in table if name != FIELD],
            column_config={
                **{
                    name: st.column_config.TextColumn(width=width)
                    for name, width in _WIDTHS.items()
                },
                FIELD: st.column_config.SelectboxColumn(
                    options=previews.field_names(preview),
                    format_func=lambda name: previews.field_label(str(name)),
                    required=True,
                    width=_WIDTHS[FIELD],
                ),
            },
            alt="Columns of the file and what they were understood as",
        )
        _take(table, edited, answers)
        if notes := previews.notes(preview):
            st.caption("\n".join(f"- {plain(note)}" for note in notes))
        _show_lacking(preview)


def _take(table: pd.DataFrame, edited: pd.DataFrame, answers: intake.Answers) -> None:
    """Reads the file again if a cell was changed. A column that was kept out stays out."""
    changed = table[FIELD] != edited[FIELD]
    if not changed.any():
        return
    for was, column, field in zip(
        table.loc[changed, FIELD], table.loc[changed, "Column"], edited.loc[changed, FIELD],
        strict=True,
    ):  # fmt: skip
        value = intake.LEAVE_OUT if field == previews.NOT_USED else field
        if was != previews.KEPT_OUT and value in (*intake.FIELDS, intake.LEAVE_OUT):
            answers = answers.with_choice(intake.column_key(column), value)
    turn_mapping()
    decide(answers)
    st.rerun()


def _mapping_file(preview: intake.Preview, answers: intake.Answers) -> bytes:
    return intake.to_file(intake.remember(preview, answers))


def _show_changed(preview: intake.Preview, answers: intake.Answers) -> None:
    """Each column that the owner set, as a button that takes the answer back."""
    letters = [*(one.letter for one in preview.mapping), *(one.letter for one in preview.left_out)]
    changed = {
        letter: answers.choices[key]
        for letter in dict.fromkeys(letters)
        if (key := intake.column_key(letter)) in answers.choices
    }
    if not changed:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="changed"):
        st.text("Your answers:", width="content")
        for letter, field in changed.items():
            st.button(
                plain(f"{letter}: {previews.field_label(field or previews.NOT_USED)} ×"),
                key=f"reset-{letter}",
                on_click=_reset,
                args=(letter,),
                help="Take this answer back",
            )


def _reset(letter: str) -> None:
    waiting: Offered | None = offered()
    if waiting:
        decide(waiting.answers.without(intake.column_key(letter)))


def _show_lacking(preview: intake.Preview) -> None:
    lost = previews.lacking(preview)
    if not lost:
        return
    with st.expander("Not in this file, and what is lost without it", key="lacking"):
        lines = [f"{plain(labels)}: {plain(text.lower_first(cost))}" for cost, labels in lost]
        st.markdown("\n".join(f"- {line}" for line in lines))
