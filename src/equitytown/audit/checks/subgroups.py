"""Parts and wholes: persons between the sexes, rates equal to their counts, shares that come to a hundred."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.cells import figure, figures, is_percent, named, short, step, value
from equitytown.audit.checks.rounds import period_of
from equitytown.audit.published import Entry, Line, Published, Role
from equitytown.audit.remarks import Remark, Sureness

SEXES = {
    "men": re.compile(r"\b(?:males?|men|boys)\b", re.IGNORECASE),
    "women": re.compile(r"\b(?:females?|women|girls)\b", re.IGNORECASE),
    "persons": re.compile(r"\b(?:persons|all people|both sexes|all pupils|all children)\b", re.IGNORECASE),
}
BASES = ((re.compile(r"per 100[, ]?000"), 100_000.0), (re.compile(r"per 1[, ]?000\b"), 1_000.0))
COUNTS = re.compile(r"^\s*(?:number|count) of\b", re.IGNORECASE)
MOST, FEWEST = 101.0, 99.0  # what shares of one whole come to, rounding allowed for
SHARES = 3  # rows that make a whole
REST = re.compile(r"\b(?:other|none|never|rest|unknown|not)\b", re.IGNORECASE)


def parts_and_wholes(published: Published) -> Iterable[Remark]:
    """R29: parts agree with their whole."""
    for table in published.tables:
        for name in table.rounds:
            lines = table.of_round(name)
            yield from _between_sexes(lines)
            yield from _shares(lines)
            for line in lines:
                yield from _rate(line)


def _between_sexes(lines: tuple[Line, ...]) -> Iterator[Remark]:
    held: dict[tuple[str, str], dict[str, Line]] = {}
    for line in lines:
        sex = next((sex for sex, pattern in SEXES.items() if pattern.search(line.measure)), None)
        if sex is not None:
            stem = re.sub(r"\W+", " ", SEXES[sex].sub("", line.measure)).strip().lower()
            held.setdefault((stem, period_of(line)), {})[sex] = line
    for found in held.values():
        if len(found) == len(SEXES):
            yield from _outside(found["men"], found["women"], found["persons"])


def _outside(men: Line, women: Line, persons: Line) -> Iterator[Remark]:
    for role, entry in figures(persons).items():
        one, other = figure(men, role), figure(women, role)
        if one is None or other is None or role is Role.NEIGHBOURS:
            continue
        room = 0.5 * max(step(cell) for cell in (one, other, entry)) + 1e-9
        total = value(one) + value(other)
        counted = COUNTS.search(persons.measure) is not None
        low, high = (total, total) if counted else sorted((value(one), value(other)))
        if not low - room <= value(entry) <= high + room:
            fails = "is not the sum of" if counted else "does not lie between"
            yield Remark(
                "R29",
                Sureness.CERTAIN,
                f"{named(persons)} is {entry.text} ({short(entry)}), which {fails} {one.text} for men and "
                f"{other.text} for women.",
                "Look the three values up at the source: one is mistyped, or of another period or age.",
                (entry, one, other),
            )


def _base(line: Line, entry: Entry) -> float:
    """Give what a rate is multiplied by; 0 where it is not told."""
    if is_percent(entry, line):
        return 100.0
    said = f"{line.measure} {line.words(Role.UNIT)} {entry.suffix}".lower()
    return next((base for pattern, base in BASES if pattern.search(said)), 0.0)


def _rate(line: Line) -> Iterator[Remark]:
    """Find a rate that its own counts do not give; standardised rates are not their counts' ratio."""
    counts = figure(line, Role.NUMERATOR), figure(line, Role.DENOMINATOR)
    mine, (part, whole) = figure(line, Role.PLACE), counts
    if mine is None or part is None or whole is None or value(whole) <= 0 or "standardis" in line.measure.lower():
        return
    base = _base(line, mine)
    given = base * value(part) / value(whole)
    if base and abs(given - value(mine)) > step(mine):
        yield Remark(
            "R29",
            Sureness.LIKELY,
            f"{named(line)} is {mine.text}, and {part.text} of {whole.text} gives {given:.{mine.decimals}f}.",
            "Correct the count or the rate, or say why the rate is not the ratio of the two.",
            (mine, part, whole),
            likely=f"{given:.{mine.decimals}f}{mine.suffix}",
        )


def _shares(lines: tuple[Line, ...]) -> Iterator[Remark]:
    """Find shares of one whole that do not come to a hundred; a label of its own for the rest says that they should."""
    wholes: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        stem, colon, _ = line.measure.partition(":")
        if colon:
            wholes.setdefault((stem.strip().lower(), period_of(line)), []).append(line)
    for held in wholes.values():
        cells = [cell for line in held if (cell := figure(line, Role.PLACE)) and is_percent(cell, line)]
        total = sum(value(cell) for cell in cells)
        if len(cells) != len(held) or len(cells) < SHARES or FEWEST <= total <= MOST:
            continue
        if any(REST.search(line.measure.partition(":")[2]) for line in held):
            yield Remark(
                "R29",
                Sureness.LIKELY,
                f'The shares of "{held[0].measure.partition(":")[0]}" come to {total:.1f}%: '
                f"{', '.join(cell.text for cell in cells)}.",
                "Correct the share that is wrong, or say which answers are left out or counted twice.",
                tuple(cells),
            )


CHECKS = {"R29": parts_and_wholes}
