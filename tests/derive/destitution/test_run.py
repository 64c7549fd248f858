"""A run written as rows and an account, and the command that does it."""

import json
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from typer.testing import CliRunner

from equitytown import cli, reading
from equitytown.derive.destitution.results import as_json, checks
from equitytown.derive.destitution.rows import ward_figures
from equitytown.derive.destitution.run import check_areas, read_inputs, run, stale, write
from equitytown.derive.destitution.words import INDICATOR
from equitytown.errors import InputError
from equitytown.place.figures import COLUMNS
from equitytown.terms.area import ENGLAND, Area
from equitytown.terms.boundaries import AreaShape, Boundaries, Composition
from tests.derive.destitution.conftest import AREAS

WARDS = {"E05000001": "East", "E05000002": "West"}


def areas_of(*codes):
    shapes = tuple(AreaShape(Area(code, code, "LSOA"), "") for code in codes)
    return Boundaries("lsoa-2021", "LSOA 2021", date(2021, 3, 21), shapes, 0, "", "", "", "", date(2026, 11, 22))


@pytest.fixture
def result(inputs):
    return run(inputs, draws=40, syntheses=2)


@pytest.fixture
def composition():
    shares = {f"E0100000{i}": {"E05000001": 1.0} if i < 4 else {"E05000002": 1.0} for i in range(AREAS)}
    return Composition("lsoa-2021", "ward-2023", "best fit of whole areas", shares)


@pytest.fixture
def place(composition):
    """What the rows ask of a place; the real one needs outlines."""
    shapes = tuple(AreaShape(Area(code, name, "Ward"), "") for code, name in WARDS.items())
    wards = Boundaries("ward-2023", "Wards of 2023", date(2023, 5, 4), shapes, 0, "", "", "", "", date(2026, 11, 22))
    source = SimpleNamespace(address="https://www.luton.gov.uk")
    measure = SimpleNamespace(source=source, boundary_sets=("lsoa-2021", "ward-2023"))
    return SimpleNamespace(
        area=Area("E06000032", "Luton", "Unitary authority"), nation=ENGLAND, wards="ward-2023",
        boundaries={"ward-2023": wards, "lsoa-2021": areas_of(*(f"E0100000{i}" for i in range(AREAS)))},
        composition=lambda *_: composition,
        report=SimpleNamespace(organisation="Public Health, Luton Council"),
        indicators={INDICATOR: measure},
    )  # fmt: skip


def test_wards_are_sums_of_their_areas_draw_by_draw(result, composition):
    found = dict((code, rest) for code, *rest in ward_figures(result.estimate, composition))  # noqa: C402
    value, lower, upper, households = found["E05000002"]
    assert households == result.estimate.households[4:].sum()
    assert value == pytest.approx(result.estimate.central[4:].sum() / households)
    drawn = result.estimate.drawn[4:].sum(axis=0) / households
    assert (lower, upper) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=1e-6)


