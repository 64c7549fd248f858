"""The model on synthetic households: totals met, the same from the same seed, and a case worked out by hand."""

import csv
import math
from statistics import NormalDist

import numpy as np
import pytest

from equitytown.derive.destitution.estimate import estimate, limits, populations
from equitytown.derive.destitution.heldout import held_out
from equitytown.derive.destitution.incomes import area_shift
from equitytown.derive.destitution.integers import rounded_to
from equitytown.derive.destitution.run import read_inputs
from equitytown.derive.destitution.sensitivity import sensitivity
from equitytown.derive.destitution.synthesis import fitted
from equitytown.errors import BuildError, InputError
from tests.derive.destitution.conftest import AREAS, share, write

PLAIN = NormalDist()


def test_every_census_total_is_met_to_the_household(inputs):
    made = populations(inputs.parameters, inputs.margins, np.random.default_rng(1), number=3)
    for population in made:
        assert (population.sum(axis=(2, 3)) == inputs.margins.tables["tenure"]).all()
        assert (population.sum(axis=(1, 3)) == inputs.margins.tables["deprivation"]).all()
    assert (made[0] != made[1]).any()


def test_household_types_of_the_place_are_met_where_it_has_them(changed):
    types = "".join(f"E0100000{area},type,couple,390\nE0100000{area},type,other,10\n" for area in range(AREAS))
    folder = changed("households.csv", "E01000000,tenure", f"{types}E01000000,tenure")
    made = populations(*_held(folder), np.random.default_rng(1), number=1)
    assert made[0].sum(axis=(1, 2))[:, [3, 6]].tolist() == [[390, 10]] * AREAS


def _held(folder):
    found = read_inputs(folder)
    return found.parameters, found.margins


def test_mean_size_follows_the_residents_of_each_area(inputs):
    (made,) = populations(inputs.parameters, inputs.margins, np.random.default_rng(1), number=1)
    people = inputs.parameters.central()["people"][0]
    mean = made.sum(axis=(1, 2)) @ people / made.sum(axis=(1, 2, 3))
    assert np.abs(mean - inputs.margins.size).max() < 0.02


def test_the_same_seed_gives_the_same_and_another_another(inputs):
    first, again, other = (
        estimate(inputs.parameters, inputs.margins, draws=20, seed=seed, syntheses=2)[0] for seed in (5, 5, 6)
    )
    assert (first.drawn == again.drawn).all()
    assert (first.drawn != other.drawn).any()


def test_limits_enclose_every_share_and_poorer_areas_have_higher_ones(inputs):
    found, _ = estimate(inputs.parameters, inputs.margins, draws=60, syntheses=2)
    for area in range(AREAS):
        value, lower, upper = found.of([area])
        assert 0 <= lower <= value <= upper <= 1
    assert found.of([AREAS - 1])[0] > found.of([0])[2]
    assert limits(50, np.arange(41)) == pytest.approx((50, 1, 50))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("threshold,single adult,95,", "threshold,single adult,120,"),
        ("threshold_growth,,1.04,0.95,", "threshold_growth,,1.2,0.95,"),
        ("fuel_gap,,417,348,417", "fuel_gap,,900,348,900"),
        ("deduction,,62,50,74", "deduction,,90,50,90"),
    ],
)
def test_a_higher_need_never_lowers_a_share(inputs, changed, old, new):
    assert share(read_inputs(changed("parameters.csv", old, new))) > share(inputs)


def test_a_total_that_the_place_states_is_met(changed):
    row = "stated_share,,0.2,,,share of households,2023,assumption,,,,,,The place's own count,E06000032\n"
    folder = changed("parameters.csv", "poverty_line,", f"{row}poverty_line,")
    assert share(read_inputs(folder)) == pytest.approx(0.2, abs=1e-6)


def test_a_total_that_no_incomes_meet_is_refused(changed):
    row = "stated_share,,1,,,share of households,2023,assumption,,,,,,The place's own count,E06000032\n"
    folder = changed("parameters.csv", "poverty_line,", f"{row}poverty_line,")
    with pytest.raises(InputError, match=r"stated_share is 100.00%, and moving all incomes brings the model to 9"):
        share(read_inputs(folder))


