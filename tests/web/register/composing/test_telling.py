"""Progress, money and risks in words."""

import pytest

from equitytown.web.register.composing.seen import Reader
from equitytown.web.register.composing.telling import achievements_of, grants_of, risks_of, sums_of
from tests.web.register.composing.making import published

pytestmark = pytest.mark.usefixtures("town")


def test_figures_of_one_achievement_stand_together():
    for counted, value in (("every time counted", "374"), ("each person counted once", "322")):
        published(
            "progress", achievement_id="A1", workstream="WS-A", summary="Trained", metric="completions", unit="people",
            value=value, counted=counted, period="2024", qualifier="more than",
        )  # fmt: skip
    published("progress", workstream="WS-A", summary="A list is kept", starts="2026-04-01")
    first, second = achievements_of(Reader(None).all("progress"))
    assert first.figures == (
        "more than 374 people (completions; every time counted)",
        "more than 322 people (completions; each person counted once)",
    )
    assert (first.period, second.figures, second.period) == ("2024", (), "from 1 April 2026")


def test_money_keeps_its_qualifiers_and_what_is_missing():
    published("funding", source="F", purpose="A", amount="1000", qualifier="more than", status="awarded")
    published("funding", source="F", purpose="B", status="awarded")
    published("funding", source="F", purpose="C", status="bid submitted")
    published("funding", source="F", purpose="D", amount="5", status="turned down")
    found = Reader(None).all("funding")
    assert sums_of(found) == (
        "At least £1,000 was awarded (2 grants, 1 of them without an amount).",
        "The amount of 1 grant asked for in bids that are not decided is not known.",
    )
    assert [grant.amount for grant in grants_of(found)] == [
        "more than £1,000",
        "amount not known",
        "amount not known",
        "£5",
    ]


def test_risks_stand_in_their_cell_of_25():
    published("risks", risk="Likely and bad", likelihood="5", impact="4")
    published("risks", risk="Over", likelihood="5", impact="4", status="closed")
    rows = risks_of(Reader(None).all("risks"))
    assert [row.likelihood for row in rows] == [
        "5: almost certain", "4: likely", "3: possible", "2: unlikely", "1: rare",
    ]  # fmt: skip
    assert [len(cell.risks) for cell in rows[0].cells] == [0, 0, 0, 1, 0]
    assert [row.count for row in rows] == [1, 0, 0, 0, 0]


def test_no_open_risk_draws_no_grid():
    assert risks_of(()) == ()


def test_an_achievement_told_apart_is_told_once():
    for achievement, value in (("A1", "1"), ("A2", "2"), ("A1", "3")):
        published(
            "progress", achievement_id=achievement, workstream="WS-A", summary=achievement, metric="homes",
            unit="homes", value=value, period="2024",
        )  # fmt: skip
    found = achievements_of(Reader(None).all("progress"))
    assert [(one.seen.title, len(one.figures)) for one in found] == [("A1", 2), ("A2", 1)]
