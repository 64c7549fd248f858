"""Joining by a one-time link."""

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_http_methods

from equitytown.web.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let somebody set the password of an account that was made for them, once."""
    person = _person(uid)
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "account/link_dead.html", status=410)
    form = SetPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    told = {"form": form, "person": person}
    # The address holds the token: the referrer policy of every page keeps it on this site. A stricter one would have the
    # browser send the form without saying where from, which is refused.
    return render(request, "account/join.html", told, status=422 if form.errors else 200)


def _person(uid: str) -> User | None:
    try:
        number = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    return User.objects.filter(pk=number, is_active=True).first()
