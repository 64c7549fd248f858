"""Personal data in a table: what tells of one person is refused, and never repeated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from equitytown.collect.texts import encoding_of, holds, rows_of

NHS_SPACED = re.compile(r"\b[0-9]{3}[ -][0-9]{3}[ -][0-9]{4}\b")
NHS_WITHIN = re.compile(r"(?<![\w.-])[0-9]{10}(?![\w-])")
NHS_PLAIN = re.compile(r"[0-9]{10}")
POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]? ?[0-9][ABD-HJLNP-UW-Z]{2})\b")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
BIRTH = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|born on)\b|^(?:dob|born)$", re.IGNORECASE)
PERSON = re.compile(
    r"\b(?:nhs (?:number|no)|hospital number|ni number|surname|forename|first name|last name)\b", re.IGNORECASE
)
# A day after a word for birth, as in running text: in numbers, or with a month in words.
BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?)[^\w\n]{0,6}"
    r"(?:[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]{3,9})[-/. ][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b",
    re.IGNORECASE,
)
ORDINALS = ("st", "nd", "rd", "th")  # "M1 2nd" is no postcode
SUSPECT = re.compile(r"@|[0-9]{3}[ -][0-9]{3}[ -][0-9]{4}|\b[0-9]{10}\b|[0-9] ?[A-Za-z]{2}\b")
UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)  # keeps every letter in its place, as `upper` does not
HEAD = 20  # rows among which the heading stands
WEIGHTS = range(10, 1, -1)
MODULUS = 11


def is_nhs_number(digits: str) -> bool:
    """
    Say whether ten digits are an NHS number, by the check digit.

    Examples
    --------
    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    check = MODULUS - sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=False)) % MODULUS
    return len(digits) == len(WEIGHTS) + 1 and check != len(WEIGHTS) + 1 and check % MODULUS == int(digits[-1])


def personal_words(text: str) -> tuple[str, ...]:
    """
    Say what in a running text tells of one person, without repeating it.

    Parameters
    ----------
    text : str
        What somebody typed.

    Returns
    -------
    tuple of str
        Any of "an NHS number", "an e-mail address", "a full postcode" and "a date of birth".

    Examples
    --------
    >>> personal_words("Ring 943 476 5919, or write to ann@example.org")
    ('an NHS number', 'an e-mail address')
    >>> personal_words("Grants of 1204 in LU1, of babies born in 2019 to 2021")
    ()
    """
    numbers = (re.sub("[ -]", "", found) for found in (*NHS_SPACED.findall(text), *NHS_WITHIN.findall(text)))
    found = {
        "an NHS number": any(map(is_nhs_number, numbers)),
        "an e-mail address": bool(EMAIL.search(text)),
        "a full postcode": any(not _ordinal(text, match) for match in POSTCODE.finditer(text.translate(UPPER))),
        "a date of birth": bool(BORN.search(text)),
    }
    return tuple(what for what, is_there in found.items() if is_there)


def _ordinal(text: str, match: "re.Match[str]") -> bool:
    """Say whether what looks like the end of a postcode is a number such as 2nd."""
    return text[match.end() - 2 : match.end()] in ORDINALS


@dataclass(slots=True)
class _Column:
    """What was seen in one column: how often, and in which row first."""

    seen: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    ten_figures: int = 0
    valid: int = 0

    def note(self, what: str, row: int) -> None:
        self.seen[what] = self.seen.get(what, 0) + 1
        self.first.setdefault(what, row)


def personal_faults(path: Path, *, is_book: bool) -> list[str]:
    """
    Look for personal data in a table.

    Parameters
    ----------
    path : Path
        A file that is otherwise in order.
    is_book : bool
        Whether it is a workbook, all sheets of which are looked at.

    Returns
    -------
    list of str
        A sentence for each kind in each column, with the number of cells and the first row; never a cell.
    """
    from python_calamine import CalamineError  # noqa: PLC0415

    try:
        sheets = _sheets(path) if is_book else [("", _text(path))]
    except CalamineError:
        return ["It is damaged: a sheet of it cannot be read. Save it anew as .xlsx."]
    return [fault for sheet, rows in sheets for fault in _faults(sheet, rows)]


def _text(path: Path) -> Iterator[Sequence[object]]:
    """Give the rows of a text; its first ones alone where nothing in it looks like personal data."""
    encoding = encoding_of(path)
    return islice(rows_of(path, encoding), None if holds(path, encoding, SUSPECT) else HEAD)


def _sheets(path: Path) -> list[tuple[str, Iterator[Sequence[object]]]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    book = CalamineWorkbook.from_path(path)
    return [(name, book.get_sheet_by_name(name).iter_rows()) for name in book.sheet_names]


def _faults(sheet: str, rows: Iterator[Sequence[object]]) -> list[str]:
    heading: list[str] = []
    columns: list[_Column] = []
    for place, cells in enumerate(rows, start=1):
        texts = [_as_text(cell) for cell in cells]
        if not heading and any(texts):
            heading = texts
        columns += [_Column() for _ in range(len(columns), len(texts))]
        for column, text in zip(columns, texts, strict=False):
            if text:
                _look(column, text, place)
    within = f' of sheet "{sheet}"' if sheet else ""
    told = []
    for i, column in enumerate(columns):
        name = heading[i] if i < len(heading) and heading[i] else f"number {i + 1}"
        shown = f"number {i + 1}" if column.first and min(column.first.values()) == 1 else f'"{name}"'
        if 2 * column.valid > column.ten_figures:  # of other numbers one in eleven passes by chance
            column.seen["NHS numbers"] = column.seen.get("NHS numbers", 0) + column.valid
        told += [
            f"Column {shown}{within} holds {count:,} {what}. Take the column out; hand over counts, not people."
            for what, count in column.seen.items()
        ]
        if BIRTH.search(name) or PERSON.search(name):
            told.append(f'Column "{name}"{within} tells of single people by its name. Hand over counts, not people.')
    return told


def _look(column: _Column, text: str, place: int) -> None:
    """Note what one cell holds."""
    if any(is_nhs_number(re.sub("[ -]", "", found)) for found in NHS_SPACED.findall(text)):
        column.note("NHS numbers", place)
    if NHS_PLAIN.fullmatch(text):
        column.ten_figures += 1
        column.valid += is_nhs_number(text)
    if EMAIL.search(text):
        column.note("e-mail addresses", place)
    if POSTCODE.search(text.upper()):
        column.note("postcodes", place)


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
