from dataclasses import replace
from datetime import date

import pytest

from equitytown.derive.small_area_sums import sums
from equitytown.derive.small_areas import cuts_of
from equitytown.disclosure import protect_place
from equitytown.errors import InputError
from equitytown.stats.intervals import poisson, wilson
from equitytown.terms.boundaries import sets_of
from equitytown.terms.indicator import Basis, Unit, ValueType
from equitytown.terms.observation import Status
from tests import factories, towns

EVENTS = {code: 20 + 5 * at for at, code in enumerate(towns.LSOAS)}


def summed(rows, **changes):
    place = towns.town(*rows, **changes)
    return {o.area_code: o for o in sums(place, towns.held(place))}


def rows(events=EVENTS, **changes):
    return [towns.counted(code, count, **changes) for code, count in events.items()]


def test_a_wards_figure_is_that_of_its_areas_added_up():
    found = summed(rows())
    ward = found[towns.WARDS[0]]
    assert list(found) == list(towns.WARDS)
    assert (ward.numerator, ward.denominator, ward.value) == (150, 5000, 3.0)
    assert (ward.lower, ward.upper) == pytest.approx([100 * limit for limit in wilson(150, 5000)])
    assert ward.status is Status.ESTIMATED
    assert ward.note == "Summed from 5 whole LSOAs by best fit, which is an approximation."
    assert ward.provenance.title == "SYNTHETIC counts, summed to wards"
    assert ward.observation_id == "made-up-share|E05000001|2022/23|Persons"


def test_rates_have_the_limits_of_counts():
    rate = towns.share(value_type=ValueType.CRUDE_RATE, unit=Unit.PER_1000)
    given = [replace(o, value=10 * o.value) for o in rows()]
    ward = summed(given, indicators=(rate,), method="exact")[towns.WARDS[0]]
    assert (ward.value, ward.lower, ward.upper) == pytest.approx((30, *(limit / 5 for limit in poisson(150))))
    assert ward.note == "Summed from 5 whole LSOAs exactly."


def test_modelled_counts_stay_modelled_and_have_no_limits():
    ward = summed(rows(), indicators=(towns.share(collected_by=Basis.MODELLED),))[towns.WARDS[0]]
    assert (ward.value, ward.lower, ward.confidence) == (3.0, None, None)
    assert ward.note.endswith("Modelled, not counted: no limits.")


@pytest.mark.parametrize("gap", ["absent", "suppressed", "other people", "more than all"])
def test_a_ward_with_an_area_that_lacks_its_counts_is_missing_and_never_zero(gap):
    given = {o.area_code: o for o in rows()}
    first = given.pop(towns.LSOAS[0])
    if gap == "suppressed":
        given[first.area_code] = replace(first, value=None, numerator=None, status=Status.SUPPRESSED)
    if gap == "other people":
        given[first.area_code] = replace(first, denominator=3000)
    if gap == "more than all":
        given[first.area_code] = replace(first, value=100.2, numerator=1002, denominator=1000)
    found = summed(given.values())
    ward = found[towns.WARDS[0]]
    assert (ward.value, ward.numerator, ward.status) == (None, None, Status.MISSING)
    assert ward.note == "No sum: 1 of the 5 LSOAs in it have no counts that can be shown."
    assert found[towns.WARDS[1]].value == 5.5


def test_scores_are_never_averaged_and_published_ward_figures_stand():
    score = towns.share(value_type=ValueType.INDEX, unit=Unit.INDEX)
    assert summed(rows(), indicators=(score,)) == {}
    assert summed([*rows(), towns.counted(towns.WARDS[0], 150, 5000)]) == {}


def test_old_wards_are_no_parts_of_new_ones():
    old = towns.squares("ward-2011", "Wards of 2011", "Ward", towns.LSOAS)
    place = towns.town(*rows(), indicators=(towns.share(boundary_sets=("ward-2011",)),))
    composition = replace(place.compositions[0], from_set="ward-2011")
    place = replace(place, boundaries={**place.boundaries, "ward-2011": old}, compositions=(composition,))
    assert sums(place, towns.held(place)) == ()


def test_areas_that_lie_across_wards_are_not_added_up():
    place = towns.town(*rows())
    across = {code: dict.fromkeys(towns.WARDS[:2], 0.5) for code in towns.LSOAS}
    place = replace(place, compositions=(replace(place.compositions[0], shares=across),))
    assert sums(place, towns.held(place)) == ()


def test_each_period_is_of_the_set_that_has_its_areas():
    old = towns.squares("lsoa-2011", "LSOAs of 2011", "LSOA", (*towns.LSOAS[:18], "E01009998", "E01009999"),
                        dated=date(2011, 3, 27))  # fmt: skip
    place = towns.town(indicators=(towns.share(boundary_sets=("lsoa-2011", "lsoa-2021")),))
    place = replace(place, boundaries={**place.boundaries, "lsoa-2011": old})
    earlier = [towns.counted(code, 30, period="2019/20") for code in old.codes]
    cuts = cuts_of([*rows(), *earlier], indicator=place.indicators["made-up-share"], place=place)
    assert [(cut.set_id, cut.period.label, len(of)) for cut, of in cuts.items()] == [
        ("lsoa-2011", "2019/20", 20), ("lsoa-2021", "2022/23", 20),
    ]  # fmt: skip
    assert sets_of({*towns.LSOAS, *towns.WARDS}, place.boundaries) == ("lsoa-2021", "ward-2023")
    assert sets_of({"E01009999"}, place.boundaries) == ("lsoa-2011",)


