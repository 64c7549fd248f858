import polars as pl
import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats import frames, slope
from equitytown.stats.slope_quantiles import NO_ERRORS, NO_POPULATION, NO_VALUE
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import columns_of
from tests.stats.tables import column, rows_of

BOTH = (0.95, 0.998)
NUMBERS = ("quantile", "population", "value", "se", "lowercl", "uppercl", "deaths", "count")
LIMITS = ("lower_95", "upper_95", "lower_99_8", "upper_99_8")
FEW = 2000  # draws, where only the working counts


def given(golden, name):
    path = golden / f"sii_{name}_input.csv"
    return columns_of(path, *(set(NUMBERS) & set(rows_of(path)[0])))


def expected_of(golden, name, *, intercept=1.0):
    """The peer's indices as two rows for each area."""
    return [
        {"area": row["area"], "measure": measure, "value": float(row[theirs]),
         "intercept": intercept * float(row["intercept"])}
        for row in rows_of(golden / f"sii_expected_{name}.csv")
        for measure, theirs in (("slope index", "sii"), ("relative index", "rii"))
    ]  # fmt: skip


def assert_limits_agree(found, golden, name, ending="cl"):
    """Simulated limits agree within five times what a second seed moves them by, or 1% of their width."""
    rows = rows_of(golden / f"sii_expected_{name}.csv")
    areas = {row["area"]: row for row in rows}
    for row in found:
        index = {"slope index": "sii", "relative index": "rii"}[row["measure"]]
        for ours, level in zip(LIMITS, ("95_0", "95_0", "99_8", "99_8"), strict=True):
            theirs = f"{index}_{ours.partition('_')[0]}{level}{ending}"
            if ending:
                allowed = 5 * column(rows, f"{theirs}_mcdiff").max()
            else:
                allowed = 0.01 * (row[f"upper_{level}".removesuffix("_0")] - row[f"lower_{level}".removesuffix("_0")])
            assert row[ours] == pytest.approx(float(areas[row["area"]][theirs]), abs=allowed), (row, theirs)


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("normal", {"standard_error": "se"}),
        ("normal_from_cls", {"lower": "lowercl", "upper": "uppercl"}),
        ("normal_negative_multiplier", {"standard_error": "se", "multiplier": -1}),
    ],
)
def test_indices_of_values_agree_with_the_golden_cases(engine, golden, expected, options):
    data = engine(given(golden, "normal"))
    found = engine.rows(frames.slope_index(data, by="area", confidence=BOTH, **options))
    assert_same(found, expected_of(golden, expected), keys=("area", "measure"), rel=1e-9)
    assert_limits_agree(found, golden, expected)
    assert [row["method"].split(", ")[1] for row in found[:2]] == ["normal limits", "Fieller's limits"]


def test_indices_of_proportions_agree_with_the_golden_cases(engine, golden):
    data = engine(given(golden, "proportion"))
    found = engine.rows(
        frames.slope_index(
            data, by="area", kind="proportion", lower="lowercl", upper="uppercl", multiplier=100, confidence=BOTH
        )
    )
    name = "proportion_x_mult100"
    assert_same(found, expected_of(golden, name, intercept=100), keys=("area", "measure"), rel=1e-9)
    assert_limits_agree(found, golden, name)
    assert {row["method"] for row in found} == {"weighted least squares, 100,000 redrawn lines"}


def test_indices_of_rates_agree_with_the_golden_cases(engine, golden):
    data = engine(given(golden, "rate"))
    names = {"kind": "rate", "lower": "lowercl", "upper": "uppercl"}
    found = engine.rows(frames.slope_index(data, by="area", **names, confidence=BOTH))
    assert_same(found, expected_of(golden, "rate"), keys=("area", "measure"), rel=1e-9)
    assert_limits_agree(found, golden, "rate")


@pytest.mark.parametrize(
    ("kind", "expected", "multiplier"),
    [
        ("rate", "rate_transform", 1),
        ("proportion", "proportion_transform", 1),
        ("proportion", "proportion_transform_neg100", -100),
    ],
)
def test_transformed_indices_agree_with_the_golden_cases(engine, golden, kind, expected, multiplier):
    data = engine(given(golden, kind))
    names = {"kind": kind, "lower": "lowercl", "upper": "uppercl", "multiplier": multiplier}
    found = engine.rows(frames.transformed_slope_index(data, by="area", **names, confidence=BOTH))
    assert_same(found, expected_of(golden, expected), keys=("area", "measure"), rel=1e-9)
    assert_limits_agree(found, golden, expected, ending="")
    scale = {"rate": "log", "proportion": "logit"}[kind]
    assert {row["method"] for row in found} == {f"weighted least squares on the {scale} scale"}


def test_a_multiplier_below_one_swaps_no_limits_as_the_peers_does(engine, golden):
    data = engine(given(golden, "rate"))
    names = {"kind": "rate", "lower": "lowercl", "upper": "uppercl"}
    hundredth = engine.rows(frames.transformed_slope_index(data, by="area", **names, multiplier=0.01, confidence=BOTH))
    name = "rate_transform_mult0p01"
    assert_same(hundredth, expected_of(golden, name), keys=("area", "measure"), rel=1e-9)
    theirs = {row["area"]: row for row in rows_of(golden / f"sii_expected_{name}.csv")}
    for ours in hundredth:
        index = {"slope index": "sii", "relative index": "rii"}[ours["measure"]]
        for level, beyond in (("95", "95_0"), ("99_8", "99_8")):
            ends = [float(theirs[ours["area"]][f"{index}_{end}{beyond}"]) for end in ("lower", "upper")]
            ends = sorted(1 / end if index == "rii" else end for end in ends)  # the peer's stand upside down
            mine = [ours[f"lower_{level}"], ours[f"upper_{level}"]]
            assert mine == pytest.approx(ends, abs=0.01 * (mine[1] - mine[0]))
            assert mine[0] < ours["value"] < mine[1]


