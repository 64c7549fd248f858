"""A target over time, drawn. Every figure here is SYNTHETIC."""

from dataclasses import replace

import altair as alt
import pytest

from equitytown.present.charts.data import Break, Role
from equitytown.present.charts.target import target_chart
from equitytown.present.theme import NARROW, WIDE
from tests.present.charts.samples import is_clear, line, series, size, words

YEARS = tuple(f"{year}/{(year + 1) % 100:02}" for year in range(2015, 2030))
FIGURES = [65.5, 68.2, 68.9, 68.4, None, None, 56.6, 61.1, 62.0, 64.0]
TOWN = series("Luton", Role.TOWN, FIGURES, periods=YEARS, half=1.5)
ENGLAND = series("England", Role.ENGLAND, [value and value + 4 for value in FIGURES], periods=YEARS)
PATH = series("Target", Role.TARGET, [56.6 + n * 13.4 / 8 for n in range(9)], periods=YEARS[6:])
AHEAD = series("Carried on", Role.PROJECTION, [64.0 + n * 0.6 for n in range(6)], periods=YEARS[9:], half=2.0)


def data(*lines, **changes):
    return line(**{"periods": YEARS, "unit": "%", "series": lines, **changes})


def cases():
    return {
        "path": data(TOWN, ENGLAND, PATH),
        "path and projection": data(TOWN, ENGLAND, PATH, AHEAD, breaks=(Break("2021/22", "New definition"),)),
        "one value for all": data(TOWN, series("Target", Role.TARGET, [70.0] * 15, periods=YEARS)),
        "moving": data(TOWN, ENGLAND),
        "one figure": data(series("Gap", Role.TOWN, [12.0], periods=YEARS[:1]), PATH),
        "pooled years": data(
            replace(
                TOWN, points=tuple(replace(p, period=f"{2000 + i} to {2002 + i}") for i, p in enumerate(TOWN.points))
            ),
            periods=tuple(f"{year} to {year + 2}" for year in range(2000, 2029)),
        ),
    }


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_every_case_is_drawn_clearly_and_within_its_width(case, form):
    spec = getattr(target_chart(cases()[case]), form)
    assert is_clear(spec)
    assert size(spec)[0] == {"wide": WIDE, "narrow": NARROW}[form]


def test_the_specification_fits_the_schema():
    alt.Chart.from_dict(target_chart(cases()["path and projection"]).narrow, validate=True)


def test_each_line_is_named_with_its_last_figure():
    assert {"Target 70.0", "Carried on 67.0", "Luton 64.0"} <= set(
        words(target_chart(cases()["path and projection"]).wide)
    )


def test_a_projection_in_steps_of_pooled_years_is_still_one_line():
    years = tuple(f"{year} to {year + 2}" for year in range(2015, 2026))
    town = series("Luton", Role.TOWN, [36.0, 35.0, 34.0, 33.0, 32.0], periods=years)
    ahead = series("Carried on", Role.PROJECTION, [32.0, 31.0, 30.0], periods=years[4::3], half=2.0)
    layers = target_chart(data(town, ahead, periods=years)).wide["layer"]
    dotted = [found for found in layers if found["mark"].get("strokeDash") == [1, 5]]
    assert len(dotted[0]["data"]["values"]) == 3


def test_the_description_says_what_the_lines_are_and_that_none_is_a_promise():
    told = target_chart(cases()["path and projection"]).description
    assert "Target: 56.6 in 2021/22, 70.0 in 2029/30." in told
    assert "The dashed line is what the target asks for." in told
    assert "it is no promise" in told
    assert "dashed" not in target_chart(cases()["moving"]).description
