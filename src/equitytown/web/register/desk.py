"""What lies on somebody's desk: the one thing to do, what needs them, what others changed, and the register."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from equitytown.terms.register import KINDS, Group, Kind
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules
from equitytown.web.register.accounts_desk import Told, about_accounts
from equitytown.web.register.lately import Lately, lately
from equitytown.web.register.models import SavedView
from equitytown.web.register.piles import PILES, Line, Pile
from equitytown.web.register.saved import views_of

# What people add to the register most, whose forms their desk leads to at once.
ADDED_OFTEN = ("actions", "progress", "case-studies")
Shelves = tuple[tuple[Group, tuple[tuple[Kind, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Somebody's desk on one day.

    `first` is the one thing to do now, None where nothing waits; `piles` hold something, `nothing` says of which piles
    there is nothing; `adds` are the kinds that they add to most; `accounts` is what administrators see instead of the
    register.
    """

    first: Line | None
    piles: tuple[Pile, ...]
    nothing: tuple[str, ...]
    since: datetime
    changed: tuple[Lately, ...]
    shelves: Shelves
    views: tuple[SavedView, ...]
    adds: tuple[Kind, ...]
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
        shelves=_shelves(user) if role is not Role.ADMINISTRATOR else (),
        views=tuple(views_of(user)),
        adds=tuple(KINDS[slug] for slug in ADDED_OFTEN if rules.may_write(user, KINDS[slug])),
        accounts=about_accounts() if role in rules.PEOPLE else (),
    )


def _shelves(user: User) -> Shelves:
    """Give the kinds of which somebody may read or write anything, with how many they may read."""
    counts = dict(rules.readable(user).order_by().values_list("kind").annotate(Count("pk")))
    wanted = [kind for kind in KINDS.values() if kind.slug in counts or rules.may_write(user, kind)]
    shelves = ((g, tuple((kind, counts.get(kind.slug, 0)) for kind in wanted if kind.group is g)) for g in Group)
    return tuple(shelf for shelf in shelves if shelf[1])
