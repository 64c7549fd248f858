"""Life expectancy against the golden cases."""

import math

import numpy as np
import pytest

from equitytown.errors import InputError
from equitytown.stats.life_tables import life_expectancy
from tests.stats.tables import rows_of

AGE = [0, 1, *range(5, 95, 5)]


def groups_of_golden(golden, expected_file):
    answers = {(r["area"], r["sex"], r["startage"]): r for r in rows_of(golden / expected_file)}
    rows = rows_of(golden / "life_expectancy_input.csv")
    groups = {}
    for row in rows:
        groups.setdefault((row["area"], row["sex"]), {})[int(row["startage"])] = row
    return groups, answers


def filled(group, name):
    """One number for each age band, missing where the group has no such band."""
    return np.array([float(group[age][name]) if age in group else np.nan for age in AGE])


def test_life_expectancy_agrees_with_the_golden_cases(golden):
    groups, answers = groups_of_golden(golden, "life_expectancy_expected_all_ages_95_998.csv")
    tables = {key: (filled(group, "deaths"), filled(group, "population")) for key, group in groups.items()}
    impossible = {key for key, (deaths, _) in tables.items() if (deaths < 0).any()}
    for key in impossible:  # the peer gives nothing; ours says that they cannot be
        with pytest.raises(InputError, match="deaths is negative"):
            life_expectancy(*tables[key], age=AGE)
    keys = [key for key in tables if key not in impossible]
    assert len(keys) > 30
    deaths, people = (np.array([tables[key][part] for key in keys]) for part in (0, 1))
    found = life_expectancy(deaths, people, age=AGE, confidence=(0.95, 0.998))
    kept = withheld = never_reached = 0
    for g, key in enumerate(keys):
        for band, age in enumerate(AGE):
            answer = answers.get((*key, str(age)))
            if answer is None:  # the band that is not there has no answer
                assert np.isnan(found.value[g]).all()
                continue
            values = {name: answer[name] for name in answer if name.startswith(("value", "lower", "upper"))}
            if values["value"] == "0":  # the peer gives those whom nobody reaches no years at all
                assert found.value[g, band] > 0
                never_reached += 1
            elif values["value"] == "NA":
                assert math.isnan(found.value[g, band])
                assert found.note[g, band]
                withheld += 1
            else:
                assert found.value[g, band] == pytest.approx(float(values["value"]), rel=1e-9)
                assert found.note[g, band] == ""
                kept += 1
            if values["lower95_0cl"] not in {"NA", "NaN"}:
                for i, level in enumerate(("95_0", "99_8")):
                    assert found.lower[i, g, band] == pytest.approx(float(values[f"lower{level}cl"]), rel=1e-9)
                    assert found.upper[i, g, band] == pytest.approx(float(values[f"upper{level}cl"]), rel=1e-9)
            elif values["value"] != "0":
                assert np.isnan(found.lower[:, g, band]).all()
                assert np.isnan(found.upper[:, g, band]).all()
    assert kept > 500
    assert withheld > 50
    assert never_reached


def test_chosen_ages_agree_with_the_golden_cases(golden):
    groups, answers = groups_of_golden(golden, "life_expectancy_expected_0_65_95.csv")
    given = {key: answers[(*key, "65")] for key in groups if (*key, "65") in answers}
    given = {key: row for key, row in given.items() if row["value"] not in {"NA", "0"}}
    deaths, people = (np.array([filled(groups[key], name) for key in given]) for name in ("deaths", "population"))
    found = life_expectancy(deaths, people, age=AGE)
    at = AGE.index(65)
    np.testing.assert_allclose(found.value[:, at], [float(r["value"]) for r in given.values()], rtol=1e-9)
    np.testing.assert_allclose(found.lower[:, at], [float(r["lowercl"]) for r in given.values()], rtol=1e-9)
    np.testing.assert_allclose(found.upper[:, at], [float(r["uppercl"]) for r in given.values()], rtol=1e-9)
