"""An allocation's page: shares received beside shares of need."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from equitytown.present.wording.numbers import number as rounded
from equitytown.terms.register.need import Against, against_need
from equitytown.web.accounts.models import User
from equitytown.web.register.composing.seen import Seen, reader_of
from equitytown.web.register.composing.words import NOT_KNOWN, number, pounds
from equitytown.web.register.models import Record

POUNDS = "pounds"


@dataclass(frozen=True, slots=True)
class Part:
    """One area or group in words."""

    seen: Seen
    amount: str
    received: str
    need: str
    points: str
    in_line: str


def allocation(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what an allocation's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    shares = reader.naming("allocation-shares", "allocation", record.identifier)
    unit = seen.record.unit
    found = against_need(share.record for share in shares)
    rows = tuple(_part(share, row, unit) for share, row in zip(shares, found.rows, strict=True))
    return {
        "covered": frozenset({"allocation-shares"}),
        "elsewhere": frozenset({"need_basis"}),
        "shares": rows,
        "against": found,
        "total": amount_words(found.total, unit),
        "need_total": number(found.need_total) if found.need_total is not None else "",
        "need_basis": seen.record.need_basis,
    }


def amount_words(amount: Decimal | None, unit: str) -> str:
    """
    Print an amount in its unit.

    Examples
    --------
    >>> amount_words(Decimal(1200), "pounds"), amount_words(Decimal(3), "posts"), amount_words(None, "posts")
    ('£1,200', '3 posts', 'not known')
    """
    if amount is None:
        return NOT_KNOWN
    return pounds(amount) if unit == POUNDS else f"{number(amount)} {unit}".strip()


def in_line_words(amount: Decimal | None, unit: str) -> str:
    """
    Say what would be received in line with need.

    Examples
    --------
    >>> in_line_words(Decimal("-1200.4"), "pounds"), in_line_words(Decimal("2.04"), "posts")
    ('would receive £1,200 more', 'would receive 2 posts fewer')
    """
    if amount is None:
        return NOT_KNOWN
    places = 0 if unit == POUNDS else 1
    size = Decimal(f"{abs(amount):.{places}f}")
    if not size:
        return "would receive the same"
    less = "less" if unit == POUNDS else "fewer"
    return f"would receive {amount_words(size, unit)} {'more' if amount < 0 else less}"


def _part(seen: Seen, row: Against, unit: str) -> Part:
    return Part(
        seen,
        amount_words(row.share.amount, unit),
        _share(row.received),
        _share(row.need),
        _points(row.points),
        in_line_words(row.amount, unit),
    )


def _share(value: Decimal | None) -> str:
    return NOT_KNOWN if value is None else f"{rounded(float(value), decimals=1)}%"


def _points(value: Decimal | None) -> str:
    if value is None:
        return NOT_KNOWN
    size = rounded(abs(float(value)), decimals=1)
    if float(size) == 0:
        return "the same"
    return f"{size} percentage points {'above' if value > 0 else 'below'} need"
