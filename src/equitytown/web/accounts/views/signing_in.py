"""Signing in and changing passwords: the library's views, with an entry in the trail for each change."""

from typing import Any

from allauth.account import views
from allauth.mfa.base import views as factor
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from equitytown.web.accounts import letters
from equitytown.web.accounts.actions import note


class Unprocessable:
    """A form that cannot be right is answered by 422, as everywhere."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again, with what is wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view beside it
        response.status_code = 422
        return response


class SignIn(Unprocessable, views.LoginView):  # type: ignore[misc]  # its parent has no types
    """Sign in by address and password, or go to the single sign-on."""

    def get_context_data(self, **told: Any) -> dict[str, Any]:  # for a template
        """Name the single sign-on, where there is one."""
        found: dict[str, Any] = super().get_context_data(**told)
        oidc = settings.CONFIG.oidc
        return {**found, "sign_on": oidc and (oidc["name"] or "your work account"), "next": self.get_next_url()}


class EnterCode(Unprocessable, factor.AuthenticateView):  # type: ignore[misc]  # its parent has no types
    """Sign in's second step."""


class PasswordAgain(Unprocessable, views.ReauthenticateView):  # type: ignore[misc]  # its parent has no types
    """The password once more, before something that matters."""


class CodeAgain(Unprocessable, factor.ReauthenticateView):  # type: ignore[misc]  # its parent has no types
    """A code, before something that matters."""


class ChangePassword(Unprocessable, views.PasswordChangeView):  # type: ignore[misc]  # its parent has no types
    """A new password; the account's other sessions end."""

    def dispatch(self, request: HttpRequest, *args: Any, **told: Any) -> HttpResponseBase:  # as its parent takes them
        """Send those who sign in elsewhere and have no password to have one set by letter."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        found: HttpResponseBase = super().dispatch(request, *args, **told)
        return found

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Save it with its entry."""
        response: HttpResponse = super().form_valid(form)
        note(form.user, "change password")  # type: ignore[attr-defined]  # the library's form
        return response


class AskForLink(Unprocessable, views.PasswordResetView):  # type: ignore[misc]  # its parent has no types
    """Have a link for a new password sent; without a mail server, say whom to ask."""

    def dispatch(self, request: HttpRequest, *args: Any, **told: Any) -> HttpResponseBase:  # as its parent takes them
        """Answer the same for an address without an account."""
        if not letters.are_sent():
            return render(request, "account/no_letters.html")
        found: HttpResponseBase = super().dispatch(request, *args, **told)
        return found


class SetPassword(Unprocessable, views.PasswordResetFromKeyView):  # type: ignore[misc]  # its parent has no types
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
