"""Lists that somebody looks at often: a name, a kind, and what it is narrowed by. Each is its owner's alone."""

from django.db import transaction
from django.http import QueryDict

from equitytown.errors import InputError
from equitytown.place.words import unsafe_text
from equitytown.terms.register import Kind
from equitytown.web.accounts.models import User
from equitytown.web.register.filters import filtered
from equitytown.web.register.models import SavedView

MOST = 50
LONGEST_NAME, LONGEST_QUERY = 80, 1_000


@transaction.atomic
def save_view(user: User, kind: Kind, name: str, query: str) -> SavedView:
    """
    Keep a list under a name. What its form cannot read of the query is left out.

    Raises
    ------
    InputError
        If the name will not do, or there are too many already.
    """
    name = _sound(user, name, own=None)
    if SavedView.objects.filter(owner=user).count() >= MOST:
        raise InputError(f"You have {MOST} saved views, which is the most. Delete one first.")
    kept = filtered(user, kind, QueryDict(query[:LONGEST_QUERY])).query
    if len(kept) > LONGEST_QUERY:
        raise InputError("The list is narrowed by too many words to be saved. Use fewer.")
    return SavedView.objects.create(owner=user, name=name, kind=kind.slug, query=kept)


@transaction.atomic
def rename_view(view: SavedView, name: str) -> None:
    """
    Give a saved view another name.

    Raises
    ------
    InputError
        If the name will not do.
    """
    view.name = _sound(view.owner, name, own=view)
    view.save(update_fields=["name"])


def views_of(user: User, kind: Kind | None = None) -> list[SavedView]:
    """Give somebody's saved views, of one kind or of all, by name."""
    found = SavedView.objects.filter(owner=user)
    return list(found.filter(kind=kind.slug) if kind else found)


def _sound(user: User, name: str, *, own: SavedView | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise InputError("Give it a name, such as Overdue in housing.")
    if len(name) > LONGEST_NAME:
        raise InputError(f"The name has {len(name)} characters. Keep it to {LONGEST_NAME}.")
    if reason := unsafe_text(name):
        raise InputError(f"The name {reason} Type it anew.")
    others = SavedView.objects.filter(owner=user, name=name)
    if (others.exclude(pk=own.pk) if own else others).exists():
        raise InputError("You have a view of that name. Choose another.")
    return name