QUANTILE, VALUE = [1, 2, 3, 4, 5], [76.0, 78, 79, 81, 82]


def lives(**changes):
    return {
        "area": ["A"] * 5 + ["B"] * 5, "quantile": QUANTILE * 2, "value": VALUE * 2, "population": [20] * 10,
        "error": [0.5] * 10,
    } | changes  # fmt: skip


def index(data, **options):
    return frames.slope_index(data, **({"by": "area", "standard_error": "error"} | options))


def test_the_frame_gives_what_the_arrays_give(engine):
    first, second, *_ = engine.rows(index(engine(lives())))
    worked = slope.slope_index(VALUE, [20] * 5, standard_error=[0.5] * 5)
    for row, found in ((first, worked.slope), (second, worked.relative)):
        assert (row["value"], row["lower"], row["upper"]) == pytest.approx(tuple(found[:3]))
        assert (row["confidence"], row["note"], row["intercept"]) == (0.95, "", pytest.approx(worked.intercept))


def test_a_quantile_that_is_not_there_or_has_no_figure_is_told(engine):
    data = {name: column[:9] for name, column in lives(value=[*VALUE[:2], None, *VALUE[3:], *VALUE]).items()}
    found = engine.rows(index(engine(data)))
    notes = [NO_VALUE, NO_VALUE, "there is no row for quantile 5", "there is no row for quantile 5"]
    assert [row["note"] for row in found] == notes
    assert all(row["value"] is row["lower"] is row["intercept"] is None for row in found)
    missing = index(engine(lives(population=[None, *[20] * 9])))
    assert [row["note"] for row in engine.rows(missing)] == [NO_POPULATION] * 2 + [""] * 2


def test_quantiles_may_be_text_and_stand_in_any_order(engine):
    names = [str(i) for i in (10, 9, 1, 2, 3, 8, 7, 6, 5, 4)]
    data = {"quantile": names, "value": [float(name) for name in names], "population": [5] * 10, "error": [1.0] * 10}
    first, _ = engine.rows(index(engine(data), by=None))
    assert first["value"] == pytest.approx(10)
    assert "area" not in first


def test_nothing_comes_of_nothing(engine):
    names = ("area", "quantile", "value", "population", "lower", "upper")
    empty = engine.of(pa.table({name: pa.array([], pa.float64()) for name in names}))
    assert engine.rows(frames.slope_index(empty)) == []
    assert engine.rows(frames.slope_index(empty, by="area", kind="rate", draws=FEW)) == []
    assert engine.rows(frames.transformed_slope_index(empty, by="area", kind="rate")) == []


def test_a_quantile_without_any_row_is_missing_everywhere():
    kept = [i for i, quantile in enumerate(QUANTILE * 2) if quantile != 3]
    data = pl.DataFrame({name: [column[i] for i in kept] for name, column in lives().items()})
    assert set(index(data)["note"]) == {"there is no row for quantile 3"}


def test_without_errors_there_are_indices_and_no_limits():
    found = frames.slope_index(pl.DataFrame(lives()), by="area", lower=None, upper=None)
    assert set(found["note"]) == {NO_ERRORS}
    assert found["lower"].null_count() == 4


REFUSED = [
    ({}, {"lower": None, "standard_error": None}, "only one of lower and upper is given"),
    ({}, {"standard_error": None}, 'there is no column "lower", "upper"'),
    ({"quantile": ["most", "2", "3", "4", "5"] * 2}, {}, 'must hold whole numbers from 1.* and holds "most"'),
    ({"quantile": [0, 1, 2, 3, 4] * 2}, {}, 'must hold whole numbers from 1.* and holds "0"'),
    ({"quantile": [1, 2, 3, 4, None] * 2}, {}, 'column "quantile" is empty in some rows'),
    ({"area": ["A"] * 10}, {}, r"5 rows of a group and quantile stand more than once \(first: area A, quantile 1\)"),
    ({"population": [0, *[20] * 9]}, {}, r"population is not above 0 in 1 of 10 rows \(first: area A, quantile 1"),
    ({"error": [*[0.5] * 9, 0]}, {}, r"error is not above 0 in 1 of 10 rows \(first: area B, quantile 5"),
    ({}, {"kind": "proportion"}, r"value is not a share in 10 of 10 rows"),
    ({"value": [-1.0, *VALUE[1:], *VALUE]}, {"kind": "rate"}, "value is negative in 1 of 10 rows"),
    ({"value": list("abcdefghij")}, {}, 'column "value" must hold numbers'),
    ({"low": [77.0] * 10, "high": [78.0] * 10}, {"standard_error": None, "lower": "low", "upper": "high"},
     r"limits do not enclose the value in 8 of 10 rows"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "options", "message"), REFUSED, ids=lambda part: str(part)[:40])
def test_what_cannot_be_is_refused(changes, options, message):
    with pytest.raises(InputError, match=message):
        index(pl.DataFrame(lives(**changes)), **options)


def test_fewer_than_five_quantiles_are_refused():
    data = pl.DataFrame(lives()).filter(pl.col("quantile") < 5)
    with pytest.raises(InputError, match="needs 5 to 100 quantiles"):
        index(data)
    with pytest.raises(InputError, match='kind must be "rate" or "proportion"'):
        frames.transformed_slope_index(pl.DataFrame(lives()), kind="value", by="area", standard_error="error")
