"""How a list is laid out: under which heading a record stands, and its number there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from equitytown.terms.register import Kind
from equitytown.web.accounts.models import User
from equitytown.web.register.models import Publication, Record
from equitytown.web.register.names import named

Row = TypeVar("Row", Record, Publication)

# The field under whose values a kind's records stand. A link is shown by the title of what it leads to.
HEADINGS: Mapping[str, str] = {
    "recommendations": "heading",
    "organisations": "sector",
    "priorities": "group",
    "workstreams": "reach",
    "events": "kind",
    "progress": "workstream",
    "next-steps": "workstream",
    "gaps": "workstream",
    "workstream-members": "workstream",
    "commitments": "organisation",
    "levers": "organisation",
    "decisions": "board",
    "board-members": "board",
    "logic-items": "workstream",
    "change-steps": "workstream",
}
NUMBERS = ("printed_number", "number")  # the fields that hold a record's number in its list
# Kinds whose records a reader meets as cards, and the field that says what each is for.
CARDS: Mapping[str, str] = {"workstreams": "purpose", "programmes": "about"}
UNTOLD = "Others"


@dataclass(frozen=True, slots=True)
class Section(Generic[Row]):
    """Records under one heading; a list without headings is one section without a title."""

    title: str
    rows: tuple[Row, ...]


def sections(kind: Kind, rows: Iterable[Row], *, user: User | None) -> tuple[Section[Row], ...]:
    """Part the rows of a list by their heading, as its reader knows it, in the kind's order or as rows come."""
    name = HEADINGS.get(kind.slug)
    if name is None:
        return (Section("", tuple(rows)),)
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row.content.get(name) or ""), []).append(row)
    titles = _titles(kind, name, found, user)
    told = kind.by_name[name].choices
    values = sorted(found, key=lambda value: told.index(value) if value in told else 0)
    parts = [Section(titles.get(value) or UNTOLD, tuple(found[value])) for value in values]
    return tuple(sorted(parts, key=lambda part: part.title == UNTOLD))


def _titles(kind: Kind, name: str, values: Collection[str], user: User | None) -> dict[str, str]:
    field = kind.by_name[name]
    if field.links:
        return {reference: known.title for reference, known in named(user, field.to, values).items()}
    return {value: value[:1].upper() + value[1:] for value in values}


def number_of(content: Mapping[str, object]) -> str:
    """Give the number that a record has in its list; nothing where it has none."""
    return next((str(content[name]) for name in NUMBERS if content.get(name)), "")


def figure_of(content: Mapping[str, object]) -> str:
    """Write the figure that a progress entry tells; nothing where it tells none."""
    value, metric = content.get("value"), str(content.get("metric") or "")
    if not metric or value in (None, ""):
        return ""
    qualifier = str(content.get("qualifier") or "")
    words = "" if qualifier.startswith(EXACT) or not qualifier else f"{qualifier} "
    number = f"{Decimal(str(value)):,f}"
    unit = str(content.get("unit") or "")
    shown = f"£{number}" if unit == "GBP" else f"{number}%" if unit == "%" else f"{number} {unit}".strip()
    return f"{metric[:1].upper()}{metric[1:]}: {words}{shown}"


EXACT = "exact"  # a figure that needs no qualifier before it
