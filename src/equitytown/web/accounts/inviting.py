"""Making accounts and changing them; an account begins with a one-time link that sets its password."""

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail


@transaction.atomic
def make_account(
    actor: User | None, *, email: str, name: str, role: Role, organisation: str = "", workstreams: tuple[str, ...] = ()
) -> User:
    """Make an account without a password, with its entry in the trail: what it may do, and no address."""
    person = User.objects.create_user(
        email, None, name=name, role=role, organisation=organisation, workstreams=list(workstreams)
    )
    trail.add(actor, "make account", trail.ACCOUNT, str(person.pk), 1, before=None, after=rights_of(person))
    return person


def rights_of(person: User) -> trail.Content:
    """Give what an account may do, as the trail keeps it: neither name nor address."""
    return {
        "role": person.role,
        "organisation": person.organisation,
        "workstreams": person.workstreams,
        "open": person.is_active,
    }


def link_for(person: User, root: str) -> str:
    """Give the one-time link by which somebody sets a password: dead once used, and after three days."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return root.rstrip("/") + reverse("join", args=[uid, default_token_generator.make_token(person)])
