"""One's own account: what is kept of me, a copy of it, my name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equitytown.web.accounts.actions import rename
from equitytown.web.accounts.choices import known
from equitytown.web.accounts.copies import copy_of
from equitytown.web.accounts.people import has_second_factor
from equitytown.web.accounts.people_forms import NameForm
from equitytown.web.register.actions import Refused
from equitytown.web.register.models import TrailEntry
from equitytown.web.register.views.finding import who


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what is kept of whoever asks."""
    person = who(request)
    context = {
        "person": person,
        "organisation": known("organisations").get(person.organisation, person.organisation),
        "workstreams": [known("workstreams").get(name, name) for name in person.workstreams],
        "changes": TrailEntry.objects.filter(actor=str(person.pk)).count(),
        "factor": has_second_factor(person),
        "has_password": person.has_usable_password(),
    }
    return render(request, "account/mine.html", context)


@login_required
@require_safe
def copy(request: HttpRequest) -> JsonResponse:
    """Give everything that is kept of whoever asks, as a file."""
    response = JsonResponse(copy_of(who(request)), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-account.json"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change one's own name."""
    person = who(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename(person, form.cleaned_data["name"])
        except Refused as refused:
            form.add_error("name", refused.faults["name"])
        else:
            messages.success(request, "Your name is changed.")
            return redirect("mine")
    return render(request, "account/name.html", {"form": form}, status=422 if form.errors else 200)
