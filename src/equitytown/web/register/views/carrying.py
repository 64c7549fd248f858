"""Carrying a workstream's next steps into the next year."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from equitytown.terms.register import KINDS
from equitytown.web.register.actions import NotAllowed, Refused
from equitytown.web.register.carrying import LONGEST_YEAR, OPEN, carried_by, next_year
from equitytown.web.register.carrying import carry as carry_all
from equitytown.web.register.composing.words import counted
from equitytown.web.register.models import Record
from equitytown.web.register.views.finding import readable_or_404, who


class CarryForm(forms.Form):
    """Which next steps are carried, and into what year."""

    steps = forms.MultipleChoiceField(
        label="Steps to carry",
        help_text="Those that are open are chosen. One of which nobody has told how it stands may be open too.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one step to carry."},
    )
    year = forms.CharField(
        label="Year",
        help_text="The year in which they are to be done, such as 2027/28.",
        max_length=LONGEST_YEAR,
        widget=forms.TextInput({"class": "short"}),
        error_messages={"required": "Enter the year into which they are carried, such as 2027/28."},
    )

    def __init__(self, *args: Any, steps: tuple[Record, ...], **options: Any) -> None:  # Django's options
        """Offer the steps, those that are open chosen."""
        initial = {"steps": [step.identifier for step in steps if step.status == OPEN], "year": next_year(steps)}
        super().__init__(*args, **{"initial": initial, **options})
        cast("forms.MultipleChoiceField", self.fields["steps"]).choices = [
            (step.identifier, f"{step.title} ({step.content.get('year') or 'year not told'}; {_standing(step)})")
            for step in steps
        ]


def _standing(step: Record) -> str:
    return step.status or "nobody has told how it stands"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, identifier: str) -> HttpResponse:
    """Ask before it is done: which steps are carried, and into what year."""
    user, workstream = who(request), readable_or_404(request, KINDS["workstreams"], identifier)
    steps = carried_by(user, workstream)
    if not steps:
        raise Http404
    form = CarryForm(request.POST or None, steps=steps)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            made = carry_all(user, workstream, steps=told["steps"], year=told["year"])
        except Refused as refused:
            for name, sentence in refused.faults.items():
                form.add_error(name if name in form.fields else None, sentence)
        except NotAllowed as error:
            raise Http404 from error
        else:
            messages.success(request, f"Carried {counted(len(made), 'next step', 'next steps')}: drafts to look over.")
            return redirect("record", workstream.kind, workstream.identifier)
    context = {"record": workstream, "form": form}
    return render(request, "register/carry.html", context, status=422 if form.errors else 200)
