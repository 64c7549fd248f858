"""What the YAML files say of each other."""

import pytest

from tests.place.folders import edit, only, read, told


def test_a_measure_without_a_file_suggests_the_nearest(testford):
    edit(testford, "framework.yaml", "- smoking", "- smokin")
    assert only(testford) == (
        'framework.yaml, line 62: "smokin" has no file in indicators/.\n    Did you mean "smoking"?'
    )


def test_a_measure_like_no_other_is_to_be_added_or_taken_out(testford):
    edit(testford, "framework.yaml", "- smoking", "- zzz")
    assert "Add indicators/zzz.yaml, or take it out." in only(testford)


def test_a_measure_under_two_principles_is_told(testford):
    edit(testford, "framework.yaml", "- smoking", "- fuel-poverty\n      - smoking")
    assert "fuel-poverty stands under principle 4 already." in only(testford)


def test_a_principle_that_stands_twice_is_told(testford):
    edit(testford, "framework.yaml", "number: 2", "number: 1")
    assert "principle 1 stands twice." in only(testford)


def test_a_baseline_that_is_no_round_is_told(testford):
    edit(testford, "framework.yaml", "principles:", "rounds:\n  - 2021/22\nbaseline_round: 2020/21\nprinciples:")
    assert 'baseline_round "2020/21" is not among the rounds.\n    Use one of: 2021/22.' in only(testford)


def test_an_indicator_file_with_a_fault_is_told_once_and_not_missed_elsewhere(testford):
    edit(testford, "indicators/smoking.yaml", "polarity: low is good", "polarity: lower")
    assert "polarity" in only(testford)


def test_an_indicator_file_whose_name_is_no_identifier_is_told(testford):
    (testford / "indicators" / "air-quality.yaml").rename(testford / "indicators" / "Air quality.yaml")
    assert "indicators/Air quality.yaml: the name is not an identifier." in told(testford)[0]


@pytest.mark.parametrize("name", ["a--b", "a-", "x" * 65])
def test_an_indicator_whose_page_could_not_be_named_is_told(testford, name):
    (testford / "indicators" / "air-quality.yaml").rename(testford / "indicators" / f"{name}.yaml")
    assert "the name is not an identifier.\n    Use lower-case letters, digits and single hyphens" in told(testford)[0]


def test_a_related_indicator_that_is_not_there_is_told(testford):
    edit(testford, "indicators/year-6-obesity.yaml", "related_to: year-6-overweight", "related_to: year-6-overwait")
    assert '"year-6-overwait" has no file in indicators/.\n    Did you mean "year-6-overweight"?' in only(testford)


def test_a_supplier_that_nobody_describes_is_told(testford):
    edit(testford, "indicators/smoking.yaml", "supplier: fingertips", "supplier: fingertip")
    assert only(testford) == (
        'indicators/smoking.yaml: supplier "fingertip" is not in sources.yaml.\n    Did you mean "fingertips"?'
    )


def test_a_neighbour_set_that_is_not_there_is_told(testford):
    edit(testford, "report.yaml", "children: children-2025", "children: children-2052")
    assert 'neighbour set "children-2052" is not in place.yaml.\n    Did you mean "children-2025"?' in only(testford)


def test_a_neighbour_set_for_others_is_told(testford):
    edit(testford, "report.yaml", "children: children-2025", "adults: children-2025")
    assert 'neighbour set "children-2025" is for children, not for adults.' in only(testford)


def test_neighbour_sets_with_faults_are_not_called_missing(testford):
    edit(testford, "place.yaml", "ranked: 5", "ranked: 50")
    assert "ranked is 50 but the set has 10 members." in only(testford)


def test_a_section_that_stands_twice_is_told(testford):
    edit(testford, "report.yaml", "- spine", "- summary")
    assert 'section "summary" stands twice.' in only(testford)


def test_a_figure_that_stands_twice_is_told(testford):
    edit(testford, "report.yaml", "number: 2", "number: 1")
    assert "figure 1 stands twice." in only(testford)


def test_a_figure_of_an_unknown_indicator_is_told(testford):
    edit(testford, "report.yaml", "indicator: smoking", "indicator: smoke")
    assert '"smoke" has no file in indicators/.' in only(testford)


def test_a_figure_with_a_period_of_no_kind_is_told(testford):
    edit(testford, "report.yaml", "indicator: smoking", "indicator: smoking\n    periods:\n      - last year")
    assert 'period "last year" is not a calendar year.\n    Write it as "2022".' in only(testford)


def test_a_figure_may_name_a_period_of_another_kind(testford):
    edit(testford, "report.yaml", "indicator: smoking", "indicator: smoking\n    periods:\n      - 2020 to 2022")
    assert read(testford).report.figures[-1].periods == ("2020 to 2022",)
