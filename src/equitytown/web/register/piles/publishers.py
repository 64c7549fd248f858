"""The piles of publishers: what is to be published, published again or withdrawn."""

from django.db.models import F

from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.models import Publication, State
from equitytown.web.register.piles.pile import Pile, pile
from equitytown.web.register.rules import Verb


def consent_ended(user: User) -> Pile:
    """Published stories whose consent has ended: the public sees them no more, and their face is to be withdrawn."""
    ended = Publication.every.exclude(pk__in=Publication.objects.values("pk")).values("pk")
    held = rules.allowed(user, Verb.WITHDRAW).filter(pk__in=ended)
    about = "Their pages already answer that they are gone. Withdraw them, so that no face of them is kept."
    nothing = "No published story's consent has ended."
    return pile("Stories whose consent has ended", nothing, held, "Withdraw it", about=about)


def approved(user: User) -> Pile:
    """What was approved by somebody else than its writers."""
    ready = rules.allowed(user, Verb.PUBLISH).filter(state=State.APPROVED).order_by("changed_at")
    return pile("Ready to publish", "Nothing is ready to publish.", ready, "Publish")


def moved_on(user: User) -> Pile:
    """Published records of which an update has told since."""
    told = rules.allowed(user, Verb.PUBLISH).filter(state=State.PUBLISHED)
    told = told.exclude(publication__version=F("version")).order_by("changed_at")
    nothing = "No published record has moved on."
    about = "An update was posted after they were published; the public sees it once you publish them again."
    return pile("Moved on since they were published", nothing, told, "Publish it again", about=about)
