"""One fault put into a clean table, for each rule on values, ratings, ranks and comparators."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from equitytown.audit.families import family_of, polarity_of
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.terms.indicator import Basis, Polarity
from equitytown.terms.observation import Rating
from tests.audit.clean_tables import ordinal

# A mutation gives None where the table has no place for its fault.
Mutation = Callable[[Published, Random], Published | None]
Spot = tuple[int, Role]  # which line of the table, and which of its cells

MUTATIONS: dict[str, Mutation] = {}

COMPARATORS = (Role.NATIONAL, Role.REGIONAL)
VERDICTS = (Role.RATING_NATIONAL, Role.RATING_REGIONAL)
RATINGS = (Rating.WORSE, Rating.SIMILAR, Rating.BETTER)


def with_table(published: Published, **changes: object) -> Published:  # fields of a table, of several types
    """Give the file with its table changed."""
    table, *rest = published.tables
    return replace(published, tables=(replace(table, **changes), *rest))  # type: ignore[arg-type]


def with_entries(published: Published, changed: dict[Spot, Entry]) -> Published:
    """Give the file with cells of its table exchanged."""
    table = published.tables[0]
    lines: list[Line] = list(table.lines)
    for (at, role), entry in changed.items():
        lines[at] = replace(lines[at], entries={**lines[at].entries, role: entry})
    return with_table(published, lines=tuple(lines))


def numbered(entry: Entry, number: float, *, decimals: int | None = None) -> Entry:
    """Print another number in a cell, with its decimals and suffix."""
    places = entry.decimals if decimals is None else decimals
    text = f"{number:.{places}f}"
    return replace(entry, text=f"{text}{entry.suffix}", number=float(text), decimals=places)


def spots(table: PublishedTable, *roles: Role) -> Iterator[tuple[int, Line]]:
    """Give each line that has a number, rank or verdict in every one of the parts."""
    for at, line in enumerate(table.lines):
        cells = [line.at(role) for role in roles]
        if all(cell is not None and cell.missing is None for cell in cells):
            yield at, line


def chosen(found: list[tuple[int, Line]], rng: Random) -> tuple[int, Line] | None:
    """Take one by chance; None where there is none."""
    return rng.choice(found) if found else None


def difference(before: Published, after: Published) -> tuple[set[int], set[int]]:
    """Say which rows of the table and which passages (by line) a mutation changed."""
    rows = {
        one.row
        for old, new in zip(before.tables, after.tables, strict=True)
        for one, other in zip(old.lines, new.lines, strict=True)
        if one != other
    }
    passages = {new.line for old, new in zip(before.passages, after.passages, strict=True) if old != new}
    return rows, passages


def known(line: Line) -> int:
    """Give 1 where a higher value is known to be good, -1 where a lower one is, 0 where it is not told."""
    return {Polarity.HIGH: 1, Polarity.LOW: -1}.get(polarity_of(line) or Polarity.NONE, 0)


def apart(line: Line, role: Role) -> float:
    """Give how far the place lies above a comparator."""
    return (line.number(Role.PLACE) or 0.0) - (line.number(role) or 0.0)


def rated(line: Line, role: Role, rating: Rating) -> Entry:
    """Give a verdict's cell with another verdict in the words of its table."""
    entry = line.entries[role]
    words = ("R", "A", "G") if entry.text in ("R", "A", "G") else ("worse", "similar", "better")
    return replace(entry, text=words[(Rating.WORSE, Rating.SIMILAR, Rating.BETTER).index(rating)], rating=rating)


def r01(published: Published, rng: Random) -> Published | None:
    """Move the decimal point of a place's value, where it lay near its comparators."""
    found = [
        (at, line)
        for at, line in spots(published.tables[0], Role.PLACE, Role.NATIONAL, Role.REGIONAL)
        if all((line.number(role) or 0) > 0.2 for role in (Role.PLACE, Role.NATIONAL, Role.REGIONAL))
        and all(0.6 < (line.number(Role.PLACE) or 0) / (line.number(role) or 1) < 1.6 for role in COMPARATORS)
    ]
    taken = chosen(found, rng)
    if taken is None:
        return None
    at, line = taken
    entry = line.entries[Role.PLACE]
    return with_entries(published, {(at, Role.PLACE): numbered(entry, (entry.number or 0) * rng.choice((0.1, 10.0)))})


