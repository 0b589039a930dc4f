"""What is attached to a sheet of an .xlsx workbook: comments on cells, and tables of Excel."""

import contextlib
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from ivl.intake.cells import Place, place

OWN_AUTHOR: Final = "IVL Cohort Explorer"
"""Whose comments say what is to be mended, and need not be read again."""

OWN_LIST: Final = "To correct"
"""Name of the sheet that lists it, with the same words at its top."""


def comments(archive: zipfile.ZipFile, sheet: str) -> tuple[set[Place], set[Place]]:
    """Cells with a comment of others, and cells with one of the dashboard's own."""
    theirs: set[Place] = set()
    own: set[Place] = set()
    for root in _attached(archive, sheet, "comments"):
        authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
        for comment in root.iterfind("{*}commentList/{*}comment"):
            number = int(comment.get("authorId", "0"))
            is_own = number < len(authors) and authors[number] == OWN_AUTHOR
            (own if is_own else theirs).update(_places(comment))
    for root in _attached(archive, sheet, "threadedComment"):
        for comment in root.iterfind("{*}threadedComment"):
            theirs.update(_places(comment))
    return theirs, own


def _places(comment: ET.Element) -> Iterator[Place]:
    """Its cell; none if the file does not say which."""
    with contextlib.suppress(ValueError):
        yield place(comment.get("ref", ""))


def totals_rows(archive: zipfile.ZipFile, sheet: str) -> Iterator[int]:
    """Rows, counted from 0, that tables of Excel have for their totals."""
    for root in _attached(archive, sheet, "table"):
        n_totals = int(root.get("totalsRowCount", "0"))
        if n_totals:
            last = place(root.get("ref", "A1").rpartition(":")[2])[0]
            yield from range(last - n_totals + 1, last + 1)


def _attached(archive: zipfile.ZipFile, sheet: str, kind: str) -> Iterator[ET.Element]:
    """Parts of one kind that belong to a sheet, given by its own part: "xl/worksheets/…"."""
    folder, name = posixpath.split(sheet)
    names = set(archive.namelist())
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in names:
        return
    for relation in ET.fromstring(archive.read(relations)):
        target = relation.get("Target", "")
        part = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if relation.get("Type", "").endswith(f"/{kind}") and part in names:
            yield ET.fromstring(archive.read(part))
