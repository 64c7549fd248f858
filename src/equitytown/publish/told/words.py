"""Words that several parts of the register share: names of records, amounts, days, lists that end somewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from equitytown.present.blocks import Block, Bullets, Fact, Text, text
from equitytown.present.wording.phrases import join
from equitytown.terms.period import long_date
from equitytown.terms.register import Register, kind_of

NOT_TOLD = "not told"
MOST_LISTED = 8  # items of a short list; the rest is counted
EXACT = ("", "exact")


def names(register: Register, record: type[object]) -> Mapping[str, str]:
    """Give the names of all records of a kind, by reference."""
    kind = kind_of(record)
    return {getattr(found, kind.key): getattr(found, kind.title) for found in register.all(record)}


def joined(references: Sequence[str], named: Mapping[str, str], *, empty: str = "") -> str:
    """Name several records as a list in a sentence."""
    return join([named.get(reference, reference) for reference in references]) if references else empty


def areas(references: Sequence[str], named: Mapping[str, str]) -> str:
    """Name several areas of work, whose names may hold an "and" of their own."""
    return "; ".join(named.get(reference, reference) for reference in references)


def pounds(amount: Decimal | None, qualifier: str = "") -> str:
    """
    Print an amount with what qualifies it.

    Examples
    --------
    >>> pounds(Decimal(200000), "more than"), pounds(Decimal("12.5")), pounds(None)
    ('more than £200,000', '£12.50', 'amount not told')
    """
    if amount is None:
        return "amount not told"
    printed = f"£{amount:,.2f}".removesuffix(".00")
    return printed if qualifier in EXACT else f"{qualifier} {printed}"


def told_day(day: date | None, *, empty: str = NOT_TOLD) -> str:
    """Print a day, or that none was told."""
    return long_date(day) if day else empty


def between(starts: date | None, ends: date | None) -> str:
    """Print from when to when; nothing where neither is told."""
    if starts and ends:
        return f"{long_date(starts)} to {long_date(ends)}"
    if starts:
        return f"from {long_date(starts)}"
    return f"until {long_date(ends)}" if ends else ""


def facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    """Give named facts; those without words are left out."""
    return tuple(Fact(label, text(words)) for label, words in pairs if words)


def ended(words: str) -> str:
    """End a sentence with one stop."""
    return words if words.endswith(("?", "!")) else f"{words.rstrip('.')}."


def counted(how_many: int, one: str, many: str) -> str:
    """
    Count things in a sentence.

    Examples
    --------
    >>> counted(1, "action", "actions"), counted(1200, "action", "actions")
    ('1 action', '1,200 actions')
    """
    return f"{how_many:,} {one if how_many == 1 else many}"


def by_status(statuses: Iterable[str], order: Iterable[str]) -> str:
    """
    Count by status, in the order in which a status follows another.

    Examples
    --------
    >>> by_status(["done", "open", ""], ("open", "done"))
    '1 open, 1 done, 1 whose status was not told'
    """
    found = list(statuses)
    parts = [f"{found.count(status):,} {status}" for status in order if status in found]
    if unknown := found.count(""):
        parts.append(f"{unknown:,} whose status was not told")
    return ", ".join(parts)


def short_list(items: Sequence[Text], *, more: str) -> tuple[Block, ...]:
    """List the first few of many and count the rest; `more` names them, as in "and 5 more {more}"."""
    if not items:
        return ()
    left = len(items) - MOST_LISTED
    if left <= 0:
        return (Bullets(tuple(items)),)
    return (Bullets((*items[:MOST_LISTED], text(f"and {left:,} more {more}."))),)
