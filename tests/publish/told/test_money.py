"""Grants and funds, and totals that keep their qualifiers."""

from datetime import date
from decimal import Decimal

import pytest

from equitytown.publish.told import money
from equitytown.terms.register.work import Funding
from tests.publish.registers import COUNCIL, with_register, words


def grant(amount, qualifier="exact", status="awarded", **told):
    value = None if amount is None else Decimal(amount)
    return Funding(source="A fund", purpose="air", amount=value, qualifier=qualifier, status=status, **told)


def test_nothing_is_said_of_money_where_none_is_on_record(compared):
    assert money.blocks(with_register(compared)) == ()


@pytest.mark.parametrize(
    ("grants", "sentence"),
    [
        ((grant(200_000, "more than"),), "At least £200,000 was awarded (1 grant)."),
        ((grant(200_000, "more than"), grant("0.50")), "At least £200,000.50 was awarded (2 grants)."),
        ((grant(100), grant(50)), "£150 was awarded (2 grants)."),
        ((grant(100, "about"),), "About £100 was awarded (1 grant)."),
        (
            (grant(100), grant(None)),
            "At least £100 was awarded (2 grants, 1 of them without an amount).",
        ),
        ((grant(None),), "The amount of 1 grant awarded was not told."),
        (
            (grant(100), grant(900, status="bid submitted")),
            "£100 was awarded (1 grant). £900 was asked for in bids that are not decided (1 grant).",
        ),
        ((grant(100, status=""),), "£100 was told of without saying whether it was awarded (1 grant)."),
        ((grant(100, status="turned down"),), "No grant that is on record was awarded."),
    ],
)
def test_a_total_keeps_what_qualifies_it_and_never_mixes_how_grants_stand(grants, sentence):
    assert money.sums(grants) == sentence


def test_each_grant_keeps_its_qualifier_and_awarded_ones_come_first(compared):
    told = {"recipient": "ORG-1", "starts": date(2025, 4, 1)}
    records = (grant(900, status="turned down", funding_id="F-1"), grant(100, "more than", funding_id="F-2", **told))
    assert words(money.blocks(with_register(compared, COUNCIL, *records)))[2:] == [
        "Air | A fund | The council | more than £100 | from 1 April 2025 | Awarded",
        "Air | A fund | not told | £900 | not told | Turned down",
    ]


def test_the_grant_of_the_report_is_at_least_what_it_says(compared):
    assert "At least £200,000 was awarded (1 grant)." in words(money.blocks(compared))
