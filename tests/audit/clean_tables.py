"""Random indicator tables as a council prints them, in which nothing is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from equitytown.audit.published import Column, Entry, Line, Missing, Published, PublishedTable, Role
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from tests.audit.clean_draws import Drawn, draw, draw_again, joined, normal, period_label
from tests.audit.clean_measures import MEASURES, Measure
from tests.audit.clean_prose import prose

PLACES = (("Luton", "East of England"), ("Rochdale", "North West"), ("Medway", "South East"), ("Hull", "Yorkshire"))
NINE, LAST = 9, 20  # a rank's ending: 11th, 12th, 13th
OWN_ERROR = {Role.NATIONAL: 0.07, Role.REGIONAL: 0.25, Role.NEIGHBOURS: 0.4}  # of a comparator, in the place's
LETTERS = {Rating.WORSE: "R", Rating.SIMILAR: "A", Rating.BETTER: "G"}
WORDS = {Rating.WORSE: "worse", Rating.SIMILAR: "similar", Rating.BETTER: "better"}
RATED = (
    (Role.RATING_NATIONAL, Role.NATIONAL),
    (Role.RATING_REGIONAL, Role.REGIONAL),
    (Role.RATING_NEIGHBOURS, Role.NEIGHBOURS),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one council prints its table."""

    place: str
    region: str
    rounds: tuple[str, ...]
    limits: bool
    ranks: bool
    adults_of: int
    children_of: int
    bands: tuple[float, float]
    words: dict[Rating, str]
    missing: str
    trends: dict[Rating, str]
    polarity: bool
    unit: bool
    reach: float  # how many standard errors a difference needs
    pooled: bool  # whether the comparator's own error counts too


def styled(rng: Random) -> Style:
    place, region = rng.choice(PLACES)
    one = rng.random() < 0.25
    limits = rng.random() < 0.3
    adults = rng.choice((11, 16, 16))
    return Style(
        place=place,
        region=region,
        rounds=("",) if one else ("2021/22", "2022/23"),
        limits=limits,
        ranks=rng.random() < 0.75,
        adults_of=adults,
        children_of=rng.choice((adults, adults, 6, 11)),
        bands=rng.choice(((0.25, 0.75), (1 / 3, 2 / 3), (0.2, 0.8))),
        words=rng.choice((LETTERS, WORDS)),
        missing=rng.choice(("N/a", "-", "n/a")),
        trends=rng.choice(
            (
                {Rating.BETTER: "Improving", Rating.WORSE: "Worsening", Rating.SIMILAR: "No significant change"},
                {Rating.BETTER: "Better", Rating.WORSE: "Worse", Rating.SIMILAR: "Comparable"},
            )
        ),
        polarity=rng.random() < 0.3,
        unit=rng.random() < 0.3,
        reach=1.96 if limits else rng.choice((1.96, 3.09)),
        pooled=not limits and rng.random() < 0.5,
    )


def letter(at: int) -> str:
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def columns_of(style: Style) -> tuple[Column, ...]:
    once = [(Role.GROUP, "Principle"), (Role.MEASURE, "Measure description"), (Role.SOURCE, "Source")]
    once += [(Role.UNIT, "Unit")] * style.unit + [(Role.POLARITY, "Polarity")] * style.polarity
    each = [(Role.PERIOD, "Date of measure"), (Role.PLACE, style.place)]
    each += [(Role.LOWER, "Lower 95% limit"), (Role.UPPER, "Upper 95% limit")] * style.limits
    each += [(Role.NATIONAL, "England"), (Role.REGIONAL, style.region), (Role.NEIGHBOURS, "NN")]
    each += [
        (role, f"Comparison to {other}") for (role, _), other in zip(RATED, ("England", "Region", "NN"), strict=True)
    ]
    each += [(Role.TREND, "Trend")] * (len(style.rounds) > 1)
    parts = [(role, heading, "") for role, heading in once]
    for name in style.rounds:
        said = f"JSNA {name}: " if name else ""
        parts += [(role, f"{said}{heading}", name) for role, heading in each]
    return tuple(Column(letter(at), heading, role, name) for at, (role, heading, name) in enumerate(parts))


