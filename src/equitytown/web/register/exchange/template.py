"""A workbook to fill in: the headings of a kind, what may stand under each, and choices to pick from."""

from io import BytesIO

from equitytown.publish.flat import Value
from equitytown.publish.packing import repacked
from equitytown.publish.sheets import DAY_FORMAT, Book, Grid, in_english, mark_up, new_sheet
from equitytown.terms.register import Field, Kind, Shape
from equitytown.terms.register.cells import NO, YES
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.exchange.book_out import NOTES, sheet_name
from equitytown.web.register.exchange.reading import MOST_ROWS
from equitytown.web.register.exchange.sheets import columns
from equitytown.web.register.forms import choices_of

CHOICES = "Choices"
MOST_CHOICES = 1_000  # of a list to pick from; beyond these a reference is typed
WIDTH = 24  # characters of a column
WHAT = {
    Shape.IDENTIFIER: "Leave it empty to add a new one. Keep it as it is to change one.",
    Shape.LINE: "A few words.",
    Shape.PROSE: "One or more sentences.",
    Shape.MARKDOWN: "A longer text; headings and lists in Markdown.",
    Shape.CHOICE: "One of the list.",
    Shape.YES_NO: "yes or no.",
    Shape.WHOLE: "A whole number. Leave it empty where it is not known: missing is never zero.",
    Shape.NUMBER: "A number. Leave it empty where it is not known: missing is never zero.",
    Shape.POUNDS: "Pounds, such as 1250 or 99.50.",
    Shape.DAY: "A day, such as 30/04/2026.",
    Shape.ADDRESS: "A web address that begins with https://.",
    Shape.ITEMS: "Several values, with a semicolon between them.",
    Shape.LINK: "A name or a reference, from the list.",
    Shape.LINKS: "Names or references, with a semicolon between them.",
}


def template_fields(kind: Kind, user: User) -> tuple[Field, ...]:
    """Give the columns that somebody may fill in."""
    return tuple(f for f in columns(kind, public=False) if f.name == kind.key or rules.may_set(user, kind, f.name))


def write_template(kind: Kind, user: User) -> bytes:
    """Write the workbook that somebody fills in to add or change records of a kind."""
    written = BytesIO()
    book = Book(written)
    book.file.set_properties({"title": f"{kind.plural}: to fill in"})
    fields = template_fields(kind, user)
    page = new_sheet(book, sheet_name(kind))
    days = book.file.add_format({"num_format": DAY_FORMAT})
    for place, field in enumerate(fields):
        page.set_column(place, place, WIDTH, days if field.shape is Shape.DAY else None)
        page.write_string(0, place, field.label, book.heading)
    _notes(book, kind, fields)
    lists = new_sheet(book, CHOICES)
    for place, field in enumerate(fields):
        offered = _offered(field, user)[:MOST_CHOICES]
        if not offered:
            continue
        lists.write_string(0, place, field.label, book.heading)
        lists.set_column(place, place, WIDTH)
        for row, word in enumerate(offered, start=1):
            lists.write_string(row, place, word)
        letter = _letters(place)
        page.data_validation(
            1,
            place,
            MOST_ROWS,
            place,
            {
                "validate": "list",
                "source": f"={CHOICES}!${letter}$2:${letter}${len(offered) + 1}",
                "error_type": "warning",  # a reference, an alias or several names may be typed
                "error_message": "This is not in the list. References and other names are taken too.",
            },
        )
    book.file.close()
    return repacked(written.getvalue(), change=in_english)


def _notes(book: Book, kind: Kind, fields: tuple[Field, ...]) -> None:
    page = new_sheet(book, NOTES)
    page.write_string(0, 0, f"How to fill in: {kind.plural}", book.title)
    rows = [
        [Value(f.label), Value(_what(f)), Value("yes" if f.required and f.name != kind.key else "no")] for f in fields
    ]
    grid = Grid("notes", ("Column", "What may stand there", "Must be filled in"), ("text",) * 3, rows, (WIDTH, 80, 18))
    mark_up(book, page, 1, grid)


def _what(field: Field) -> str:
    return " ".join(part for part in (WHAT[field.shape], field.hint) if part)


def _offered(field: Field, user: User) -> list[str]:
    """Give the words of a list to pick from; none for what is typed."""
    if field.shape is Shape.CHOICE:
        return list(field.choices)
    if field.shape is Shape.YES_NO:
        return [YES, NO]
    return [words for _, words in choices_of(field.to, user)] if field.links else []


def _letters(place: int) -> str:
    """Give the letters of a column, counted from 0."""
    first, last = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)