@pytest.mark.parametrize("method", ["best fit of whole areas", "exact"])
def test_no_withheld_count_can_be_worked_out_from_the_town_or_from_ward_sums(method):
    events = {**EVENTS, towns.LSOAS[0]: 2}
    town = towns.counted(factories.PLACE.area_code, sum(events.values()), 20_000)
    place = towns.town(*rows(events), town, indicators=(towns.share(disclosure="lt5"),), method=method)
    safe = protect_place(place, within={})
    shown = {o.area_code: o.numerator for o in safe.observations}
    hidden = [code for code in towns.LSOAS if shown[code] is None]
    assert towns.LSOAS[0] in hidden
    assert len(hidden) > 1  # the town's total less all others would tell it
    assert sum(events[code] for code in hidden) > 4  # and all of them together be known to be small
    wards = {o.area_code: o for o in sums(safe, towns.held(safe))}
    for code in hidden:
        assert wards[towns.WARD_OF[code]].numerator is None


@pytest.mark.parametrize("method", ["best fit of whole areas", "exact"])
@pytest.mark.parametrize("others", [30, 300])  # where the ward's others are many, hiding one elsewhere is cheaper
def test_a_published_ward_and_its_areas_protect_one_another(method, others):
    events = {c: others if towns.WARD_OF[c] == towns.WARDS[0] else n for c, n in EVENTS.items()}
    events |= {towns.LSOAS[0]: 2, towns.LSOAS[19]: 3}
    wards = [towns.counted(ward, sum(n for c, n in events.items() if towns.WARD_OF[c] == ward), 5000)
             for ward in towns.WARDS]  # fmt: skip
    town = towns.counted(factories.PLACE.area_code, sum(events.values()), 20_000)
    place = towns.town(*rows(events), *wards, town, indicators=(towns.share(disclosure="lt5"),), method=method)
    shown = {o.area_code: o.numerator for o in protect_place(place, within={}).observations}
    for small in (towns.LSOAS[0], towns.LSOAS[19]):
        ward = towns.WARD_OF[small]
        beside = [code for code in towns.LSOAS if towns.WARD_OF[code] == ward and shown[code] is None]
        assert len(beside) > 1 or shown[ward] is None


def test_a_ward_that_counts_others_than_its_areas_stops_no_build():
    events = {**EVENTS, towns.LSOAS[0]: 2}
    wards = [towns.counted(ward, 70, 5000) for ward in towns.WARDS]  # fewer than its areas have together
    measure = towns.share(disclosure="lt5")
    assert protect_place(towns.town(*rows(events), *wards, indicators=(measure,)), within={})
    with pytest.raises(InputError, match="its parts are"):
        protect_place(towns.town(*rows(events), *wards, indicators=(measure,), method="exact"), within={})


def test_areas_of_an_older_set_hide_nothing_in_a_period_that_has_none_of_them():
    """The total of a period is the sum of that period's areas alone."""
    old = towns.squares("lsoa-2011", "LSOAs of 2011", "LSOA", [f"E0109{n:04}" for n in range(20)],
                        dated=date(2011, 3, 27))  # fmt: skip
    events = {**EVENTS, towns.LSOAS[0]: 2}
    earlier = [towns.counted(code, 50, period="2018/19") for code in sorted(old.codes)]
    totals = [towns.counted(factories.PLACE.area_code, total, 20_000, period=period)
              for total, period in ((sum(events.values()), "2022/23"), (1000, "2018/19"))]  # fmt: skip
    measure = towns.share(disclosure="lt5", boundary_sets=("lsoa-2011", "lsoa-2021"))
    place = towns.town(*rows(events), *earlier, *totals, indicators=(measure,))
    place = replace(place, boundaries={**place.boundaries, "lsoa-2011": old})
    hidden = {o.area_code for o in protect_place(place, within={}).observations if o.numerator is None}
    assert towns.LSOAS[0] in hidden
    assert len(hidden) > 1
    assert hidden <= set(towns.LSOAS)


def test_groups_of_people_are_added_up_each_by_itself():
    split = {"category_type": "Ethnic group"}
    given = [*rows(category="B", **split), *rows(dict.fromkeys(EVENTS, 10), category="A", **split)]
    place = towns.town(*given)
    found = {(o.category, o.area_code): o for o in sums(place, towns.held(place))}
    assert [category for category, _ in found] == ["B"] * 4 + ["A"] * 4
    ward = found["A", towns.WARDS[0]]
    assert (ward.category_type, ward.numerator, ward.denominator, ward.value) == ("Ethnic group", 50, 5000, 1.0)
    withheld = [replace(given[0], value=None, numerator=None, status=Status.SUPPRESSED), *given[1:]]
    place = towns.town(*withheld)
    found = {(o.category, o.area_code): o for o in sums(place, towns.held(place))}
    assert found["B", towns.WARDS[0]].value is None
    assert found["B", towns.WARDS[1]].value is not None
