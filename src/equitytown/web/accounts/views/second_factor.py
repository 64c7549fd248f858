"""Second factors: the library's views, with an entry in the trail for each change."""

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from equitytown.web.accounts.actions import end_other_sessions, note
from equitytown.web.accounts.views.signing_in import Ours, keep_signed_in


class SetUp(Ours, totp.ActivateTOTPView):  # type: ignore[misc]  # its parent has no types
    """Set up an authenticator app; sessions that were begun without it elsewhere end."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Save it with its entry."""
        response: HttpResponse = super().form_valid(form)
        end_other_sessions(self.request.user)
        keep_signed_in(self.request)
        note(self.request.user, "set up second factor")
        return response


class TakeAway(Ours, totp.DeactivateTOTPView):  # type: ignore[misc]  # its parent has no types
    """Do without a second factor, where one's role does not ask for it."""

    def turned_away(self, request: HttpRequest) -> HttpResponseBase | None:
        """Send those whose role asks for it back to what they have."""
        needed = request.user.is_authenticated and request.user.needs_second_factor
        return redirect("mfa_index") if needed else None

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Save it with its entry."""
        response: HttpResponse = super().form_valid(form)
        note(self.request.user, "remove second factor")
        return response


class NewCodes(Ours, codes.GenerateRecoveryCodesView):  # type: ignore[misc]  # its parent has no types
    """Make recovery codes anew; those before are dead."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Save them with their entry."""
        response: HttpResponse = super().form_valid(form)
        note(self.request.user, "make recovery codes")
        return response
