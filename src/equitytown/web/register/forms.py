"""Forms of the register, made from what each kind declares. What they give is a record's content."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django import forms

from equitytown.errors import InputError
from equitytown.terms.register import KINDS, MEASURES, Field, Kind, Shape
from equitytown.terms.register.cells import BETWEEN_ITEMS, NO, YES, Plain, from_cell, to_cell
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules
from equitytown.web.register.listing import UNTOLD
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Publication, Record
from equitytown.web.register.names import named, references_in, unknown

FEW = 6  # choices that are shown at once rather than in a list to open
Choices = list[tuple[str, str]]


class CellField(forms.CharField):
    """A control whose text is read as a cell of a file is read."""

    def __init__(self, field: Field, **options: Any) -> None:  # options of Django's own field
        self.of = field
        super().__init__(
            label=field.label,
            help_text=field.hint,
            required=False,
            widget=_WIDGETS.get(field.shape, forms.TextInput)(),
            **options,
        )

    def clean(self, value: Any) -> Plain:  # whatever the browser sent
        """Read the text as the field's value, as JSON holds it."""
        text = super().clean(value)
        cell = BETWEEN_ITEMS.join(text.splitlines()) if self.of.shape is Shape.ITEMS else text.replace("\r\n", "\n")
        try:
            found = from_cell(self.of, cell)
        except InputError as error:
            raise forms.ValidationError(str(error).removeprefix(f"{self.of.label}: ")) from error
        return (
            list(found)
            if isinstance(found, tuple)
            else found
            if isinstance(found, bool | int | str)
            else to_cell(found) or None
        )

    def prepare_value(self, value: Any) -> Any:  # what the content holds, or what the browser sent
        """Show several items one a line."""
        return "\n".join(value) if isinstance(value, list) else value


# The control of each shape that is typed in; a line of text for the others.
_WIDGETS: Mapping[Shape, Callable[[], forms.Widget]] = {
    Shape.PROSE: lambda: forms.Textarea({"rows": 3}),
    Shape.MARKDOWN: lambda: forms.Textarea({"rows": 12}),
    Shape.ITEMS: lambda: forms.Textarea({"rows": 3}),
    Shape.DAY: lambda: forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    Shape.WHOLE: lambda: forms.TextInput({"inputmode": "numeric", "class": "short"}),
    Shape.NUMBER: lambda: forms.TextInput({"inputmode": "decimal", "class": "short"}),
    Shape.POUNDS: lambda: forms.TextInput({"inputmode": "decimal", "class": "short"}),
    Shape.ADDRESS: forms.URLInput,
}


class RecordForm(forms.Form):
    """
    The form of one record.

    It asks for what this person may set, offers what this person may see, and gives the whole content.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label="Why it was changed",
        help_text="For those who read its history. Not public.",
        required=False,
        max_length=500,
    )

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        user: User,
        content: Mapping[str, Plain],
        fixed: Iterable[str] = (),
        **options: Any,
    ) -> None:
        """Make the form of a kind for somebody, with the content as it is, without the `fixed` fields."""
        options["initial"] = {**content, **options.pop("initial", {})}
        super().__init__(*args, **options)
        self.kind, self.content, self.user = kind, dict(content), user
        asked = [f for f in kind.fields if _asked(user, kind, f) and f.name not in set(fixed)]
        self.fields = {f.name: _control(f, user, content.get(f.name)) for f in asked} | self.fields
        if not content.get(kind.key):
            del self.fields["reason"]

    def plain(self) -> dict[str, Plain]:
        """Give the whole content: what the form asked for, and the rest as it was; unseen links stay."""
        asked = {name: value for name, value in self.cleaned_data.items() if name in self.kind.by_name}
        for name, unseen in unknown(self.user, self.content, self.kind.fields).items():
            if name in asked:
                chosen, held = references_in(asked[name]), references_in(self.content[name])
                kept = [r for r in held if r in chosen or r in unseen]
                every = kept + [r for r in chosen if r not in held]
                asked[name] = every if self.kind.by_name[name].many else (chosen or unseen)[0]
        return {**self.content, **asked}


def _asked(user: User, kind: Kind, field: Field) -> bool:
    """Whether a form asks for a field: its reference is given, its status is told by updates."""
    if field.shape is Shape.IDENTIFIER or (field.name == "status" and kind.statuses):
        return False
    return rules.may_set(user, kind, field.name)


def _control(field: Field, user: User, held: Plain) -> forms.Field:
    blank: Choices = [] if "not stated" in field.choices else [("", "Not stated")]  # never twice
    options: dict[str, Any] = {"label": field.label, "help_text": field.hint, "required": False}  # Django's options
    match field.shape:
        case Shape.CHOICE:
            widget = forms.RadioSelect if len(field.choices) < FEW else forms.Select
            return forms.ChoiceField(
                choices=blank + [(word, word.capitalize()) for word in field.choices], widget=widget, **options
            )
        case Shape.YES_NO:
            return YesNoField(**options)
        case Shape.LINK:
            return forms.ChoiceField(choices=blank + choices_of(field.to, user), **options)
        case Shape.LINKS:
            return LinksField(choices=under_headings(field.to, user), widget=Ticks, **options)
        case Shape.PERSON:
            return forms.ChoiceField(choices=blank + persons(user, held), **options)
        case _:
            return CellField(field)


class YesNoField(forms.ChoiceField):
    """A yes or a no, as two choices."""

    def __init__(self, **options: Any) -> None:  # Django's options
        super().__init__(choices=[(YES, "Yes"), (NO, "No")], widget=forms.RadioSelect, **options)

    def clean(self, value: Any) -> bool:  # what the browser sent
        """Give yes as True."""
        return bool(super().clean(value) == YES)

    def prepare_value(self, value: Any) -> Any:  # what the content holds, or what the browser sent
        """Show True as yes."""
        return (YES if value else NO) if isinstance(value, bool) else value


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, under their headings."""

    template_name = "forms/ticks.html"


