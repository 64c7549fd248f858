"""Sources (R16), symbols (R20), footnotes (R22), keys (R23), shape (R28)."""

from dataclasses import replace

import pytest

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Missing, Role
from equitytown.audit.reading import read_text
from tests.audit.pasted import (
    CERTAIN,
    HEAD,
    LIFE,
    LIKELY,
    SMOKING,
    TO_CHECK,
    Sureness,
    one_round,
    says,
    two_rounds,
    written,
)

FIGURES = "2021\t27%\t22%\t21%\tR"


@pytest.mark.parametrize(
    ("label", "source", "period", "sureness", "said"),
    [
        ("Smoking (%)", "Department for Education", "2021", LIKELY, "does not collect"),
        ("Smoking (%)", "Hospital Episode Statistics", "2021", LIKELY, "does not measure"),
        ("Smoking (%)", "Public Health England", "2023", LIKELY, "before the period of the figure"),
        (
            "Fuel poverty (%)",
            "Department for Business, Energy and Industrial Strategy",
            "2021",
            TO_CHECK,
            "ended in 2023",
        ),
        ("Smoking (%)", "Residents' panel", "2021", TO_CHECK, "is no publisher"),
        ("Employment (%)", "Labour Force Survey, ONS", "2021", TO_CHECK, "too small to give figures"),
        ("Progress 8 score", "Local Authority Information Tool (LAIT)", "2021/22", LIKELY, "Interactive Tool"),
        ("Annual Status Report (ASR)", "AHAH", "2021", LIKELY, "two different products"),
    ],
)
def test_a_source_can_give_the_figure(label: str, source: str, period: str, sureness: Sureness, said: str) -> None:
    late = f"{LIFE}\t2024\t78\t79\t80\tR"
    found = says("R16", one_round(f"{label}\t{source}\t{period}\t27%\t22%\t21%\tR", late))
    assert [how for how, sentence in found if said in sentence] == [sureness]


def test_figures_have_a_source() -> None:
    assert [how for how, _ in says("R16", one_round(f"Smoking (%)\tN/a\t{FIGURES}"))] == [LIKELY]


def test_a_source_relayed_by_another_is_judged_by_who_collects_it() -> None:
    caption = "Figure 1: Good level of development at the end of Reception, Luton, 2021/22"
    relayed = "Source: Office for National Statistics (ONS), taken from OHID Fingertips tool"
    assert [how for how, _ in says("R16", written(caption, relayed))] == [LIKELY]
    assert says("R16", written(caption, "Source: Department for Education, taken from OHID Fingertips")) == []
    assert [how for how, _ in says("R16", written("Source: Local Authority Information Tool (LAIT)"))] == [LIKELY]


def test_a_verdict_needs_both_figures() -> None:
    found = says("R20", one_round(f"{SMOKING}\t2021\tN/a\tN/a\t12.9%\tR"))
    assert [how for how, _ in found] == [CERTAIN, CERTAIN]
    unrated = one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA\tN/a", head=f"{HEAD}\tComparison to region")
    assert [how for how, sentence in says("R20", unrated) if "no verdict" in sentence] == [TO_CHECK]
    unrated = one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\t-\tA\t-", head=f"{HEAD}\tComparison to region")
    assert says("R20", unrated) == []


def test_a_verdict_on_neighbours_may_be_on_one_that_has_no_column() -> None:
    head = HEAD.replace("\tRegion\tComparison to England", "\tRegion\tNN\t{}")
    row = f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tN/a\tA"
    assert [how for how, _ in says("R20", one_round(row, head=head.format("Comparison to NN")))] == [LIKELY]
    assert says("R20", one_round(row, head=head.format("Comparison to closest neighbour"))) == []


def test_a_code_may_be_explained_in_the_text() -> None:
    row = one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA")
    told = "Here A means similar, by whether a 95% confidence interval holds the better or worse figure."
    assert says("R23", written(told, table=row)) == []


