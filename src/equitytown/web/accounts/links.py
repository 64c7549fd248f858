"""The one-time link by which somebody sets a password."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from equitytown.web.accounts.models import User


class Tokens(PasswordResetTokenGenerator):
    """Tokens that die once used: by a password, by signing in, when sessions are ended, and after three days."""

    key_salt = "equitytown.web.accounts.links"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:  # an account
        return f"{super()._make_hash_value(user, timestamp)}{user.ended}"


TOKENS = Tokens()


def link_for(person: User, root: str) -> str:
    """Give a link that is dead once used, once a later one was made, and after three days."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return root.rstrip("/") + reverse("join", args=[uid, TOKENS.make_token(person)])


def person_of(uid: str, token: str) -> User | None:
    """Give the open account that a link is for; None if the link is dead."""
    try:
        number = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    person = User.objects.filter(pk=number, is_active=True).first()
    return person if person and TOKENS.check_token(person, token) else None
