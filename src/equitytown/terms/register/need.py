"""What each area or group receives, beside its share of need."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from equitytown.terms.register import Register
from equitytown.terms.register.governance import Allocation, AllocationShare
from equitytown.terms.register.partners import Organisation

WHOLE = Decimal(100)
SLACK = Decimal("0.5")  # percentage points by which rounded shares of need may miss 100


@dataclass(frozen=True, slots=True)
class Against:
    """
    One area's or group's part of an allocation.

    `received` and `need` are shares in per cent. `points` is the share received less the share of need, in percentage
    points, and `amount` what it receives less what it would receive in line with need; None where either is missing.
    """

    share: AllocationShare
    received: Decimal | None
    need: Decimal | None
    points: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class AgainstNeed:
    """
    An allocation beside need.

    `total` is the sum of what is known; None where nothing is. `unknown` counts those of whom it is not known what
    they receive: then no share received is given. `need_total` is the sum of the shares of need; where it is not 100,
    or one is missing, no difference is given.
    """

    rows: tuple[Against, ...]
    total: Decimal | None
    unknown: int
    need_total: Decimal | None

    @property
    def is_whole(self) -> bool:
        """Whether shares of need are there for all and make up 100%, give or take rounding."""
        return self.need_total is not None and abs(self.need_total - WHOLE) <= SLACK


def against_need(shares: Iterable[AllocationShare]) -> AgainstNeed:
    """
    Set what each part of an allocation receives beside its share of need.

    Parameters
    ----------
    shares : iterable of AllocationShare
        All parts of one allocation. A missing amount is not zero: while one is missing, the whole is not known, and
        neither is anybody's share of it.

    Returns
    -------
    AgainstNeed
        Rows in the order given.

    Examples
    --------
    >>> found = against_need(
    ...     [
    ...         AllocationShare(people="North", amount=Decimal(40), need_share=Decimal(60)),
    ...         AllocationShare(people="South", amount=Decimal(60), need_share=Decimal(40)),
    ...     ]
    ... )
    >>> [(int(row.points), int(row.amount)) for row in found.rows]
    [(-20, -20), (20, 20)]
    """
    held = tuple(shares)
    known = [share.amount for share in held if share.amount is not None]
    needs = [share.need_share for share in held if share.need_share is not None]
    total = sum(known, Decimal(0)) if known else None
    unknown = len(held) - len(known)
    need_total = sum(needs, Decimal(0)) if len(needs) == len(held) and held else None
    found = AgainstNeed((), total, unknown, need_total)
    whole = total if total and not unknown else None
    rows = tuple(_row(share, whole, comparable=found.is_whole) for share in held)
    return AgainstNeed(rows, total, unknown, need_total)


def _row(share: AllocationShare, whole: Decimal | None, *, comparable: bool) -> Against:
    received = share.amount / whole * WHOLE if whole is not None and share.amount is not None else None
    if not comparable or received is None or share.need_share is None or whole is None or share.amount is None:
        return Against(share, received, share.need_share, None, None)
    in_line = whole * share.need_share / WHOLE
    return Against(share, received, share.need_share, received - share.need_share, share.amount - in_line)


@dataclass(frozen=True, slots=True)
class AllocationNeed:
    """An allocation of the register beside need, and whether an anchor institution makes it."""

    allocation: Allocation
    anchor: bool
    found: AgainstNeed


def allocations_against_need(register: Register) -> tuple[AllocationNeed, ...]:
    """
    Set every allocation of a register beside need.

    Returns
    -------
    tuple of AllocationNeed
        Those of anchor institutions first, each in the register's order; the parts of each with the largest
        shortfall first, and those whose shortfall is not known last.
    """
    anchors = {held.organisation_id for held in register.all(Organisation) if held.anchor}
    shares = register.all(AllocationShare)
    found = []
    for allocation in register.all(Allocation):
        against = against_need(share for share in shares if share.allocation == allocation.allocation_id)
        rows = sorted(against.rows, key=lambda row: (row.amount is None, row.amount or 0))
        whole = AgainstNeed(tuple(rows), against.total, against.unknown, against.need_total)
        found.append(AllocationNeed(allocation, allocation.organisation in anchors, whole))
    return tuple(sorted(found, key=lambda one: not one.anchor))
