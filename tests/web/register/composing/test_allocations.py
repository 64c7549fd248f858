"""An allocation's page: received beside need."""

import pytest

from tests.web.register.composing.making import draft, published

ADDRESS = "/register/allocations/ALL-1"
pytestmark = pytest.mark.usefixtures("town")


def _allocation(parts, *, unit="pounds", **told):
    published("allocations", allocation_id="ALL-1", name="Hubs", organisation="ORG-A", unit=unit, **told)
    for people, amount, need in parts:
        published("allocation-shares", allocation="ALL-1", people=people, amount=amount, need_share=need)


def _page(as_):
    return as_(None).get(ADDRESS).content.decode()


def test_it_works(as_):
    _allocation([("North", "250000", "22"), ("South", "550000", "78")], need_basis="Children in need, 2024")
    page = _page(as_)
    for words in (
        "Children in need, 2024", "£800,000 in all", "31.2%", "22.0%", "9.2 percentage points above need",
        "Would receive £74,000 less", "Would receive £74,000 more",
    ):  # fmt: skip
        assert words in page


def test_posts_are_counted_in_tenths(as_):
    _allocation([("North", "3", "40"), ("South", "5", "60")], unit="posts")
    page = _page(as_)
    assert "Would receive 0.2 posts more" in page
    assert "How need was weighed is not told." in page


def test_in_line_with_need_is_the_same(as_):
    _allocation([("North", "40", "40"), ("South", "60", "60")])
    assert _page(as_).count("Would receive the same") == 2


def test_a_part_that_is_not_out_leaves_no_difference(as_):
    _allocation([("North", "40", "40")])
    draft("allocation-shares", allocation="ALL-1", people="Secret", amount="60", need_share="60")
    page = _page(as_)
    assert "The shares of need add up to 40%, not 100%" in page
    assert "Secret" not in page


def test_a_missing_amount_is_not_zero(as_):
    _allocation([("North", "40", "40"), ("South", "60", "60")])
    face = published("allocation-shares", allocation="ALL-1", people="East", amount="1", need_share="0").publication
    face.content["amount"] = None
    face.save()
    page = _page(as_)
    assert "For 1 of 3 it is not known what they receive" in page
    assert "Missing is not zero" in page


def test_a_missing_share_of_need_gives_no_difference(as_):
    _allocation([("North", "40", "40")])
    face = published("allocation-shares", allocation="ALL-1", people="East", amount="1", need_share="0").publication
    face.content["need_share"] = None
    face.save()
    assert "A share of need is missing, so no difference is given." in _page(as_)


def test_nothing_entered_is_said(as_):
    _allocation([])
    assert "No part of it has been entered yet." in _page(as_)
