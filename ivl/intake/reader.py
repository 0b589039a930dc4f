"""The process that reads files for another one; ``ivl.intake.apart`` starts it.

Files come in through standard input and what they hold goes out through standard output, so that
nothing touches a disk. The process itself never sees a file: for each it makes a copy of itself,
which reads that one and ends. Whatever a file does to its copy, the next file finds nothing of it,
and neither does another user. Where the system cannot copy a process (Windows), the process itself
reads one file and ends.
"""

import contextlib
import faulthandler
import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, Final

from ivl.intake.cells import Workbook
from ivl.intake.handover import packed
from ivl.intake.refusal import DAMAGED, HUNGRY, Refused

CAN_COPY: Final = hasattr(os, "fork")
N_LENGTH: Final = 8
"""Bytes that say how long what follows is."""

_DONE: Final = 17
"""How a copy says that it has answered; a file that ends its reader does not guess it."""

Read = Callable[[bytes, str], Workbook]


def serve(function: str, seconds: float, most_memory: int) -> None:
    """Reads files until no more come.

    Args:
        function: what reads a file, such as "ivl.intake.sheet:read".
        seconds: until a copy ends itself, should nobody be left to end it.
        most_memory: bytes of address space that a copy may take.
    """
    module, _, name = function.partition(":")
    read: Read = getattr(import_module(module), name)
    # What is looked up once for all files is looked up here, for every copy to find.
    with contextlib.suppress(Refused):
        read("编号,Age\n1,45\n".encode(), "")
    gc.freeze()
    if CAN_COPY:
        os.set_blocking(2, False)  # what nobody reads must not hold up a reader of files
        _copies()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray message must not get into the answer
    files = os.fdopen(0, "rb")
    length = files.read(N_LENGTH)
    if not length:
        os._exit(1)
    _limit(seconds, most_memory)
    _answer(read, files, length, answers)
    os._exit(_DONE)


def _copies() -> None:
    """Returns in a fresh copy of this process; here, when that has ended well, in the next."""
    while pid := os.fork():
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != _DONE:
            os._exit(1)


def _limit(seconds: float, most_memory: int) -> None:
    """Time, memory, and no file: nothing that was read can be written, not even by a crash.

    macOS and Windows do not hold a process to a size; there the time and the caps on rows and
    columns alone bound it.
    """
    # A clock beside the interpreter, which no parser can hold up.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    gc.disable()  # the process is gone before there could be garbage to collect
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, most_memory),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _answer(read: Read, files: BinaryIO, length: bytes, answers: BinaryIO) -> None:
    filename = files.read(int.from_bytes(length)).decode()
    content = files.read(int.from_bytes(files.read(N_LENGTH)))
    answer = _packed(read, content, filename)
    answers.write(len(answer).to_bytes(N_LENGTH) + answer)
    answers.flush()


def _packed(read: Read, content: bytes, filename: str) -> bytes:
    try:
        return packed(read(content, filename))
    except Refused as refused:
        return packed(refused)
    except MemoryError:
        return packed(Refused(HUNGRY))
    except BaseException:  # a parser written in Rust panics with more than an Exception
        return packed(Refused(DAMAGED))
