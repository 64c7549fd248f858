import pytest

from equitytown.errors import BuildError, EquityTownError, Fault, InputError, PlaceError

FAULT = Fault("places/made-up/indicators/share.yaml", 7, 'polarity "lower" is not known.', "Use one of: high is good.")


def test_every_error_is_one_of_ours():
    for kind in (InputError, PlaceError, BuildError):
        assert issubclass(kind, EquityTownError)


def test_wrong_input_is_also_a_value_error():
    assert issubclass(InputError, ValueError)
    assert issubclass(PlaceError, InputError)
    assert not issubclass(BuildError, ValueError)


def test_a_fault_says_where_what_and_how_to_mend_it():
    assert str(FAULT) == (
        'places/made-up/indicators/share.yaml, line 7: polarity "lower" is not known.\n    Use one of: high is good.'
    )


def test_a_fault_of_a_whole_file_names_no_line():
    assert str(Fault("place.yaml", None, "the file is empty.")) == "place.yaml: the file is empty."


def test_faults_sort_by_file_and_line():
    faults = [Fault("b", 1, "x"), Fault("a", 10, "x"), Fault("a", 9, "x")]
    assert [(f.path, f.line) for f in sorted(faults)] == [("a", 9), ("a", 10), ("b", 1)]


def test_a_fault_cannot_be_changed():
    with pytest.raises(AttributeError):
        FAULT.line = 8


def test_every_fault_of_a_place_is_printed():
    with pytest.raises(PlaceError, match=r"2 faults found; nothing was written\.") as caught:
        raise PlaceError([FAULT, Fault("place.yaml", None, "the file is empty.")])
    assert caught.value.faults[0] is FAULT
    assert str(FAULT) in str(caught.value)
    assert "place.yaml: the file is empty." in str(caught.value)


def test_one_fault_is_counted_as_one():
    assert str(PlaceError([FAULT])).startswith("1 fault found")
