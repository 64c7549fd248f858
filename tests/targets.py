"""Targets and the figures beside them, to build tests from; every one is SYNTHETIC."""

from dataclasses import replace
from datetime import date

from equitytown.compare.target import progress
from equitytown.store.vintages import hold
from equitytown.terms.indicator import People
from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.target import PathPoint, Target, TargetOf
from tests import factories, towns
from tests.factories import ENGLAND

CHILDREN = People("child", "children")


def year(label):
    return parse_period(label, kind=PeriodKind.ACADEMIC)


def target(**changes):
    made = Target(
        "synthetic", "made-up-share", TargetOf.VALUE, "SYNTHETIC target", "Persons", "a SYNTHETIC board",
        date(2020, 1, 1), "SYNTHETIC minutes", value=70.0,
    )  # fmt: skip
    return replace(made, **changes)


def moving(**changes):
    return target(value=None, **changes)


def on_a_path(**changes):
    """From 60 in 2019/20 by 2 a year to 70 in 2024/25."""
    return target(by=date(2025, 12, 31), baseline=PathPoint(year("2019/20"), 60.0), **changes)


def measure(**changes):
    return factories.indicator(**{"people": CHILDREN, **changes})


def found(aim, *observations, inside=(), **changes):
    indicator = measure(**changes)
    place = towns.town(*observations, indicators=(indicator,), nation=ENGLAND, targets=(aim,))
    return progress(aim, place, hold(observations, on=towns.TODAY), inside=inside)


def own(value, period="2022/23", **changes):
    return factories.observation(value, period=period, **changes)


def england(value, period="2022/23", **changes):
    return factories.observation(value, period=period, area=ENGLAND, **changes)
