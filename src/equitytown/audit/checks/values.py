"""Values that cannot be, or that stand far off everything beside them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from equitytown.audit.checks.cells import (
    ADVERSE,
    SIGNS,
    UPWARD,
    figure,
    figures,
    gap,
    has_ratio,
    is_percent,
    named,
    printed_like,
    rows_of,
    short,
    value,
    verdicts,
)
from equitytown.audit.checks.repairs import SLIPS, likeliest
from equitytown.audit.families import Family, family_of, polarity_of
from equitytown.audit.published import RATED_AGAINST, Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

FAR = 3.0  # times everything beside it
GROSS = 5.0  # times, from where even a figure that its verdict and rank fit is looked up
TOGETHER = 2.0  # within which the others agree among themselves
HUNDRED = 100.0
NEAR_PERCENT, NEAR_RATE, NEAR_AREAS = 0.04, 0.12, 0.25  # spreads: of one place in two rounds, and between areas
CHANGES = re.compile(
    r"\b(?:change|growth|increase|progress|difference|gap)\b", re.IGNORECASE
)  # may pass a unit's bounds


@dataclass(frozen=True, slots=True)
class Row:
    """A measure's line with its lines in the other rounds and its table."""

    table: PublishedTable
    line: Line
    others: tuple[Line, ...]
    family: Family
    bounded: bool


def possible(published: Published) -> Iterable[Remark]:
    """R01: a value lies within what its unit allows and near what stands beside it."""
    for table in published.tables:
        for lines in rows_of(table).values():
            label = lines[0].measure
            family, bounded = family_of(label), not CHANGES.search(label)
            for line in lines:
                row = Row(table, line, tuple(other for other in lines if other is not line), family, bounded)
                yield from _impossible(row)
                yield from _limits_apart(line)
                yield from _far_off(row)


def _within_unit(row: Row, entry: Entry, number: float) -> bool:
    if not row.bounded:
        return True
    if is_percent(entry, row.line):
        return 0 <= number <= HUNDRED
    counted = any(unit.startswith("per ") or unit == "years" for unit in row.family.units)
    return number >= 0 or not (counted or "per 1" in row.line.measure)


def _impossible(row: Row) -> Iterator[Remark]:
    cells = (row.line.at(role) for role in (Role.LOWER, Role.UPPER))
    for entry in (*figures(row.line).values(), *(cell for cell in cells if cell and cell.number is not None)):
        if not _within_unit(row, entry, value(entry)):
            unit = (
                "A percentage of people lies between 0 and 100"
                if is_percent(entry, row.line)
                else "It cannot be below 0"
            )
            repaired, how = _repaired(row, entry)
            yield Remark(
                "R01",
                Sureness.CERTAIN,
                f"{named(row.line)} is printed as {entry.text} ({short(entry)}). {unit}.",
                f"Look the value up at the source. {how}".strip(),
                (entry,),
                likely=repaired,
            )


def _limits_apart(line: Line) -> Iterator[Remark]:
    lower, upper, mine = (figure(line, role) for role in (Role.LOWER, Role.UPPER, Role.PLACE))
    if lower and upper and mine and not value(lower) <= value(mine) <= value(upper):
        yield Remark(
            "R01",
            Sureness.CERTAIN,
            f"{named(line)}: {mine.text} does not lie between its own limits, {lower.text} and {upper.text}.",
            "Look all three up at the source: one of them is mistyped, or belongs to another row.",
            (mine, lower, upper),
        )


def _within_family(row: Row, entry: Entry, number: float) -> bool:
    """Say whether a value lies within what any council has had, where its unit is its family's."""
    family = row.family
    other_base = family.units == ("%",) and "per 1" in f"{row.line.measure} {row.line.words(Role.UNIT)}"
    if other_base or not row.bounded:
        return True
    if family.units and "%" not in family.units and is_percent(entry, row.line):
        return True
    low = family.low if family.low is not None else float("-inf")
    high = family.high if family.high is not None else float("inf")
    return low <= number <= high


def _family_fits(row: Row, entry: Entry) -> bool:
    """Say whether the label was read rightly: not where every other figure lies beyond its family's bounds too."""
    cells = [cell for line in (row.line, *row.others) for cell in figures(line).values() if cell is not entry]
    return not cells or any(_within_family(row, cell, value(cell)) for cell in cells)