def test_rows_say_that_they_are_modelled_and_stand_in_the_places_columns(result, place, small):
    assert write(result, place, small) == ("data/destitution-modelled.csv", "destitution/result.json")
    rows = (small / "data/destitution-modelled.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == ",".join(COLUMNS)
    assert len(rows) == 3 + AREAS + len(WARDS)
    assert ",missing,Modelled for the small areas" in rows[1]
    for line in rows[2:]:
        assert "Modelled: a spatial microsimulation" in line
        assert ",estimated," in line
        assert "modelled here" in line
    assert all("small areas put together by best fit of whole areas" in line for line in rows[-len(WARDS) :])


def test_the_account_holds_checks_ranges_and_errors_and_no_household(result):
    told = json.loads(as_json(result))
    assert told["label"] == "modelled"
    assert {one["table"] for one in told["held_out"]} == {"tenure", "deprivation", "occupancy", "dwelling"}
    assert {one["what"] for one in told["spread"]} >= {"households by chance", "fitting", "parameters"}
    assert told["sensitivity"][0]["share_at_lower"] != told["sensitivity"][0]["share_at_upper"]
    assert "type_of_tenure" in told["parameters_that_are_assumptions"]
    printed = checks(result)[0]
    assert printed.figure == 0.105
    assert printed.ours == result.town[0]
    assert printed.sentence().startswith("Check: Annual Public Health Report 2023")


def test_figures_are_stale_once_what_they_were_made_from_changes(result, place, small, changed):
    assert "is not there" in stale(read_inputs(small), small)
    write(result, place, small)
    assert stale(read_inputs(small), small) == ""
    changed("parameters.csv", "fuel_gap,,417,348,417", "fuel_gap,,400,348,417")
    assert "stale: destitution/parameters.csv changed" in stale(read_inputs(small), small)
    (small / "destitution" / "result.json").write_text("[]")
    assert "is no result of the model" in stale(read_inputs(small), small)


def test_the_figures_of_luton_stand_on_what_luton_holds(luton):
    assert stale(read_inputs(luton), luton) == ""


def test_the_method_page_tells_what_the_account_of_luton_holds(root, luton):
    told = json.loads((luton / "destitution" / "result.json").read_text(encoding="utf-8"))
    page = (root / "docs" / "methods" / "destitution-model.md").read_text(encoding="utf-8")
    town = told["town"]
    assert f"{town['share']:.1%} ({town['lower']:.1%} to {town['upper']:.1%})" in page
    assert f"puts {town['below_standard']:.1%}" in page
    for one in told["held_out"]:
        assert f"{one['misplaced']:.1%}" in page
        assert f"({one['misplaced_by_place']:.1%}" in page
    swings = {one["parameter"]: one for one in told["sensitivity"]}
    for name in ("threshold_growth", "share_below_40", "area_strength"):
        assert f"{swings[name]['share_at_lower']:.1%} to {swings[name]['share_at_upper']:.1%}" in page


def test_areas_of_another_vintage_are_refused(inputs, place):
    check_areas(inputs, place)
    codes = inputs.margins.codes
    place.boundaries["lsoa-2021"] = areas_of(*codes[1:])
    with pytest.raises(InputError, match=rf"has 1 areas that are none of lsoa-2021 \(first: {codes[0]}\)"):
        check_areas(inputs, place)
    place.boundaries["lsoa-2021"] = areas_of(*codes, "E01999999")
    with pytest.raises(InputError, match=r"lacks 1 areas of lsoa-2021 \(first: E01999999\)"):
        check_areas(inputs, place)
    del place.boundaries["lsoa-2021"]
    with pytest.raises(InputError, match=r"boundaries/lsoa-2021.csv is not there.*equitytown boundaries PLACE"):
        check_areas(inputs, place)


def test_what_was_found_about_one_place_is_never_told_of_another(inputs, place):
    place.area = Area("E06000039", "Slough", "Unitary authority")
    with pytest.raises(
        InputError, match=r"other places than Slough \(E06000039\): check_share \(E06000032\), check_sh"
    ):
        check_areas(inputs, place)


def test_a_measure_of_other_wards_is_refused_before_the_model_runs(inputs, place):
    place.indicators[INDICATOR].boundary_sets = ("lsoa-2021", "ward-2011")
    with pytest.raises(InputError, match=r"does not name ward-2023 in boundary_sets"):
        check_areas(inputs, place)


def test_the_command_writes_and_tells_the_share_beside_the_checks(small, place, monkeypatch):
    monkeypatch.setattr(reading, "read_to_model", lambda _: place)
    words = ["model", "destitution", str(small), "--draws", "20"]
    told = CliRunner().invoke(cli.app, words)
    assert told.exit_code == 0, told.output
    assert "Luton: " in told.stdout
    assert "are modelled as below the destitution threshold" in told.stdout
    assert "gives 10.5%" in told.stdout
    assert "" not in told.stdout.splitlines()
    again = CliRunner().invoke(cli.app, [*words, "--json"])
    assert json.loads(again.stdout)["files"][0] == "data/destitution-modelled.csv"
    assert CliRunner().invoke(cli.app, [*words, "--check"]).stdout == "The modelled figures stand on what is held.\n"
    place.indicators.clear()
    refused = CliRunner().invoke(cli.app, words)
    assert refused.exit_code == 1
    assert "indicators/destitution-modelled.yaml is not there" in refused.output


def test_the_command_checks_refuses_and_says_why(small):
    run_command = lambda *words: CliRunner().invoke(cli.app, ["model", "destitution", *map(str, words)])  # noqa: E731
    found = run_command(small, "--check")
    assert found.exit_code == 1
    assert "equitytown model destitution" in found.output
    assert json.loads(run_command(small, "--check", "--json").stdout)["ok"] is False
    (small / "destitution" / "parameters.csv").unlink()
    found = run_command(small)
    assert found.exit_code == 1
    assert "this place has no model of destitution" in found.output
    assert "A town of your own" in found.output
