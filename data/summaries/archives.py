"""Office files are zip archives: the same content is to make the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

_FIRST_YEAR = 1980
"""The zip format knows no earlier year."""


def repeatable(archive: bytes, made: dt.datetime) -> bytes:
    """The archive with all its entries dated as ``made``, in their order."""
    when = (max(made.year, _FIRST_YEAR), *made.timetuple()[1:6])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as was, zipfile.ZipFile(out, "w") as new:
        for entry in was.infolist():
            dated = zipfile.ZipInfo(entry.filename, when)
            dated.compress_type = entry.compress_type
            new.writestr(dated, was.read(entry))
    return out.getvalue()