def r02(published: Published, rng: Random) -> Published | None:
    """Turn a verdict against the figures, or rate equal figures apart."""
    role, against = rng.choice(tuple(zip(VERDICTS, COMPARATORS, strict=True)))
    found = [held for held in spots(published.tables[0], Role.PLACE, role, against) if known(held[1])]
    taken = chosen(found, rng)
    if taken is None:
        return None
    at, line = taken
    gap = apart(line, against) * known(line)
    if rng.random() < 0.3:
        mine, other = line.entries[Role.PLACE], line.entries[against]
        copied = replace(other, text=mine.text, number=mine.number)
        return with_entries(published, {(at, against): copied, (at, role): rated(line, role, Rating.WORSE)})
    if gap == 0:
        return None
    return with_entries(published, {(at, role): rated(line, role, Rating.WORSE if gap > 0 else Rating.BETTER)})


def r03(published: Published, rng: Random) -> Published | None:
    """Rate the smaller of two adverse gaps worse and the larger similar."""
    found = []
    for at, line in spots(published.tables[0], Role.PLACE, *COMPARATORS, *VERDICTS):
        gaps = sorted((-apart(line, role) * known(line), role) for role in COMPARATORS)
        if 0 < gaps[0][0] < 0.9 * gaps[1][0] - 10.0 ** -line.entries[Role.PLACE].decimals:
            found.append((at, line))
    taken = chosen(found, rng)
    if taken is None:
        return None
    at, line = taken
    small, large = sorted(COMPARATORS, key=lambda role: abs(apart(line, role)))
    verdict = dict(zip(COMPARATORS, VERDICTS, strict=True))
    return with_entries(
        published,
        {
            (at, verdict[small]): rated(line, verdict[small], Rating.WORSE),
            (at, verdict[large]): rated(line, verdict[large], Rating.SIMILAR),
        },
    )


def r04(published: Published, rng: Random) -> Published | None:
    """Paste the place's value over a comparator's, of three digits at least."""
    role = rng.choice(COMPARATORS)
    found = [
        (at, line)
        for at, line in spots(published.tables[0], Role.PLACE, role)
        if len(f"{line.number(Role.PLACE):g}".replace(".", "").lstrip("-0")) >= 3 and apart(line, role)
    ]
    taken = chosen(found, rng)
    if taken is None:
        return None
    at, line = taken
    mine, other = line.entries[Role.PLACE], line.entries[role]
    return with_entries(published, {(at, role): replace(other, text=mine.text, number=mine.number)})


def unchanged(published: Published, *roles: Role) -> list[tuple[int, Line]]:
    """Give the later lines of measures whose period is the same in both rounds."""
    lines = published.tables[0].lines
    return [
        (at, line)
        for at, line in spots(published.tables[0], Role.PERIOD, *roles)
        if at and lines[at - 1].row == line.row and lines[at - 1].words(Role.PERIOD) == line.words(Role.PERIOD)
    ]


def r05(published: Published, rng: Random) -> Published | None:
    """Change a value, a verdict or a rank in one of two rounds that print the same period."""
    role = rng.choice((Role.PLACE, Role.RATING_NATIONAL, Role.NEIGHBOURS))
    taken = chosen(unchanged(published, role), rng)
    if taken is None:
        return None
    at, line = taken
    entry = line.entries[role]
    if role is Role.RATING_NATIONAL:
        other = rng.choice([rating for rating in RATINGS if rating is not entry.rating])
        return with_entries(published, {(at, role): rated(line, role, other)})
    if entry.rank is not None:
        rank = rng.choice([rank for rank in range(1, (entry.of or 2) + 1) if rank != entry.rank])
        return with_entries(published, {(at, role): ranked(entry, rank, entry.of or 2)})
    changed = (entry.number or 0) * rng.choice((0.96, 1.04)) + 2 * 10.0**-entry.decimals
    return with_entries(published, {(at, role): numbered(entry, changed)})


