"""Parts of a workbook that are written in UTF-16, which its readers take for something else."""

import io
import re
import zipfile
from typing import Final

_MARKS: Final = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
"""How such a part begins, and the codec."""

_DECLARED: Final = re.compile(r"""(<\?xml[^>]*?encoding=["'])[^"']+""")


def in_utf8(content: bytes) -> bytes:
    """The archive with every part of XML in UTF-8; the same bytes where all are.

    Args:
        content: a zip archive whose unpacked size was found to be bearable.

    Raises:
        UnicodeDecodeError: if a part is not what it begins as.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        codecs = {name: _codec(archive, name) for name in archive.namelist()}
        if not any(codecs.values()):
            return content
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
            for name, codec in codecs.items():
                part = archive.read(name)
                target.writestr(
                    name, _DECLARED.sub(r"\1UTF-8", part.decode(codec)) if codec else part
                )
    return written.getvalue()


def _codec(archive: zipfile.ZipFile, name: str) -> str:
    """That of a part in UTF-16, else ""."""
    if not name.endswith((".xml", ".rels")):
        return ""
    with archive.open(name) as part:
        return _MARKS.get(part.read(2), "")
