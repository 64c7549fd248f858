"""Rows that cannot be: looked for in the engine that holds them, counted, and the first one shown."""

from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import narwhals as nw
import numpy as np

from equitytown.errors import InputError
from equitytown.stats.frames.columns import Frame, collected, number


class Refusal(NamedTuple):
    """Rows that cannot be: where `bad` holds, what is wrong, which columns show it, how to mend it."""

    bad: nw.Expr
    sentence: str
    show: tuple[str, ...]
    mend: str


def negative(name: str) -> Refusal:
    """Refuse counts below 0."""
    return Refusal(number(name) < 0, f"{name} is negative", (name,), "Counts start at 0; leave a missing count empty.")


def not_above_zero(name: str) -> Refusal:
    """Refuse people at risk of 0 or less."""
    mend = "Leave such rows out, or leave the number empty."
    return Refusal(number(name) <= 0, f"{name} is not above 0", (name,), mend)


def above_all(numerator: str, denominator: str) -> Refusal:
    """Refuse more people with an event than people."""
    return Refusal(
        number(numerator) > number(denominator),
        f"{numerator} is above its {denominator}",
        (numerator, denominator),
        "Correct the counts, or use rates if one person can have several events.",
    )


def loose_limits(value: str, lower: str, upper: str) -> Refusal:
    """Refuse limits that do not enclose their value."""
    return Refusal(
        (number(lower) > number(value)) | (number(upper) < number(value)) | (number(lower) > number(upper)),
        "limits do not enclose the value",
        (value, lower, upper),
        "Correct the value or its limits.",
    )


def refuse_rows(frame: Frame, refusals: Sequence[Refusal], *, by: Sequence[str] = ()) -> None:
    """Refuse rows that cannot be, in a pass of its own: for methods that do not group."""
    if not refusals:
        return
    bad = nw.any_horizontal(*(r.bad for r in refusals), ignore_nulls=True)
    if len(collected(frame.filter(bad).head(1))):
        refuse_first(frame, by, refusals)


def refuse_first(frame: Frame, by: Sequence[str], refusals: Sequence[Refusal]) -> None:
    """Count the rows of the first refusal that holds, and show the first of them."""
    total = int(collected(frame.select(nw.len()))[:, 0][0])
    for refusal in refusals:
        columns = list(dict.fromkeys((*by, *refusal.show)))
        rows = collected(frame.filter(refusal.bad).select(*columns))
        if len(rows):
            first = ", ".join(f"{name} {value}" for name, value in next(rows.iter_rows(named=True)).items())
            raise InputError(f"{refusal.sentence} in {len(rows):,} of {total:,} rows (first: {first}). {refusal.mend}")


def refuse_infinite(frame: Frame, by: Sequence[str]) -> NoReturn:
    """Refuse columns that hold an infinite number, which is why a sum is; others have grown beyond all numbers."""
    decimals = [name for name, kind in frame.collect_schema().items() if kind.is_float()]
    mend = "Leave a number that cannot be given empty."
    refuse_first(
        frame, by, [Refusal(number(name).abs() == np.inf, f"{name} is infinite", (name,), mend) for name in decimals]
    )
    raise InputError("the numbers are too large to be added. Check their unit.")
