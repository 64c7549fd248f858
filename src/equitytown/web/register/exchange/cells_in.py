"""Cells of a file that was handed in, as people write them, into the values of a field."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from equitytown.errors import InputError
from equitytown.terms.register import Field, Shape
from equitytown.terms.register.cells import BETWEEN_ITEMS, NO, YES, Plain, from_cell, to_cell

YESES, NOES = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")  # the day before the month
_BREAKS = re.compile(r"\s*[\r\n\t]\s*")
_WRONG = re.compile(r"#(?:REF|N/A|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC)[!?]?")  # what a spreadsheet could not work out
_TIME = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")


def plain_of(field: Field, cell: str, *, link: Callable[[str], str]) -> Plain:
    """
    Read a cell as a value, as JSON holds it.

    Parameters
    ----------
    field : Field
        What the column tells.
    cell : str
        The cell's text.
    link : callable
        Gives the reference that some words stand for, or raises `InputError`.

    Raises
    ------
    InputError
        If the cell cannot be such a value; the sentence says how to mend it.
    """
    cell = cell.strip()
    if _WRONG.fullmatch(cell):
        raise InputError(f"{field.label}: {cell} is what a spreadsheet says of a failed sum. Write what is meant.")
    if not cell:
        found = from_cell(field, "")
    elif field.shape is Shape.LINK:
        found = link(cell)
    elif field.shape is Shape.LINKS:
        words = [word.strip() for word in re.split(rf"[{BETWEEN_ITEMS}\n]", cell)]
        found = tuple(dict.fromkeys(link(word) for word in words if word))
    else:
        found = from_cell(field, _WAYS.get(field.shape, _as_it_is)(field, cell))
    if isinstance(found, tuple):
        return list(found)
    return found if found is None or isinstance(found, bool | int | str) else to_cell(found)


def _as_it_is(_field: Field, cell: str) -> str:
    return cell


def _one_line(_field: Field, cell: str) -> str:
    return _BREAKS.sub(" ", cell)


def _items(_field: Field, cell: str) -> str:
    return BETWEEN_ITEMS.join(cell.splitlines())


def _choice(field: Field, cell: str) -> str:
    return next((word for word in field.choices if word.casefold() == " ".join(cell.casefold().split())), cell)


def _yes_no(_field: Field, cell: str) -> str:
    word = cell.casefold()
    return YES if word in YESES else NO if word in NOES else cell


def _day(field: Field, cell: str) -> str:
    text = _TIME.sub("", cell)
    for way in DAYS:
        try:
            return str(datetime.strptime(text, way).date())  # noqa: DTZ007  a day has no time of day
        except ValueError:
            continue
    try:
        return str(date.fromisoformat(text))
    except ValueError:
        raise InputError(
            f'{field.label}: "{cell[:60]}" is not a day. Write it as 30/04/2026, or as 2026-04-30.'
        ) from None


def _number(_field: Field, cell: str) -> str:
    return cell.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace("\N{MINUS SIGN}", "-")


_WAYS: Mapping[Shape, Callable[[Field, str], str]] = {
    Shape.LINE: _one_line,
    Shape.ITEMS: _items,
    Shape.CHOICE: _choice,
    Shape.YES_NO: _yes_no,
    Shape.DAY: _day,
    Shape.WHOLE: _number,
    Shape.NUMBER: _number,
    Shape.POUNDS: _number,
}