def test_symbols_are_few_and_explained() -> None:
    rows = [f"{SMOKING}\t2021\t14.1%\t-\tN/a\tN/a", f"{LIFE}\t2018-20\t78.1\t-\t\t-"]
    found = says("R20", one_round(*rows))
    assert [how for how, sentence in found if "does not explain" in sentence] == [TO_CHECK]
    assert [how for how, sentence in found if "empty" in sentence] == [LIKELY]
    keyed = says(
        "R20", one_round(*rows, key="R = worse than England\tG = better than England\tN/a = data not available")
    )
    assert [how for how, sentence in keyed if "does not explain" in sentence] == [LIKELY]
    tbc = says("R20", one_round("TBC\tTBC\tTBC\tTBC\t2%\t3%\tA", f"{SMOKING}\t2021\t14.1%\t13%\t13%\tA"))
    assert [how for how, sentence in tbc if '"TBC"' in sentence] == [TO_CHECK, CERTAIN]


def test_a_mark_is_explained_in_the_text_or_the_notes() -> None:
    table = one_round(f"Progress score**\tDfE\t{FIGURES}")
    assert [how for how, _ in says("R22", table)] == [CERTAIN]
    assert says("R22", written("** Provisional.", table=table)) == []
    assert says("R22", written("Symbols: [p] provisional; ** estimated.", table=table)) == []
    assert [how for how, _ in says("R22", written("Progress score** rose.", table=table))] == [CERTAIN]
    noted = read_text(table)
    noted = replace(noted, tables=(replace(noted.tables[0], notes={"**": "Provisional.", "\u2020": "Estimated."}),))
    assert [remark.sureness for remark in CHECKS["R22"](noted)] == [TO_CHECK]


KEY = "R = worse than {0}\tA = similar to {0}\tG = better than {0}"
REGION = f"{HEAD}\tComparison to region"


def test_the_key_covers_codes_and_columns_and_names_the_test() -> None:
    row = f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA\tR"
    assert [how for how, _ in says("R23", one_round(row, head=REGION))] == [LIKELY, LIKELY, TO_CHECK]
    found = says(
        "R23",
        one_round(
            row, head=REGION, key="R = worse than England\tG = better than England\tN/a = no 95% confidence limit"
        ),
    )
    assert [how for how, _ in found] == [CERTAIN, LIKELY]
    full = KEY.format("its comparator (95% confidence interval)")
    assert says("R23", one_round(row, head=REGION, key=full)) == []


def test_the_key_explains_the_trend() -> None:
    row = f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA\tWorse"
    key = KEY.format("England (95% confidence interval)")
    assert [how for how, _ in says("R23", one_round(row, head=f"{HEAD}\tTrend", key=key))] == [TO_CHECK]


def test_verdicts_in_words_explain_themselves() -> None:
    assert [how for how, _ in says("R23", one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tsimilar"))] == [TO_CHECK]


def test_rows_and_headings_stand_once() -> None:
    row = f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA"
    assert [how for how, _ in says("R28", one_round(row, row))] == [LIKELY]
    blank = says(
        "R28", one_round(row, "", f"{LIFE}\t2018-20\t78.1\t79.4\t80.2\tR", f"Fuel poverty (%)\tONS\t{FIGURES}")
    )
    assert all(how is TO_CHECK for how, _ in blank)


def test_there_is_one_baseline_and_one_wording() -> None:
    row = f"{SMOKING}\t2019\t16.8%\t13.9%\t13.7%\tN/a\t2021\t14.1%\t13.0%\t12.9%\tBetter"
    text = (
        two_rounds(row)
        .replace("JSNA 2021/22", "JSNA 2021/22 (Baseline)")
        .replace("JSNA 2022/23", "JSNA 2022/23 (Baseline)")
    )
    assert [how for how, sentence in says("R28", text) if "There can be one" in sentence] == [LIKELY]
    head, each, *rows = two_rounds(row).split("\n")
    other = "\n".join((head, each[::-1].replace("England"[::-1], "National"[::-1], 1)[::-1], *rows))
    assert [how for how, sentence in says("R28", other) if "in different rounds" in sentence] == [TO_CHECK]


def test_a_row_has_a_label_and_a_part_one_column() -> None:
    published = read_text(one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA"))
    (table,) = published.tables
    (line,) = table.lines
    label = line.entries[Role.MEASURE]
    bare = replace(line, entries={**line.entries, Role.MEASURE: replace(label, text="", missing=Missing.EMPTY)})
    torn = replace(table, lines=(bare,), columns=(*table.columns, replace(line.entries[Role.PLACE].column, letter="Z")))
    found = [remark.says for remark in CHECKS["R28"](replace(published, tables=(torn,)))]
    assert ["both hold" in sentence for sentence in found] == [True, False]
    assert "names no measure" in found[1]
