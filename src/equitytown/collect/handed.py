"""Files that somebody saved by hand: found by their pattern, looked over, and read as a supplier's reply."""

from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from equitytown.collect.inspection import Limits, refuse_hostile
from equitytown.errors import DriftError, InputError
from equitytown.terms.reply import Reply
from equitytown.terms.sources import HandedFile

PARQUET = (".parquet", ".pq")
MOST = 200_000_000  # bytes of a file
LIMITS = Limits(size=MOST, unpacked=400_000_000)


def found(handed: HandedFile, folder: Path) -> Path | None:
    """Give the file that was saved last of those that fit a pattern; None where none is there."""
    if not folder.is_dir():
        return None
    fitting = (p for p in folder.iterdir() if fnmatch(p.name, handed.path) and _is_file(p))
    return max(fitting, key=lambda path: (path.stat().st_mtime, path.name), default=None)


def _is_file(path: Path) -> bool:
    """Leave out folders, hidden files, and the locks of workbooks that are open."""
    return not path.is_dir() and not path.name.startswith((".", "~$"))


def read_handed(handed: HandedFile, path: Path, *, supplier_id: str, today: date) -> Reply:
    """
    Read a file as a reply, after a look at what it is.

    Raises
    ------
    DriftError
        If it is hostile, too large or holds personal data. A file in the supplier's own layout is a publication:
        only its size is looked at here, and its reader counts what it unpacks to.
    """
    size = path.stat().st_size
    if size > MOST:
        raise DriftError(f"{path.name} has {size:,} bytes, and {MOST:,} are the most.")
    if handed.columns:
        try:
            _look_at(path)
        except InputError as error:
            raise DriftError(str(error)) from None
    return Reply(supplier_id, path.name, path.read_bytes(), today)


def _look_at(path: Path) -> None:
    """Send a file through the door; what is in Parquet is looked at as text."""
    if path.suffix.lower() not in PARQUET:
        refuse_hostile(path, limits=LIMITS)
        return
    import polars as pl  # noqa: PLC0415
    from polars.exceptions import PolarsError  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        text = Path(folder) / f"{path.stem}.csv"
        try:
            pl.read_parquet(path).write_csv(text)
        except (PolarsError, OSError):
            raise DriftError(f"{path.name} is no Parquet file that can be read. It may be cut off.") from None
        refuse_hostile(text, limits=LIMITS)
