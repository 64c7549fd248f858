"""Verdicts against the figures they rest on, and the test behind them."""

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from equitytown.audit.checks.cells import (
    ADVERSE,
    ENOUGH_DIGITS,
    SIGNS,
    UPWARD,
    alike,
    digits,
    figure,
    gap,
    has_ratio,
    is_percent,
    lines_of,
    named,
    rows_of,
    step,
    value,
    verdicts,
)
from equitytown.audit.checks.values import possible
from equitytown.audit.families import polarity_of
from equitytown.audit.published import RATED_AGAINST, Entry, Line, Published, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.observation import Rating

BOTH = 2  # ways that verdicts may point; as many more on one side are most of them
EXTREME = 2.5  # times the comparator, from where "similar" needs its interval beside it
HAIR = 1.5  # of the last printed digit
TWICE = 2.0  # how many times as large a gap between rounds must be, whose errors may differ
CLEARLY = 1.5  # how much larger a gap must be before no usual test could find only the smaller one real
TURNED = {
    Rating.WORSE: Rating.BETTER,
    Rating.BETTER: Rating.WORSE,
    Rating.HIGHER: Rating.LOWER,
    Rating.LOWER: Rating.HIGHER,
}
SEVERITY = {Rating.BETTER: 0, Rating.SIMILAR: 1, Rating.WORSE: 2}


def against_figures(published: Published) -> Iterable[Remark]:
    """R02: a verdict agrees with the figures that it stands beside."""
    for table in published.tables:
        for lines in rows_of(table).values():
            yield from _against_sign(lines)
    mended = {cell for remark in possible(published) if remark.likely for cell in remark.entries}  # R01 says it
    for _, line in lines_of(published):
        yield from _equal_yet_rated(line)
        yield from _against_limits(line)
        if line.at(Role.PLACE) not in mended:
            yield from _extreme_yet_similar(line)


def _equal_yet_rated(line: Line) -> Iterator[Remark]:
    for cell, other, rating in verdicts(line):
        mine = line.entries[Role.PLACE]
        if rating in {*SIGNS, *UPWARD} and alike(mine, other):
            sure = min(digits(mine), digits(other)) >= ENOUGH_DIGITS
            yield Remark(
                "R02",
                Sureness.CERTAIN if sure else Sureness.LIKELY,
                f"{named(line)} is rated {rating.value} ({cell.text}) though both figures are printed as {mine.text} "
                f"and {other.text}.",
                "Look up both figures at the source: one of them may be a copy of the other. If they are right, "
                "the verdict is similar; if not, print the decimals that tell them apart.",
                (cell, mine, other),
                likely="similar",
            )


def _upward(line: Line, other: Entry, rating: Rating) -> int:
    """Give which way is good by one verdict: 1 where it rates a higher value better, -1 where worse, 0 untold."""
    apart = gap(line, other)
    if rating not in SIGNS or apart == 0:
        return 0
    return -SIGNS[rating] if apart > 0 else SIGNS[rating]


def _against_sign(lines: list[Line]) -> Iterator[Remark]:
    """Find the verdicts of one measure that its polarity, or its other verdicts, forbid."""
    for line in lines:
        yield from _plainly_false(line)
    told = [
        (line, cell, other, rating, _upward(line, other, rating))
        for line in lines
        for cell, other, rating in verdicts(line)
    ]
    told = [held for held in told if held[-1]]
    good = _good_way(lines[0], [held[-1] for held in told])
    torn = len({held[-1] for held in told}) > 1  # the verdicts contradict one another, whatever the polarity
    if not torn and polarity_of(lines[0]) not in ADVERSE:
        return
    supported = torn or bool(lines[0].words(Role.POLARITY))
    # Where two rounds agree against what is known of such measures, the label may have been read wrongly.
    agreed = len({line.round for line, *_ in told}) > 1
    sureness = Sureness.CERTAIN if supported else Sureness.TO_CHECK if agreed else Sureness.LIKELY
    for line, cell, other, rating, way in told:
        if way != good:
            proven = sureness is Sureness.LIKELY and _beyond_limits(line, other)
            yield _wrong_way(
                line, cell, other, rating, good, sureness=Sureness.CERTAIN if proven else sureness, proven=proven
            )


def _beyond_limits(line: Line, other: Entry) -> bool:
    """Say whether a comparator lies outside the place's own printed limits."""
    lower, upper = figure(line, Role.LOWER), figure(line, Role.UPPER)
    return lower is not None and upper is not None and not value(lower) <= value(other) <= value(upper)


