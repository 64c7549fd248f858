"""A refresh from a supplier's bytes to figures that are held."""

from datetime import date

import pytest

from equitytown.errors import InputError
from equitytown.refresh.account import State
from tests.collect.standin import Answer
from tests.place.folders import edit
from tests.place.folders import figures as write_figures
from tests.refresh.conftest import DATA, LOADED, NAME
from tests.refresh.layouts import as_csv, fingertips_loaded, fingertips_name, smoking


def test_figures_come_whole_with_limits_verdicts_and_where_they_are_from(town):
    outcome = town.outcome()
    assert (outcome.state, outcome.new, outcome.held) == (State.CAME, 12, "2023")
    figures, files = town.archive.observations()
    luton = next(o for o in figures if (o.area_code, o.period.label) == ("E06000032", "2023"))
    assert (luton.value, luton.lower, luton.upper, luton.confidence) == (16.0, 15.0, 17.0, 0.95)
    assert luton.published_rating is not None
    assert luton.published_rating.value == "similar"
    assert luton.known_from == date(2026, 11, 26)
    assert town.archive.kept(luton.provenance.snapshot_id).address.startswith(
        "https://fingertips.phe.org.uk/api/all_data"
    )
    assert len(files) == 1


def test_a_second_refresh_changes_nothing(town):
    town.refresh()
    before = snapshot(town)
    assert town.outcome().state is State.UNCHANGED
    assert snapshot(town) == before


def snapshot(town):
    store = town.folder / "store"
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def test_a_rehearsal_writes_nothing(town):
    assert town.outcome(is_rehearsal=True).new == 12
    assert not (town.folder / "store").exists()
    assert town.refresh(is_rehearsal=True).sentence().endswith("Nothing was written.")


def test_offline_asks_nobody_and_reads_what_is_held(town):
    assert town.outcome(is_offline=True).state is State.UNREACHED
    assert town.standin.asked == []
    town.refresh()
    asked = len(town.standin.asked)
    assert town.outcome(is_offline=True).state is State.UNCHANGED
    assert len(town.standin.asked) == asked


def test_revised_values_stand_beside_the_old_ones(town):
    town.refresh()
    town.standin.put(DATA, Answer(as_csv(smoking({("E06000032", 2022): "19.9"}))))
    outcome = town.outcome(today=date(2027, 3, 1))
    assert (outcome.state, outcome.new, outcome.revised) == (State.CAME, 0, 1)
    kept, _ = town.archive.observations()
    vintages = [(o.known_from, o.value) for o in kept if (o.area_code, o.period.label) == ("E06000032", "2022")]
    assert vintages == [(date(2026, 11, 26), 16.5), (date(2027, 3, 1), 19.9)]


def test_a_figure_that_is_no_longer_given_stands_and_is_told(town):
    town.refresh()
    rows = [r for r in smoking() if (r["Area Code"], r["Time period"]) != ("E06000031", "2021")]
    town.standin.put(DATA, Answer(as_csv(rows)))
    assert town.outcome().withdrawn == 1
    kept, _ = town.archive.observations()
    assert any((o.area_code, o.period.label) == ("E06000031", "2021") for o in kept)


def test_another_name_at_the_supplier_is_refused(town):
    town.standin.put(NAME, Answer(fingertips_name("Smoking prevalence at 15"), media="application/json"))
    outcome = town.outcome()
    assert outcome.state is State.REFUSED
    assert 'the supplier calls 92443 "Smoking prevalence at 15"' in outcome.sentence
    assert town.values() == {}


def test_a_renamed_table_is_refused_though_its_metadata_keep_the_name(town):
    town.standin.put(DATA, Answer(as_csv(smoking(**{"Indicator Name": "Smoking, modelled"}))))
    assert 'the supplier calls 92443 "Smoking, modelled"' in town.outcome().sentence


def test_the_newest_generation_of_councils_that_is_loaded_is_asked_for(town):
    town.standin.put(LOADED, Answer(fingertips_loaded(15, 202, 402), media="application/json"))
    town.standin.put(DATA.replace("502", "402"), Answer(as_csv(smoking())))
    assert town.outcome().state is State.CAME


def test_a_measure_loaded_for_no_council_is_refused(town):
    town.standin.put(LOADED, Answer(fingertips_loaded(4, 15), media="application/json"))
    assert "for no generation of councils (area types: 4, 15)" in town.outcome().sentence


@pytest.mark.parametrize("status", [429, 503])
def test_a_storm_is_ridden_out_or_told_and_what_is_held_stands(town, status):
    town.standin.put(DATA, Answer(b"", status), Answer(as_csv(smoking())))
    assert town.outcome().state is State.CAME
    before = snapshot(town)
    town.standin.put(DATA, Answer(b"", status))
    outcome = town.outcome()
    assert outcome.state is State.UNREACHED
    assert "It was asked 2 times" in outcome.sentence
    assert outcome.held == "2023"
    after = snapshot(town)
    assert {k: v for k, v in after.items() if k != "checked.json"} == {
        k: v for k, v in before.items() if k != "checked.json"
    }


def test_two_at_once_do_not_harm_each_other(town):
    with town.archive.writing(), pytest.raises(Exception, match="another run is collecting"):
        town.refresh()
    assert town.outcome().state is State.CAME


def test_the_account_says_what_came_and_how_old_it_is(town):
    town.refresh()
    told = town.refresh(today=date(2026, 12, 6)).as_text()
    assert "Nothing new (1)" in told
    assert "smoking: nothing new. Held: 2023, for 10 days." in told


def test_ages_are_never_mixed_in_one_series(town):
    rows = [row | {"Age": "15-17 yrs"} if row["Time period"] == "2022" else row for row in smoking()]
    town.standin.put(DATA, Answer(as_csv(rows)))
    assert 'for several ages ("15-17 yrs", "18+ yrs")' in town.outcome().sentence
    edit(town.folder, "indicators/smoking.yaml", "  supplier_name:", '  supplier_age: "18+ yrs"\n  supplier_name:')
    assert town.outcome().new == 8


def test_figures_on_another_scale_than_the_places_own_rows_are_refused(town):
    """What the folder holds counts too: the archive of a fresh copy is empty."""
    year = {"period": "2021", "period_start": "2021-01-01", "period_end": "2021-12-31"}
    england = {"area_code": "E92000001", "area_name": "England", "value": "31.0"}
    write_figures(town.folder, year, england=england | year)
    assert "its unit or definition may have changed" in town.outcome().sentence
    assert town.outcome(accept=("smoking",)).state is State.CAME


def test_figures_that_fall_away_a_few_at_a_time_are_noticed(town):
    states = []
    for dropped in range(4):
        town.standin.put(DATA, Answer(as_csv(smoking()[dropped:] if dropped < 3 else smoking()[4:])))
        states.append(town.outcome().state)
    assert states[-1] is State.REFUSED


def test_a_folder_that_is_not_there_is_told(town, tmp_path):
    with pytest.raises(InputError, match="there is no folder"):
        town.refresh(handed=tmp_path / "nowhere")
