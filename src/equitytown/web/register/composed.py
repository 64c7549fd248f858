"""What a record's page shows beside what it tells: measures with findings, pictures, sums of its parts."""

from collections.abc import Callable, Mapping
from typing import Any

from equitytown.web.accounts.models import User
from equitytown.web.register.composing.allocations import allocation
from equitytown.web.register.composing.change_ideas import change_idea
from equitytown.web.register.composing.listening import event, survey
from equitytown.web.register.composing.logic import stand_of
from equitytown.web.register.composing.organisations import organisation
from equitytown.web.register.composing.programmes import programme
from equitytown.web.register.composing.recommendations import recommendation
from equitytown.web.register.composing.workstreams import workstream
from equitytown.web.register.models import Record

Extra = Callable[[Record, User | None], dict[str, Any]]  # what a template reads

# What the page of a kind shows beside its fields. Its template is `register/kinds/<slug>.html`, on both faces.
EXTRAS: Mapping[str, Extra] = {
    "workstreams": workstream,
    "change-ideas": change_idea,
    "recommendations": recommendation,
    "surveys": survey,
    "events": event,
    "allocations": allocation,
    "organisations": organisation,
    "programmes": programme,
}


def extras(record: Record, *, user: User | None) -> dict[str, Any]:  # what a template reads
    """
    Give what the page of a record's kind shows beside its fields; for the public without a user.

    `composed` is the template that shows it, empty where the kind has none; `covered` are the kinds of what links to
    the record that it shows already, `elsewhere` the record's own fields that it does.
    """
    own = EXTRAS.get(record.kind)
    stand = stand_of(record.content.get("measures") or ())
    found = {"stand": stand, "composed": "", "covered": frozenset(), "elsewhere": frozenset()}
    return found | ({"composed": f"register/kinds/{record.kind}.html", **own(record, user)} if own else {})
