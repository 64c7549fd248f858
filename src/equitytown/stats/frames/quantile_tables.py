"""Quantiles of a dataframe laid out for slope indices: a row for each group, a column for each quantile."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats
from equitytown.stats.frames.columns import By, Frame, check_numbers, collected, names_of, number, opened
from equitytown.stats.frames.life import no_share
from equitytown.stats.frames.refusals import Refusal, loose_limits, negative, not_above_zero
from equitytown.stats.frames.tables import Label, Table, labels_of, numbered, tabulated
from equitytown.stats.slope_quantiles import FEWEST, Kind


class Quantiles(NamedTuple):
    """Figures and people of the quantiles, and what tells the figures' errors, by the names the arrays have."""

    table: Table
    value: Floats
    population: Floats
    errors: Mapping[str, Floats]


def quantiles_of(
    data: IntoFrame,
    *,
    value: str,
    population: str,
    quantile: str,
    lower: str | None,
    upper: str | None,
    standard_error: str | None,
    by: By | None,
    kind: Kind,
) -> Quantiles:
    """
    Lay quantiles out, the most deprived first.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a quantile is no whole number from 1 or stands twice in
        a group, or a figure, a population or an error cannot be.
    """
    errors = _errors(lower, upper, standard_error)
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, value, population, *errors.values())
    labels = _labels(frame, quantile)
    names = {"value": value, "population": population, **errors}
    if labels:
        refusals = _refusals(value, population, errors, kind)
        terms = {name: number(column) for name, column in names.items()}
        table = tabulated(frame, by=keys, along=quantile, labels=labels, terms=terms, refusals=refusals, once=True)
    else:
        _, groups = numbered(collected(frame.select(*keys, quantile)), keys)
        none = np.empty((0, FEWEST))
        table = Table(groups.head(0), range(1, FEWEST + 1), dict.fromkeys(names, none), none > 0)
    told = {name: table.cells[name] for name in errors}
    return Quantiles(table, table.cells["value"], table.cells["population"], told)


def _errors(lower: str | None, upper: str | None, standard_error: str | None) -> dict[str, str]:
    """Say which columns tell the errors: standard errors where they are given, else limits, else none."""
    if standard_error is not None:
        return {"standard_error": standard_error}
    if lower is None and upper is None:
        return {}
    if lower is None or upper is None:
        raise InputError("only one of lower and upper is given. Give both, or neither.")
    return {"lower": lower, "upper": upper}


def _labels(frame: Frame, quantile: str) -> Sequence[Label]:
    """List the labels of quantiles 1 to the last, those that no row has included."""
    held = {_whole(label, quantile): label for label in labels_of(frame, quantile)}
    text = any(isinstance(label, str) for label in held.values())
    return [held.get(i, str(i) if text else i) for i in range(1, max(held, default=0) + 1)]


def _whole(label: Label, quantile: str) -> int:
    """Read a label as the number of a quantile."""
    try:
        found = float(label)
    except ValueError:
        found = np.nan
    if not (found >= 1 and found == int(found)):
        raise InputError(
            f'column "{quantile}" must hold whole numbers from 1, the most deprived, and holds "{label}". '
            "Number the quantiles first."
        )
    return int(found)


def _refusals(value: str, population: str, errors: Mapping[str, str], kind: Kind) -> list[Refusal]:
    """Say which rows cannot be."""
    found = [not_above_zero(population)]
    if "standard_error" in errors:
        found.append(not_above_zero(errors["standard_error"]))
    if "lower" in errors:
        found.append(loose_limits(value, errors["lower"], errors["upper"]))
    if kind == "rate":
        found.append(negative(value))
    if kind == "proportion":
        found.append(no_share(value))
    return found
