"""A record as a page shows it: label, value and links, from its content, for the working face and the public one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from equitytown.terms.register import Field, Kind, Shape
from equitytown.terms.register.cells import NO, YES
from equitytown.web.accounts.models import User
from equitytown.web.register import names
from equitytown.web.register.derive import title_of
from equitytown.web.register.names import named, references_in

PUBLIC, WORK = names.PUBLIC, names.WORK
OUTWARD = ("https://", "http://")  # what an address that is made a link begins with; others stay words


@dataclass(frozen=True, slots=True)
class Item:
    """A few words, and where they lead."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told: a label, and its value as items or as Markdown; `is_title` says that its page is headed by it."""

    name: str
    label: str
    items: tuple[Item, ...] = ()
    markdown: str = ""
    is_title: bool = False


def told(kind: Kind, content: Mapping[str, object], *, user: User | None = None) -> tuple[Told, ...]:
    """
    Give what a record tells, field by field, in the order of its kind; what is not told is left out.

    Parameters
    ----------
    kind : Kind
        What it is.
    content : mapping
        Its content.
    user : User, optional
        Whoever reads the working face: links to what they may not know of are left out. Without one it is the public
        face: fields that are not public, and links to what is not published, are left out.
    """
    found = []
    for field in kind.fields:
        value = content.get(field.name)
        if field.shape is Shape.IDENTIFIER or value is None or value in ("", []) or (user is None and not field.public):
            continue
        if field.shape is Shape.MARKDOWN:
            found.append(Told(field.name, field.label, markdown=str(value)))
        elif items := _items(field, value, user):
            headed = field.name == kind.title and [item.words for item in items] == [title_of(kind, content)]
            found.append(Told(field.name, field.label, items, is_title=headed))
    return tuple(found)


def _items(field: Field, value: object, user: User | None) -> tuple[Item, ...]:
    match field.shape:
        case Shape.LINK | Shape.LINKS:
            references = references_in(value)
            known = named(user, field.to, references)
            return tuple(Item(known[r].title, known[r].address) for r in references if r in known)
        case Shape.ITEMS if isinstance(value, list):
            return tuple(Item(str(word)) for word in value)
        case Shape.ADDRESS:
            return (Item(str(value), str(value) if str(value).startswith(OUTWARD) else ""),)
        case _:
            return (Item(written(field, value)),)


def written(field: Field, value: object) -> str:
    """Write a value as a reader reads it: days in words, thousands parted, pounds with their sign."""
    from equitytown.web.register.templatetags.register import day  # noqa: PLC0415  filters are found by Django first

    text = str(value)
    match field.shape:
        case Shape.DAY:
            text = day(text)
        case Shape.YES_NO:
            text = (YES if value else NO).capitalize()
        case Shape.POUNDS:
            text = f"£{_parted(text)}"
        case Shape.WHOLE | Shape.NUMBER:
            text = _parted(text)
        case Shape.CHOICE:
            text = text[:1].upper() + text[1:]
        case Shape.PERSON:
            person = User.objects.filter(pk=int(text)).first() if text.isdigit() else None
            text = str(person or "Somebody whose account is gone")
    return text


def _parted(number: str) -> str:
    """Part the thousands of a number written in digits."""
    return f"{Decimal(number):,f}"
