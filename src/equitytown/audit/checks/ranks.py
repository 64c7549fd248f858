"""Ranks: within their number, among one set of areas, in the order of the verdicts that follow from them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.bands import BandRule, Ranked, fitted
from equitytown.audit.checks.cells import explained, lines_of, named, rows_of, short
from equitytown.audit.families import family_of
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.observation import Rating

NEAR = 2  # as many areas may lack data for one measure
SELDOM = 0.2  # of a round's ranks: a number of areas this rare stands out
MOST = 0.15  # of the ranks that may break a rule before it is no rule
MANY = 10  # ranks from which a rule inferred from them is trusted
THIRD = 1 / 3
RATINGS = (Role.RATING_NATIONAL, Role.RATING_REGIONAL)


def ranked_lines(table: PublishedTable) -> Iterator[tuple[Line, Entry, int, int]]:
    """Give each line with a rank that can be: its cell, the rank, and among how many."""
    for line in table.lines:
        entry = line.ranked
        if entry is not None and entry.rank is not None and entry.of is not None and 1 <= entry.rank <= entry.of:
            yield line, entry, entry.rank, entry.of


def within_number(published: Published) -> Iterable[Remark]:
    """R06: a rank lies between 1 and the number of areas ranked."""
    for table, line in lines_of(published):
        for entry in line.entries.values():
            if entry.rank is not None and (entry.rank < 1 or (entry.of is not None and entry.rank > entry.of)):
                yield Remark(
                    "R06",
                    Sureness.CERTAIN,
                    f'{named(line)} is printed as "{entry.text}", and there is no rank {entry.rank}'
                    f"{f' among {entry.of} areas' if entry.of is not None else ''}.",
                    "Correct the rank or the number of areas; take both from the same list.",
                    (entry,),
                    likely=_turned(entry, table),
                )


def _turned(entry: Entry, table: PublishedTable) -> str:
    """Give rank and number the other way round, where that can be and no other rank is among as many."""
    fits = entry.rank is not None and entry.of is not None and 1 <= entry.of <= entry.rank
    others = {cell.of for line in table.lines for cell in line.entries.values() if cell is not entry}
    return f"{entry.of} of {entry.rank}" if fits and entry.of not in others else ""


def one_set(published: Published) -> Iterable[Remark]:
    """R07: ranks are among one set of areas, fit for the measure, and the place is not its own neighbour."""
    for table in published.tables:
        yield from _own_neighbour(table)
        yield from _set_changed(table)
        for name in table.rounds:
            ranked = [held for held in ranked_lines(table) if held[0].round == name]
            yield from _odd_numbers(ranked)
            yield from _wrong_population(ranked)


def _own_neighbour(table: PublishedTable) -> Iterator[Remark]:
    for line in table.lines:
        entry = line.at(Role.NEIGHBOURS)
        if entry is not None and entry.area and entry.area.casefold() == table.place_name.casefold():
            yield Remark(
                "R07",
                Sureness.CERTAIN,
                f'{named(line)} is compared with "{entry.text}": {table.place_name} cannot be its own neighbour.',
                "Name the neighbour that the figure belongs to.",
                (entry,),
            )


def _set_changed(table: PublishedTable) -> Iterator[Remark]:
    for lines in rows_of(table).values():
        held = [entry for line in lines if (entry := line.ranked) and entry.of is not None]
        quoted = [f'"{entry.text}"' for entry in held]
        if len({entry.of for entry in held}) > 1 and not explained(*held):
            yield Remark(
                "R07",
                Sureness.LIKELY,
                f'"{lines[0].measure}" has {" and then ".join(quoted)}: ranks among two sets of areas.',
                "Rank both rounds among the same areas, or say with the rank which set it is and that the two cannot "
                "be compared.",
                tuple(held),
            )


def _population(line: Line) -> str:
    return family_of(line.measure).population


def _odd_numbers(ranked: list[tuple[Line, Entry, int, int]]) -> Iterator[Remark]:
    """Find numbers of areas that stand out among a round's ranks, unless they are the children's own set."""
    numbers = Counter(of for *_, of in ranked)
    for of, count in numbers.items():
        close = any(0 < abs(other - of) <= NEAR and times >= count for other, times in numbers.items())
        rare = count <= SELDOM * len(ranked)
        here = [(line, entry) for line, entry, _, number in ranked if number == of]
        away = [line for line, _, _, number in ranked if number != of]
        children = {_population(line) for line, _ in here} == {"children"}
        own = children and not any(_population(line) == "children" for line in away)
        entries = tuple(entry for _, entry in here if not entry.marks)
        if entries and (close or (rare and not own)):
            common = numbers.most_common(1)[0][0]
            yield Remark(
                "R07",
                Sureness.TO_CHECK,
                f"{len(entries)} of {len(ranked)} ranks {'is' if len(entries) == 1 else 'are'} among {of} areas "
                f'("{entries[0].text}"), others among '
                f"{', '.join(str(other) for other in sorted(numbers) if other != of)}, and no note says why.",
                f"Say which set of areas each rank is among, and which area has no data where there are fewer than "
                f"{max(common, of)}.",
                entries,
            )


def _wrong_population(ranked: list[tuple[Line, Entry, int, int]]) -> Iterator[Remark]:
    """Find children's measures ranked among the set that the adults' are."""
    children = Counter(of for line, _, _, of in ranked if _population(line) == "children")
    adults = Counter(of for line, _, _, of in ranked if _population(line) == "adults")
    if not children or not adults:
        return
    (common, times), (grown, _) = children.most_common(1)[0], adults.most_common(1)[0]
    if common == grown or times < NEAR:
        return
    for line, entry, _, of in ranked:
        if of == grown and _population(line) == "children" and not entry.marks:
            yield Remark(
                "R07",
                Sureness.TO_CHECK,
                f'{named(line)} is a measure of children and is ranked "{entry.text}", among as many areas as adults\' '
                f"measures are; most of children's are among {common}.",
                f"Rank it among the {common} areas of the children's set, or say why the other set was taken.",
                (entry,),
            )


def rule_of_ranks(published: Published) -> Iterable[Remark]:
    """R08: verdicts beside ranks follow one rule, the one that nearly all of them follow."""
    for table in published.tables:
        ranked = [
            Ranked(line, entry, rank, of, cell, rating)
            for line, entry, rank, of in ranked_lines(table)
            if (cell := line.at(Role.RATING_NEIGHBOURS)) and (rating := cell.rating)
        ]
        rule = fitted(ranked)
        if rule is None or rule.fewest > max(1, MOST * len(ranked)):
            continue
        yield from _unsaid(table, ranked, rule)
        for breaker in rule.breakers:
            sure = len(ranked) >= MANY and breaker in rule.surely
            meant = rule.meant(breaker)
            yield Remark(
                "R08",
                Sureness.LIKELY if sure else Sureness.TO_CHECK,
                f"{named(breaker.line)} is rated {breaker.rating.value} ({breaker.cell.text}) at "
                f'"{breaker.entry.text}". '
                f"{rule.says} {len(ranked) - rule.fewest} of {len(ranked)} ranks fit; by it this one is "
                f"{meant.value}.",
                "Correct the verdict or the rank, and print the rule in the key.",
                (breaker.cell, breaker.entry),
                likely=meant.value if sure else "",
            )


def _unsaid(table: PublishedTable, ranked: list[Ranked], rule: BandRule) -> Iterator[Remark]:
    """Find a rule that many ranks follow and that neither key nor notes mention."""
    said = " ".join((*table.key, *table.key.values(), *table.notes.values()))
    if len(ranked) >= MANY and table.key and "rank" not in said.lower():
        yield Remark(
            "R08",
            Sureness.TO_CHECK,
            f"{len(ranked) - rule.fewest} of {len(ranked)} verdicts on neighbours follow from the ranks, and the key "
            f"does not say so. {rule.says}",
            "Print the rule in the key: a verdict by rank is another thing than one by test.",
            tuple(held.cell for held in ranked[:3]),
        )


def direction(published: Published) -> Iterable[Remark]:
    """R09: the first rank is the best one, in every row."""
    for table in published.tables:
        ranked = list(ranked_lines(table))
        best_first = sum(_leaning(line, rank, of) for line, _, rank, of in ranked) >= 0
        for line, entry, rank, of in ranked:
            yield from _against_neighbours(line, entry, _position(rank, of), best_first=best_first)
            yield from _against_comparators(line, entry, _position(rank, of), best_first=best_first)


def _position(rank: int, of: int) -> float:
    """Give where a rank lies: 0 is the first, 1 the last."""
    return (rank - 1) / (of - 1) if of > 1 else 0.5


def _leaning(line: Line, rank: int, of: int) -> float:
    """Say how far a row speaks for the first rank being best: above 0 for, below 0 against."""
    side = {Rating.BETTER: 1, Rating.WORSE: -1}.get(line.rating(Role.RATING_NEIGHBOURS) or Rating.SIMILAR, 0)
    return side * (0.5 - _position(rank, of))


def _against_neighbours(line: Line, entry: Entry, position: float, *, best_first: bool) -> Iterator[Remark]:
    cell = line.at(Role.RATING_NEIGHBOURS)
    worst = position if best_first else 1 - position
    wrong = {Rating.WORSE: worst < THIRD, Rating.BETTER: worst > 1 - THIRD}
    if cell is not None and cell.rating in wrong and wrong[cell.rating] and entry.of is not None and entry.rank:
        yield Remark(
            "R09",
            Sureness.LIKELY,
            f'{named(line)} is rated {cell.rating.value} than its neighbours ({cell.text}) at "{entry.text}", '
            f"where the {'first' if best_first else 'last'} rank is the best.",
            "Look whether this measure was ranked from the other end; rank every measure with the best first.",
            (entry, cell),
            likely=f"{entry.of + 1 - entry.rank} of {entry.of}",
        )


def _against_comparators(line: Line, entry: Entry, position: float, *, best_first: bool) -> Iterator[Remark]:
    worst = position if best_first else 1 - position
    cells = [cell for role in RATINGS if (cell := line.at(role)) and cell.rating]
    odd = [cell for cell in cells if (worst, cell.rating) in ((1.0, Rating.BETTER), (0.0, Rating.WORSE))]
    if odd:
        beside = line.at(Role.RATING_NEIGHBOURS)
        if beside is not None and beside.rating not in (None, Rating.SIMILAR, odd[0].rating):
            odd = [*odd, beside]
        yield Remark(
            "R09",
            Sureness.TO_CHECK,
            f"{named(line)} is rated {odd[0].rating.value if odd[0].rating else ''} ({short(odd[0])}) and yet "
            f'is "{entry.text}" among its neighbours.',
            "It may be so where the neighbours are unlike England. Look whether the rank was counted from the other "
            "end, and say in the text why the two differ.",
            (entry, *odd),
        )


CHECKS = {"R06": within_number, "R07": one_set, "R08": rule_of_ranks, "R09": direction}
