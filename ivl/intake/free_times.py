"""Recurrence-free times: RFS, DFS and PFS end at recurrence, or else at death or last contact.

Where nothing recurred such a time is no time to recurrence but the follow-up, and the file may hold
no other.
"""

from dataclasses import replace
from typing import Final

import pandas as pd

from ivl.intake.gaps import BY_DATES
from ivl.intake.matching import Matching
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.report import Match
from ivl.intake.words import key
from ivl.schema import NO, YES

FREE_TIMES: Final = ("dfi", "dfs", "pfs", "rfs", "free", "无病", "无进展", "无复发")
_TIME, _FOLLOW_UP, _KEY = "time_to_recurrence_months", "followup_months", "follow-up from free time"


def free_time(matching: Matching) -> Match | None:
    """The column with a recurrence-free time, None if there is none."""
    match = matching.match(_TIME)
    is_free = match is not None and any(word in key(match.heading) for word in FREE_TIMES)
    return match if is_free else None


def told_apart(
    frame: pd.DataFrame, matching: Matching, answers: Answers
) -> tuple[pd.DataFrame, tuple[Question, ...]]:
    """The frame with such a time as what it is for each patient, and what is to be asked.

    Args:
        frame: as recorded.
        matching: which columns record what.
        answers: what the owner of the file decided.

    Returns:
        The time to recurrence only of patients who did not stay free of it; the follow-up of the
        others, if the file has none and its owner agrees.
    """
    match = free_time(matching)
    if match is None or _TIME not in frame or "recurrence" not in frame:
        return frame, ()
    is_free = frame["recurrence"] == NO.name
    question = _question(match, frame, answers)
    followup = (
        {_FOLLOW_UP: frame[_TIME].where(is_free)}
        if question and question.answer == YES.name
        else {}
    )
    kept = frame.assign(**{_TIME: frame[_TIME].where(~is_free)}, **followup)
    return kept, (question,) if question else ()


def _question(match: Match, frame: pd.DataFrame, answers: Answers) -> Question | None:
    if any(name in frame for name in (_FOLLOW_UP, *BY_DATES[_FOLLOW_UP])):
        return None
    question = Question(
        _KEY,
        f"{match.title} ends at death or last contact where nothing recurred. Shall it be the "
        "follow-up of these patients? That of the others stays unknown.",
        (Option(YES.name, "Yes, use it as follow-up"), Option(NO.name, "No")),
        gives=(_FOLLOW_UP,),
    )
    return replace(question, answer=answers.to(question))
