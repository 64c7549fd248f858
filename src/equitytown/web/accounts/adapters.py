"""How sign-in behaves: nobody signs up by themselves, and single sign-on opens accounts that are there."""

import logging
import re
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from equitytown.web.accounts import letters
from equitytown.web.accounts.models import User

LOG = logging.getLogger("equitytown.web.accounts")
NONCE = "nonce"  # where a sign-on's own random word stands, in what is kept of it and in the provider's answer
WRONG_CODE = "That code is not right, or it is too old. Enter the one that the app shows now."

PATH = re.compile(r"/(?![/\\])")  # what a path of this site begins with; two slashes begin another


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # its parent has no types
    """Accounts are made by an administrator, and begin with a link."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address and the password do not go together. Check both.",
        "enter_current_password": "That is not your password.",
        "incorrect_password": "That is not your password.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": "Too many tries failed. Wait five minutes, or set a new password.",
        "rate_limited": "Too many tries failed. Wait five minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        del request
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Lead nowhere but to paths of ours; what is no address at all leads nowhere either."""
        try:
            return bool(url and PATH.match(url) and super().is_safe_url(url))
        except ValueError:  # such as //[ or a host in letters that mean others
            return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """No page answers in any other way than as a page."""
        del request
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to one's own page."""
        del request
        return "/desk/account"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # whatever was typed
        """Note it in the log, without whose account it was."""
        del credentials
        LOG.warning("A sign-in failed, from %s", self.get_client_ip(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # for a template
        """Send a letter once the change that it tells of is saved; a mail server that is down stops no change."""
        letter = self.render_mail(template_prefix, email, {"email": email, **context})
        transaction.on_commit(letter.send, robust=True)

    def send_notification_mail(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        """Tell somebody of a change to their sign-in, where letters are sent."""
        if letters.are_sent():
            super().send_notification_mail(*args, **options)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # its parent has no types
    """The provider says who somebody is; whether they have an account is said here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by signing in elsewhere."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an answer that was made for another sign-on."""
        wanted = str(sociallogin.state.get(NONCE) or "")
        told = str((sociallogin.account.extra_data.get("id_token") or {}).get(NONCE) or "")
        if not wanted or not constant_time_compare(wanted, told):
            LOG.warning("A single sign-on was refused: its answer was made for another")
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=401))

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the account of an address that the provider has verified; what it says of it then stands."""
        for address in sociallogin.email_addresses:
            address.verified = str(address.verified).lower() == "true"  # some say "false" in a word, which is no False
        found: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        if found:
            person, email = found
            EmailAddress.objects.get_or_create(
                user=person, email=email.lower(), defaults={"verified": True, "primary": True}
            )
        return found


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # its parent has no types
    """Second factors by an authenticator's code."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Your role asks for a second factor. Ask an administrator to reset it.",
        "cannot_generate_recovery_codes": "Set up an authenticator app first.",
    }

    def get_totp_label(self, user: object) -> str:
        """Name the account as its address."""
        return str(user.email)  # type: ignore[attr-defined]  # an account of ours

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether somebody may do without: not where their role asks for it."""
        return not authenticator.user.needs_second_factor
