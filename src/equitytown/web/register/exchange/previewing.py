"""A plan as a page shows it: each record to be made, each field to be changed, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from equitytown.terms.register import Field, Kind
from equitytown.web.accounts.models import User
from equitytown.web.register.forms import choices_of
from equitytown.web.register.names import references_in
from equitytown.web.register.shown import written

NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class Said:
    """What one field says before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What one row would do. Without an identifier it makes a record."""

    row: int
    identifier: str
    title: str
    fields: tuple[Said, ...]


def previews(kind: Kind, planned: Sequence[Mapping[str, Any]], user: User) -> list[Preview]:  # rows as JSON
    """Put planned rows into words."""
    used = {name for row in planned for name, _, _ in row["changes"]}
    names = {f.to: dict(choices_of(f.to, user)) for f in kind.fields if f.links and f.name in used}
    return [
        Preview(
            row["row"],
            row["identifier"],
            row["title"],
            tuple(
                Said(f.label, _words(f, was, names), _words(f, now, names))
                for f, was, now in ((kind.by_name[name], was, now) for name, was, now in row["changes"])
            ),
        )
        for row in planned
    ]


def _words(field: Field, value: Any, names: Mapping[str, Mapping[str, str]]) -> str:  # a value of JSON
    if value is None or value in ("", []):
        return NOTHING
    if field.links:
        known = names[field.to]
        return "; ".join(known[r] for r in references_in(value) if r in known) or NOTHING
    return "; ".join(value) if isinstance(value, list) else written(field, value)
