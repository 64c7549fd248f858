"""Slope and relative index against the golden cases."""

import numpy as np
import pytest

from equitytown.stats.slope import slope_index, transformed_slope_index
from tests.stats.tables import grouped, rows_of

BOTH = (0.95, 0.998)


class Golden:
    """Quantiles of each area, and the answers of the peer by area."""

    def __init__(self, folder, name, expected):
        self.rows = grouped(rows_of(folder / f"sii_{name}_input.csv"), "area")
        for rows in self.rows.values():
            rows.sort(key=lambda row: int(row["quantile"]))
        answers = {row["area"]: row for row in rows_of(folder / f"sii_expected_{expected}.csv")}
        self.answers = [answers[area] for area in self.rows]

    def given(self, *names):
        return {
            {"lowercl": "lower", "uppercl": "upper", "se": "standard_error"}.get(name, name): np.array(
                [[float(row[name]) for row in rows] for rows in self.rows.values()]
            )
            for name in ("value", "population", *names)
        }

    def answer(self, name):
        return np.array([float(row[name]) for row in self.answers])

    def assert_indices(self, found, *, intercept=1.0):
        for mine, name in ((found.slope.value, "sii"), (found.relative.value, "rii")):
            np.testing.assert_allclose(mine, self.answer(name), rtol=1e-9)
        np.testing.assert_allclose(found.intercept, intercept * self.answer("intercept"), rtol=1e-9)

    def pairs(self, found, ending):
        """Each of our limits with the peer's; the peer leaves an ending out where it transforms."""
        for index, part in (("sii", found.slope), ("rii", found.relative)):
            for place, level in enumerate(("95_0", "99_8")):
                for side, mine in (("lower", part.lower[place]), ("upper", part.upper[place])):
                    yield index, side, f"{index}_{side}{level}{ending}", mine


def assert_simulated(golden, found):
    """Within what a second seed of the peer differs by, fivefold, as the cases' own notes allow."""
    for _, _, name, mine in golden.pairs(found, "cl"):
        allowed = 5 * golden.answer(f"{name}_mcdiff").max()
        assert np.abs(mine - golden.answer(name)).max() <= allowed, name


def assert_transformed(golden, found, *, mend=lambda _, lower, upper: (lower, upper)):
    """Within one hundredth of the interval's width: the peer's are simulated and ours are not."""
    for index, side, name, mine in golden.pairs(found, ""):
        other = name.replace(side, {"lower": "upper", "upper": "lower"}[side])
        ends = (
            (golden.answer(name), golden.answer(other))
            if side == "lower"
            else (golden.answer(other), golden.answer(name))
        )
        lower, upper = mend(index, *ends)
        assert np.all(np.abs(mine - (lower if side == "lower" else upper)) <= 0.01 * (upper - lower)), name


@pytest.mark.parametrize("expected", ["normal", "normal_from_cls"])
def test_indices_of_values_agree_with_the_golden_cases(golden, expected):
    cases = Golden(golden, "normal", expected)
    errors = ("se",) if expected == "normal" else ("lowercl", "uppercl")
    found = slope_index(**cases.given(*errors), confidence=BOTH)
    cases.assert_indices(found)
    assert_simulated(cases, found)


def test_a_negative_multiplier_agrees_with_the_golden_cases(golden):
    cases = Golden(golden, "normal", "normal_negative_multiplier")
    found = slope_index(**cases.given("se"), confidence=BOTH, multiplier=-1)
    cases.assert_indices(found)
    assert_simulated(cases, found)


def test_indices_of_rates_agree_with_the_golden_cases(golden):
    cases = Golden(golden, "rate", "rate")
    found = slope_index(**cases.given("lowercl", "uppercl"), kind="rate", confidence=BOTH)
    cases.assert_indices(found)
    assert_simulated(cases, found)


def test_indices_of_proportions_agree_with_the_golden_cases(golden):
    cases = Golden(golden, "proportion", "proportion_x_mult100")
    found = slope_index(**cases.given("lowercl", "uppercl"), kind="proportion", confidence=BOTH, multiplier=100)
    cases.assert_indices(found, intercept=100)  # the peer leaves its multiplier out of the intercept here
    assert_simulated(cases, found)


@pytest.mark.parametrize(
    ("name", "expected", "multiplier"),
    [
        ("rate", "rate_transform", 1),
        ("proportion", "proportion_transform", 1),
        ("proportion", "proportion_transform_neg100", -100),
    ],
)
def test_transformed_indices_agree_with_the_golden_cases(golden, name, expected, multiplier):
    cases = Golden(golden, name, expected)
    found = transformed_slope_index(
        **cases.given("lowercl", "uppercl"), kind=name, confidence=BOTH, multiplier=multiplier
    )
    cases.assert_indices(found)
    assert_transformed(cases, found)


def test_a_multiplier_below_one_does_not_swap_limits_as_the_peers_does(golden):
    cases = Golden(golden, "rate", "rate_transform_mult0p01")
    found = transformed_slope_index(**cases.given("lowercl", "uppercl"), kind="rate", confidence=BOTH, multiplier=0.01)
    cases.assert_indices(found)
    assert (found.slope.lower < found.slope.upper).all()

    def mended(index, lower, upper):
        ends = (1 / lower, 1 / upper) if index == "rii" else (lower, upper)
        return np.minimum(*ends), np.maximum(*ends)

    assert_transformed(cases, found, mend=mended)
