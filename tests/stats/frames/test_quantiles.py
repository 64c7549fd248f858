import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.quantiles import quantile
from tests.stats.frames.engines import assert_same
from tests.stats.frames.golden import answers_of, columns_of

DATA = {
    "region": ["N", "N", "N", "S", "S", "S"],
    "area": list("ABCDEF"),
    "value": [31.2, 8.4, 22.0, 15.3, None, 4.0],
    "order": ["highest"] * 3 + ["lowest"] * 3,
}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("deciles_all", {"count": 10}),
        ("7_all", {"count": 7}),
        ("deciles_by_region", {"count": 10, "by": "region"}),
        ("quintiles_by_region_notinverted", {"count": 5, "by": ["region"], "first": "lowest"}),
        ("quartiles_by_region_invertfield", {"count": 4, "by": "region", "first": "first"}),
    ],
)
def test_quantiles_agree_with_the_golden_cases(engine, golden, name, options):
    columns = columns_of(golden / "quantile_input.csv", "score")
    columns["first"] = ["highest" if flag == "TRUE" else "lowest" for flag in columns["inv_flag"]]
    found = engine.rows(quantile(engine(columns), value="score", **options))
    expected = answers_of(golden / f"quantile_expected_{name}.csv", "smallarea", quantile="quantile")
    assert_same(found, expected, keys=("smallarea",))


def test_rows_keep_their_columns_and_say_what_is_lacking(engine):
    found = {row["area"]: row for row in engine.rows(quantile(engine(DATA), count=3, by="region", first="order"))}
    assert [found[area]["quantile"] for area in "ABCDEF"] == [1, 3, 2, None, None, None]
    assert found["D"]["note"] == "fewer than 3 values in the group"
    assert found["E"]["note"] == "value is missing"
    assert found["A"] == {
        **{name: column[0] for name, column in DATA.items()},
        "quantile": 1,
        "method": "3 quantiles by rank",
        "note": "",
    }


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({"region": pa.array([], pa.string()), "value": pa.array([], pa.float64())}))
    assert engine.rows(quantile(empty)) == []
    assert engine.rows(quantile(empty, by="region")) == []


def test_what_does_not_fit_is_refused(engine):
    data = engine(DATA)
    with pytest.raises(InputError, match='no column "score"'):
        quantile(data, value="score")
    with pytest.raises(InputError, match='column "region" must hold numbers'):
        quantile(data, value="region")
    with pytest.raises(InputError, match='no column "ward"'):
        quantile(data, by="ward")
    with pytest.raises(InputError, match=r'first must be "highest" or "lowest", or a column .* and is "best"'):
        quantile(data, first="best")
    with pytest.raises(InputError, match=r'column "area" must hold .* 6 of 6 rows do not \(first: "A"\)'):
        quantile(data, first="area")
    with pytest.raises(InputError, match="first differs within 1 of 1 groups"):
        quantile(data, first="order")
    with pytest.raises(InputError, match="count must be a whole number"):
        quantile(data, count=1)


def test_columns_named_like_options_change_nothing(engine):
    # In PHEindicatormethods a column called invert takes the place of the argument.
    scores = {"area": list("ABCDE"), "score": [5.0, 1.0, 4.0, 2.0, 3.0]}
    named = engine(scores | {"invert": [False] * 5, "first": ["lowest"] * 5, "highest": [1] * 5, "count": [2] * 5})
    found = {row["area"]: row["quantile"] for row in engine.rows(quantile(named, value="score", count=5))}
    assert found == {"A": 1, "C": 2, "E": 3, "D": 4, "B": 5}
