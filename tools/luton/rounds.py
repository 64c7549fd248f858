"""Both rounds of the outcome list exactly as printed, one row per measure and round."""

from pathlib import Path

from luton.printed import LETTERS, LIST_KNOWN_FROM, REPORT, list_entry, list_span
from luton.rows import PRINTED_LICENCE, PRINTED_PUBLISHER, read_table

# Oddities of single rows, in our words; those that touch whole columns are on the methods page.
SAME_FIGURES = "Both rounds carry the same period and values; only the neighbour rank and its verdict differ"
AVERAGE = "A neighbour average stands in place of a rank"
SCHOOL_YEAR = "Two asterisks lead to no footnote. Printed under 2022, the school year 2021/22"
LEICESTER = "The neighbour column names Leicester, which is neither stated closest neighbour"
NOTES = {
    "OI-01-R1": SAME_FIGURES,
    "OI-01-R2": f"{SAME_FIGURES}. The text beside Figure 1 has the later 2020 to 2022",
    "OI-02-R1": SAME_FIGURES,
    "OI-02-R2": f"{SAME_FIGURES}. The text beside Figure 2 has the later 2020 to 2022",
    "OI-05-R2": "The region's printed figure equals Luton's",
    "OI-06-R2": "The region's printed figure equals Luton's, yet Luton is marked worse than the region; "
    "the text gives 56.6% for Luton only",
    "OI-07-R1": "Ranked among 16 here and among 6 in the next round; second of 16 is marked similar, "
    "while second of 16 for life expectancy is marked better",
    "OI-07-R2": "Ranked among 6 here and among 16 in the round before",
    "OI-08-R1": "Same survey and values in both rounds; the rank went from 4th of 5 to 5th of 6",
    "OI-08-R2": "Same survey and values in both rounds; the rank went from 4th of 5 to 5th of 6",
    "OI-09-R2": "A measure of children ranked among the 16 of the adult set. Printed under 2022; "
    "the supplier's years run from April to March",
    "OI-10-R2": f"{AVERAGE}. The verdicts do not follow the size of the gaps. {SCHOOL_YEAR}",
    "OI-11-R2": f"Printed with a percent sign, though the score is in points. {AVERAGE}. {SCHOOL_YEAR}",
    "OI-12-R2": f"{AVERAGE}; no figure for the region",
    "OI-13-R2": f"{AVERAGE}. The supplier's own 2023 figures differ; "
    "40 and 38 are its figures for the year to March 2022",
    "OI-14-R2": "Better than England yet last among its neighbours. The age in the name and the age in the rate differ",
    "OI-15-R1": "Obesity, under a name that says overweight or obese; the next round counts all overweight, "
    "so the two rounds cannot be compared. Printed under 2020, the school year 2019/20",
    "OI-15-R2": "Overweight including obesity; the round before counts obesity alone, "
    "so the two rounds cannot be compared",
    "OI-16-R2": "Stands under principle 3; a local model without comparators",
    "OI-17-R2": "The borough improves here, while the report's ward maps tell of worsening in the centre",
    "OI-18-R2": "The name speaks of occupations, its bracket of qualifications",
    "OI-19-R2": LEICESTER,
    "OI-20-R2": "A measure of children ranked among the 16 of the adult set",
    "OI-23-R2": "The text beside Figure 10 has the later 2022",
    "OI-24-R1": "Luton's 7.70% cannot be right beside 62.80% for England; kept as printed",
    "OI-25-R2": "The name lists every answer; which of them count is not said",
    "OI-26-R2": "Printed under 2021/22; the supplier gives calendar and three-year periods",
    "OI-27-R1": "Principle 7 has no measure yet",
    "OI-27-R2": "Principle 7 has no measure yet",
    "OI-29-R2": "Name and source are different products. "
    f"Nearly three times England's figure, yet marked similar. {LEICESTER}",
}


def round_rows(report: Path) -> list[dict[str, str]]:
    """Give the printed outcome list in our columns, in printed order."""
    return [_round_row(cell) for cell in read_table(report / "outcome_indicators.csv")]


def _round_row(cell: dict[str, str]) -> dict[str, str]:
    """Write one printed row; the printed text and the number read from it stand side by side."""
    return {
        "indicator_id": list_entry(cell).indicator_id,
        "round": cell["round"],
        "measure_printed": cell["measure"],
        "source_printed": cell["source"],
        "period_printed": cell["date_of_measure_printed"],
        **list_span(cell)._asdict(),
        "place_printed": cell["luton_printed"],
        "place_value": cell["luton"],
        "england_printed": cell["england_printed"],
        "england_value": cell["england"],
        "region_printed": cell["region_printed"],
        "region_value": cell["region"],
        "neighbours_printed": cell["nn_printed"],
        "neighbours_value": cell["nn_value"],
        "neighbours_rank": cell["nn_rank"],
        "neighbours_of": cell["nn_of"],
        "neighbours_area": cell["nn_named_area"],
        "rating_national": LETTERS[cell["rag_national"]],
        "rating_region": LETTERS[cell["rag_region"]],
        "rating_neighbours": LETTERS[cell["rag_nn"]],
        "trend_printed": cell["trend_printed"],
        "status": cell["status"],
        "note": NOTES.get(cell["row_id"], ""),
        "publisher": PRINTED_PUBLISHER,
        "title": f"{REPORT}, outcome indicator list, round {cell['round']}",
        "licence": PRINTED_LICENCE,
        "known_from": LIST_KNOWN_FROM,
    }
