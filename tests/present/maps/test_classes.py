"""How values fall into classes: every value into one, none into two, and the classes say why they are these."""

import pytest

from equitytown.errors import InputError
from equitytown.present.maps import classes
from equitytown.present.maps.data import Scale


def labels(found):
    return [one.label for one in found.classes]


def places(found, values):
    return [found.find(value) for value in values]


def test_equal_counts_hold_as_many_areas_each():
    values = [float(value) for value in range(1, 101)]
    found = classes.equal_counts(values, classes=5, decimals=0)
    assert classes.counts(found, places(found, values)) == (20, 20, 20, 20, 20)
    assert labels(found)[0] == "1 to 20"
    assert found.why == "Each class holds about a fifth of the areas."


def test_areas_that_print_alike_share_a_class():
    values = [0.0] * 9 + [1.0, 2.0]
    found = classes.equal_counts(values, classes=5, decimals=0)
    assert classes.counts(found, places(found, values)) == (9, 2)
    assert "stay together" in found.why


def test_two_classes_never_share_a_printed_number():
    values = [1.04, 1.06, 1.14, 1.16, 1.24]
    for make in (classes.equal_counts, classes.equal_steps):
        found = make(values, classes=2, decimals=1)
        ends = [end for one in found.classes for end in (one.low, one.high)]
        assert ends == sorted(ends)
        assert found.classes[0].high < found.classes[1].low


def test_equal_steps_are_as_wide_each():
    found = classes.equal_steps([0.0, 3.0, 100.0, None], classes=4, decimals=0, suffix="%")
    assert labels(found) == ["0% to 25%", "26% to 50%", "51% to 75%", "76% to 100%"]
    assert places(found, [25, 26, 100, None]) == [0, 1, 3, None]


def test_given_breaks_hold_every_value_whatever_comes():
    found = classes.given([5, 10], decimals=1)
    assert labels(found) == ["up to 5.0", "5.1 to 10.0", "10.1 or more"]
    assert places(found, [-3, 5, 5.1, 99]) == [0, 0, 1, 2]


def test_breaks_that_do_not_rise_are_refused():
    with pytest.raises(InputError, match="do not rise"):
        classes.given([10, 5], decimals=0)


def test_tenths_of_england_are_ten_with_the_worst_named():
    found = classes.national_deciles()
    assert len(found.classes) == 10
    assert labels(found)[0] == "1 (worst tenth)"
    assert places(found, range(1, 11)) == list(range(10))
    assert not found.dark_high


@pytest.mark.parametrize(("decimals", "largest"), [(1, 4.0), (0, 10.0), (1, 0.3), (2, 0.0), (1, 123.4)])
def test_a_change_has_a_middle_and_a_sign_on_each_side(decimals, largest):
    found = classes.changes([largest, -largest / 3, None], decimals=decimals)
    assert found.scale is Scale.DIVERGING
    assert [one.sign for one in found.classes] == ["▼", "▽", "", "△", "▲"]
    step = 10**-decimals
    values = [round(at * step, decimals) for at in range(-1500, 1501)]
    for value, place in zip(values, places(found, values), strict=True):
        one = found.classes[place]
        assert one.low is None or one.low <= value
        assert one.high is None or value <= one.high
        assert place == 2 or (place > 2) == (value > 0)


def test_no_value_makes_no_class():
    assert classes.equal_counts([None], classes=5, decimals=0).classes == ()
    assert classes.equal_steps([], classes=5, decimals=0).classes == ()
