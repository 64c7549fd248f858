import pyarrow as pa
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.multiple import benjamini_hochberg
from tests.stats.tables import DATA, column, rows_of

PUBLISHED = rows_of(DATA / "published_fdr.csv")


def test_adjusted_p_values_agree_with_the_published_example(engine):
    data = engine({"rank": column(PUBLISHED, "rank"), "p": column(PUBLISHED, "p_value")})
    found = sorted(engine.rows(benjamini_hochberg(data, p_value="p")), key=lambda row: row["rank"])
    expected = column(PUBLISHED, "adjusted_p_value").tolist()
    assert [row["adjusted_p_value"] for row in found] == pytest.approx(expected, abs=5e-9)
    assert [row["discovery"] for row in found] == [row["rejected_at_0_05"] == "1" for row in PUBLISHED]


def test_families_are_adjusted_by_themselves(engine):
    data = engine({"family": ["a", "b", "a", "b"], "test": [1, 2, 3, 4], "p_value": [0.01, 0.04, None, 0.05]})
    found = {row["test"]: row for row in engine.rows(benjamini_hochberg(data, by="family", rate=0.045))}
    assert [found[test]["adjusted_p_value"] for test in (1, 2, 3, 4)] == [0.01, 0.05, None, 0.05]
    assert [found[test]["discovery"] for test in (1, 2, 3, 4)] == [True, False, False, False]
    assert found[3]["note"] == "p_value is missing"


def test_nothing_comes_of_nothing(engine):
    empty = engine.of(pa.table({"p_value": pa.array([], pa.float64())}))
    assert engine.rows(benjamini_hochberg(empty)) == []


def test_what_does_not_fit_is_refused(engine):
    data = engine({"p_value": [0.5, 5.0]})
    with pytest.raises(InputError, match="a p value lies outside 0 to 1 in 1 of 2 rows"):
        benjamini_hochberg(data)
    with pytest.raises(InputError, match='no column "p"'):
        benjamini_hochberg(data, p_value="p")
