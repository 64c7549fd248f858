from dataclasses import replace

from equitytown.terms.observation import Rating


def test_the_current_figure_is_the_newest_with_a_value(compared):
    smoking = compared.place.indicators["smoking"]
    found = compared.current(smoking)
    assert found is not None
    newest = [o for o in compared.own(smoking).observations if o.value is not None][-1]
    assert found.observation is newest


def test_a_measure_without_figures_has_no_current_comparison(compared):
    assert compared.current(compared.place.indicators["discrimination-and-racism"]) is None


def test_averages_are_england_and_the_region(compared):
    found = compared.current(compared.place.indicators["healthy-life-expectancy-male"])
    assert [f.comparator_name for f in found.averages] == ["England", "East of England"]


def test_an_area_without_a_finding_is_not_compared(compared):
    smoking = compared.place.indicators["smoking"]
    assert compared.rating(smoking, compared.place.nation, "1066") is Rating.NOT_COMPARED


def test_an_older_vintage_that_says_something_else_is_given(compared):
    smoking = compared.place.indicators["smoking"]
    older = compared.earlier_vintages(compared.own(smoking).at("2022"))
    assert {o.value for o in older} == {21.1}


def test_a_figure_that_its_publisher_printed_otherwise_before_is_revised(compared):
    smoking = compared.own(compared.place.indicators["smoking"])
    assert compared.symbols(smoking.at("2022")) == ("[r]",)
    assert compared.symbols(smoking.at("2024")) == ()


def test_another_publisher_s_earlier_figure_is_no_revision(compared):
    smoking = compared.own(compared.place.indicators["smoking"]).at("2022")
    other = replace(smoking, provenance=replace(smoking.provenance, publisher="Somebody else"))
    assert compared.symbols(other) == ()


def test_the_outcome_list_has_29_rows_and_one_split(compared):
    listed = compared.listed()
    assert len(listed) == 30
    assert [i.indicator_id for i in listed if not i.confirmed] == ["discrimination-and-racism"]


def test_figures_outside_the_list_are_supporting(compared):
    ids = {i.indicator_id for i in compared.supporting()}
    assert ids >= {"preventable-mortality", "low-birth-weight", "first-time-entrants"}
    assert not ids & {i.indicator_id for i in compared.listed()}


def test_measures_of_small_areas_alone_are_none_of_them(compared):
    ids = {i.indicator_id for i in compared.supporting()}
    assert "overcrowding" in ids  # held for the town too
    assert not ids & {"imd-2019", "imd-2025-decile", "air-quality-wards"}


def test_a_figure_known_from_print_alone_takes_the_printed_verdicts_and_rank(compared):
    found = compared.current(compared.place.indicators["temporary-accommodation"])
    assert found.regional.verdict.rating is Rating.WORSE
    assert found.regional.verdict.basis.value == "as published"
    assert (found.neighbours.rank.rank, found.neighbours.rank.of) == (16, 16)


def test_a_slip_of_the_print_stands_in_the_data_as_printed_and_is_not_used(compared):
    overweight = compared.place.indicators["adult-overweight"]
    printed = [o for o in compared.known() if o.indicator_id == "adult-overweight" and o.value == 7.7]
    assert len(printed) == 1
    assert all(o.value != 7.7 for o in compared.own(overweight).observations)


def test_a_place_that_was_just_started_has_no_findings(started):
    assert started.findings == ()
    assert started.spreads == {}
