import json

import pytest
from typer.testing import CliRunner

from equitytown import reading
from equitytown.assure.backtest import Outcome, back_test
from equitytown.cli import app
from equitytown.errors import InputError
from tests.place.folders import figures

HEADER = "Indicator name,Area,Time period,Sex,Value,Lower CI,Notes\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A place with England and two vintages of Luton's SYNTHETIC figure."""
    folder = reading.start("testford", area_code="E06000032", into=tmp_path_factory.mktemp("places"))
    figures(folder, {"value": "21.1", "known_from": "2024-01-01"}, {"value": "19.34", "lower": "17.0", "upper": "22.0",
                                                                     "confidence": "0.95"})  # fmt: skip
    return folder


def old(tmp_path, *rows, header=HEADER, name="old.csv"):
    file = tmp_path / name
    file.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def outcomes(place, file, **options):
    return [(cell.column, cell.outcome) for cell in back_test(place, against=file, **options).cells]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("Adults who smoke,Luton,2022,Persons,19.3,,", Outcome.SAME),
        ("smoking,E06000032,2022,All,19.3%,,", Outcome.SAME),
        ("smoking,E06000032,2022,,19.34,,", Outcome.SAME),
        ("smoking,Luton,2022,Persons,19.4,,", Outcome.DIFFERS),
        ("smoking,Luton,2022,Persons,21.1,,", Outcome.REVISED),
        ("smoking,Luton,2021,Persons,19.3,,", Outcome.NOT_HELD),
        ("smoking,Dudley,2022,Persons,19.3,,", Outcome.NOT_KNOWN),
        ("drinking,Luton,2022,Persons,19.3,,", Outcome.NOT_KNOWN),
    ],
)
def test_a_cell_is_set_beside_ours_by_the_words_of_its_headings(place, tmp_path, row, outcome):
    assert outcomes(place, old(tmp_path, row)) == [("value", outcome)]


def test_a_name_that_is_not_known_is_told_with_the_nearest(place, tmp_path):
    found = back_test(place, against=old(tmp_path, "Smoking prevalence,Luton,2022,Persons,19.3,,"))
    told = found.as_text().splitlines()[0]
    assert 'no indicator is called "Smoking prevalence" here; the nearest is smoking (' in told


def test_limits_are_compared_too_and_unknown_headings_told(place, tmp_path):
    found = back_test(place, against=old(tmp_path, "smoking,Luton,2022,Persons,19.3,17.5,x"))
    assert [(c.column, c.outcome) for c in found.cells] == [("value", Outcome.SAME), ("lower", Outcome.DIFFERS)]
    assert found.unknown == ("Notes",)
    assert "Not understood, and not compared: Notes." in found.as_text()


def test_a_tolerance_takes_small_differences_in(place, tmp_path):
    file = old(tmp_path, "smoking,Luton,2022,Persons,19.4,,")
    assert outcomes(place, file, tolerance=0.1) == [("value", Outcome.CLOSE)]
    assert outcomes(place, file, tolerance=0.05) == [("value", Outcome.DIFFERS)]


def test_a_reason_on_file_explains_a_difference_and_no_other(place, tmp_path):
    file = old(tmp_path, "smoking,Luton,2022,Persons,19.4,16.0,")
    reasons = old(tmp_path, "smoking,Luton,2022,value,Rounded twice by the old pipeline.",
                  header="indicator,area,period,column,reason\n", name="reasons.csv")  # fmt: skip
    assert outcomes(place, file, explained=reasons) == [("value", Outcome.EXPLAINED), ("lower", Outcome.DIFFERS)]


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        ("Area,Period,Value\n", (), "no column says indicator"),
        ("Indicator,Area,Period\n", (), "no column holds a figure"),
        ("", (), "no column says indicator, area, period"),
        ('Indicator,Area,Period,Value\n"smoking', (), "cannot be read as CSV"),
    ],
)
def test_a_file_that_will_not_do_is_refused(place, tmp_path, header, rows, told):
    with pytest.raises(InputError, match=told):
        back_test(place, against=old(tmp_path, *rows, header=header))


def test_a_file_that_is_not_utf_8_is_refused(place, tmp_path):
    file = tmp_path / "old.csv"
    file.write_bytes("Indicator,Area,Period,Value\n£".encode("cp1252"))
    with pytest.raises(InputError, match="not UTF-8"):
        back_test(place, against=file)


def test_a_negative_tolerance_is_refused(place, tmp_path):
    with pytest.raises(InputError, match="0 or more"):
        back_test(place, against=old(tmp_path), tolerance=-1)


def test_the_command_fails_while_a_difference_is_unexplained(place, tmp_path):
    file = old(tmp_path, "smoking,Luton,2022,Persons,19.4,,", "smoking,England,2022,Persons,12.4,,")
    run = CliRunner().invoke(app, ["backtest", str(place), "--against", str(file)])
    assert run.exit_code == 1
    assert "line 2, smoking, Luton, 2022, Persons: value 19.4, here 19.34: differs" in run.stdout
    assert "2 cells" in run.stdout
    told = CliRunner().invoke(app, ["backtest", str(place), "--against", str(file), "--tolerance", "0.1", "--json"])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["cells"] == {"within the tolerance": 1, "same": 1}
