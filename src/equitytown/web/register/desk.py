"""What lies on somebody's desk: what needs them now, what is overdue, what is due soon, what changed."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
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
    """Records that want the same thing done."""

    title: str
    nothing: str
    records: tuple[Record, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody's piles, and the shelves of the register."""

    piles: tuple[Pile, ...]
    changed: tuple[Record, ...]
    shelves: tuple[tuple[Group, tuple[tuple[Kind, int], ...]], ...]


def desk(user: User) -> Desk:
    """Give what lies on somebody's desk today."""
    mine = rules.readable(user)
    return Desk(tuple(_piles(user, mine)), tuple(mine.order_by("-changed_at")[:SHOWN]), _shelves(mine))


def _piles(user: User, mine: QuerySet[Record]) -> list[Pile]:
    now = timezone.localdate()
    awaited = rules.allowed(user, Verb.UPDATE).exclude(content__status__in=CLOSED).order_by("due")
    return [
        _pile("Waiting for you to approve", "Nothing waits for your approval.", rules.allowed(user, Verb.APPROVE)),
        _pile(
            "Ready to publish",
            "Nothing is ready to publish.",
            rules.allowed(user, Verb.PUBLISH).filter(state=State.APPROVED),
        ),
        _pile("Overdue", "Nothing is overdue.", awaited.filter(due__lt=now)),
        _pile(
            "Due in the next 30 days",
            "Nothing falls due in the next 30 days.",
            awaited.filter(due__range=(now, now + SOON)),
        ),
        _pile("Your drafts", "You have no drafts.", mine.filter(state=State.DRAFT, changed_by=user)),
    ]


def _pile(title: str, nothing: str, records: QuerySet[Record]) -> Pile:
    return Pile(title, nothing, tuple(records[:SHOWN]), records.count())


def _shelves(mine: QuerySet[Record]) -> tuple[tuple[Group, tuple[tuple[Kind, int], ...]], ...]:
    counts = dict(mine.order_by().values_list("kind").annotate(Count("pk")))
    return tuple(
        (group, tuple((kind, counts.get(kind.slug, 0)) for kind in KINDS.values() if kind.group is group))
        for group in Group
    )
