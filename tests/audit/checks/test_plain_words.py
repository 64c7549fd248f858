"""Prose that needs no table (R34): comparisons against their own numbers, and causes told of figures."""

import pytest

from tests.audit.pasted import CERTAIN, LIKELY, TO_CHECK, Sureness, one_round, says, written

NEWCOMER = (
    "Smoking was lower in Leeds (14.2%) than in England (11.6%) in 2023, because of our programme, which caused the "
    "fall."
)
BRADFORD = one_round(
    "Smoking prevalence (% adults aged 18+)\tAnnual Population Survey\t2023\t14.2%\t11.6%\t11.9%",
    head="Measure description\tSource\tDate of measure\tBradford\tEngland\tRegion",
)


def grades(text: str) -> list[Sureness]:
    return [sureness for sureness, _ in says("R34", text)]


def test_text_alone_is_held_to_its_own_numbers_and_asked_for_its_cause() -> None:
    found = says("R34", NEWCOMER)
    assert [sureness for sureness, _ in found] == [CERTAIN, TO_CHECK]
    assert found[0][1].startswith('The text calls 14.2% "lower" than 11.6%, which it is not: ')
    assert found[1][1].startswith('A cause is told of figures ("because of" and "caused"): ')
    assert found[1][1].endswith("No cause can be told from figures alone.")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Leeds (14.2%) was significantly lower than the England average (11.6%).", [CERTAIN]),
        ("In 2023 smoking was 14.2% in Leeds, lower than the England average of 11.6%.", [CERTAIN]),
        ("Smoking was lower in Leeds (14.2%, limits 13.0 to 15.4) than in Bradford (12.6%).", [CERTAIN]),
        ("Smoking is more common in Leeds (14.2%) than in the rest of Yorkshire (15.6 per cent).", [CERTAIN]),
        ("Smoking was higher in Leeds (14.2%) than in England (11.6%).", []),
        ("Smoking was not lower in Leeds (14.2%) than in England (11.6%).", []),
        ("Smoking was lower in Leeds (14.2%) than in England (14.2%).", []),  # perhaps by a digit not printed
        ("Smoking was higher in Leeds (12) than in England (14).", []),  # perhaps the numbers of notes
        ("It was lower in Leeds (14.2%) than in England (11.6 per 1,000).", []),
        ("Leeds was at 9.1%, lower than England (11.6%) and lower than Yorkshire (10.4%).", []),
        ("It was 14.2% in Leeds, lower than Bradford and higher than England (11.6%).", []),
        ("It was 14.2% in Leeds, lower than in 2019 and similar to England (11.6%).", []),
    ],
)
def test_a_comparison_is_certain_where_numbers_and_order_are_plain(text: str, held: list[Sureness]) -> None:
    assert grades(text) == held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Smoking fell from 14.2% to 11.6% thanks to our clinics.", [TO_CHECK]),
        ("It is lower in Leeds (77.9 years) than in England (79.3 years), as a result of poverty.", [TO_CHECK]),
        ("Smoking fell from 14.2% to 11.6%, which may be due to our clinics.", []),
        ("The rate rose from 14.2% to 15.3% due to a change in how it is recorded.", []),
        ("Deaths due to smoking rose to 14.2 per 100,000 in 2023.", []),
        ("The rate of admissions caused by injuries fell from 14.2 to 11.6.", []),
        ("Smoking is a leading cause of early death.", []),
        (f"The plan rose from an idea, because of you. {'Word ' * 500}", []),
    ],
)
def test_a_cause_is_asked_for_only_where_figures_are_said_to_have_one(text: str, held: list[Sureness]) -> None:
    assert grades(text) == held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Smoking was 12.4% in Bradford, lower than England, in 2023.", [LIKELY]),
        ("In 2023 smoking prevalence in adults aged 18+ was 12.4% in Bradford, lower than England.", [CERTAIN]),
        ("In 2023 smoking was 10.4% in Bradford, lower than England.", []),  # the number alone is another
        ("In 2023 smoking was 14.2% in Bradford, higher than England.", []),
        ("In 2023 smoking was lower in Bradford (14.2%) than in England (11.6%).", [CERTAIN]),
        ("In 2023 smoking in Bradford was 14.2%, lower than the England average of 11.6%.", [CERTAIN]),
        ("In 2023 smoking in Bradford was 14.2%, higher than the England average of 11.6%.", []),
    ],
)
def test_a_word_is_held_to_the_figures_of_a_table_without_verdicts(text: str, held: list[Sureness]) -> None:
    assert grades(written(text, table=BRADFORD)) == held