def _good_way(line: Line, told: list[int]) -> int:
    """Say which way is good: as the table says, as most of the verdicts do, or as such measures are known to go."""
    polarity, total = polarity_of(line), sum(told)
    if polarity in ADVERSE and (line.words(Role.POLARITY) or len(set(told)) < BOTH or abs(total) < BOTH):
        return -ADVERSE[polarity]
    return (total > 0) - (total < 0)


def _plainly_false(line: Line) -> Iterator[Remark]:
    for cell, other, rating in verdicts(line):
        if rating in UPWARD and UPWARD[rating] * gap(line, other) < 0:
            mine = line.entries[Role.PLACE]
            yield Remark(
                "R02",
                Sureness.CERTAIN,
                f'{named(line)} is called "{cell.text}" though its {mine.text} stands against {other.text}.',
                "Turn the word round, or correct the figure that is wrong.",
                (cell, mine, other),
                likely=TURNED[rating].value,
            )


def _wrong_way(
    line: Line, cell: Entry, other: Entry, rating: Rating, good: int, *, sureness: Sureness, proven: bool
) -> Remark:
    mine = line.entries[Role.PLACE]
    side = "above" if value(mine) > value(other) else "below"
    way = {1: "where high values are good", -1: "where low values are good", 0: "against its other verdicts"}[good]
    low, high = sorted((abs(value(mine)), abs(value(other))))
    limits = [line.entries[role] for role in (Role.LOWER, Role.UPPER)] if proven else []
    apart = f", and {other.text} lies outside its limits, {limits[0].text} to {limits[1].text}" if limits else ""
    return Remark(
        "R02",
        sureness,
        f"{named(line)} is rated {rating.value} ({cell.text}) though {mine.text} is {side} {other.text}, {way}{apart}.",
        "Check the value and the comparator first; if both are right the verdict is turned round.",
        (cell, mine, other, *limits),
        likely=TURNED[rating].value if sureness is Sureness.CERTAIN and good and high < EXTREME * low else "",
    )


def _against_limits(line: Line) -> Iterator[Remark]:
    """Find verdicts that the printed limits contradict."""
    lower, upper = figure(line, Role.LOWER), figure(line, Role.UPPER)
    if lower is None or upper is None:
        return
    for cell, other, rating in verdicts(line):
        room = 0.5 * max(step(lower), step(other)) + 1e-9
        inside = value(lower) + room < value(other) < value(upper) - room
        outside = not value(lower) - room < value(other) < value(upper) + room
        if (inside and rating in {*SIGNS, *UPWARD}) or (outside and rating is Rating.SIMILAR):
            # The comparator's own limits may still overlap these, which some call similar, unless they lie far apart.
            overlap = outside and abs(gap(line, other)) < value(upper) - value(lower)
            yield Remark(
                "R02",
                Sureness.TO_CHECK if overlap else Sureness.LIKELY,
                f"{named(line)} is rated {rating.value} ({cell.text}) though its limits, {lower.text} to {upper.text}, "
                f"{'hold' if inside else 'leave out'} the comparator's {other.text}.",
                f"By the limits the verdict is {'similar' if inside else 'not similar'}. Correct it, or say in the key "
                "by which test it was given.",
                (cell, line.entries[Role.PLACE], other, lower, upper),
                likely="similar" if inside else "",
            )


def _extreme_yet_similar(line: Line) -> Iterator[Remark]:
    if figure(line, Role.LOWER) is not None or not has_ratio(line):
        return
    for cell, other, rating in verdicts(line):
        mine = line.entries[Role.PLACE]
        low, high = sorted((value(mine), value(other)))
        if rating is Rating.SIMILAR and high >= EXTREME * low:
            rate = "per 1" in f"{line.measure} {line.words(Role.UNIT)} {mine.suffix}" and not is_percent(mine, line)
            yield Remark(
                "R02",
                Sureness.TO_CHECK if rate else Sureness.LIKELY,
                f"{named(line)} is rated similar ({cell.text}) though {mine.text} and {other.text} differ by a factor "
                f"of {high / low:.1f}, and no limits are printed.",
                "Print the limits that the verdict rests on, or correct the figure or the verdict.",
                (cell, mine, other),
            )


def order_in_a_row(published: Published) -> Iterable[Remark]:
    """R03: within a row a larger gap has no milder verdict than a smaller one."""
    for table in published.tables:
        for lines in rows_of(table).values():
            for line in lines:
                held = [one for one in verdicts(line) if one[2] in SEVERITY]
                polarity = polarity_of(line)
                ways = (ADVERSE[polarity],) if polarity in ADVERSE else tuple(ADVERSE.values())
                found = [list(_out_of_order(line, held, way)) for way in ways]
                if all(found):
                    yield from min(found, key=len)
                else:
                    yield from _by_a_hair(line, held)
            for before, after in pairwise(lines):
                yield from _across_rounds(before, after)


