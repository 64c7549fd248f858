"""What lies on somebody's desk: what needs them now, what is overdue, what is due soon, what changed."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from equitytown.terms.register import KINDS, Group, Kind
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.filters import CLOSED
from equitytown.web.register.models import Record, State
from equitytown.web.register.rules import Verb

SOON = timedelta(days=30)
SHOWN = 10  # records of a pile


@dataclass(frozen=True, slots=True)
class Pile:
    """Records that want the same thing done; `verb` is what can be done with each from here."""

    title: str
    nothing: str
    records: tuple[Record, ...]
    count: int
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Somebody's piles, and the shelves of the register.

    `nothing` says in a sentence what needs nothing of them, `adds` are the kinds that they add to most, `bare` those
    that they may write and that hold nothing yet.
    """

    piles: tuple[Pile, ...]
    changed: tuple[Record, ...]
    shelves: tuple[tuple[Group, tuple[tuple[Kind, int], ...]], ...]
    bare: tuple[Kind, ...]
    adds: tuple[Kind, ...]

    @property
    def nothing(self) -> str:
        """Say which piles are empty."""
        empty = [pile.nothing for pile in self.piles if not pile.count]
        return " ".join(empty)


def desk(user: User) -> Desk:
    """Give what lies on somebody's desk today."""
    mine = rules.readable(user)
    counts = _counts(mine)
    return Desk(
        tuple(_piles(user, mine)),
        tuple(mine.order_by("-changed_at")[:SHOWN]),
        _shelves(counts),
        tuple(kind for kind in KINDS.values() if kind.slug not in counts and rules.may_write(user, kind)),
        tuple(KINDS[slug] for slug in ADDED_OFTEN if rules.may_write(user, KINDS[slug])),
    )


# What people add to the register most, whose forms their desk leads to at once.
ADDED_OFTEN = ("actions", "progress", "case-studies")


def _piles(user: User, mine: QuerySet[Record]) -> list[Pile]:
    """Give the piles that somebody's role can have."""
    now = timezone.localdate()
    awaited = rules.allowed(user, Verb.UPDATE).exclude(content__status__in=CLOSED).order_by("due")
    piles = []
    if _has(user, Verb.APPROVE):
        wanted = rules.allowed(user, Verb.APPROVE)
        piles += [_pile("Waiting for you to approve", "Nothing waits for your approval.", wanted, Verb.APPROVE)]
    if _has(user, Verb.PUBLISH):
        wanted = rules.allowed(user, Verb.PUBLISH).filter(state=State.APPROVED)
        piles += [_pile("Ready to publish", "Nothing is ready to publish.", wanted, Verb.PUBLISH)]
    if _has(user, Verb.UPDATE):
        soon = awaited.filter(due__range=(now, now + SOON))
        piles += [
            _pile("Overdue", "Nothing is overdue.", awaited.filter(due__lt=now), Verb.UPDATE),
            _pile("Due in the next 30 days", "Nothing falls due in the next 30 days.", soon, Verb.UPDATE),
        ]
    if user.organisation and _has(user, Verb.UPDATE):
        rest = awaited.filter(state__in=IN_HAND).exclude(due__lte=now + SOON)
        piles += [_pile("Also in your hands", "Nothing else is in your hands.", rest, Verb.UPDATE)]
    if _has(user, Verb.CHANGE):
        piles += [_pile("Your drafts", "You have no drafts.", mine.filter(state=State.DRAFT, changed_by=user))]
    return piles


IN_HAND = (State.APPROVED, State.PUBLISHED)


def _has(user: User, verb: Verb) -> bool:
    """Whether somebody's role does this with any record at all."""
    role = rules.role_of(user)
    return any(grant.role is role for grants in rules.WHO_MAY[verb].values() for grant in grants)


def _pile(title: str, nothing: str, records: QuerySet[Record], verb: str = "") -> Pile:
    return Pile(title, nothing, tuple(records[:SHOWN]), records.count(), verb)


def _counts(mine: QuerySet[Record]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for slug in mine.values_list("kind", flat=True):
        counts[slug] = counts.get(slug, 0) + 1
    return counts


def _shelves(counts: dict[str, int]) -> tuple[tuple[Group, tuple[tuple[Kind, int], ...]], ...]:
    """Give the kinds of which somebody may read a record, with how many."""
    shelves = (
        (group, tuple((kind, counts[slug]) for slug, kind in KINDS.items() if kind.group is group and slug in counts))
        for group in Group
    )
    return tuple(shelf for shelf in shelves if shelf[1])
