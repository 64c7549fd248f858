"""Files that somebody saved by hand: found by their pattern, looked over, and read as a supplier's reply."""

from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from equitytown.collect.inspection import Limits, refuse_hostile
from equitytown.errors import CollectError, InputError
from equitytown.terms.reply import Reply
from equitytown.terms.sources import HandedFile

MOST = 200_000_000  # bytes of a file
LIMITS = Limits(size=MOST, unpacked=400_000_000)


def found(handed: HandedFile, folder: Path) -> Path | None:
    """Give the last file by name that fits a pattern; None where none is there."""
    if not folder.is_dir():
        return None
    fitting = sorted(p for p in folder.iterdir() if fnmatch(p.name, handed.path) and not p.is_dir())
    return fitting[-1] if fitting else None


def read_handed(handed: HandedFile, path: Path, *, supplier_id: str, today: date) -> Reply:
    """
    Read a file as a reply, after a look at what it is.

    Raises
    ------
    CollectError
        If it is hostile, too large or holds personal data. A file in the supplier's own layout is a publication:
        only its size is looked at here, and its reader counts what it unpacks to.
    """
    size = path.stat().st_size
    if size > MOST:
        raise CollectError(f"{path.name} has {size:,} bytes, and {MOST:,} are the most.")
    if handed.columns and path.suffix.lower() not in (".parquet", ".pq"):
        try:
            refuse_hostile(path, limits=LIMITS)
        except InputError as error:
            raise CollectError(str(error)) from None
    return Reply(supplier_id, path.name, path.read_bytes(), today)
