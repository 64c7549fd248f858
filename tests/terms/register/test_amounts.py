"""Money added up with its qualifiers."""

from decimal import Decimal

import pytest

from equitytown.terms.register.amounts import total
from equitytown.terms.register.work import Funding


def grant(amount, qualifier="exact"):
    return Funding(amount=None if amount is None else Decimal(amount), qualifier=qualifier)


@pytest.mark.parametrize(
    ("grants", "qualifier"),
    [
        ((grant(100), grant(50)), "exact"),
        ((grant(100, ""),), "exact"),
        ((grant(100, "more than"), grant(50)), "at least"),
        ((grant(100, "at least"),), "at least"),
        ((grant(100, "about"), grant(50)), "about"),
        ((grant(100, "about"), grant(50, "more than")), "at least about"),
        ((grant(100), grant(None)), "at least"),
    ],
)
def test_a_total_is_exact_only_where_every_amount_is(grants, qualifier):
    assert total(grants).qualifier == qualifier


def test_an_amount_that_is_not_known_is_counted_apart_and_never_as_zero():
    found = total((grant(100), grant(None), grant(None)))
    assert (found.amount, found.grants, found.unknown) == (Decimal(100), 3, 2)


def test_no_grant_comes_to_nothing():
    assert total(()).grants == 0


def test_pence_are_kept():
    assert total((grant("0.10"), grant("0.20"))).amount == Decimal("0.30")
