"""The piles of everyone who writes: what waits for approval, what was sent back, drafts."""

from django.db.models import OuterRef, Subquery

from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.models import State, TrailEntry
from equitytown.web.register.piles.pile import SHOWN, Pile, line, pile
from equitytown.web.register.rules import Verb


def approval(user: User) -> Pile:
    """What somebody else wrote and sent for approval."""
    waiting = rules.allowed(user, Verb.APPROVE).order_by("changed_at")
    return pile("Waiting for you to approve", "Nothing waits for your approval.", waiting, "Look at it")


def returned(user: User) -> Pile:
    """Drafts of mine or my organisation's that were sent back, with the reason."""
    back = TrailEntry.objects.filter(
        kind=OuterRef("kind"), identifier=OuterRef("identifier"), version=OuterRef("version"), verb=Verb.RETURN
    )
    drafts = rules.allowed(user, Verb.CHANGE).filter(state=State.DRAFT)
    drafts = drafts.annotate(back=Subquery(back.values("reason")[:1])).exclude(back=None).defer("words")
    held = [
        draft
        for draft in drafts.order_by("changed_at")
        if user.pk in draft.writers or (user.organisation and draft.organisation == user.organisation)
    ]
    lines = [line(draft, "Mend it", f"Sent back: {draft.back}") for draft in held[:SHOWN]]
    return Pile("Sent back to you", "Nothing was sent back to you.", tuple(lines), len(held))


def drafts(user: User) -> Pile:
    """Drafts that I wrote last."""
    mine = rules.allowed(user, Verb.CHANGE).filter(state=State.DRAFT, changed_by=user).order_by("-changed_at")
    return pile("Your drafts", "You have no drafts.", mine)