def _beside(row: Row, role: Role) -> list[float]:
    """Give the figures that a value is set beside: the rest of its row, and its own in the other rounds."""
    held = [value(entry) for other, entry in figures(row.line).items() if other is not role and not entry.area]
    held += [value(cell) for line in row.others if (cell := figure(line, role)) is not None]
    return held


def _ratio(number: float, others: list[float]) -> float:
    """Give how many times a value is above or below all the others; 1 where they do not agree among themselves."""
    if not others or number <= 0 or min(others) <= 0 or max(others) > TOGETHER * min(others):
        return 1.0
    return max(1.0, number / max(others), min(others) / number)


def _far_off(row: Row) -> Iterator[Remark]:
    for role, entry in figures(row.line).items():
        number = value(entry)
        if not _within_unit(row, entry, number) or entry.area:
            continue
        others = _beside(row, role)
        outside = not _within_family(row, entry, number) and _family_fits(row, entry)
        enough = has_ratio(row.line) and len(others) > (0 if role is Role.PLACE else 1)
        ratio = _ratio(number, others) if enough else 1.0
        sureness = _sureness(row, role, ratio, outside=outside)
        if sureness is not None:
            yield _far(row, entry, others, ratio, sureness, outside=outside)


def _sureness(row: Row, role: Role, ratio: float, *, outside: bool) -> Sureness | None:
    """Grade a value by how far it lies off and by whether anything beside it speaks for it."""
    if outside:
        return Sureness.LIKELY
    if ratio < FAR:
        return None
    if role is not Role.PLACE:
        return Sureness.LIKELY
    spoken = _evidence(row.line)
    if spoken < 0 or (spoken == 0 and ratio >= GROSS):
        return Sureness.LIKELY
    if any(_near(line) for line in row.others):
        return Sureness.LIKELY if ratio >= GROSS else Sureness.TO_CHECK
    return Sureness.TO_CHECK if spoken == 0 or ratio >= GROSS else None


def _near(line: Line) -> bool:
    """Say whether a round has the place near its comparators."""
    mine = figure(line, Role.PLACE)
    others = [value(entry) for role, entry in figures(line).items() if role is not Role.PLACE]
    return mine is not None and bool(others) and _ratio(value(mine), others) <= TOGETHER and max(others) > 0


def _evidence(line: Line) -> int:
    """Say whether verdicts and rank speak for a place lying far off (above 0) or against it (below 0)."""
    polarity = polarity_of(line)
    found = []
    for _, other, rating in verdicts(line):
        apart = gap(line, other)
        if rating is Rating.SIMILAR:
            found.append(-1)
        elif rating in UPWARD:
            found.append(1 if UPWARD[rating] * apart > 0 else -1)
        elif rating in SIGNS and polarity in ADVERSE:
            found.append(1 if SIGNS[rating] * ADVERSE[polarity] * apart > 0 else -1)
    if _rank_against(line) is not None:
        found.append(-1)
    return min(found, default=0)


def _rank_against(line: Line) -> Entry | None:
    """Give the rank's cell where it lies in the worse half and the value far on the good side, or the reverse."""
    entry, mine, polarity = line.ranked, figure(line, Role.PLACE), polarity_of(line)
    others = [value(cell) for role, cell in figures(line).items() if role is not Role.PLACE]
    if entry is None or entry.rank is None or entry.of is None or mine is None or not others or polarity not in ADVERSE:
        return None
    adverse = ADVERSE[polarity] * (value(mine) - sum(others) / len(others))
    worse = entry.rank - 0.5 - entry.of / 2
    return entry if adverse * worse < 0 else None


def _far(row: Row, entry: Entry, others: list[float], ratio: float, sureness: Sureness, *, outside: bool) -> Remark:
    repaired, how = ("", "") if sureness is Sureness.TO_CHECK else _repaired(row, entry)
    beside = ", ".join(cell.text for cell in figures(row.line).values() if cell is not entry)
    beside = f" beside {beside}" if beside else ""
    reasons = []
    if ratio >= FAR:
        reasons.append(f"it is {ratio:.1f} times {'above' if value(entry) > max(others) else 'below'} all beside it")
    if outside:
        reasons.append("no council in England has published such a value of this measure")
    rank = _rank_against(row.line) if entry.column.role is Role.PLACE and ratio >= FAR else None
    if rank is not None:
        reasons.append(f'"{rank.text}" does not go with it')
    return Remark(
        "R01",
        sureness,
        f"{named(row.line)} is printed as {entry.text} ({short(entry)}){beside}: {_listed(reasons)}.",
        f"Look the value up at the source. {how}".strip(),
        (entry,) if rank is None else (entry, rank),
        likely=repaired,
    )


