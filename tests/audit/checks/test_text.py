"""Text against table (R18, R19, R34), captions (R31), numbering and names (R32), coverage (R35)."""

import pytest

from equitytown.audit.checks.wording import verdicts_in
from equitytown.audit.prose import match, may_match
from equitytown.audit.told import figures_in
from tests.audit.pasted import CERTAIN, HEAD, LIFE, LIKELY, SMOKING, TO_CHECK, Sureness, one_round, says, written

PLACE, ENGLAND, REGION = "the place", "England", "region"
RANKED = one_round(
    f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tRank 8th of 16\tA",
    head=HEAD.replace("\tRegion\t", "\tRegion\tNN\t"),
)
CAPTION = "Figure 1: Smoking prevalence in adults, Luton, {}"


@pytest.mark.parametrize(
    ("sentence", "areas"),
    [
        ("Luton had 6.3, against the England rate of 4.0.", [PLACE, ENGLAND]),
        ("Luton has 6.3, below the national and regional rates of 4.0 and 3.5 respectively.", [PLACE, ENGLAND, REGION]),
        ("It is 61.1% in Luton, lower than the national and regional rates, both at 67.2%.", [PLACE, ENGLAND, REGION]),
        ("It is 42% in Luton, 36.6% nationally, 34.2% regionally but 41% in Slough.", [PLACE, ENGLAND, REGION, None]),
        ("It was 14.1% of Luton, like the estimate of 13.0% elsewhere.", [PLACE, None]),
        ("Luton fell from 16.8% in 2019 to 14.1% in 2021.", [PLACE, PLACE]),
        ("Of 10 to 24 year olds in 2022, 95% confidence, 6 out of 16, Figure 3 and 1st.", []),
        ("The score was \u22120.32 in Luton.", [PLACE]),
        ("It was 5.0 of all.", [None]),
    ],
)  # fmt: skip
def test_a_figure_has_the_area_that_its_sentence_gives_it(sentence: str, areas: list[str | None]) -> None:
    assert [figure.area.value if figure.area else None for figure in figures_in(sentence, "Luton")] == areas


def test_a_measure_is_matched_only_where_no_other_could_be_meant() -> None:
    labels = (
        "Life expectancy, Male (Years)",
        "Life expectancy, Female (Years)",
        "Under 75 mortality from cancer (per 100,000)",
    )
    assert match("Life expectancy of women rose", labels) == match("female life expectancy", labels)
    assert match("Life expectancy rose", labels) is None
    assert match("Under 75 mortality from all causes", labels) is None
    assert match("Healthy life expectancy of men", labels) is None
    assert match("Library visits", ("Library visits, north", "Library visits, south")) is None
    assert not may_match("Under 75 mortality from all causes", labels)
    assert may_match("Library visits", ("Library visits (per head)",))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In 2021 11.4% of adults in Luton smoked.", [LIKELY]),
        ("The smoking prevalence of adults aged 18+ in Luton was 11.4% in 2021.", [CERTAIN]),
        ("In 2021 14% of adults in Luton smoked.", []),
        ("In 2021 14.1% of adults in Luton smoked. Luton ranked 7 out of 16 neighbours.", [LIKELY]),
        ("In 2021 14.1% of adults in Luton smoked. Out of the 15 nearest, it ranks 8th.", [LIKELY]),
        ("In 2021 14.1% of adults in Luton smoked. Luton ranked 8th out of 16.", []),
        ("In 2021 30.0% of adults in the most deprived wards of Luton smoked.", []),
        ("In 2021 14.1% of adults in Luton smoked. Library visits were 3.2 per head in Luton.", []),
        ("Smoking among men in Luton was 20.0% in 2021.", []),
    ],
)
def test_text_and_table_have_the_same_figures(sentence: str, found: list[Sureness]) -> None:
    said = says("R19", written("Smoking", sentence, table=RANKED))
    assert [how for how, _ in said if how is not TO_CHECK] == found