def _by_a_hair(line: Line, held: list[tuple[Entry, Entry, Rating]]) -> Iterator[Remark]:
    """Find two verdicts that differ though their gaps do by no more than the last printed digit."""
    if figure(line, Role.LOWER) is not None:
        return
    for one, other in combinations(held, 2):
        mine = line.entries[Role.PLACE]
        gaps = value(mine) - value(one[1]), value(mine) - value(other[1])
        close = abs(gaps[0] - gaps[1]) < HAIR * min(step(one[1]), step(other[1]))
        if close and one[2] is not other[2] and gaps[0] * gaps[1] > 0:
            yield Remark(
                "R03",
                Sureness.TO_CHECK,
                f"{named(line)}: {mine.text} is rated {one[2].value} against {one[1].text} and {other[2].value} "
                f"against {other[1].text}, on gaps that differ by their last digit only.",
                "Print the limits that the two verdicts rest on: the gaps alone cannot tell them apart.",
                (one[0], other[0], mine, one[1], other[1]),
            )


def _across_rounds(before: Line, after: Line) -> Iterator[Remark]:
    """Find a comparator that the place lay twice as far from in the round that calls it similar."""
    for role, against in RATED_AGAINST.items():
        one, other = figure(before, against), figure(after, against)
        if (
            one is None
            or other is None
            or one.area
            or figure(before, Role.PLACE) is None
            or figure(after, Role.PLACE) is None
        ):
            continue
        held = sorted(
            ((abs(gap(line, cell)), line, cell) for line, cell in ((before, one), (after, other))),
            key=lambda part: part[0],
        )
        (small, near, _), (large, far, _) = held
        same_side = gap(before, one) * gap(after, other) > 0
        if same_side and large >= TWICE * small and _similar_though(far, near, role):
            yield _changed_mind(near, far, role, (small, large))


def _similar_though(far: Line, near: Line, role: Role) -> bool:
    return far.rating(role) is Rating.SIMILAR and near.rating(role) in SIGNS


def _changed_mind(near: Line, far: Line, role: Role, gaps: tuple[float, float]) -> Remark:
    mine, other = near.entries[Role.PLACE], far.entries[Role.PLACE]
    places = max(mine.decimals, other.decimals)
    return Remark(
        "R03",
        Sureness.TO_CHECK,
        f"{named(far)} is rated similar ({far.words(role)}) at a gap of {gaps[1]:.{places}f}, and {named(near)} "
        f"{near.rating(role) or ''} ({near.words(role)}) at {gaps[0]:.{places}f}.",
        "It may be so where one round rests on far fewer people. Look both verdicts up, and print the limits.",
        (far.entries[role], near.entries[role], other, mine),
    )


def _out_of_order(line: Line, held: list[tuple[Entry, Entry, Rating]], way: int) -> Iterator[Remark]:
    """Compare verdicts in the order of their gaps; gaps on either side of nought are for R02."""
    ordered = sorted(held, key=lambda one: way * gap(line, one[1]))
    for less, more in combinations(ordered, 2):
        small, large = gap(line, less[1]), gap(line, more[1])
        apart = abs(small - large) > 0.5 * max(step(less[1]), step(more[1]))
        if small * large > 0 and apart and SEVERITY[more[2]] < SEVERITY[less[2]]:
            yield _milder(line, less, more)


def _milder(line: Line, less: tuple[Entry, Entry, Rating], more: tuple[Entry, Entry, Rating]) -> Remark:
    mine = line.entries[Role.PLACE]
    sizes = sorted((abs(gap(line, less[1])), abs(gap(line, more[1]))))
    peer = bool(less[1].area or more[1].area)
    clear = sizes[1] >= CLEARLY * sizes[0] and sizes[1] - sizes[0] >= 2 * step(mine)
    sureness = Sureness.TO_CHECK if peer else Sureness.CERTAIN if clear else Sureness.LIKELY
    return Remark(
        "R03",
        sureness,
        f"{named(line)}: {mine.text} is rated {less[2].value} against {less[1].text} ({_apart(line, less[1])}) but "
        f"{more[2].value} against {more[1].text} ({_apart(line, more[1])}).",
        "One value cannot stand worse where it compares better: look which of the two verdicts was mistyped or "
        "belongs to another column, or which figure is wrong.",
        (more[0], less[0], mine, more[1], less[1]),
    )


def _apart(line: Line, other: Entry) -> str:
    """Say a gap in words."""
    places = max(line.entries[Role.PLACE].decimals, other.decimals)
    return f"{abs(gap(line, other)):.{places}f} {'above' if gap(line, other) > 0 else 'below'}"


CHECKS = {"R02": against_figures, "R03": order_in_a_row}
