"""Text whose rows are all of one length → its cells, told apart column by column.

So a file is that a program wrote. Of one with 100 000 patients, pyarrow makes a list of the
different cells of each column in the time in which the standard library makes one of all cells.
"""

import csv
import io
from typing import Final

import pyarrow
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

from ivl.intake.cells import MOST_COLUMNS
from ivl.intake.grids import Gathered

_MARK: Final = "\ufeff"
"""Left out by pyarrow at the beginning of a file, as the mark of its encoding."""

_WORDS: Final = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())


def read_evenly(words: str, delimiter: str) -> Gathered | None:
    """The cells as ``csv.reader`` would read them; None where it has to.

    It has to where rows differ in length, or a cell has several lines.

    Args:
        words: its lines end in a line feed.
        delimiter: a character of ASCII.
    """
    first = next(csv.reader(io.StringIO(words.partition("\n")[0]), delimiter=delimiter), [])
    is_even = 1 < len(first) <= MOST_COLUMNS and "\n\n" not in words
    if not is_even or not delimiter.isascii() or words.startswith(_MARK):
        return None
    n_lines = words.count("\n") + (not words.endswith("\n"))
    content = words.encode()
    names = [str(position) for position in range(len(first))]
    try:
        read = read_csv(
            pyarrow.BufferReader(content),
            # In one piece and one thread, for the process is a copy of one that may have several.
            ReadOptions(use_threads=False, block_size=len(content) + 1, column_names=names),
            ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
            ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, _WORDS),
                strings_can_be_null=False,
            ),
            memory_pool=pyarrow.system_memory_pool(),
        )
    except pyarrow.ArrowInvalid:
        return None
    if read.num_rows != n_lines:
        return None
    columns = (column.combine_chunks() for column in read.unify_dictionaries().itercolumns())
    return Gathered.from_columns(
        [(column.dictionary.to_pylist(), column.indices.to_numpy()) for column in columns]
    )
