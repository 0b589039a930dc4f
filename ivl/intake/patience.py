"""How long the cells of a file may keep this process busy, which others wait for as well.

Reading takes place in a process that can be ended. Understanding takes place here, and has to
stop itself: whatever looks at cells or headings one by one asks whether there is time left.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from ivl.intake.refusal import PUZZLING, Refused

SECONDS: Final = 20.0
"""Of computing, for one preview; 100,000 patients by 40 columns take a fifth of it."""

_END: Final = ContextVar("end", default=math.inf)
_LIMIT: Final = ContextVar("limit", default=math.inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Limits the time that the thread may compute inside the block.

    Raises:
        Refused: by ``go_on`` within the block, once the time is over.
    """
    end, limit = _END.set(time.thread_time() + seconds), _LIMIT.set(seconds)
    try:
        yield
    finally:
        _END.reset(end)
        _LIMIT.reset(limit)


def go_on() -> None:
    """Goes on if there is time left.

    Raises:
        Refused: if there is none; its text is for the user.
    """
    if time.thread_time() > _END.get():
        raise Refused(PUZZLING.format(seconds=_LIMIT.get()))