def ordinal(rank: int) -> str:
    ending = "th" if NINE < rank % 100 < LAST else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure's row: what is printed once, and what is drawn in each round (None where it has no data)."""

    measure: Measure
    label: str
    group: str
    drawn: tuple[Drawn | None, ...]
    periods: tuple[str, ...]
    without: frozenset[Role]
    marks: tuple[str, ...] = ()


def rating_of(value: float, other: float, drawn: Drawn, *, style: Style, measure: Measure, role: Role) -> Rating:
    """Rate by limits that may not be printed, of the value or of the difference: similar while they hold the other."""
    wider = (1 + OWN_ERROR[role] ** 2) ** 0.5 if style.pooled else 1.0
    lower, upper = drawn.limits(style.reach * wider, measure.decimals)
    if lower <= other <= upper:
        return Rating.SIMILAR
    return Rating.BETTER if (value > other) == (measure.polarity is Polarity.HIGH) else Rating.WORSE


def rank_rating(rank: int, of: int, style: Style) -> Rating:
    position = (rank - 1) / (of - 1)
    low, high = style.bands
    return Rating.BETTER if position <= low else Rating.WORSE if position > high else Rating.SIMILAR


def trend_of(row: Row, at: int, style: Style) -> str:
    """Say how the value moved, where two rounds have figures of periods that do not overlap."""
    now, before = row.drawn[at], row.drawn[at - 1] if at else None
    overlap = "-" in row.periods[at] or row.periods[at] == row.periods[at - 1]
    if now is None or before is None or overlap:
        return style.missing
    change = now.place - before.place
    if abs(change) <= style.reach * 1.5 * row.measure.error:
        return style.trends[Rating.SIMILAR]
    return style.trends[Rating.BETTER if (change > 0) == (row.measure.polarity is Polarity.HIGH) else Rating.WORSE]


Fields = dict[str, Any]  # what a cell holds besides its place: texts, numbers and words, of several types


def cells_of(row: Row, at: int, style: Style) -> Iterator[tuple[Role, Fields]]:
    """Give the cells of a measure in one round, without their place."""
    drawn, measure = row.drawn[at], row.measure
    blank: Fields = {"text": style.missing, "missing": Missing.NOT_AVAILABLE}
    if drawn is None:
        roles = (Role.PERIOD, Role.PLACE, Role.LOWER, Role.UPPER, *(role for pair in RATED for role in pair))
        yield from ((role, blank) for role in (*roles, Role.TREND))
        return
    lower, upper = drawn.limits(style.reach, measure.decimals)
    figures = {Role.PLACE: drawn.place, Role.LOWER: lower, Role.UPPER: upper}
    figures |= {Role.NATIONAL: drawn.national, Role.REGIONAL: drawn.regional}
    of = style.children_of if measure.child else style.adults_of
    rank = drawn.rank(of, measure.polarity)
    yield Role.PERIOD, {"text": row.periods[at]}
    if style.ranks:
        yield Role.NEIGHBOURS, {"text": f"Rank {ordinal(rank)} of {of}", "rank": rank, "of": of}
    else:
        figures[Role.NEIGHBOURS] = drawn.average(of, measure.decimals)
    for role, value in figures.items():
        yield role, blank if role in row.without else figure_of(value, measure)
    for role, other in RATED:
        compared = figures.get(other)
        rating = (
            rank_rating(rank, of, style)
            if compared is None
            else rating_of(drawn.place, compared, drawn, style=style, measure=measure, role=other)
        )
        yield role, blank if other in row.without else {"text": style.words[rating], "rating": rating}
    trend = trend_of(row, at, style)
    yield Role.TREND, blank if trend == style.missing else {"text": trend}


def figure_of(value: float, measure: Measure) -> Fields:
    text = f"{value:.{measure.decimals}f}"
    suffix = "%" if measure.unit == "%" else ""
    return {"text": text + suffix, "number": float(text), "decimals": measure.decimals, "suffix": suffix}


