"""Suppliers' cells into values: numbers, and the marks that stand for one that is not given."""

import re
from typing import NamedTuple

from equitytown.errors import DriftError
from equitytown.terms.marks import LOW, MISSING, SUPPRESSED, UNRELIABLE, bare
from equitytown.terms.observation import Rating, Status

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
RATINGS = {rating.value: rating for rating in Rating if rating is not Rating.NOT_COMPARED}
DATE = re.compile(r"\d{1,2}-[A-Za-z]{3}(?:-\d{2,4})?|\d{4}-\d{2}-\d{2}.*", re.ASCII)
PERSONS = frozenset({"persons", "person", "total", "all", "all persons", "both sexes", "both"})
SEXES = dict.fromkeys(PERSONS, "Persons") | {
    word + end: sex for word, sex in (("male", "Male"), ("female", "Female")) for end in ("", "s")
}
STATUSES = {"a": Status.COMPLETE, "normal value": Status.COMPLETE, "p": Status.PROVISIONAL, "e": Status.ESTIMATED} | {
    s.value: s for s in Status
}


class Read(NamedTuple):
    """A cell as read: its number or none, what its mark says of it, and in words."""

    value: float | None
    status: Status
    note: str = ""


def read_value(cell: str) -> Read:
    """
    Read the cell of a value.

    Parameters
    ----------
    cell : str
        As the supplier writes it.

    Returns
    -------
    Read
        A mark gives no number: missing is never zero.

    Raises
    ------
    DriftError
        If it is neither a number nor a mark that is known, such as "1-May" or "<5".

    Examples
    --------
    >>> read_value("1,234.5").value, read_value("c").status.value, read_value("-").value
    (1234.5, 'suppressed', None)
    """
    text = cell.strip()
    number = number_of(text)
    if number is not None:
        return Read(number, Status.COMPLETE)
    mark = bare(text)
    if mark in MISSING:
        return Read(None, Status.MISSING, "The supplier gives no value" + (f' ("{text}")' if text else ""))
    if mark in SUPPRESSED or re.fullmatch(r"[<\u2264]\s*\d{1,2}", mark):
        return Read(None, Status.SUPPRESSED, f'Suppressed by the supplier ("{text}")')
    if mark in LOW:
        return Read(None, Status.MISSING, f'Rounds to nothing but is not nothing, says the supplier ("{text}")')
    if mark in UNRELIABLE:
        return Read(None, Status.MISSING, f'Not reliable enough to be given, says the supplier ("{text}")')
    raise DriftError(f'"{text}" is neither a number nor a mark that is known.{_hint(text)}')


def _hint(text: str) -> str:
    """Say what may have happened to a cell."""
    if DATE.fullmatch(text):
        return " A spreadsheet has taken a range for a date: format the column as text and type it anew."
    if text.endswith("%"):
        return " Write the number without the sign."
    return ""


def number_of(cell: str) -> float | None:
    """
    Read a number as suppliers write one; None where none stands.

    Examples
    --------
    >>> number_of("68.900000000000006"), number_of(" 7 "), number_of("7.70%"), number_of("")
    (68.9, 7.0, None, None)
    """
    text = cell.strip()
    if "," in text and THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not NUMBER.fullmatch(text):
        return None
    number = float(text)
    tidy = float(f"{number:.15g}")  # without the tail that a spreadsheet's binary arithmetic leaves
    return tidy if number - number == 0 else None


def is_mark(cell: str) -> bool:
    """
    Say whether a cell is a mark that suppliers write in place of a number.

    Examples
    --------
    >>> is_mark("[c]"), is_mark("u"), is_mark("Value for two areas combined"), is_mark("")
    (True, True, False, False)
    """
    mark = bare(cell)
    return bool(mark) and mark in SUPPRESSED | MISSING | LOW | UNRELIABLE


def sex_of(word: str) -> str:
    """
    Read a supplier's word for a sex; a word that is not known stands as it is.

    Examples
    --------
    >>> sex_of("Total"), sex_of("Females"), sex_of("")
    ('Persons', 'Female', '')
    """
    return SEXES.get(word.strip().casefold(), word)


def optional_number(cell: str) -> float | None:
    """Read a limit or a count: None for a mark."""
    return read_value(cell).value if cell else None


def rating_of(words: str) -> Rating | None:
    """
    Read a supplier's comparison with England.

    Examples
    --------
    >>> rating_of("Worse 95%").value, rating_of("Not compared"), rating_of("Highest quintile")
    ('worse', None, None)
    """
    first = words.strip().partition(" ")[0].casefold()
    return RATINGS.get(first)
