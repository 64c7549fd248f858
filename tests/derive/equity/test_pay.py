"""Pay gaps as the regulations word them, and the groups whose pay is withheld."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.derive.equity.entries import Entry, Shown
from equitytown.derive.equity.pay import pay_gaps
from equitytown.derive.equity.words import ALL


def rows_of(characteristic="Sex", *, total=True, reference="", **groups):
    entries = [Entry(i, "X", "", characteristic, g, n, pay, pay) for i, (g, (n, pay)) in enumerate(groups.items())]
    people = sum(entry.count for entry in entries)
    shown = Shown("X", (), {characteristic: tuple(groups)}, {
        (characteristic, ALL, ALL): people, **{(characteristic, ALL, e.group): e.count for e in entries},
    })  # fmt: skip
    everybody = Entry(9, "X", "", characteristic, ALL, people, 15.0, 15.0) if total else None
    return {
        row.group: row for row in pay_gaps(shown, characteristic, entries, everybody=everybody, reference=reference)
    }


def test_a_gap_is_what_the_reference_earns_more_in_per_cent_of_it():
    found = rows_of(Male=(400, 20.0), Female=(600, 18.0))
    assert found["Female"].mean_gap == pytest.approx(10)
    assert found["Male"].mean_gap == 0
    assert found[ALL].mean_gap is None


def test_the_pay_of_a_small_group_takes_that_of_another_with_it():
    found = rows_of("Ethnic group", White=(700, 19.0), Asian=(200, 17.0), Black=(60, 16.0), Mixed=(40, 17.0))
    assert [g for g, row in found.items() if row.mean is None] == ["Black", "Mixed"]
    alone = rows_of("Ethnic group", total=False, White=(700, 19.0), Asian=(200, 17.0), Mixed=(40, 17.0))
    assert [g for g, row in alone.items() if row.mean is None] == ["Mixed"]


def test_where_two_groups_are_all_there_are_both_are_withheld_and_nothing_is_left_to_subtract():
    found = rows_of(Male=(400, 20.0), Female=(40, 18.0))
    assert [g for g, row in found.items() if row.mean is None] == ["Male", "Female"]


def test_without_a_reference_no_gap_is_given_and_one_can_be_declared():
    assert rows_of("Age", Young=(100, 12.0), Old=(100, 15.0))["Young"].note == "No reference group is declared"
    assert rows_of("Age", reference="old", Young=(100, 12.0), Old=(100, 15.0))["Young"].median_gap == pytest.approx(20)


@given(st.lists(st.integers(1, 300), min_size=2, max_size=8))
def test_pay_that_is_withheld_is_that_of_two_groups_and_fifty_people_or_that_of_everybody_too(counts):
    found = rows_of("Ethnic group", **{f"g{i}": (n, 15.0) for i, n in enumerate(counts)})
    hidden = [row for row in found.values() if row.mean is None and row.group != ALL]
    assert all(row.mean is None for row in found.values() if row.headcount < 50)
    together = sum(row.headcount for row in hidden)
    assert not hidden or found[ALL].mean is None or (len(hidden) > 1 and together >= 50)
