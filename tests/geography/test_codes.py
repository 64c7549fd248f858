from equitytown.geography.codes import COMPARABLE, CodeRecord
from equitytown.geography.lookups import CHANGES


def test_a_label_has_the_name_where_it_is_known():
    assert CodeRecord("E06000032", "Luton", "Unitary authority").label == "E06000032 (Luton)"
    assert CodeRecord("E01015741", "", "LSOA").label == "E01015741"


def test_every_kind_of_change_of_a_look_up_says_what_can_be_compared():
    assert COMPARABLE.keys() == CHANGES.keys() - {""}