def _listed(reasons: list[str]) -> str:
    return " and ".join(part for part in (", ".join(reasons[:-1]), reasons[-1]) if part)


def _expected(row: Row, role: Role) -> tuple[float, float]:
    """Give what a value should be near, and how near: by the other round if it has it, else by its comparators."""
    here = {other: value(entry) for other, entry in figures(row.line).items() if other is not role}
    rate = NEAR_PERCENT if is_percent(row.line.entries[role], row.line) else NEAR_RATE
    for line in row.others:
        there = {other: value(entry) for other, entry in figures(line).items()}
        shared = [other for other in here if there.get(other, 0) > 0 and here[other] > 0]
        own = there.get(role, 0.0)
        if own > 0:
            moved = [here[other] / there[other] for other in shared]
            return own * (sum(moved) / len(moved) if moved else 1.0), rate
    near = [number for number in here.values() if number > 0]
    return (sum(near) / len(near), NEAR_AREAS) if near else (0.0, NEAR_AREAS)


def _repaired(row: Row, entry: Entry) -> tuple[str, str]:
    """Give the value that was probably meant, printed as the cell is, and a sentence that says so."""
    expected, spread = _expected(row, entry.column.role)
    if entry.column.role in (Role.LOWER, Role.UPPER) or expected <= 0:
        return "", ""
    if pointed := _with_its_point(row, entry, expected):
        return pointed, f"It is probably {pointed}: the decimal point is left out, and that agrees with all beside it."
    found = likeliest(
        abs(value(entry)),
        entry.decimals,
        expected=expected,
        spread=spread,
        fits=lambda number: _fits(row, entry, number),
    )
    if found is None:
        return "", ""
    likely = printed_like(entry, found.number)
    agrees = "the verdicts and the other round" if row.others and spread < NEAR_AREAS else "the figures beside it"
    return likely, f"It is probably {likely}: {SLIPS[found.slip]}, and that agrees with {agrees}."


def _with_its_point(row: Row, entry: Entry, expected: float) -> str:
    """Give a whole number with the point that the other figures of its row have, where it then lies near them."""
    beside = {cell.decimals for cell in figures(row.line).values() if cell is not entry}
    decimals = max(beside, default=0)
    if entry.decimals or len(beside) != 1 or not decimals:
        return ""
    meant = value(entry) / 10**decimals
    near = max(meant, expected) <= TOGETHER * min(meant, expected) if meant > 0 else False
    return printed_like(replace(entry, decimals=decimals), meant) if near and _fits(row, entry, meant) else ""


def _fits(row: Row, entry: Entry, number: float) -> bool:
    """Say whether a value in this cell would agree with bounds, limits and every verdict of its row."""
    if not (_within_unit(row, entry, number) and _within_family(row, entry, number)):
        return False
    line, polarity = row.line, polarity_of(row.line)
    lower, upper = figure(line, Role.LOWER), figure(line, Role.UPPER)
    mine = figure(line, Role.PLACE)
    place = number if mine is entry or mine is None else value(mine)
    if mine is entry and lower and upper and not value(lower) <= number <= value(upper):
        return False
    for role, against in RATED_AGAINST.items():
        other, rating = figure(line, against), line.rating(role)
        if other is not None and rating is not None:
            apart = place - (number if other is entry else value(other))
            if not _suits(rating, apart, polarity):
                return False
    return True


def _suits(rating: Rating, apart: float, polarity: Polarity | None) -> bool:
    """Say whether a verdict could stand at a gap."""
    if rating in UPWARD:
        return UPWARD[rating] * apart > 0
    if rating in SIGNS:
        return SIGNS[rating] * ADVERSE[polarity] * apart > 0 if polarity in ADVERSE else apart != 0
    return True


CHECKS = {"R01": possible}
