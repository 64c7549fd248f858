"""What a list is narrowed by: words, state, status, links, what is overdue; and its order."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from equitytown.terms.register import Kind, Shape
from equitytown.web.register import rules
from equitytown.web.register.forms import choices_of
from equitytown.web.register.models import Record, State

BY_LINK = (
    "organisations",
    "workstreams",
    "principles",
    "boards",
    "programmes",
)  # kinds by whose links a list is narrowed
ORDERS = {"": "In order", "newest": "Changed last", "title": "By title", "due": "By due date"}
_SORTS = {"newest": ("-changed_at",), "title": ("title",), "due": ("due", "title")}


@dataclass(frozen=True, slots=True)
class Found:
    """A narrowed list, the form that narrowed it, and how many there are without it."""

    records: QuerySet[Record]
    form: forms.Form
    all: int
    narrowed: bool
    query: str = field(default="")


class FilterForm(forms.Form):
    """By what a list is narrowed. Whatever it cannot read narrows nothing."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    state = forms.ChoiceField(label="Stage", choices=[("", "Any"), *State.choices], required=False)

    def __init__(self, *args: Any, user: Any, kind: Kind, **options: Any) -> None:  # Django's options
        """Offer what the kind has."""
        super().__init__(*args, **options)
        if kind.statuses or "status" in kind.by_name:
            words = kind.by_name["status"].choices
            self.fields["status"] = forms.ChoiceField(
                label="Status", choices=_any([(w, w.capitalize()) for w in words]), required=False
            )
        for to in BY_LINK:
            asked = next((f for f in kind.fields if f.to == to), None)
            if asked:
                label = {"organisations": "Organisation", "workstreams": "Workstream"}.get(to, asked.label)
                self.fields[to] = forms.ChoiceField(label=label, choices=_any(choices_of(to, user)), required=False)
        for choice in kind.fields:
            if choice.shape is Shape.CHOICE and choice.name in {"kind", "sector", "stage", "priority", "reach"}:
                self.fields[choice.name] = forms.ChoiceField(
                    label=choice.label, choices=_any([(w, w.capitalize()) for w in choice.choices]), required=False
                )
        if any(f.name in {"due", "review_on", "consent_until"} for f in kind.fields):
            self.fields["late"] = forms.ChoiceField(
                label="Due", choices=[("", "Any"), ("yes", "Overdue")], required=False
            )
        self.fields["order"] = forms.ChoiceField(label="Order", choices=list(ORDERS.items()), required=False)


def _any(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "Any"), *choices]


def filtered(user: Any, kind: Kind, asked: QueryDict) -> Found:  # an account, or Django's anonymous user
    """Give the records of a kind that somebody may read, narrowed and ordered as asked."""
    everything = rules.readable(user, kind)
    form = FilterForm(asked, user=user, kind=kind)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    narrowed = everything
    for name, value in wanted.items():
        narrowed = narrowed.filter(_narrower(kind, name, value))
    order = _SORTS.get(
        wanted.get("order", ""), tuple(f"content__{name}" if name != kind.key else "identifier" for name in kind.order)
    )
    shown = {name: value for name, value in wanted.items() if name != "order"}
    query = QueryDict(mutable=True)
    query.update(wanted)
    return Found(narrowed.order_by(*order, "identifier"), form, everything.count(), bool(shown), query.urlencode())


def _narrower(kind: Kind, name: str, value: str) -> Q:
    match name:
        case "q":
            return Q(*[Q(words__contains=word) for word in value.lower().split()])
        case "state":
            return Q(state=value)
        case "late":
            closed = [status for status, follow in (kind.statuses or {}).items() if status in CLOSED]
            return Q(due__lt=timezone.localdate()) & ~Q(content__status__in=closed)
        case "order":
            return Q()
        case _ if name in BY_LINK:
            own = Q(organisation=value) if name == "organisations" else Q()
            return Q(pk__in=Record.objects.filter(links__kind=name, links__identifier=value).values("pk")) | own
        case _:
            return Q(**{f"content__{name}": value})


# Statuses after which nothing is awaited any more.
CLOSED = frozenset(
    {
        "done",
        "stopped",
        "kept",
        "not kept",
        "no longer sought",
        "closed",
        "finished",
        "not awarded",
        "dropped",
        "met",
        "not met",
        "carried out",
        "overtaken",
        "carried to the next year",
    }
)
