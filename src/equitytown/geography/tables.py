"""Tables of facts that the package ships: read by row, with their days."""

import csv
from datetime import date
from importlib.resources import files


def rows_of(name: str) -> list[dict[str, str]]:
    """
    Read a table that the package ships.

    Returns
    -------
    list of dict
        A row each, by column.
    """
    text = files("equitytown.geography").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def day_of(text: str) -> date | None:
    """
    Read a day, or nothing where the cell is empty.

    Returns
    -------
    date or None
        From YYYY-MM-DD.

    Examples
    --------
    >>> day_of("") is None
    True
    """
    return date.fromisoformat(text) if text else None


def holds_on(day: date, first: date | None, last: date | None) -> bool:
    """
    Say whether a day lies between a first and a last one, either of which may be open.

    Returns
    -------
    bool
        True on the first and on the last day, too.

    Examples
    --------
    >>> holds_on(date(2024, 5, 6), None, date(2024, 5, 6))
    True
    """
    return (first is None or first <= day) and (last is None or day <= last)
