"""What the model reads: every fault told at once, with file, line and mend."""

import pytest

from equitytown.derive.destitution.households import HOUSEHOLDS
from equitytown.derive.destitution.run import read_inputs
from equitytown.errors import InputError, PlaceError
from tests.derive.destitution.conftest import write

NOTE = "How much of the difference in poverty between household types remains among households of one tenure"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("threshold,single adult,95", "treshold,single adult,95", 'the model knows no parameter "treshold"'),
        ("threshold,single adult,95", "threshold,single adult,", "threshold has no value"),
        ("threshold,single adult,", "threshold,bachelor,", 'threshold has no category "bachelor"'),
        ("fuel_gap,,417,348,417", "fuel_gap,,417,500,600", "417 is not between its lower 500 and upper 600"),
        ("deduction_share,,0.45,0.4,0.55", "deduction_share,,45,40,55", "deduction_share runs from 40 to 55"),
        (",assumption,,,,,,How much incomes", ",assumption,JRF,,,,,How much incomes", "an assumption names a source"),
        ("October 2022,published,Trust for London,", "October 2022,published,,", "does not say where it stands"),
        ("October 2022,published", "October 2022,guess", 'kind "guess" is not known'),
        ("£ a week after housing costs", "", "unit is empty"),
        ("https://trustforlondon.org.uk/data/poverty-thresholds/", "javascript:x", "is not a web address"),
        ("2026-11-26", "26/11/2026", 'retrieved "26/11/2026" is not a date'),
        ("fuel_gap,,417", "fuel_gap,,many", '"many" is not a number'),
        (NOTE, "", "does not say what it rests on"),
        ("type_of_tenure,mortgage: couple,0.2,", "type_of_tenure,mortgage: couple,0.25,", "mortgage sum to 1.05"),
        ("share_below_40,,0.092,0.08,0.103", "share_below_40,,0.092,0.08,0.3", "share_below_40 reaches share_below_60"),
    ],
)
def test_a_parameter_that_will_not_do_is_told_with_its_line(changed, old, new, sentence):
    with pytest.raises(PlaceError, match=sentence):
        read_inputs(changed("parameters.csv", old, new))


def test_a_parameter_that_is_missing_or_stands_twice_is_told(small):
    path = small / "destitution" / "parameters.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("area_strength")]
    path.write_text("\n".join([*kept, kept[1]]) + "\n", encoding="utf-8")
    with pytest.raises(PlaceError) as error:
        read_inputs(small)
    assert "threshold stands twice: first on line 2" in str(error.value)
    assert "area_strength is missing." in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("E01000001,tenure,Lives rent free,", "E01000001,tenure,Lives in a tent,", 'no category "Lives in a tent"'),
        ("E01000001,tenure,Lives rent free,", "E01000001,size,Lives rent free,", 'table "size" is not one'),
        ("E01000001,tenure,Lives rent free,", "E01000001,tenure,Lives rent free,-", "is no count of households"),
        ("E01000001,tenure,Lives rent free,", "E05000001,tenure,Lives rent free,", "is no LSOA of England"),
        ("E01000001,dwelling,Detached,", "E01000001,dwelling,Detached,9", "areas have other totals in dwelling"),
    ],
)
def test_counts_that_will_not_do_are_told(changed, old, new, sentence):
    with pytest.raises(PlaceError, match=sentence):
        read_inputs(changed("households.csv", old, new))


def test_an_empty_count_a_doubled_row_and_a_missing_table_are_told(small):
    path = small / HOUSEHOLDS
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if ",occupancy," not in line]
    lines[1] = lines[1].rpartition(",")[0] + ","
    path.write_text("\n".join([*lines, lines[2]]) + "\n", encoding="utf-8")
    with pytest.raises(PlaceError) as error:
        read_inputs(small)
    for sentence in ("households is empty", "stands twice", "the table of occupancy is missing"):
        assert sentence in str(error.value)


def test_areas_that_differ_between_files_are_told(changed):
    folder = changed("areas.csv", "E01000005,", "E01000009,")
    sentence = r"1 area of the table of tenure is not in destitution/areas.csv \(first: E01000005\)"
    with pytest.raises(PlaceError, match=sentence):
        read_inputs(folder)


def test_known_things_of_an_area_that_will_not_do_are_told(changed):
    with pytest.raises(PlaceError, match='income_deprived "20" will not do'):
        read_inputs(changed("areas.csv", ",0.2,", ",20,"))


def test_a_place_without_a_model_says_so(tmp_path):
    with pytest.raises(InputError, match="this place has no model of destitution"):
        read_inputs(tmp_path)


@pytest.mark.parametrize(
    ("mapping", "rows", "sentence"),
    [
        ("columns:\n  area: LSOA\n", [("a",)], "columns does not say: type, share, income"),
        ("colums: x\n", [("a",)], '"colums" is not known'),
        ("{map}types:\n  Solo: hermit\n", [("a",)], '"hermit" is no household type'),
        ("{map}", [("", "hermit", 0.1, 50)], "Declare it under types in destitution/incomes.yaml"),
        ("{map}", [("E01999999", "couple", 0.1, 50)], 'area "E01999999" is not one of the model'),
        ("{map}", [("", "couple", 10, 50)], 'share "10" will not do'),
        ("{map}", [("", "couple", 0.1, -5)], 'income "-5" will not do'),
        ("{map}", [("", "couple", 0.1, 50)], "the quantiles of couple give no distribution"),
    ],
)  # fmt: skip
def test_own_incomes_that_will_not_do_are_told(small, mapping, rows, sentence):
    whole = "columns:\n  area: LSOA\n  type: kind\n  share: below\n  income: pounds\n"
    (small / "destitution" / "incomes.yaml").write_text(mapping.replace("{map}", whole))
    write(small / "destitution" / "incomes.csv", [("LSOA", "kind", "below", "pounds"), *rows])
    with pytest.raises(PlaceError, match=sentence):
        read_inputs(small)
