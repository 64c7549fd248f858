"""Values of the register as text and back: in the cells of a file, in a form, and as kept by the web application."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from equitytown.errors import InputError
from equitytown.terms.register.fields import Field, Shape
from equitytown.terms.register.kinds import Kind

BETWEEN_ITEMS = ";"
YES, NO = "yes", "no"
LONGEST_NUMBER = 15  # digits; longer ones are slips
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,500}")

Value = str | bool | int | Decimal | date | tuple[str, ...] | None
Plain = str | bool | int | list[str] | None  # what a value is as JSON


def to_cell(value: Value) -> str:
    """
    Give a value as the text of a cell. Missing is empty, never zero.

    Examples
    --------
    >>> to_cell(("Council", "ICB")), to_cell(None), to_cell(False), to_cell(date(2026, 4, 1))
    ('Council;ICB', '', 'no', '2026-04-01')
    """
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case tuple():
            return BETWEEN_ITEMS.join(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def from_cell(field: Field, cell: str) -> Value:
    """
    Read the text of a cell as the value of a field.

    Parameters
    ----------
    field : Field
        What the cell is about.
    cell : str
        Its text. Empty is missing: None, no words, no items; for a yes or a no it is no.

    Returns
    -------
    Value
        By the field's shape.

    Raises
    ------
    InputError
        If the text cannot be a value of the field; the sentence says what it may be.

    Examples
    --------
    >>> from_cell(Field("due", "Due", Shape.DAY), "2026-04-01")
    datetime.date(2026, 4, 1)
    >>> from_cell(Field("partners", "Partners", Shape.ITEMS), "Council; ICB")
    ('Council', 'ICB')
    """
    cell = cell.strip()
    if not cell:
        return EMPTY.get(field.shape, "")
    return _READERS[field.shape](field, cell)


def _words(_field: Field, cell: str) -> str:
    return cell


def _items(_field: Field, cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(BETWEEN_ITEMS) if item.strip())


def _references(field: Field, cell: str) -> tuple[str, ...]:
    return tuple(_reference(field, item) for item in _items(field, cell))


def _reference(field: Field, cell: str) -> str:
    if not REFERENCE.fullmatch(cell):
        raise InputError(
            f'{field.label}: "{cell[:60]}" is not a reference. Use letters, digits, dots and hyphens, such as ACT-12.'
        )
    return cell


def _yes_no(field: Field, cell: str) -> bool:
    if cell.lower() not in {YES, NO}:
        raise InputError(f'{field.label}: "{cell[:60]}" is not known. Write yes or no.')
    return cell.lower() == YES


def _whole(field: Field, cell: str) -> int:
    text = cell.replace(",", "")
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise InputError(f'{field.label}: "{cell[:60]}" is not a whole number. Write digits only, such as 374.')
    return int(text)


def _number(field: Field, cell: str) -> Decimal:
    text = cell.replace(",", "").removeprefix("£")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > LONGEST_NUMBER or "e" in text.lower():
        raise InputError(f'{field.label}: "{cell[:60]}" is not a number. Write it as 374 or 12.5.')
    return number


def _day(field: Field, cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise InputError(f'{field.label}: "{cell[:60]}" is not a day. Write it as 2026-04-30.') from None


def _choice(field: Field, cell: str) -> str:
    if cell not in field.choices:
        raise InputError(f'{field.label}: "{cell[:60]}" is not known. Use one of: {", ".join(field.choices)}.')
    return cell


def _address(field: Field, cell: str) -> str:
    if not _ADDRESS.fullmatch(cell):
        raise InputError(f'{field.label}: "{cell[:60]}" is not a web address. Begin it with https://.')
    return cell


# What an empty cell is; where a shape is not named, no words.
EMPTY: Mapping[Shape, Value] = {
    Shape.ITEMS: (),
    Shape.LINKS: (),
    Shape.YES_NO: False,
    Shape.WHOLE: None,
    Shape.NUMBER: None,
    Shape.POUNDS: None,
    Shape.DAY: None,
}
_READERS: Mapping[Shape, Callable[[Field, str], Value]] = {
    Shape.IDENTIFIER: _reference,
    Shape.LINE: _words,
    Shape.PROSE: _words,
    Shape.MARKDOWN: _words,
    Shape.CHOICE: _choice,
    Shape.YES_NO: _yes_no,
    Shape.WHOLE: _whole,
    Shape.NUMBER: _number,
    Shape.POUNDS: _number,
    Shape.DAY: _day,
    Shape.ADDRESS: _address,
    Shape.ITEMS: _items,
    Shape.LINK: _reference,
    Shape.LINKS: _references,
    Shape.PERSON: _words,
}


def to_plain(kind: Kind, record: object) -> dict[str, Plain]:
    """
    Give a record as JSON can hold it, field by field; persons included.

    Days are written as 2026-04-30 and numbers with decimals as text, so that nothing is rounded.
    """
    return {field.name: _plain(getattr(record, field.name)) for field in kind.fields}


def _plain(value: Value) -> Plain:
    match value:
        case bool() | int() | str() | None:
            return value
        case tuple():
            return list(value)
        case _:
            return to_cell(value)


def from_plain(kind: Kind, content: Mapping[str, Plain]) -> Any:  # the kind's own record
    """Give a record from what `to_plain` gave. A field that is not there is missing; others are passed over."""
    return kind.record(**{f.name: _value(f, content[f.name]) for f in kind.fields if f.name in content})


def _value(field: Field, plain: Plain) -> Value:
    if isinstance(plain, list):
        return tuple(plain)
    if isinstance(plain, str) and field.shape in {Shape.DAY, Shape.NUMBER, Shape.POUNDS}:
        return from_cell(field, plain)
    return plain


def to_row(kind: Kind, record: object) -> tuple[str, ...]:
    """Give a record as the cells of its file, in the order of the kind's columns."""
    return tuple(to_cell(getattr(record, name)) for name in kind.columns)


def read_cells(kind: Kind, cells: Mapping[str, str]) -> tuple[dict[str, Value], list[tuple[str, str]]]:
    """
    Read the cells of one row.

    Parameters
    ----------
    kind : Kind
        What the row is.
    cells : mapping of str to str
        Text by column; a column that is not there is missing.

    Returns
    -------
    values : dict
        By field, those that could be read.
    faults : list of (str, str)
        Field and sentence for each that could not, and for each that is required and empty.
    """
    values: dict[str, Value] = {}
    faults: list[tuple[str, str]] = []
    for name, cell in cells.items():
        field = kind.by_name[name]
        try:
            values[name] = from_cell(field, cell)
        except InputError as error:
            faults.append((name, str(error)))
    told = {name for name, _ in faults}
    faults.extend(
        (f.name, f"{f.label} is empty. Fill it in.")
        for f in kind.fields
        if f.required and f.name not in told and is_empty(values.get(f.name))
    )
    return values, faults


def is_empty(value: Value) -> bool:
    """Whether nothing was told: None, no words, no items. A no and a zero are told."""
    return value is None or value in {"", ()}


def lacking(kind: Kind, record: object) -> Sequence[tuple[str, str]]:
    """Give what must be told before a record is published and is not: field and sentence."""
    return [
        (f.name, f"{f.label} is empty, and must be told before anyone is shown this. Fill it in.")
        for f in kind.fields
        if (f.required or f.needed) and is_empty(getattr(record, f.name))
    ]
