"""Reads files in processes of their own, since a file can bring down the one that reads it.

A few kilobytes can abort a parser or fill the memory from inside, where no ``except`` helps. The
process that reads (``ivl.intake.reader``) has limits of time and memory; should it pass them or
die, the user gets a sentence and everybody else goes on. It is not a copy of this process, has
nothing of it, and ends with it: its standard input closes.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from ivl.intake.cells import Workbook
from ivl.intake.gate import MOST_BYTES
from ivl.intake.handover import unpacked
from ivl.intake.personal import sheet_name
from ivl.intake.reader import CAN_COPY, N_LENGTH
from ivl.intake.refusal import BUSY, FATAL, HUNGRY, SLOW, Refused

SECONDS: Final = 15.0
"""For a small file, which takes a hundredth of one, also on a machine with much else to do."""

SECONDS_PER_MB: Final = 3.0
"""More for each megabyte; 100,000 patients by 40 columns make up some 20."""

MOST_MEMORY: Final = 2 * 1024**3
"""Bytes; that sheet takes up to a half."""

AT_ONCE: Final = 2
"""Files that are read at the same time; more have to wait."""

_MOST_ANSWER: Final = 1024**3

# The package's own front door loads pandas, which a reader of cells has no use for.
_PROGRAM: Final = """
import sys, types
sys.path[:] = sys.argv[5:]
sys.modules["ivl.intake"] = intake = types.ModuleType("ivl.intake")
intake.__path__ = [sys.argv[4]]
from ivl.intake.reader import serve
serve(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
"""


class Readers:
    """Processes that read files; started when first needed and kept ready for the next file."""

    def __init__(
        self,
        function: str = "ivl.intake.sheet:read",
        seconds: float = SECONDS,
        most_memory: int = MOST_MEMORY,
        at_once: int = AT_ONCE,
    ) -> None:
        """Says how to read, and how much that may take.

        Args:
            function: what reads a file, as "module:name"; called with its bytes and its name.
            seconds: until a small file is given up, or one that waits; large ones have more.
            most_memory: bytes of address space of a process, where the system sees to it (Linux).
            at_once: files that are read at the same time.
        """
        self.function, self.seconds, self.most_memory = function, seconds, most_memory
        self._places = threading.BoundedSemaphore(at_once)
        self._idle: list[_Process] = []
        atexit.register(self.close)

    def read(self, content: bytes, filename: str) -> Workbook:
        """What ``function`` finds in a file.

        Raises:
            Refused: if it refuses the file, or does not finish within its limits.
        """
        if not self._places.acquire(timeout=self.seconds):
            raise Refused(BUSY)
        try:
            process = self._ready()
            answer = process.answer(content, filename, self._most_seconds(len(content)))
            self._keep(process)
        except OSError as error:  # no process could be started
            raise Refused(BUSY) from error
        finally:
            self._places.release()
        try:
            return unpacked(answer)
        except Refused:
            raise
        except Exception as error:  # a process taken over by its file can answer anything
            raise Refused(FATAL) from error

    def close(self) -> None:
        """Ends the processes that wait for a file."""
        while self._idle:
            self._idle.pop().end()

    def _ready(self) -> "_Process":
        with contextlib.suppress(IndexError):
            while True:
                process = self._idle.pop()
                if process.is_alive:
                    return process
                process.end()
        return self._started()

    def _keep(self, process: "_Process") -> None:
        if not CAN_COPY:
            process.end()
            process = self._started()
        self._idle.append(process)

    def _started(self) -> "_Process":
        return _Process(self.function, self._most_seconds(MOST_BYTES), self.most_memory)

    def _most_seconds(self, n_bytes: int) -> float:
        return self.seconds + SECONDS_PER_MB * n_bytes / 1024**2


class _Process:
    def __init__(self, function: str, seconds: float, most_memory: int) -> None:
        here = str(Path(__file__).parent)
        limits = [function, str(seconds + 1), str(most_memory)]
        self._process = subprocess.Popen(
            [sys.executable, "-ISc", _PROGRAM, *limits, here, *map(os.path.abspath, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,  # what a parser says as it dies can quote a cell
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._is_late = False

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def answer(self, content: bytes, filename: str, seconds: float) -> bytes:
        """The bytes that the process makes of a file.

        Raises:
            Refused: if it dies over the file or takes too long; the process is then gone.
        """
        clock = threading.Timer(seconds, self._let_go)
        clock.start()
        answer = b""
        try:
            answer = self._exchanged(content, filename)
        finally:
            clock.cancel()
            clock.join()
            if self._is_late or not answer:
                last_words = self.end()
        if self._is_late:
            raise Refused(SLOW.format(seconds=round(seconds, 1)))
        if not answer:
            raise Refused(HUNGRY if b"memory" in last_words else FATAL)
        return answer

    def end(self) -> bytes:
        """Ends the process with the copies it made, and returns what they said as they died."""
        self._kill()
        return self._process.communicate()[1]

    def _exchanged(self, content: bytes, filename: str) -> bytes:
        """Empty if the process dies before it has answered."""
        files, answers, _ = self._streams()
        try:
            for part in (filename.encode("utf-8", "replace"), content):
                files.write(len(part).to_bytes(N_LENGTH))
                files.write(part)
            files.flush()
        except OSError:
            return b""
        length = int.from_bytes(answers.read(N_LENGTH))
        answer = answers.read(length) if length <= _MOST_ANSWER else b""
        return answer if len(answer) == length else b""

    def _let_go(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):  # it has ended by itself
            if CAN_COPY:
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _streams(self) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
        process = self._process
        assert process.stdin
        assert process.stdout
        assert process.stderr
        return process.stdin, process.stdout, process.stderr


_READERS: Final = Readers()


def read(content: bytes, filename: str) -> Workbook:
    """The sheets of a file, as ``ivl.intake.sheet.read`` finds them, in a process of its own.

    A sheet that may be named after somebody is numbered.

    Raises:
        Refused: if it cannot be read, or not in 15 seconds, 3 more for each MB, and 2 GB; the text
            is for the user.
    """
    book = _READERS.read(content, filename)
    names = [sheet_name(sheet.name, at) for at, sheet in enumerate(book.sheets, start=1)]
    sheets = zip(book.sheets, names, strict=True)
    return replace(book, sheets=tuple(replace(sheet, name=name) for sheet, name in sheets))
