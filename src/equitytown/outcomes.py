"""How a command ends: what the shell is told, and errors as sentences."""

import errno
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from typing import Annotated

import typer

from equitytown.errors import EquityTownError, InputError, PlaceError

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing unless something is wrong.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a script.")]


def day(text: str) -> date:
    """
    Read a day as it is typed on a command line: year, month and day with dashes.

    Parameters
    ----------
    text : str
        What was typed.

    Raises
    ------
    typer.BadParameter
        If it is anything else; the way to write it is told.

    Examples
    --------
    >>> day("2026-11-20")
    datetime.date(2026, 11, 20)
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise typer.BadParameter(f'"{text}" is no day here. Write year, month and day: 2026-11-20.')
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is in no calendar. Write year, month and day: 2026-11-20.") from None


_NOT_ALLOWED = "Give whoever runs this command the right to its folder, or work in a copy that may be changed."
_MENDS = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.ENOSPC: "Make room on the disk.",
}


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    FAULTS = 1
    USAGE = 2
    MACHINE = 3
    STOPPED = 130  # what a shell expects of a command that was interrupted


@contextmanager
def sentences(*, as_json: bool = False) -> Iterator[None]:
    """Turn an expected error into its sentence and exit code; never a traceback."""
    try:
        yield
    except InputError as error:
        _refuse(error, Exit.FAULTS, as_json=as_json)
    except EquityTownError as error:
        _refuse(error, Exit.MACHINE, as_json=as_json)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        mend = f" {_MENDS[error.errno]}" if error.errno in _MENDS else ""
        _refuse(InputError(f"{where}{error.strerror or error}.{mend}"), Exit.MACHINE, as_json=as_json)


def _refuse(error: EquityTownError, code: Exit, *, as_json: bool) -> None:
    if as_json:
        faults = [vars_of(fault) for fault in error.faults] if isinstance(error, PlaceError) else []
        typer.echo(json.dumps({"ok": False, "error": str(error), "faults": faults}, ensure_ascii=False))
    else:
        typer.echo(str(error), err=True)
    raise typer.Exit(code)


def vars_of(fault: object) -> dict[str, object]:
    """Give a fault's fields by name."""
    return {name: getattr(fault, name) for name in ("path", "line", "message", "mend")}
