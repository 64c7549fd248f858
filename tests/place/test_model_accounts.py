"""The account of a model: read, refused where it will not do, and stale once its files change."""

import hashlib
import json

import pytest

from equitytown.place.model_accounts import no_accounts
from tests.place.folders import faults, figures, only, read, told

SETTINGS = "destitution/parameters.csv"


def account(folder, **changes):
    data = {
        "label": "modelled",
        "indicator": "smoking",
        "made_from": {
            "model": "Made up", "version": "1",
            "files": {SETTINGS: hashlib.sha256((folder / SETTINGS).read_bytes()).hexdigest()},
        },
        "seed": 1,
        "draws": 20,
        "town": {"share": 0.193, "lower": 0.15, "upper": 0.25},
        "sensitivity": [{
            "parameter": "growth", "words": "Growth", "unit": "ratio", "kind": "assumption", "value": 1.0,
            "lower": 0.9, "upper": 1.3, "share_at_lower": 0.07, "share_at_upper": 0.11,
        }],
        "held_out": [{"table": "tenure", "words": "Tenure", "areas": 5, "misplaced": 0.1, "misplaced_by_place": 0.2}],
        "checks": [],
        "more": "left alone",
    }  # fmt: skip
    (folder / "destitution" / "result.json").write_text(json.dumps(data | changes), encoding="utf-8")


@pytest.fixture
def modelled(testford):
    (testford / "destitution").mkdir()
    (testford / SETTINGS).write_text("name,value\ngrowth,1\n", encoding="utf-8")
    account(testford)
    return testford


def test_a_place_without_a_model_has_no_account(testford):
    assert not read(testford).accounts


def test_an_account_is_read_by_its_measure_and_its_files_are_told_of(modelled):
    place = read(modelled)
    found = place.accounts["smoking"]
    assert (found.share, found.seed, found.settings[0].is_assumption) == (0.193, 1, True)
    assert found.settings[0].share_at_upper == 0.11
    assert {SETTINGS, "destitution/result.json"} <= {file.path for file in place.files}


def test_figures_made_from_something_else_are_stale(modelled):
    with (modelled / SETTINGS).open("a", encoding="utf-8") as file:
        file.write("more,2\n")
    assert only(modelled) == (
        "destitution/parameters.csv: the file has changed since the model ran.\n"
        f"    Run equitytown model destitution {modelled.as_posix()}."
    )
    assert no_accounts(None, ()) == {}  # what a model that runs again is given instead
    (modelled / SETTINGS).unlink()
    assert "destitution/parameters.csv: the file is not there." in only(modelled)


def test_rows_of_another_run_are_told(modelled):
    figures(modelled, {"value": "19.301"})
    assert not faults(modelled)
    figures(modelled, {"value": "19.4"})
    sentence = "data/smoking.csv, line 3: the place's figure is 19.4, and destitution/result.json gives 19.3."
    assert only(modelled).startswith(f"{sentence}\n    Run equitytown model destitution")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"town": {"share": 1.4, "lower": 0.06, "upper": 0.12}}, 'town, share is "1.4", and will not do: should be'),
        ({"town": {"share": 0.2, "lower": 0.06, "upper": 0.12}}, "town: the share does not lie between its limits."),
        ({"town": {"share": 0.08, "lower": 0.06}}, "town, upper is missing."),
        ({"seed": "1"}, 'seed is "1", and will not do: should be a valid integer.'),
        ({"label": "counted"}, "label is \"counted\", and will not do: should be 'modelled'."),
        ({"indicator": "smokin"}, 'it is of "smokin", which is no measure of this place.\n    Did you mean "smoking"?'),
        ({"town": {"share": float("nan"), "lower": 0.06, "upper": 0.12}}, "town, share is "),
    ],
)
def test_what_will_not_do_is_told_in_a_sentence(modelled, changes, sentence):
    account(modelled, **changes)
    assert f"destitution/result.json: {sentence}" in only(modelled)


def test_a_file_that_is_not_json_is_told_so(modelled):
    (modelled / "destitution" / "result.json").write_text("share: 0.08\n", encoding="utf-8")
    assert "destitution/result.json: the file is not JSON (expected value at line 1 column 1)." in only(modelled)


def test_words_of_an_account_hold_no_control_characters(modelled):
    account(
        modelled,
        held_out=[{"table": "ten\x07ure", "words": "Tenure", "areas": 5, "misplaced": 0.1, "misplaced_by_place": 0.2}],
    )
    assert "held_out, 1: table holds a control character." in told(modelled)[0]
