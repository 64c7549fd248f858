"""What is kept of somebody, for them to see and to take away."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from equitytown.web.accounts.models import User
from equitytown.web.register import trail
from equitytown.web.register.models import SavedView, TrailEntry, Update


def copy_of(person: User) -> dict[str, Any]:  # JSON
    """Give everything that is kept of somebody, as JSON: their account, and what they did and when."""
    made = TrailEntry.objects.filter(actor=str(person.pk))
    about = TrailEntry.objects.filter(kind=trail.ACCOUNT, identifier=str(person.pk))
    return {
        "account": {
            "number": person.pk,
            "name": person.name,
            "email": person.email,
            "role": person.role,
            "organisation": person.organisation,
            "workstreams": person.workstreams,
            "open": person.is_active,
            "made_at": person.made_at,
            "last_signed_in_at": person.last_login,
        },
        "second_factor": [
            {"type": held.get_type_display(), "made_at": held.created_at, "last_used_at": held.last_used_at}
            for held in Authenticator.objects.filter(user=person)
        ],
        "single_sign_on": [
            {"provider": held.provider, "number_there": held.uid, "told_by_it": held.extra_data}
            for held in SocialAccount.objects.filter(user=person)
        ],
        "saved_views": list(SavedView.objects.filter(owner=person).values("name", "kind", "query")),
        "updates": list(Update.objects.filter(author=person).order_by("at").values("at", "status", "text")),
        "changes_made": list(made.values("number", "at", "verb", "kind", "identifier", "reason")),
        "changes_of_the_account": list(about.values("number", "at", "verb", "before", "after")),
    }
