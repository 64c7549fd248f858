"""
Words for where a series would go if it went on as it has: a range, how far off such ranges were, and no promise.

Each sentence takes `key`, the name of what holds the projection; its numbers are traced to `key#projection_...`.
"""

import math

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import count, difference, with_unit
from equitytown.present.wording.phrases import join_texts
from equitytown.present.wording.sentences import paragraph, sentence
from equitytown.present.wording.symbols import WIDE
from equitytown.terms.indicator import Basis, Indicator
from equitytown.terms.projection import ProjectedPoint, Projection

NO_FORECAST = "It carries past figures on, and knows nothing of what is planned or may happen."
A_HUNDRED = 100
A_HAIR = 1e-9  # of a share that is printed as so many in a hundred, rounded down


def projection_words(projection: Projection, *, key: str, indicator: Indicator, place: str) -> Text:
    """
    Say where a measure would stand if it went on as it has, and how far such projections may be trusted.

    Parameters
    ----------
    projection : Projection
        The series carried on, or the reason why it is not.
    key : str
        The name of what holds it, for the trace of every number.
    indicator : Indicator
        What is measured and how it is printed.
    place : str
        The place's name.

    Returns
    -------
    Text
        A warning where the range is wide, the range, how far off past projections were, how many of what came such
        ranges held, and what it does not know. Where nothing is projected, why.
    """
    last = projection.last
    if last is None:
        return no_projection(projection)
    return paragraph([
        _warning(last), projected_range(projection, key=key, indicator=indicator, place=place),
        past_error(projection, key=key, indicator=indicator), past_coverage(projection, key=key), sentence(NO_FORECAST),
    ])  # fmt: skip


def no_projection(projection: Projection) -> Text:
    """Say why a series is not carried on; nothing where it is."""
    return sentence(f"No projection is given, because {projection.reason}.") if projection.reason else ()


def projection_title(projection: Projection, *, indicator: Indicator) -> str:
    """Title what is projected by its range: "If it goes on as it has: between 7.1% and 12.4% in 2030"."""
    last = projection.last
    if last is None:
        return ""
    return f"If it goes on as it has: {_plain_range(last, indicator)} in {last.period.label}"


def projected_range(projection: Projection, *, key: str, indicator: Indicator, place: str) -> Text:
    """Say the range at the last period, what share of outcomes it is meant to hold, and its middle."""
    last, start = projection.last, projection.start
    if last is None or start is None:
        return ()
    low, middle, high = (
        _traced(with_unit(value, indicator), key, field)
        for field, value in (("lower", last.lower), ("value", last.value), ("upper", last.upper))
    )
    alike = low.text == high.text
    stands = sentence("at about ", middle) if alike else sentence("between ", low, " and ", high)
    centre = () if alike else sentence(", its middle ", middle)
    return sentence(
        f"If it goes on as {_so_far(indicator)} up to {start.label}, {indicator.phrase} in {place}"
        f"{_sex(projection, indicator)} would stand ", stands, f" in {last.period.label}", centre,
        " (a range meant to hold ", _traced(in_hundred(projection.confidence), key, "confidence"),
        " in 100 outcomes).",
    )  # fmt: skip


def past_error(projection: Projection, *, key: str, indicator: Indicator) -> Text:
    """Say how far off projections that far ahead were on average, on the figures of how many areas."""
    if projection.past_error is None:
        return ()
    years, areas = projection.years, projection.series
    return sentence(
        "Such projections were off by ", _traced(difference(projection.past_error, indicator), key, "past_error"),
        " on average over ", _traced(count(years), key, "years"), f" {'year' if years == 1 else 'years'}, on ",
        "past figures of ", _traced(count(areas), key, "series"), f" {'area' if areas == 1 else 'areas'}.",
    )  # fmt: skip


def past_coverage(projection: Projection, *, key: str) -> Text:
    """Say how many past figures such ranges held, and whether that is fewer than they are meant to."""
    if projection.coverage is None:
        return sentence("There are too few past figures to say how many such ranges would have held.")
    held, meant = (in_hundred(share) for share in (projection.coverage, projection.confidence))
    short = f", fewer than the {meant} they are meant to hold" if int(held) < int(meant) else ""
    when = (
        "made in past years with no more than was known then"
        if projection.in_order
        else "made without the figure, its area and its year"
    )
    return sentence(
        f"Of such ranges, {when}, ", _traced(held, key, "coverage"), " in 100 held what came", short, " (",
        _traced(f"{projection.tests:,}", key, "tests"), " past projections).",
    )  # fmt: skip


def method_words(projection: Projection, *, key: str, indicator: Indicator) -> Text:
    """Name the method, and how far off each one was at the last period."""
    if not projection.points or not projection.errors:
        return ()
    told = [
        sentence(f"{kind} ", _traced(difference(error, indicator), key, f"error_{kind.replace(' ', '_')}"))
        for kind, error in projection.errors.items()
    ]
    return sentence(
        f"Carried on by {projection.method}, the simplest of those that came closest on past figures. Off on average "
        "at the last period: ", join_texts(told), ".",
    )  # fmt: skip


def _warning(last: ProjectedPoint) -> Text:
    """Warn before a wide range is told (rule 8 of the wording contract)."""
    wide = (last.upper - last.lower) / 2 > WIDE * abs(last.value)
    return sentence("The range is very wide: treat what follows with caution.") if wide else ()


def _plain_range(last: ProjectedPoint, indicator: Indicator) -> str:
    low, high = with_unit(last.lower, indicator), with_unit(last.upper, indicator)
    return f"about {low}" if low == high else f"between {low} and {high}"


def _so_far(indicator: Indicator) -> str:
    """Say what has gone on so far: survey estimates are called so wherever they stand."""
    return "its survey estimates have" if indicator.collected_by is Basis.SURVEY else "it has"


def _sex(projection: Projection, indicator: Indicator) -> str:
    """Name the sex where it is not the one that the measure's phrase is of."""
    words = {"Female": ", females,", "Male": ", males,", "Persons": ", persons,"}
    return "" if projection.sex == indicator.headline_sex else words.get(projection.sex, f", {projection.sex},")


def in_hundred(share: float) -> str:
    """Print a share as so many in a hundred, rounded down: 99.6% is not all."""
    return str(math.floor(share * A_HUNDRED + A_HAIR))


def _traced(words: str, key: str, field: str) -> Span:
    return Span(words, trace=f"{key}#projection_{field}")
