"""Everyone with an account, as administrators see them."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from equitytown.web.accounts.choices import known
from equitytown.web.accounts.models import User

_FACTOR = Authenticator.objects.filter(type=Authenticator.Type.TOTP)


def people() -> "QuerySet[User]":
    """Give everyone, open accounts first, by name, with whether they have a second factor."""
    factor = Exists(_FACTOR.filter(user=OuterRef("pk")))
    return User.objects.annotate(factor=factor).order_by("-is_active", "name", "pk")


def has_second_factor(person: User) -> bool:
    """Whether somebody set up an authenticator app."""
    return bool(_FACTOR.filter(user=person).exists())


def with_titles(found: list[User]) -> list[tuple[User, str, list[str]]]:
    """Give people with the titles of their organisation and of the workstreams that they lead."""
    organisations, workstreams = known("organisations"), known("workstreams")
    return [
        (
            person,
            organisations.get(person.organisation, person.organisation),
            [workstreams.get(name, name) for name in person.workstreams],
        )
        for person in found
    ]