class LinksField(forms.MultipleChoiceField):
    """References, each ticked."""


def choices_of(to: str, user: User) -> Choices:
    """Give the records of a kind, or the measures, to which somebody may link: what they may read, or anyone may."""
    known = named(user, to)
    if to == MEASURES:
        return [(reference, measure.title) for reference, measure in known.items()]
    ordered = sorted(known, key=lambda reference: (known[reference].title, reference))
    return [(reference, f"{known[reference].title} ({reference})") for reference in ordered]


def under_headings(to: str, user: User) -> Choices | list[tuple[str, Choices]]:
    """Give choices of which there are many under the headings by which people know them; others as they are."""
    if to not in _HEADED:
        return choices_of(to, user)
    heading_of = _HEADED[to](user)
    found: dict[str, Choices] = {}
    for value, words in choices_of(to, user):
        found.setdefault(heading_of.get(value) or UNTOLD, []).append((value, words))
    order = [*dict.fromkeys(heading_of.values()), UNTOLD]
    return sorted(found.items(), key=lambda group: order.index(group[0]))


def _recommendations(user: User) -> dict[str, str]:
    return _known("recommendations", "heading", user)


def _principles(user: User) -> dict[str, str]:
    names = _known("principles", "name", user)
    return {name: names.get(measure.principle, "") for name, measure in measures().items()}


def _known(to: str, name: str, user: User) -> dict[str, str]:
    """Give a field of a kind's records by reference, as somebody may know it: as published, or as they may read it."""
    order = [f"content__{field}" for field in KINDS[to].order if field != KINDS[to].key]
    public = Publication.objects.filter(kind=to).order_by(*order, "record__identifier")
    own = rules.readable(user, KINDS[to]).order_by(*order, "identifier")
    return dict(public.values_list("record__identifier", f"content__{name}")) | dict(
        own.values_list("identifier", f"content__{name}")
    )


# Kinds of which there are many, with what gives each record's heading.
_HEADED: Mapping[str, Callable[[User], dict[str, str]]] = {MEASURES: _principles, "recommendations": _recommendations}


def persons(user: User, held: Plain = None) -> Choices:
    """Give whom somebody may name as an owner: those of their organisation, or anyone for an editor; and who it is."""
    found = User.objects.filter(is_active=True)
    if user.role != Role.EDITOR:
        found = found.filter(organisation=user.organisation) if user.organisation else found.filter(pk=user.pk)
    if str(held or "").isdigit():
        found = found | User.objects.filter(pk=int(str(held)))
    return [(str(person.pk), str(person)) for person in found]


class UpdateForm(forms.Form):
    """How a record stands, in a sentence or two: made to be filled in on a phone."""

    text = forms.CharField(
        label="How does it stand?",
        help_text="A sentence or two is enough. No names of people.",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say in a sentence or two how it stands."},
    )
    status = forms.ChoiceField(label="Status", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:  # Django's options
        """Offer the status as it is, and those that can follow."""
        super().__init__(*args, **{"initial": {"status": record.status}, **options})
        statuses = record.of.statuses or {}
        follow = statuses.get(record.status, tuple(statuses))  # any, where none was told yet
        words = dict.fromkeys((record.status, *follow))
        offered = cast("forms.ChoiceField", self.fields["status"])
        offered.choices = [
            (w, w.capitalize() if w != record.status else f"{w.capitalize()}, as before") for w in words if w
        ]


class ReasonForm(forms.Form):
    """Why something is sent back or withdrawn."""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why, so that others can mend it."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
