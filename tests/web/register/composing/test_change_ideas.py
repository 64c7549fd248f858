"""A change idea's page: cycles, run chart, verdict, points."""

from datetime import date, timedelta

import pytest

from equitytown.terms.register import KINDS
from equitytown.terms.register.cells import to_plain
from equitytown.web.register.composing.change_ideas import NOTHING, followed
from equitytown.web.register.composing.seen import Reader, Seen
from tests.web.register.composing.making import draft, published

FIRST = date(2026, 1, 5)


def _seen(slug, **told):
    kind = KINDS[slug]
    content = to_plain(kind, kind.record()) | told
    return Seen(Reader(None), kind, str(content[kind.key]), str(content.get("plan") or ""), content)


def _points(values):
    return [
        _seen("run-points", on=str(FIRST + timedelta(days=7 * at)), value=None if value is None else str(value))
        for at, value in enumerate(values)
    ]


def _followed(values, **told):
    return followed(_seen("change-ideas", unit="days", **told), _points(values), ())


@pytest.mark.usefixtures("town")
def test_it_works(as_):
    published(
        "change-ideas", change_idea_id="QI-1", workstream="WS-A", aim="Sooner", idea="Book at the call", unit="days"
    )
    published("test-cycles", change_idea="QI-1", number=2, plan="Second plan")
    published("test-cycles", change_idea="QI-1", number=1, plan="First plan", starts="2026-01-10", study="It fell")
    published("run-points", change_idea="QI-1", on="2026-01-05", value="24.5")
    published("run-points", change_idea="QI-1", on="2026-01-12", note="Closed")
    draft("run-points", change_idea="QI-1", on="2026-01-19", value="98765")
    page = as_(None).get("/register/change-ideas/QI-1").content.decode()
    assert page.index("First plan") < page.index("Second plan")
    for words in ("24.5", "no figure taken", "Not judged: 10 points", "No figure was taken on 1 of 2 days", "It fell"):
        assert words in page
    assert page.count('role="img"') == 2
    assert "98765" not in page


def test_a_shift_is_told_with_its_side_and_without_a_cause():
    found = _followed([24, 22, 25, 23, 26, 24, 18, 17, 16, 17, 16, 15], better="lower")
    told = " ".join(found.verdict)
    assert found.verdict[0].startswith("Something stands out from chance: shift above, shift below")
    assert "all below or on it (the better side)" in told
    assert "does not say why" in told
    assert not any(word in told.lower() for word in ("led to", "because", "impact", "thanks", "improved", "caused"))
    assert found.points[10].part_of == "Shift below"


def test_a_trend_has_its_days():
    found = _followed([6, 7, 6.5, 7.5, 5, 1, 2, 3, 4, 7, 8, 5, 6, 5.2])
    assert any("to 16 March 2026 all rise" in sentence for sentence in found.verdict)


def test_crossing_too_often_stands_out():
    found = _followed([1, 9] * 8)
    assert "The line changes sides too often: 16 runs, where chance gives 5 to 13." in found.verdict


def test_nothing_that_stands_out_is_said_to_be_so():
    assert _followed([5, 6, 4, 5.5, 7, 4.5, 6.5, 4, 6, 4.2, 7.2, 6.1]).verdict == (NOTHING,)


def test_two_figures_of_a_day_are_not_drawn():
    found = followed(_seen("change-ideas"), [*_points([1, 2]), *_points([3])], ())
    assert found.picture is None
    assert found.verdict == ("Two figures stand for 5 January 2026, so no run chart is drawn. Correct the points.",)
    assert len(found.points) == 3


def test_figures_that_are_all_missing_have_no_median():
    found = _followed([None, None])
    assert found.picture is not None
    assert found.verdict[0] == "Not judged: no figure is held in the baseline, so there is no median."


def test_cycles_stand_in_the_chart_from_their_day():
    cycles = [
        _seen("test-cycles", number=None, plan="Try it.", starts="2026-01-06"),
        _seen("test-cycles", plan="Later"),
    ]
    found = followed(_seen("change-ideas"), _points([1, 2, 3]), cycles)
    assert "Cycle 1: Try it, from 6 January 2026" in found.picture.wide
    assert "Later" not in found.picture.wide
