"""What lies on somebody's desk: the one thing to do, what needs them, what others changed, and the register."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from equitytown.terms.register import KINDS, Group, Kind
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules
from equitytown.web.register.accounts_desk import Told, about_accounts
from equitytown.web.register.lately import Lately, lately
from equitytown.web.register.models import Record
from equitytown.web.register.piles import PILES, Line, Pile

Shelves = tuple[tuple[Group, tuple[tuple[Kind, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Somebody's desk on one day.

    `first` is the one thing to do now, None where nothing waits; `piles` hold something, `nothing` says of which piles
    there is nothing; `accounts` is what administrators see instead of the register.
    """

    first: Line | None
    piles: tuple[Pile, ...]
    nothing: tuple[str, ...]
    since: datetime
    changed: tuple[Lately, ...]
    shelves: Shelves
    accounts: tuple[Told, ...]


def desk(user: User, since: datetime) -> Desk:
    """Give what lies on somebody's desk today, and what others changed since a moment."""
    role = rules.role_of(user)
    held = [made(user) for made in PILES.get(Role(user.role), ())]
    piles = tuple(pile for pile in held if pile.lines)
    return Desk(
        first=piles[0].lines[0] if piles else None,
        piles=piles,
        nothing=tuple(pile.nothing for pile in held if not pile.lines),
        since=since,
        changed=lately(user, since),
        shelves=_shelves(rules.readable(user)) if role is not Role.ADMINISTRATOR else (),
        accounts=about_accounts() if role in rules.PEOPLE else (),
    )


def _shelves(mine: QuerySet[Record]) -> Shelves:
    counts = dict(mine.order_by().values_list("kind").annotate(Count("pk")))
    return tuple(
        (group, tuple((kind, counts.get(kind.slug, 0)) for kind in KINDS.values() if kind.group is group))
        for group in Group
    )
