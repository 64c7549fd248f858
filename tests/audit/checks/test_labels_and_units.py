"""Units (R12), ages (R13), what a label counts (R14) and the place named in it (R27)."""

import pytest

from equitytown.audit.checks.labels import ages_in
from equitytown.audit.checks.units import unit_in
from tests.audit.pasted import CERTAIN, LIKELY, SMOKING, TO_CHECK, Sureness, one_round, remarks, says, written


@pytest.mark.parametrize(
    ("row", "sureness", "said"),
    [
        ("Road casualties (per 100,000)\tDfT\t2021\t91%\t90%\t88%\tA", CERTAIN, "is declared in per 100,000"),
        ("Average Attainment 8 score\tDfE\t2021/22\t46%\t47%\t49%\tA", LIKELY, "points of a score"),
        ("Crime rate\tHome Office\t2021\t91.2\t90.1\t88.8\tA", LIKELY, "does not say per how many"),
        ("Library visits\tCIPFA\t2021\t91.2\t90.1\t88.8\tA", TO_CHECK, "has no unit"),
        ("Child poverty\tDWP\t2021/22\t39.1\t30.8\t23.6\tA", TO_CHECK, "are given in %"),
        (f"{SMOKING}\t2021\t14.1\t13.0%\t12.9%\tA", LIKELY, "some with a percent sign"),
        (f"{SMOKING}\t2021\thigh\t13.0%\t12.9%\tA", LIKELY, "where a figure should stand"),
        ("Smoking (rate per 1,000)\tAPS\t2021\t141.0\t130.0\t129.0\tA", LIKELY, "are published in %"),
        ("Suicide rate (%)\tONS\t2018-20\t1.0%\t1.3%\t1.1%\tA", TO_CHECK, "are published in per 100,000"),
    ],
)
def test_a_figure_has_the_unit_of_its_measure(row: str, sureness: Sureness, said: str) -> None:
    found = says("R12", one_round(row))
    assert [how for how, sentence in found if said in sentence] == [sureness]


@pytest.mark.parametrize(
    "row",
    [
        "Average Attainment 8 score\tDfE\t2021/22\t46.0\t47.2\t49.1\tA",
        "Air quality index\tCDRC\t2022\t0.89\t0.30\t0.40\tR",
        "Minimum income (% of households)\tCouncil\t2023\t10.5% households\t-\t-\tN/a",
        f"{SMOKING}\t2021\tN/a\tN/a\tN/a\tN/a",
    ],
)
def test_a_unit_that_fits_raises_nothing(row: str) -> None:
    assert says("R12", one_round(row)) == []


def test_a_unit_is_read_in_words() -> None:
    assert [unit_in(text) for text in ("per head", "per 10000 people", "Number of homes", "Homes")] == [
        "per head", "per 10,000", "other", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "sureness"),
    [
        ("The proportion of births that were small in Luton is 4.1, which is high.", LIKELY),
        ("The mortality rate in Luton is 213.1, which is high.", TO_CHECK),
    ],
)
def test_prose_tells_the_unit_too(sentence: str, sureness: Sureness) -> None:
    assert [how for how, _ in says("R12", written(sentence))] == [sureness]
    assert says("R12", written(sentence.replace(", which", " per 1,000, which"))) == []


def test_ages_are_read_in_every_form() -> None:
    text = "aged 10-24, 16 to 64 year olds, 65+, under-75s, aged 5, three-year-old pupils and 11 year olds"
    assert list(ages_in(text)) == [(10, 24), (16, 64), (65, None), (0, 74), (5, 5), (11, 11), (3, 3)]


@pytest.mark.parametrize(
    ("label", "sureness"),
    [
        ("Admissions, aged 10-24 (rate per 100,000 16-24 year olds)", CERTAIN),
        ("Admissions of people aged 10-24 and aged 20-30 (number of)", TO_CHECK),
        ("Under 18 conceptions (rate per 1,000 females aged 15-17)", TO_CHECK),
        ("Adults who smoke (% aged 11-15)", LIKELY),
        ("Children in care (% aged 65+)", LIKELY),
    ],
)
def test_the_ages_of_a_label_agree(label: str, sureness: Sureness) -> None:
    assert [how for how, _ in says("R13", one_round(f"{label}\tONS\t2021\t1.0\t2.0\t3.0\tA"))] == [sureness]


def test_an_age_within_another_is_no_fault() -> None:
    label = "Children under 16 in care, mostly aged 5-10"
    assert says("R13", one_round(f"{label}\tONS\t2021\t1.0%\t2.0%\t3.0%\tA")) == []


def test_the_source_covers_the_label_s_age() -> None:
    row = "Dental decay in {} year olds (%)\tOral health survey of five-year-old children\t2021/22\t30%\t23%\t19%\tR"
    assert says("R13", one_round(row.format(5))) == []
    assert [how for how, _ in says("R13", one_round(row.format(3)))] == [LIKELY]


@pytest.mark.parametrize(
    ("row", "sureness", "said"),
    [
        ("Loneliness (often, sometimes, never)\tX\t2021\t27%\t22%\t21%\tR", LIKELY, "lists every answer"),
        (
            "Occupations (qualifications)\tX\t2021\t27%\t22%\t21%\tR",
            LIKELY,
            "names both occupations and qualifications",
        ),
        ("Walking (3-5 times a week)\tX\t2021\t27%\t22%\t21%\tR", TO_CHECK, "would be left out"),
        ("Adult obesity (%)\tX\t2021/22\t67%\t63%\t64%\tR", LIKELY, "the level of overweight or obesity"),
        ("Year 6 overweight or obesity (%)\tX\t2021/22\t27%\t22%\t21%\tR", LIKELY, "the level of obesity alone"),
    ],
)
def test_a_label_says_one_thing(row: str, sureness: Sureness, said: str) -> None:
    ((how, sentence),) = says("R14", one_round(row))
    assert how is sureness
    assert said in sentence


def test_bracketed_lists_of_other_things_are_no_answers() -> None:
    assert says("R14", one_round("Crime (theft, arson, fraud)\tX\t2021\t27\t22\t21\tR")) == []


def test_a_label_leaves_the_place_out() -> None:
    (remark,) = remarks("R27", one_round("Share of Luton homes (%)\tX\t2021\t27%\t22%\t21%\tR"))
    assert (remark.sureness, remark.likely) == (LIKELY, "Share of homes (%)")
    (remark,) = remarks(
        "R27", one_round("Share of Luton homes (%)\tX\t2021\t27%\t-\t-\tN/a", f"{SMOKING}\t2021\t1%\t1%\t1%\tA")
    )
    assert remark.sureness is TO_CHECK
