"""What a list is narrowed by: words, state, status, links, what is overdue; and its order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from equitytown.terms.register import Kind, Shape
from equitytown.terms.register.cells import YES
from equitytown.web.register import rules
from equitytown.web.register.derive import DAYS, ORGANISATIONS
from equitytown.web.register.exchange.sheets import OF_REGISTER
from equitytown.web.register.forms import Choices, choices_of
from equitytown.web.register.models import Record, State

BY_LINK = (
    "organisations",
    "workstreams",
    "principles",
    "boards",
    "programmes",
)  # kinds by whose links a list is narrowed
BY_CHOICE = frozenset({"status", "kind", "sector", "stage", "priority", "reach", "consent"})
BY_ITEMS = frozenset({"themes", "partners"})
_LINK_LABELS = {"organisations": "Organisation", "workstreams": "Workstream", "principles": "Principle"}
ORDERS = {"": "In order", "newest": "Changed last", "title": "By title", "due": "By due date"}
_SORTS = {"newest": ("-changed_at",), "title": ("title",), "due": ("due", "title")}


@dataclass(frozen=True, slots=True)
class Found:
    """
    A narrowed list, the form that narrowed it, and how many there are without it.

    `filters` says that more than words narrow or sort it, `sorted` that it is in an order of the reader's choice.
    """

    records: QuerySet[Record]
    form: forms.Form
    all: int
    narrowed: bool
    query: str = ""
    filters: bool = False
    sorted: bool = False


class FilterForm(forms.Form):
    """By what a list is narrowed. Whatever it cannot read narrows nothing."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    state = forms.ChoiceField(label="Stage", choices=[("", "Any"), *State.choices], required=False)

    def __init__(self, *args: Any, user: Any, kind: Kind, **options: Any) -> None:  # Django's options
        """Offer what the kind has."""
        super().__init__(*args, **options)
        for name, (label, choices) in {**_by_links(user, kind), **_by_fields(kind), **_by_items(user, kind)}.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=[("", "Any"), *choices], required=False)
            if label == self.fields["state"].label:  # two controls of one name could not be told apart
                self.fields["state"].label = OF_REGISTER.format(label)
        self.fields["order"] = forms.ChoiceField(label="Order", choices=list(ORDERS.items()), required=False)


_Offered = dict[str, tuple[str, Choices]]


def _by_links(user: Any, kind: Kind) -> _Offered:  # an account, or Django's anonymous user
    """Offer the records to which this kind links."""
    found: _Offered = {}
    for to in BY_LINK:
        asked = next((f for f in kind.fields if f.to == to), None)
        if asked:
            found[to] = (_LINK_LABELS.get(to, asked.label), choices_of(to, user))
    return found


def _by_fields(kind: Kind) -> _Offered:
    """Offer the choices of the kind's own fields, and whether it is overdue."""
    found: _Offered = {}
    for told in kind.fields:
        if told.shape is Shape.CHOICE and told.name in BY_CHOICE:
            found[told.name] = (told.label, [(word, word.capitalize()) for word in told.choices])
        elif told.shape is Shape.YES_NO:
            found[told.name] = (told.label, [(YES, "Yes")])
    if any(told.name in DAYS for told in kind.fields):
        found["late"] = ("Due", [(YES, "Overdue")])
    return found


def _by_items(user: Any, kind: Kind) -> _Offered:  # an account, or Django's anonymous user
    """Offer the words that records of this kind hold in their lists, such as themes and partners named."""
    asked = [told for told in kind.fields if told.shape is Shape.ITEMS and told.name in BY_ITEMS]
    contents = list(rules.readable(user, kind).values_list("content", flat=True)) if asked else []
    found: _Offered = {}
    for told in asked:
        words = sorted({word for content in contents for word in content.get(told.name) or ()}, key=str.lower)
        found[told.name] = (told.label, [(word, word) for word in words])
    return found


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
    return Found(
        narrowed.order_by(*order, "identifier"),
        form,
        everything.count(),
        bool(shown),
        query.urlencode(),
        filters=bool(wanted.keys() - {"q"}),
        sorted="order" in wanted,
    )


def _narrower(kind: Kind, name: str, value: str) -> Q:
    """Give what one asked thing narrows a list to."""
    if name in BY_LINK:
        own = Q(organisation=value) if name == ORGANISATIONS else Q()
        return Q(pk__in=Record.objects.filter(links__kind=name, links__identifier=value).values("pk")) | own
    if name in BY_ITEMS:
        return Q(words__contains=f"\n{value.lower()}\n")
    if name in _NARROWERS:
        return _NARROWERS[name](kind, value)
    return Q(**{f"content__{name}": True if kind.by_name[name].shape is Shape.YES_NO else value})


def _overdue(kind: Kind, _value: str) -> Q:
    closed = [status for status in kind.statuses or {} if status in CLOSED]
    return Q(due__lt=timezone.localdate()) & ~Q(content__status__in=closed)


_NARROWERS: Mapping[str, Callable[[Kind, str], Q]] = {
    "q": lambda _kind, value: Q(*[Q(words__contains=word) for word in value.lower().split()]),
    "state": lambda _kind, value: Q(state=value),
    "late": _overdue,
    "order": lambda _kind, _value: Q(),
}
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
