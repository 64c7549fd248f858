"""Signing in and changing passwords: the library's views, with an entry in the trail for each change."""

from typing import Any

from allauth.account import views
from allauth.mfa.base import views as factor
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from equitytown.web.accounts import letters
from equitytown.web.accounts.actions import note

METHODS = ("GET", "HEAD", "POST")


class Ours:
    """What every view here does: no method that it does not know, and 422 for a form that cannot be right."""

    def turned_away(self, request: HttpRequest) -> HttpResponseBase | None:
        """Give the answer for those who have no business here; None for everyone else."""
        del request
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **told: Any) -> HttpResponseBase:  # as its parent takes them
        """Refuse methods, turn away, or go on."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        found: HttpResponseBase = self.turned_away(request) or super().dispatch(request, *args, **told)  # type: ignore[misc]  # of the view beside it
        return found

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again, with what is wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view beside it
        response.status_code = 422
        return response


class SignIn(Ours, views.LoginView):  # type: ignore[misc]  # its parent has no types
    """Sign in by address and password, or go to the single sign-on."""

    def get_context_data(self, **told: Any) -> dict[str, Any]:  # for a template
        """Name the single sign-on, where there is one."""
        found: dict[str, Any] = super().get_context_data(**told)
        oidc = settings.CONFIG.oidc
        return {**found, "sign_on": oidc and (oidc["name"] or "your work account"), "next": self.get_next_url()}


class EnterCode(Ours, factor.AuthenticateView):  # type: ignore[misc]  # its parent has no types
    """Sign in's second step."""


class PasswordAgain(Ours, views.ReauthenticateView):  # type: ignore[misc]  # its parent has no types
    """The password once more, before something that matters."""


class CodeAgain(Ours, factor.ReauthenticateView):  # type: ignore[misc]  # its parent has no types
    """A code, before something that matters."""


class ChangePassword(Ours, views.PasswordChangeView):  # type: ignore[misc]  # its parent has no types
    """A new password; the account's other sessions end."""

    def turned_away(self, request: HttpRequest) -> HttpResponseBase | None:
        """Send those who sign in elsewhere and have no password to have one set by letter."""
        without = request.user.is_authenticated and not request.user.has_usable_password()
        return redirect("account_reset_password") if without else None

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Save it with its entry."""
        response: HttpResponse = super().form_valid(form)
        note(form.user, "change password")  # type: ignore[attr-defined]  # the library's form
        return response


class AskForLink(Ours, views.PasswordResetView):  # type: ignore[misc]  # its parent has no types
    """Have a link for a new password sent; without a mail server, say whom to ask."""

    def turned_away(self, request: HttpRequest) -> HttpResponseBase | None:
        """Say whom to ask, where no letters are sent."""
        return None if letters.are_sent() else render(request, "account/no_letters.html")


class SetPassword(Ours, views.PasswordResetFromKeyView):  # type: ignore[misc]  # its parent has no types
    """A new password by the link of a letter."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Save it with its entry."""
        response: HttpResponse = super().form_valid(form)
        note(self.reset_user, "set password")
        return response


def keep_signed_in(request: HttpRequest) -> None:
    """Keep this session alive when all of an account's were ended."""
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]  # somebody is signed in
