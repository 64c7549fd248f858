"""
OHID Fingertips: figures by indicator, with limits, counts and the supplier's verdict against England.

The number is looked up first: a name other than the indicator's file gives is refused. Figures come for the
newest generation of upper-tier authorities for which the supplier has loaded the measure.
"""

from collections.abc import Iterator
from typing import Any

from equitytown.collect.fetch import Ask
from equitytown.collect.figures import check_identity
from equitytown.collect.fingertips_tables import API, ORIGIN, table
from equitytown.collect.reading import Line, json_of, lines_of
from equitytown.collect.supplier import Row, Scope, Supplier
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import PeriodKind
from equitytown.terms.reply import Reply

GENERATIONS = (502, 402, 302, 202, 102)  # area types of upper-tier authorities, newest first
REGIONS = 6  # the parent area type whose parent is England
NEEDS = (
    "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Sex", "Age", "Category Type", "Category",
    "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator", "Value note",
)  # fmt: skip
VERDICT = "Compared to England value"


def rows(indicator: Indicator, _scope: Scope, ask: Ask) -> Iterator[Row]:
    """Ask for the measure's name, then where it is loaded, then for its figures."""
    number = _number(indicator)
    check_identity(indicator, _name(ask(f"{API}/indicator_metadata/by_indicator_id?indicator_ids={number}"), number))
    generation = _generation(ask(f"{API}/available_data?indicator_id={number}"), number)
    areas = f"child_area_type_id={generation}&parent_area_type_id={REGIONS}"
    yield from rows_of_file(indicator, ask(f"{API}/all_data/csv/by_indicator_id?indicator_ids={number}&{areas}"))


def rows_of_file(indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """
    Read the supplier's table of figures, asked for or saved in a browser.

    Raises
    ------
    DriftError
        If its layout is not the supplier's, it lacks the measure, or names the measure otherwise.
    """
    number, found, ages = _number(indicator), False, set[str]()
    for line in lines_of(reply, needs=NEEDS):
        if line["Indicator ID"] == number:
            if not found:
                check_identity(indicator, line["Indicator Name"])
            found = True
            if _is_of_kind(line.get("Time period range"), indicator) and _is_of_age(line, indicator, ages):
                yield _row(line, reply)
    if not found:
        raise DriftError(f"{indicator.indicator_id}: {reply.address} holds no row of indicator {number}.")


def _number(indicator: Indicator) -> str:
    number = indicator.source.supplier_id
    if not number.isdigit():
        raise DriftError(f'{indicator.indicator_id}: "{number}" is no Fingertips number. Write such as "90366".')
    return number


def _name(reply: Reply, number: str) -> str:
    """Give the supplier's name of a measure."""
    try:
        return str(json_of(reply)[number]["Descriptive"]["Name"])
    except (KeyError, TypeError):
        raise DriftError(f"Fingertips knows no indicator {number}, or tells of it in another layout.") from None


def _generation(reply: Reply, number: str) -> int:
    """Choose the newest generation of upper-tier authorities with figures."""
    loaded: Any = json_of(reply)  # a list of objects, says the supplier
    try:
        types = {int(entry["AreaTypeId"]) for entry in loaded}
    except (KeyError, TypeError, ValueError):
        raise DriftError(f"Fingertips tells in another layout where indicator {number} is loaded.") from None
    chosen = next((generation for generation in GENERATIONS if generation in types), None)
    if chosen is None:
        listed = ", ".join(map(str, sorted(types))) or "none"
        raise DriftError(f"Fingertips has indicator {number} for no generation of councils (area types: {listed}).")
    return chosen


def _is_of_age(line: Line, indicator: Indicator, ages: set[str]) -> bool:
    """
    Say whether a row is about the age that is meant.

    Raises
    ------
    DriftError
        If the supplier gives several and the indicator's file names none: one series must not mix them.
    """
    wanted = indicator.source.supplier_age
    if wanted:
        return line["Age"] == wanted
    ages.add(line["Age"])
    if len(ages) > 1:
        listed = ", ".join(f'"{age}"' for age in sorted(ages))
        raise DriftError(
            f"{indicator.indicator_id}: the supplier gives it for several ages ({listed}). Add the one that is meant "
            'to its file, under source: supplier_age: "18+ yrs"'
        )
    return True


def _is_of_kind(years: str, indicator: Indicator) -> bool:
    """Say whether a period is of the indicator's kind, where the supplier gives single and pooled years together."""
    is_pooled = indicator.period_kind is PeriodKind.POOLED
    return not years or (years != "1y") == is_pooled


def _row(line: Line, reply: Reply) -> Row:
    return Row(
        reply=reply, line=line.number, area_code=line["Area Code"], area_name=line["Area Name"],
        period=line["Time period"], value=line["Value"], sex=line["Sex"],
        lower=line["Lower CI 95.0 limit"], upper=line["Upper CI 95.0 limit"],
        numerator=line["Count"], denominator=line["Denominator"], note=line["Value note"],
        rating=line.beginning(VERDICT), category_type=line["Category Type"], category=line["Category"],
        title=f"{line['Indicator Name']} ({line['Indicator ID']})",
    )  # fmt: skip


SUPPLIER = Supplier("fingertips", ORIGIN, rows=rows, rows_of_file=rows_of_file, table=table)
