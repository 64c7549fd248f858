"""Packing: an Office file written again so that its bytes depend on what it holds and nothing else."""

import zipfile
from collections.abc import Callable
from io import BytesIO

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file can hold: every part carries it
CONTENT_TYPES = "[Content_Types].xml"  # comes first in an Office file


def unchanged(_name: str, part: bytes) -> bytes:
    """Keep a part as it is."""
    return part


def repacked(data: bytes, *, change: Callable[[str, bytes], bytes] = unchanged) -> bytes:
    """
    Pack an Office file again: parts in order of name, one date on all of them, no trace of the system.

    Parameters
    ----------
    data : bytes
        The file as its library wrote it.
    change : callable, optional
        Given a part's name and bytes, gives the bytes to write.
    """
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as read, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda name: (name != CONTENT_TYPES, name)):
            part = zipfile.ZipInfo(name, FIRST_DAY)
            # a picture is compressed already
            part.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            part.create_system = 0  # otherwise it tells which system wrote it
            write.writestr(part, change(name, read.read(name)))
    return again.getvalue()
