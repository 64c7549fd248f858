"""Keeping accounts: for administrators; for everyone else nothing is there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equitytown.web.accounts import actions, letters
from equitytown.web.accounts.links import link_for
from equitytown.web.accounts.models import User
from equitytown.web.accounts.people import people, with_titles
from equitytown.web.accounts.people_forms import InviteForm, RightsForm
from equitytown.web.register import rules
from equitytown.web.register.actions import Refused
from equitytown.web.register.views.finding import who

A_PAGE = 50
View = Callable[..., HttpResponse]
# What can be done with an account beside changing its rights: by which function, and what is said of it then.
DO: dict[str, tuple[Callable[[User, User], User], str]] = {
    "close": (actions.close, "The account is closed. Nobody can sign in to it."),
    "open": (actions.reopen, "The account is open again."),
    "link": (actions.renew_link, ""),
    "second-factor": (actions.reset_second_factor, "The second factor is gone. They set one up at their next sign-in."),
    "erase": (actions.erase, "The name and the address are erased."),
}


def for_administrators(view: View) -> View:
    """Let in those who keep accounts; to others nothing is there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **told: Any) -> HttpResponse:  # as the view takes them
        if rules.role_of(request.user) not in rules.PEOPLE:
            raise Http404
        return view(request, *args, **told)

    return guarded


@login_required
@require_safe
@for_administrators
def listed(request: HttpRequest) -> HttpResponse:
    """Show everyone with an account."""
    page = Paginator(people(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/people/list.html", {"page": page, "people": with_titles(list(page.object_list))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account, and send its link or show it."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.make_account(who(request), **form.told())
        except Refused as refused:
            _tell(form, refused)
        else:
            return _linked(request, person)
    return render(request, "account/people/invite.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show an account, and change what it may do."""
    person = get_object_or_404(people(), pk=number)
    form = RightsForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rights(who(request), person, **form.told())
        except Refused as refused:
            _tell(form, refused)
        else:
            messages.success(request, "Saved. It counts from their next request.")
            return redirect("person", number)
    context = {"person": person, "form": form, "own": person.pk == who(request).pk}
    return render(request, "account/people/one.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def do(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Ask before an account is closed, opened, given a link, a second factor is taken, or a name is erased."""
    person = get_object_or_404(people(), pk=number)
    if verb not in DO:
        raise Http404
    change, said = DO[verb]
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = change(who(request), person)
        except Refused as refused:
            _tell(form, refused)
        else:
            if verb == "link":
                return _linked(request, person)
            messages.success(request, said)
            return redirect("person", number)
    context = {"person": person, "form": form, "verb": verb, "letters": letters.are_sent()}
    return render(request, "account/people/do.html", context, status=422 if form.errors else 200)


def _linked(request: HttpRequest, person: User) -> HttpResponse:
    """Send a one-time link by letter; where none goes, show it once."""
    link = link_for(person, request.build_absolute_uri("/"))
    if letters.invite(person, link):
        messages.success(request, f"A letter with the link went to {person.email}.")
        return redirect("person", person.pk)
    context = {"person": person, "link": link, "letters": letters.are_sent()}
    return render(request, "account/people/link.html", context)


def _tell(form: Form, refused: Refused) -> None:
    for name, sentence in refused.faults.items():
        form.add_error(name if name in form.fields else None, sentence)