def ranked(entry: Entry, rank: int, of: int) -> Entry:
    """Print another rank."""
    return replace(entry, text=f"Rank {ordinal(rank)} of {of}", rank=rank, of=of)


def ranks(published: Published) -> list[tuple[int, Line, int, int]]:
    return [
        (at, line, entry.rank, entry.of)
        for at, line in spots(published.tables[0], Role.NEIGHBOURS)
        if (entry := line.entries[Role.NEIGHBOURS]).rank and entry.of
    ]


def r06(published: Published, rng: Random) -> Published | None:
    """Print a rank beyond the number of areas, or of nought."""
    found = ranks(published)
    if not found:
        return None
    at, line, _, of = rng.choice(found)
    entry = ranked(line.entries[Role.NEIGHBOURS], rng.choice((0, of + 1, of + 4)), of)
    return with_entries(published, {(at, Role.NEIGHBOURS): entry})


def r07(published: Published, rng: Random) -> Published | None:
    """Rank one measure among another number of areas, or name the place as its own neighbour."""
    found = ranks(published)
    if not found or len({of for *_, of in found}) > 1:
        return None
    at, line, rank, of = rng.choice(found)
    entry = line.entries[Role.NEIGHBOURS]
    place = published.tables[0].place_name
    if rng.random() < 0.3:
        named = replace(entry, text=f"38% ({place})", number=38.0, suffix="%", area=place, rank=None, of=None)
        return with_entries(published, {(at, Role.NEIGHBOURS): named})
    number = of + rng.choice((-2, -1, 1, 2))
    return with_entries(published, {(at, Role.NEIGHBOURS): ranked(entry, min(rank, number), number)})


def r08(published: Published, rng: Random) -> Published | None:
    """Give an outer rank, well inside its band, the opposite verdict."""
    found = [
        held
        for held in ranks(published)
        if not 0.15 < (held[2] - 1) / (held[3] - 1) < 0.85 and held[1].rating(Role.RATING_NEIGHBOURS)
    ]
    if len(ranks(published)) < 10 or len(found) < 4:
        return None
    at, line, rank, of = rng.choice(found)
    rating = Rating.WORSE if (rank - 1) / (of - 1) < 0.5 else Rating.BETTER
    return with_entries(published, {(at, Role.RATING_NEIGHBOURS): rated(line, Role.RATING_NEIGHBOURS, rating)})


def r09(published: Published, rng: Random) -> Published | None:
    """Count an outer rank from the other end."""
    held = ranks(published)
    outer = [one for one in held if not 0.25 < (one[2] - 1) / (one[3] - 1) < 0.75]
    found = [one for one in outer if one[1].rating(Role.RATING_NEIGHBOURS) is not Rating.SIMILAR]
    if len(held) < 8 or len(found) < 4:
        return None
    at, line, rank, of = rng.choice(found)
    return with_entries(published, {(at, Role.NEIGHBOURS): ranked(line.entries[Role.NEIGHBOURS], of + 1 - rank, of)})


def r21(published: Published, rng: Random) -> Published | None:
    """Drop a decimal from one figure, or add one."""
    role = rng.choice((Role.PLACE, *COMPARATORS))
    taken = chosen(list(spots(published.tables[0], Role.PLACE, *COMPARATORS)), rng)
    if taken is None:
        return None
    at, line = taken
    entry = line.entries[role]
    places = entry.decimals + (rng.choice((-1, 1)) if entry.decimals else 1)
    return with_entries(published, {(at, role): numbered(entry, entry.number or 0, decimals=places)})


def r24(published: Published, rng: Random) -> Published | None:
    """Put another kind of comparator into the neighbours' column: a value, a rank, or an area that nothing names."""
    found = list(spots(published.tables[0], Role.PLACE, Role.NEIGHBOURS))
    if len(found) < 6:
        return None
    at, line = rng.choice(found)
    entry, mine = line.entries[Role.NEIGHBOURS], line.entries[Role.PLACE]
    plain = replace(
        entry, text=mine.text, number=mine.number, decimals=mine.decimals, suffix=mine.suffix, rank=None, of=None
    )
    if rng.random() < 0.4:
        changed = replace(plain, text=f"{mine.text} (Leicester)", area="Leicester")
    elif entry.rank is None:
        changed = ranked(replace(entry, number=None, decimals=0, suffix=""), 4, 11)
    else:
        changed = plain
    return with_entries(published, {(at, Role.NEIGHBOURS): changed})