def test_a_figure_told_twice_has_one_value() -> None:
    text = "Smoking prevalence in Luton was {} in 2019."
    pairs = {("16.8%", "18.6%"): [CERTAIN], ("16.8%", "17%"): []}
    for values, found in pairs.items():
        assert [how for how, _ in says("R19", written("Smoking", *map(text.format, values)))] == found


def test_a_number_repeated_where_another_was_meant_is_told() -> None:
    text = "It was 14.1% in Luton, like the estimate of 13.0% the national and regional figures of 13.0% and 12.9%."
    assert [how for how, sentence in says("R19", written(text)) if "2 times" in sentence] == [LIKELY]


def test_a_set_of_neighbours_has_one_size_and_a_rank_its_period() -> None:
    text = written("We ranked 4th out of 16 CIPFA neighbours.", "We ranked 3rd out of 15 CIPFA neighbours.")
    assert [how for how, _ in says("R19", text)] == [LIKELY]
    text = written("In 2020 it fell. We ranked 4th out of 16.", CAPTION.format(2021))
    assert [how for how, _ in says("R19", text)] == [TO_CHECK]


def test_a_table_older_than_its_text_is_told_once() -> None:
    text = "Smoking stood at 12.0% in Luton in 2022. Smoking rose in 2022."
    ((how, sentence),) = says("R18", written("Smoking", text))
    assert how is LIKELY
    assert "12.0% for Luton" in sentence
    assert says("R18", written("Smoking", text.replace("2022", "2019"))) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In 2021 14.1% of adults in Luton smoked, significantly lower than England at 13.0%.", [CERTAIN, LIKELY]),
        ("In 2021 14.1% of adults in Luton smoked. This is lower than the England average of 13.0%.", [LIKELY]),
        ("In 2021 England was significantly higher than Luton (14.1%) and the region (15.2%).", []),
        ("In 2021 smoking was similar to England.", []),
        ("In 2021 smoking was not significantly different from England and the region.", []),
        ("In 2021 smoking was higher than in England.", []),
        ("In 2021 smoking was significantly worse than in England.", [LIKELY]),
        ("In 2021 smoking was not worse than in England.", []),
    ],
)  # fmt: skip
def test_verdict_words_agree_with_figures_and_table(sentence: str, found: list[Sureness]) -> None:
    assert [how for how, _ in says("R34", written("Smoking", sentence))] == found


def test_verdicts_by_direction_need_only_the_direction() -> None:
    row = "Smoking prevalence (% adults aged 18+)\tAPS\t2021\t19.1%\t13.0%\t12.9%\t{}"
    text = "In 2021 smoking was significantly {} than in England."
    cases = {
        ("higher", "higher"): 0,
        ("higher", "lower"): 1,
        ("R", "higher"): 0,
        ("R", "better"): 1,
        ("G", "higher"): 1,
    }
    for (rating, way), count in cases.items():
        found = says("R34", written("Smoking", text.format(way), table=one_round(row.format(rating))))
        assert len(found) == count, (rating, way)
    unknown = "Library visits and loans (%)\tCIPFA\t2021\t19.1%\t13.0%\t12.9%\tR"
    text = written(
        "Libraries",
        "In 2021 library visits and loans were significantly higher than in England.",
        table=one_round(unknown),
    )
    assert says("R34", text) == []


def test_a_verdict_is_against_the_areas_of_its_own_clause() -> None:
    (one,) = verdicts_in("It is higher than the region but England fell", "Luton")
    assert [role.value for role in one.against] == ["region"]


def test_a_figure_has_a_source_of_its_own() -> None:
    dated = "Source: Indices of Deprivation, 2019"
    text = written(CAPTION.format(2019), dated, "Figure 2: Index of deprivation, Luton, 2019", dated)
    assert [how for how, sentence in says("R31", text) if "show different things" in sentence] == [LIKELY]
    assert (
        says(
            "R31",
            written(CAPTION.format(2019), "Source: ONS, 2019", "Figure 2: Smoking by sex, 2019", "Source: ONS, 2019"),
        )
        == []
    )
    lone = written(CAPTION.format(2021), "Source: APS", "Figure 2: Fuel poverty, Luton", "Figure 3: Our plan")
    assert sorted(how.value for how, _ in says("R31", lone)) == ["likely", "to check", "to check"]


