from datetime import date, timedelta

import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames

WEEKS = [date(2026, 1, 5) + timedelta(weeks=i) for i in range(12)]
MOVED = [5, 6, 4, 5, 7, 4, 8, 9, 8, 9, 10, 9]
CALM = [4, 6, 7, 3, 5, 8, 2, 6, 7, 4, None, 6]


def table(**changes):
    return {"ward": ["b"] * 12 + ["a"] * 12, "date": WEEKS * 2, "value": [*MOVED, *CALM]} | changes


def by_ward(rows, name):
    return {ward: [row[name] for row in rows if row["ward"] == ward] for ward in "ab"}


def test_every_series_has_its_own_median_and_marks(engine):
    rows = engine.rows(frames.run_chart(engine(table()), by="ward", baseline=6))
    assert [set(found) for found in by_ward(rows, "median").values()] == [{5.5}, {5}]
    assert by_ward(rows, "shift") == {"a": ["none"] * 12, "b": ["none"] * 6 + ["above"] * 6}
    assert {row["runs_verdict"] for row in rows if row["ward"] == "a"} == {"as expected"}
    assert {row["method"] for row in rows} == {"rules of run charts"}


def test_points_are_put_in_the_order_of_their_dates(engine):
    straight = engine.rows(frames.run_chart(engine(table()), by=["ward"]))
    turned = {name: column[::-1] for name, column in table().items()}
    assert engine.rows(frames.run_chart(engine(turned), by="ward")) == straight[::-1]


@pytest.mark.parametrize(
    "dates",
    [
        list(range(12)),
        [f"2026-{month:02}" for month in range(1, 13)],
        [f"2026-01-{day:02}" for day in range(1, 13)],
    ],
)
def test_dates_may_be_numbers_or_text_with_the_year_first(engine, dates):
    rows = engine.rows(frames.run_chart(engine({"date": dates, "value": MOVED}), baseline=6))
    assert [row["shift"] for row in rows][-6:] == ["above"] * 6


def test_a_climb_that_turns_into_a_fall_says_where(engine):
    rows = engine.rows(frames.run_chart(engine({"date": WEEKS, "value": [1, 2, 3, 4, 5, 4, 3, 2, 1, 5, 1, 5]})))
    assert [row["trend"] for row in rows][:9] == ["rising"] * 4 + ["turning"] + ["falling"] * 4


def test_a_short_series_says_why_it_is_not_judged(engine):
    rows = engine.rows(frames.run_chart(engine({"date": WEEKS[:3], "value": [1, 2, 3]})))
    assert {row["note"] for row in rows} == {"10 points off the median are needed for a judgement, and there are 2"}
    assert {(row["fewest"], row["runs_verdict"], row["shift"]) for row in rows} == {(None, "not judged", "none")}


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({"date": pa.array([], pa.int64()), "value": pa.array([], pa.float64())}))
    assert engine.rows(frames.run_chart(empty)) == []


@pytest.mark.parametrize(
    ("changes", "options", "words"),
    [
        ({}, {}, r"stand more than once \(first: date 2026-01-05\)"),
        ({"date": [*WEEKS[:11], None] * 2}, {"by": "ward"}, 'column "date" is empty'),
        ({"date": [f"Week {i}" for i in range(12)] * 2}, {"by": "ward"}, r'in 12 of 12 values \(first: "Week 0"\)'),
        ({}, {"by": "date"}, 'column "date" cannot be in `by`'),
        ({}, {"by": "ward", "value": "ward"}, 'column "ward" must hold numbers'),
        ({}, {"by": "ward", "baseline": 0}, "baseline must be a whole number"),
    ],
)
def test_what_does_not_fit_is_refused(engine, changes, options, words):
    with pytest.raises(InputError, match=words):
        frames.run_chart(engine(table(**changes)), **options)