def r25(published: Published, rng: Random) -> Published | None:
    """Strike the test out of the key, where no limits are printed and some verdict sets the place apart."""
    table = published.tables[0]
    apart_at_all = any(line.rating(role) in (Rating.WORSE, Rating.BETTER) for line in table.lines for role in VERDICTS)
    if any(column.role is Role.LOWER for column in table.columns) or not apart_at_all:
        return None
    cut = rng.choice((" (", " the comparator"))
    return with_table(published, key={code: said.partition(cut)[0] for code, said in table.key.items()})


def r29(published: Published, rng: Random) -> Published | None:
    """Put persons outside the sexes."""
    role = rng.choice((Role.PLACE, *COMPARATORS))
    found = [held for held in spots(published.tables[0], role) if "Persons" in held[1].measure]
    taken = chosen(found, rng)
    if taken is None:
        return None
    at, line = taken
    apart_by = 1.3 if "expectancy" in line.measure else 1.9
    near = [
        other.number(role) or 0.0
        for other in published.tables[0].lines
        if other.round == line.round
        and other.measure.replace("Female", "Persons").replace("Male", "Persons") == line.measure
    ]
    number = rng.choice((max(near) * apart_by, min(near) / apart_by))
    return with_entries(published, {(at, role): numbered(line.entries[role], number)})


def moved(published: Published) -> Iterator[tuple[int, Line, Line]]:
    """Give measures whose two rounds have figures of different periods."""
    lines = published.tables[0].lines
    for at, line in spots(published.tables[0], Role.PERIOD, Role.PLACE, *COMPARATORS):
        before = lines[at - 1]
        new = at and before.row == line.row and before.words(Role.PERIOD) != line.words(Role.PERIOD)
        if new and before.number(Role.PLACE) is not None and not line.entries[Role.MEASURE].marks:
            yield at, before, line


def r30(published: Published, rng: Random) -> Published | None:
    """Let a survey's value jump between rounds."""
    found = [
        (at, line)
        for at, before, line in moved(published)
        if family_of(line.measure).collected_by is Basis.SURVEY
        and abs((line.number(Role.NATIONAL) or 0) / (before.number(Role.NATIONAL) or 1) - 1) < 0.09
        and "xpectancy" not in line.measure
    ]
    taken = chosen(found, rng)
    if taken is None:
        return None
    at, line = taken
    before = published.tables[0].lines[at - 1].number(Role.PLACE) or 0.0
    times = rng.uniform(1.4, 2.2) if before < 40 else rng.uniform(0.45, 0.65)
    return with_entries(published, {(at, Role.PLACE): numbered(line.entries[Role.PLACE], before * times)})


def r33(published: Published, rng: Random) -> Published | None:
    """Carry every comparator over from the round before."""
    found = [
        (at, before, line)
        for at, before, line in moved(published)
        if before.number(Role.PLACE) != line.number(Role.PLACE) and all(before.number(role) for role in COMPARATORS)
    ]
    if not found:
        return None
    at, before, line = rng.choice(found)
    kept = [role for role in (*COMPARATORS, Role.NEIGHBOURS) if before.number(role) is not None]
    return with_entries(
        published,
        {(at, role): replace(line.entries[role], text=before.words(role), number=before.number(role)) for role in kept},
    )


MUTATIONS |= {
    "R01": r01,
    "R02": r02,
    "R03": r03,
    "R04": r04,
    "R05": r05,
    "R06": r06,
    "R07": r07,
    "R08": r08,
    "R09": r09,
    "R21": r21,
    "R24": r24,
    "R25": r25,
    "R29": r29,
    "R30": r30,
    "R33": r33,
}
