"""Codes checked against a boundary set, every fault told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import boundary_sets
from equitytown.geography.code_checks import FaultKind, check_codes, refuse_faults, shared_names
from equitytown.geography.history import shipped_history, together
from tests.geography import real
from tests.geography.test_history_tables import looked_up

SHIPPED = shipped_history()
TIERS = [s for s, found in boundary_sets().items() if found.code_prefixes[0] >= "E06"]


def only(code, set_id, history=SHIPPED):
    (fault,) = check_codes([code], set_id, history)
    return fault


@pytest.mark.parametrize(
    ("code", "set_id", "kind", "instead", "sentence"),
    [
        (
            "E07000191",
            "lower-tier-2025",
            FaultKind.ENDED,
            ("E06000066",),
            (
                "E07000191 (West Somerset) ended on 31 March 2019. It became E07000246 (Somerset West and Taunton): "
                "merged, comparable only from counts. Use E06000066 (Somerset)."
            ),
        ),
        (
            "E01000005",
            "lsoa-2021",
            FaultKind.ENDED,
            ("E01000014", "E01000015"),
            (
                "E01000005 ended on 20 March 2021. It became E01000014 and E01000015: changed irregularly, never "
                "comparable. Use E01000014 and E01000015."
            ),
        ),
        (
            "E01000013",
            "lsoa-2011",
            FaultKind.FOREIGN,
            ("E01000003", "E01000004"),
            "E01000013 is of LSOA 2021, not of LSOA 2011. There it was E01000003 and E01000004.",
        ),
        (
            "E12000006",
            "upper-tier-2025",
            FaultKind.FOREIGN,
            (),
            "E12000006 (East of England) is of Regions since 2009, not of Upper-tier authorities of April 2025.",
        ),
        ("E0600032", "upper-tier-2025", FaultKind.UNKNOWN, (), '"E0600032" is not known. Check it for a slip.'),
        (
            "north east",
            "combined-authority-2025",
            FaultKind.NAME,
            ("E47000014",),
            (
                '"north east" is a name, and 3 areas have it: E12000001 (Regions since 2009), E47000010 (Combined '
                "authorities of 2023), E47000014 (Combined authorities of 2024 to 2025). Join by code."
            ),
        ),
        (
            "Barnsley",
            "upper-tier-2009",
            FaultKind.NAME,
            ("E08000016",),
            (
                '"Barnsley" is a name, and 2 areas have it: E08000016 (Upper-tier authorities of April 2009 to 2023 '
                "and Lower-tier authorities of April 2009 to 2023), E08000038 (Upper-tier authorities of April 2025 "
                "and Lower-tier authorities of April 2025). Join by code."
            ),
        ),
    ],
)
def test_a_code_that_is_not_of_the_set_is_told_with_what_to_use(code, set_id, kind, instead, sentence):
    fault = only(code, set_id, together(SHIPPED, looked_up()))
    assert (fault.area_code, fault.kind, fault.instead) == (code, kind, instead)
    assert fault.sentence == sentence


def test_an_end_without_a_day_is_told_without_one():
    history = looked_up(old_set="old wards", new_set="new wards")
    assert only("E01000002", "new wards", history).sentence.startswith("E01000002 ended. It became E01000011 and")


def test_a_name_that_one_area_has_gives_its_code():
    assert only("Luton", "upper-tier-2025").instead == ("E06000032",)
    assert "is a name, and an area has it: E06000032" in only("Luton", "upper-tier-2025").sentence


@given(st.sampled_from(TIERS), st.sets(st.sampled_from(sorted(SHIPPED))))
def test_codes_of_the_set_pass_and_all_others_are_told_once(set_id, codes):
    told = [fault.area_code for fault in check_codes(sorted(codes), set_id, SHIPPED)]
    assert told == [code for code in sorted(codes) if set_id not in SHIPPED[code].boundary_sets]


@given(st.sampled_from(TIERS), st.sampled_from(sorted(SHIPPED)))
def test_what_to_use_instead_is_of_the_set(set_id, code):
    for fault in check_codes([code], set_id, SHIPPED):
        assert all(set_id in SHIPPED[one].boundary_sets for one in fault.instead)


def test_every_fault_is_listed_at_once():
    refuse_faults(["E06000032", "E06000066"], "lower-tier-2025", SHIPPED)
    with pytest.raises(InputError) as refused:
        refuse_faults(["E06000032", "E08000016", "E0600032"], "lower-tier-2025", SHIPPED)
    assert str(refused.value).splitlines() == [
        "2 of 3 codes are not of Lower-tier authorities of April 2025.",
        (
            "E08000016 (Barnsley) ended on 31 March 2025. It became E08000038 (Barnsley): kind of change not told. "
            "Use E08000038 (Barnsley)."
        ),
        '"E0600032" is not known. Check it for a slip.',
    ]


def test_sixteen_of_lutons_new_wards_carry_the_name_of_an_old_one_and_cannot_be_joined_by_it(shared):
    both = together(*real.wards(shared))
    names = shared_names(both, "ward-2022", "ward-2023")
    assert len(names) == 16
    assert names[0] == ("Barnfield", "E05002193", "E05014735")
    assert {"Crawley", "Icknield", "Limbury", "Beech Hill", "Central", "Poets", "Vauxhall"} & {
        name for name, _, _ in names
    } == set()
    for name, old, new in names:
        fault = only(name, "ward-2023", both)
        assert fault.kind is FaultKind.NAME
        assert fault.instead == (new,)
        assert f"{old} (Wards of 2022), {new} (Wards of 2023). Join by code." in fault.sentence
    with pytest.raises(InputError, match=r"16 of 16 codes are not of Wards of 2023"):
        refuse_faults([name for name, _, _ in names], "ward-2023", both)