def test_one_kind_of_household_comes_out_as_worked_out_by_hand(small):
    path = small / "destitution" / "parameters.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    fixed = {
        "poverty_rate_of_tenure": "0.22", "poor_people_of_tenure": "1", "share_below_40": "0.09",
        "type_weight": "0", "dimension_shift": "0", "income_growth": "1", "threshold_growth": "1",
        "deduction_share": "0", "area_strength": "0",
    }  # fmt: skip
    for row in rows:
        if row[0] in fixed:
            row[2:5] = fixed[row[0]], "", ""
    write(path, rows)
    write(small / "destitution" / "areas.csv", [
        ("area_code", "area_name", "residents", "income_deprived", "fuel_poor"), ("E01000000", "One", 100, 0.4, 0),
    ])  # fmt: skip
    write(small / "destitution" / "households.csv", [
        ("area_code", "table", "category", "households"), ("E01000000", "tenure", "Lives rent free", 100),
        ("E01000000", "deprivation", "Household is not deprived in any dimension", 100),
        ("E01000000", "occupancy", "0 (ideal)", 100), ("E01000000", "dwelling", "Terraced", 100),
        ("E01000000", "type", "single adult", 100),
    ])  # fmt: skip
    found, _ = estimate(*_held(small), draws=20, syntheses=1)
    # A lognormal with 22% below 0.6 of the median and 9% below 0.4. A single adult's line is 95 of 0.58 medians.
    spread = math.log(0.6 / 0.4) / (PLAIN.inv_cdf(0.22) - PLAIN.inv_cdf(0.09))
    location = math.log(0.6) - spread * PLAIN.inv_cdf(0.22)
    median = 21_900 / (365.25 / 7) / 0.6 / 1.4
    expected = PLAIN.cdf((math.log(95 / (0.58 * median)) - location) / spread)
    assert found.of([0])[0] == pytest.approx(expected, abs=1e-9)


def test_the_shift_of_an_area_gives_its_share_of_low_incomes():
    counts = np.array([[10.0, 30.0], [25.0, 15.0]])
    shift = area_shift(counts, np.array([-0.2, 0.4]), np.array([0.6, 0.7]), np.array([0.3, 0.5]))
    for area, target in enumerate((0.3, 0.5)):
        below = [PLAIN.cdf((math.log(0.7) - m - shift[area]) / s) for m, s in ((-0.2, 0.6), (0.4, 0.7))]
        assert counts[area] @ below / counts[area].sum() == pytest.approx(target, abs=1e-9)


def test_whole_numbers_meet_their_total():
    assert rounded_to(np.array([[0.2, 0.3, 0.5]]), np.array([7])).tolist() == [[1, 2, 4]]


def test_each_table_is_guessed_from_the_others_better_than_from_the_place(inputs):
    told = {one.table: one for one in held_out(inputs.margins, weight=0.5)}
    assert set(told) == {"tenure", "deprivation", "occupancy", "dwelling"}
    for one in told.values():
        assert 0 < one.misplaced < 1
        assert one.mean_absolute_error > 0


def test_each_range_is_tried_at_both_ends(inputs):
    _, population = estimate(inputs.parameters, inputs.margins, draws=20, syntheses=1)
    swings = sensitivity(inputs.parameters, inputs.margins, population)
    by_label = {swing.parameter.label: swing for swing in swings}
    assert [swing.size for swing in swings] == sorted((swing.size for swing in swings), reverse=True)
    assert by_label["threshold_growth"].at_upper > by_label["threshold_growth"].at_lower
    assert by_label["income_growth"].at_upper < by_label["income_growth"].at_lower
    assert not any(label.startswith("check") for label in by_label)


def test_a_missing_library_is_named_with_its_remedy(inputs, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "humanleague", None)
    with pytest.raises(
        BuildError, match=r'needs the package "humanleague". Install: pip install "equitytown\[model\]"'
    ):
        populations(inputs.parameters, inputs.margins, np.random.default_rng(1), number=1)


def test_an_area_whose_totals_cannot_be_met_is_an_error():
    tables = (np.array([[3, 4]]), np.array([[5, 5]]))
    with pytest.raises(BuildError, match="No whole households with the totals of E01000000 were found"):
        fitted(np.ones((2, 2)), tables, ("E01000000",), np.array([0]))


def test_own_incomes_serve_for_the_types_and_areas_that_they_are_given_for(inputs, small):
    (small / "destitution" / "incomes.yaml").write_text(
        "columns:\n  area: LSOA\n  type: kind\n  share: below\n  income: pounds\ntypes:\n  Single parent: lone parent\n"
    )
    rows = [("LSOA", "kind", "below", "pounds"), ("", "Single parent", 0.1, 20), ("", "Single parent", 0.5, 60)]
    write(small / "destitution" / "incomes.csv", rows)
    found = read_inputs(small).margins.own_incomes
    assert found is not None
    assert np.exp(found.location[:, 4]) == pytest.approx(60)
    assert np.isnan(found.location[:, [0, 6]]).all()
    assert share(read_inputs(small)) > share(inputs)
