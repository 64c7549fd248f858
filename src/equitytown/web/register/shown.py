"""A record as a page shows it: label, value and links, from its content, for the working face and the public one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from equitytown.terms.register import MEASURES, Field, Kind, Shape
from equitytown.terms.register.cells import NO, YES
from equitytown.web.accounts.models import User
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Publication, Record

PUBLIC, WORK = "reader:record", "record"


@dataclass(frozen=True, slots=True)
class Item:
    """A few words, and where they lead."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told: a label, and its value as items or as Markdown."""

    name: str
    label: str
    items: tuple[Item, ...] = ()
    markdown: str = ""


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
        Whoever reads the working face. Without one it is the public face: fields that are not public, and links to
        what is not published, are left out.
    """
    names = _names(kind, content, public=user is None)
    found = []
    for field in kind.fields:
        value = content.get(field.name)
        if field.shape is Shape.IDENTIFIER or value is None or value in ("", []) or (user is None and not field.public):
            continue
        if field.shape is Shape.MARKDOWN:
            found.append(Told(field.name, field.label, markdown=str(value)))
        elif items := _items(field, value, names, public=user is None):
            found.append(Told(field.name, field.label, items))
    return tuple(found)


def _items(field: Field, value: object, names: Mapping[tuple[str, str], str], *, public: bool) -> tuple[Item, ...]:
    match field.shape:
        case Shape.LINK | Shape.LINKS:
            references = value if isinstance(value, list) else [value]
            return tuple(
                _link(field.to, str(r), names, public=public) for r in references if (field.to, str(r)) in names
            )
        case Shape.ITEMS if isinstance(value, list):
            return tuple(Item(str(word)) for word in value)
        case Shape.ADDRESS:
            return (Item(str(value), str(value)),)
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
    whole, point, decimals = number.partition(".")
    return f"{int(whole or 0):,}{point}{decimals}"


def _link(to: str, reference: str, names: Mapping[tuple[str, str], str], *, public: bool) -> Item:
    if to == MEASURES:
        return Item(names[to, reference], reverse("reader:measure", args=[reference]))
    return Item(names[to, reference], reverse(PUBLIC if public else WORK, args=[to, reference]))


def _names(kind: Kind, content: Mapping[str, object], *, public: bool) -> dict[tuple[str, str], str]:
    """Give the titles of what a record links to, by kind and reference; for the public, of what is published."""
    wanted: dict[str, set[str]] = {}
    for field in kind.fields:
        value = content.get(field.name) if field.links else None
        wanted.setdefault(field.to, set()).update(
            map(str, value if isinstance(value, list) else [value] if value else [])
        )
    names = {(MEASURES, name): m.name for name, m in measures().items() if name in wanted.get(MEASURES, ())}
    for to, references in wanted.items():
        if to and to != MEASURES and references:
            names |= {(to, reference): title for reference, title in _titles(to, references, public=public)}
    return names


def _titles(to: str, references: set[str], *, public: bool) -> list[tuple[str, str]]:
    if public:
        found = Publication.objects.filter(kind=to, record__identifier__in=references)
        return list(found.values_list("record__identifier", "title"))
    return list(Record.objects.filter(kind=to, identifier__in=references).values_list("identifier", "title"))