def line_of(row: Row, at: int, where: int, *, style: Style, columns: tuple[Column, ...]) -> Line:
    name = style.rounds[at]
    cells = dict(cells_of(row, at, style))
    cells[Role.GROUP] = {"text": row.group}
    cells[Role.MEASURE] = {"text": row.label + "".join(row.marks), "marks": row.marks}
    cells[Role.SOURCE] = {"text": row.measure.source}
    cells[Role.UNIT] = {"text": row.measure.unit}
    cells[Role.POLARITY] = {"text": row.measure.polarity.value.capitalize()}
    held = {
        column.role: Entry(row=where, column=column, **cells[column.role])
        for column in columns
        if column.round in ("", name)
    }
    return Line(name, where, held)


def rows_of(rng: Random, style: Style) -> list[Row]:
    """Draw measures and their figures, grouped under principles in order."""
    chosen = rng.sample(MEASURES, rng.randint(8, min(28, len(MEASURES))))
    rows = [row for measure in chosen for row in measure_rows(rng, measure, style)][:30]
    cut = len(rows) // rng.randint(3, 6) + 1
    return [replace(row, group=str(at // cut + 1)) for at, row in enumerate(rows)]


def measure_rows(rng: Random, measure: Measure, style: Style) -> Iterator[Row]:
    measure = replace(measure, level=measure.level + 0.5 * measure.spread * normal(rng, 1))
    year = rng.randint(2018, 2020)
    kind = rng.random()
    rounds = len(style.rounds)
    same = rounds > 1 and kind < 0.1
    new = rounds > 1 and 0.1 <= kind < 0.35
    periods = tuple(period_label(measure.kind, year + (0 if same else at)) for at in range(rounds))
    without = frozenset(role for role in (Role.NATIONAL, Role.REGIONAL) if rng.random() < 0.06)
    marks = ("**",) if rng.random() < 0.04 else ()

    def row(label: str, first: Drawn, last: Drawn) -> Row:
        drawn = (None if new else first, last)[-rounds:] if rounds > 1 else (first,)
        return Row(measure, label, "", drawn, periods if not new else (style.missing, periods[-1]), without, marks)

    def pair(women: float) -> tuple[Drawn, Drawn]:
        first = draw(rng, replace(measure, level=measure.level + women), style.adults_of)
        return first, first if same else draw_again(rng, first, measure)

    if not measure.women:
        yield row(measure.label, *pair(0.0))
        return
    men, women = pair(0.0), pair(measure.women)
    yield row(measure.label.format("Male"), *men)
    yield row(measure.label.format("Female"), *women)
    if rng.random() < 0.5:
        both = tuple(joined(one, other, measure.decimals) for one, other in zip(men, women, strict=True))
        yield row(measure.label.format("Persons"), *both)


def key_of(style: Style) -> dict[str, str]:
    said = {text: f"{rating.value} than" for rating, text in style.words.items()}
    said[style.words[Rating.SIMILAR]] = "similar to"
    confidence = "99.8%" if style.reach > 2 else "95%"
    key = {
        text: f"{words} the comparator of its column (statistically, at the {confidence} confidence level)"
        for text, words in said.items()
    }
    key[style.missing] = "data not available"
    kind = "rank among the nearest neighbours, 1st is best" if style.ranks else "average of the nearest neighbours"
    key["NN"] = kind
    if style.ranks:
        key["Comparison to NN"] = f"{style.words[Rating.BETTER]} for the best {style.bands[0]:.0%} of ranks"
    if len(style.rounds) > 1:
        key |= {text: f"change since the round before: {text.lower()}" for text in style.trends.values()}
    return key


def clean(seed: int) -> Published:
    """Draw a table and text in which nothing is wrong; the same for the same seed."""
    rng = Random(seed)  # noqa: S311  made-up figures
    style = styled(rng)
    columns = columns_of(style)
    rows = rows_of(rng, style)
    first = rng.randint(60, 90)
    lines = tuple(
        line_of(row, at, first + where, style=style, columns=columns)
        for where, row in enumerate(rows)
        for at in range(len(style.rounds))
    )
    notes = {"**": "Published as experimental statistics."} if any(row.marks for row in rows) else {}
    if len(style.rounds) > 1:
        notes["Rounds"] = "Each holds the newest figures published by then. JSNA: joint strategic needs assessment."
    table = PublishedTable("Outcome indicators", style.place, columns, lines, style.rounds, key_of(style), notes)
    return Published("clean.txt", (table,), prose(rng, table))
