"""How sign-in behaves: nobody signs up by themselves, and single sign-on opens accounts that are there."""

import re

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

PATH = re.compile(r"/(?![/\\])")  # what a path of this site begins with; two slashes begin another


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # its parent has no types
    """Accounts are made by an administrator, and begin with a link."""

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


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # its parent has no types
    """The provider says who somebody is; whether they have an account is said here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by signing in elsewhere."""
        del request, sociallogin
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # its parent has no types
    """Second factors by an authenticator's code."""

    def get_totp_label(self, user: object) -> str:
        """Name the account as its address."""
        return str(user.email)  # type: ignore[attr-defined]  # an account of ours
