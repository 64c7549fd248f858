"""Money added up with its qualifiers: more than a sum is never told as that sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from equitytown.terms.register.work import Funding

FROM_BELOW = frozenset({"more than", "at least"})
ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Total:
    """
    What several grants come to.

    `grants` counts all of them and `unknown` those without an amount, which `amount` leaves out. `qualifier` is
    "exact", "at least", "about" or "at least about".
    """

    amount: Decimal
    qualifier: str
    grants: int
    unknown: int


def total(grants: Iterable[Funding]) -> Total:
    """
    Add up grants.

    Parameters
    ----------
    grants : iterable of Funding
        Those to be added. An amount that is not known is left out, and makes the total "at least".

    Returns
    -------
    Total
        In pounds. Exact only where every amount is.

    Examples
    --------
    >>> found = total(
    ...     [Funding(amount=Decimal(200_000), qualifier="more than"), Funding(amount=Decimal(500), qualifier="exact")]
    ... )
    >>> found.qualifier, found.amount
    ('at least', Decimal('200500'))
    """
    found = tuple(grants)
    known = [grant for grant in found if grant.amount is not None]
    qualifiers = {grant.qualifier for grant in known}
    unknown = len(found) - len(known)
    words = []
    if unknown or qualifiers & FROM_BELOW:
        words.append("at least")
    if ABOUT in qualifiers:
        words.append(ABOUT)
    amount = sum((grant.amount for grant in known if grant.amount is not None), Decimal(0))
    return Total(amount, " ".join(words) or "exact", len(found), unknown)