def test_the_years_of_caption_text_and_source_agree() -> None:
    shows = "Figure 1 shows smoking in {}. It fell."
    assert [how for how, _ in says("R31", written(shows.format(2019), CAPTION.format(2021), "Source: APS"))] == [LIKELY]
    assert says("R31", written(shows.format(2021), CAPTION.format(2021), "Source: APS (accessed March 2020)")) == []
    assert [how for how, _ in says("R31", written(CAPTION.format(2021), "Source: APS 2018"))] == [LIKELY]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (("1. First of all.", "1. Second of all.", "2. Third of all."), [LIKELY]),
        (("1. First of all.", "1. Second of all.", "1. Third of all."), []),
        (("1. First of all.", "2. Second of all.", "1. Anew it begins."), []),
        (("1. First of all.", "3. Third of all."), [LIKELY]),
        (("Figure 1: One", "Figure 3: Two"), [LIKELY]),
        (("It was was so.",), [LIKELY]),
        (("Three 3 projects won.",), [LIKELY]),
        (("We focus on the things that matter most and focus on the things that matter most.",), [TO_CHECK]),
        (("This paragraph is long enough to be one that nobody says twice.",) * 2, [LIKELY]),
        (("Rated worse than England in every year; rated worse than England in every year.",), []),
        (("This paragraph is long enough to be one that nobody says twice.", "A.", "B.", "C.") * 2, [TO_CHECK]),
        (("We ranked 4th out of 16.", "We ranked 6 out of 16.", "We ranked 8 out the 16."), [TO_CHECK]),
        (("There are over 5 actions.", "1. One.", "2. Two."), [TO_CHECK]),
        (("There are three actions.", "1. One.", "2. Two."), [TO_CHECK]),
        (("There are two actions.", "1. One.", "2. Two."), []),
        (("There are two actions.", "Giving", "1. One.", "2. Two.", "Taking", "1. One."), []),
        (("There are about 2 actions.", "1. One.", "2. Two."), []),
        (("The VCFSE and the VCSFE met.",), [LIKELY, TO_CHECK]),
        (("The VCFSE and the VCSE met.",), [TO_CHECK, TO_CHECK]),
        (("The LSOA and the MSOA met.",), [TO_CHECK]),
        (("See section 3F.",), [TO_CHECK]),
        (("See section 3.", "3. What we did"), []),
        (("See figure 9.", "Figure 1: One"), [TO_CHECK]),
        (("See Figure 1 and table 9.", "Figure 1: One"), []),
    ],
)  # fmt: skip
def test_numbers_run_on_and_nothing_is_said_twice(paragraphs: tuple[str, ...], found: list[Sureness]) -> None:
    assert [how for how, _ in says("R32", written(*paragraphs))] == found


def test_an_acronym_of_the_table_is_spelt_as_in_the_text() -> None:
    table = one_round("Air quality (index)\tAHAH\t2022\t0.9\t0.3\t0.4\tR")
    assert [how for how, _ in says("R32", written("The AAHA is an index.", table=table)) if how is LIKELY] == [LIKELY]


def test_every_principle_has_a_measure_and_every_row_a_principle() -> None:
    head = f"Principle\t{HEAD}"
    rows = [
        f"{at}\t{LIFE.replace('Male', name)}\t2018-20\t78.1\t79.4\t80.2\tR"
        for at, name in ((1, "Male"), (2, "Female"), (4, "All"))
    ]
    ((how, sentence),) = says("R35", one_round(*rows, head=head))
    assert how is LIKELY
    assert "none numbered 3" in sentence
    found = says("R35", one_round(rows[0], "2\tTBC\tTBC\t-\t-\t-\t-\t-", head=head))
    assert [how for how, _ in found] == [LIKELY]


def test_what_the_text_draws_is_in_the_table() -> None:
    assert [how for how, _ in says("R35", written("Figure 1: Fuel poverty in Luton, 2021"))] == [TO_CHECK]
    assert says("R35", written(CAPTION.format(2021), "Figure 2: Our plan")) == []
