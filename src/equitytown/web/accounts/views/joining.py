"""Joining by a one-time link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from equitytown.web.accounts.actions import set_password
from equitytown.web.accounts.forms import NewPassword
from equitytown.web.accounts.links import person_of


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let somebody set the password of an account that was made for them, once."""
    person = person_of(uid, token)
    if person is None:
        return render(request, "account/link_dead.html", status=410)
    form = NewPassword(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        set_password(person, form.cleaned_data["password1"])
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    context = {"form": form, "person": person}
    # The address holds the token; the referrer policy of every page keeps it on this site. Under a stricter one the
    # browser would not say where the form comes from, and it would be refused.
    return render(request, "account/join.html", context, status=422 if form.errors else 200)
