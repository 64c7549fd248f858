"""Checks on moves from table to text: a rank against its value, men against women, and a survey's jump."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from re import IGNORECASE
from re import compile as pattern

from equitytown.audit.checks.text_numbers import RANK
from equitytown.audit.families import family_of, polarity_of
from equitytown.audit.prose import sexes_in
from equitytown.audit.published import Line, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.told import Figure, Told, lines_of_measure, told_of
from equitytown.terms.indicator import Basis, Polarity

_MOVED = pattern(
    r"\bsignificant(?:ly)? (?:fall|rise|drop|change|increase|decrease|improve|worse|decline|reduc)\w*", IGNORECASE
)
_UNMOVED = pattern(
    r"\b(?:no|not) (?:a )?(?:statistically )?significant(?:ly)? (?:\w+ )?(?:change|difference|changed)", IGNORECASE
)


def rank_and_value(published: Published) -> Iterable[Remark]:
    """R09: a rank does not improve on the table's while the value falls behind it."""
    for table in published.tables:
        for held in _by_measure(table, published).values():
            yield from _rank_of(held, table)


def _by_measure(table: PublishedTable, published: Published) -> dict[str, list[Told]]:
    held: dict[str, list[Told]] = {}
    for told in told_of(published, table):
        held.setdefault(told.measure.label, []).append(told)
    return held


def _own(told: Told) -> list[Figure]:
    return [figure for figure in told.figures if figure.area is Role.PLACE]


def _last(table: PublishedTable, label: str) -> Line | None:
    """Give the newest line of a measure that holds a number of the place."""
    held = [line for line, _ in lines_of_measure(table, label) if line.number(Role.PLACE) is not None]
    return held[-1] if held else None


def _current(held: Sequence[Told], table: PublishedTable) -> tuple[Told, Figure, Line] | None:
    """Give the first figure of the place that a text tells later than the table, and the table's newest line."""
    line = _last(table, held[0].measure.label)
    newest = lines_of_measure(table, held[0].measure.label)[-1][1] if line else None
    for told in held:
        own = _own(told)
        if own and line and newest and told.span and told.span.months[1] > newest.months[1]:
            return told, own[0], line
    return None


def _rank_of(held: Sequence[Told], table: PublishedTable) -> Iterator[Remark]:
    now = _current(held, table)
    if now is None:
        return
    told, figure, line = now
    before = line.at(Role.NEIGHBOURS)
    ranked = [(one, found) for one in held if (found := RANK.search(one.sentence)) and one.passage == told.passage]
    worse = _worsened(figure.number, line)
    if before is None or before.rank is None or not ranked or worse is None:
        return
    one, found = ranked[0]
    rank, of = int(found["rank"] or found["rank2"]), int(found["of"] or found["of2"])
    if of == before.of and rank != before.rank and (rank < before.rank) == worse:
        yield Remark(
            "R09",
            Sureness.TO_CHECK,
            f'"{line.measure}" goes from {line.words(Role.PLACE)} in the table to {figure.text} in the text, '
            f"{'worse' if worse else 'better'}, and its rank from {before.rank} to {rank} of {of}, "
            f'{"better" if worse else "worse"}: "{one.sentence}"',
            "Look up both ranks: it can be so if the others moved further, and then say it.",
            (before,),
            (one.passage,),
        )


def _worsened(number: float, line: Line) -> bool | None:
    """Say whether a number is worse than a line's; None where neither is, or nobody can say."""
    own, polarity = line.number(Role.PLACE), polarity_of(line)
    if own is None or own == number or polarity is None or polarity is Polarity.NONE:
        return None
    return (number < own) == (polarity is Polarity.HIGH)


NEAR = 0.25  # of the larger move: two that differ by less are alike


def unequal_tests(published: Published) -> Iterable[Remark]:
    """R34: men and women who moved alike are both called significant, or neither."""
    for table in published.tables:
        held = _by_measure(table, published)
        moves = [(label, move) for label, told in held.items() if (move := _move(told, table)) is not None]
        for (one, first), (other, second) in combinations(moves, 2):
            if _is_pair(one, other) and first[1] != second[1] and _alike(first[0], second[0]):
                tested = first if first[1] else second
                yield Remark(
                    "R34",
                    Sureness.TO_CHECK,
                    f'"{one}" moved by {first[0]:+.1f} since the table and "{other}" by {second[0]:+.1f}, and only one '
                    f'is called significant: "{tested[2].sentence}"',
                    "Print the limits or the test of both changes, and the periods that each is between.",
                    passages=tuple(dict.fromkeys((first[2].passage, second[2].passage))),
                )


def _is_pair(one: str, other: str) -> bool:
    return family_of(one) is family_of(other) and {*sexes_in(one), *sexes_in(other)} == {"male", "female"}


def _alike(one: float, other: float) -> bool:
    return one * other > 0 and abs(one - other) <= NEAR * max(abs(one), abs(other))


def _move(held: Sequence[Told], table: PublishedTable) -> tuple[float, bool, Told] | None:
    """Give by how much the text's figure differs from the table's, whether it is called significant, and where."""
    now = _current(held, table)
    if now is None:
        return None
    said = [(one, _UNMOVED.search(one.sentence) is None) for one in held if _tells(one)]
    own = now[2].number(Role.PLACE)
    if not said or own is None:
        return None
    return now[1].number - own, said[0][1], said[0][0]


def _tells(told: Told) -> bool:
    return _UNMOVED.search(told.sentence) is not None or _MOVED.search(told.sentence) is not None


TOO_FAR, STILL = 1.3, 1.05  # times: the place's move that is looked at, and England's that goes with nothing


def jumps_told(published: Published) -> Iterable[Remark]:
    """R30: a survey's value told in prose does not jump while England's hardly moves."""
    for table in published.tables:
        for label, held in _by_measure(table, published).items():
            if family_of(label).collected_by not in (Basis.SURVEY, Basis.MODELLED):
                continue
            dated = [(told, _own(told)[0].number, _nation(told)) for told in held if _own(told) and told.span]
            for one, other in pairwise(dated):
                if one[0].span != other[0].span and _times(one[1], other[1]) >= TOO_FAR and _is_still(one[2], other[2]):
                    yield _jump(label, one[0], other[0])


def _nation(told: Told) -> float | None:
    return next((figure.number for figure in told.figures if figure.area is Role.NATIONAL), None)


def _times(one: float, other: float) -> float:
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else 1.0


def _is_still(one: float | None, other: float | None) -> bool:
    return one is None or other is None or _times(one, other) <= STILL


def _jump(label: str, one: Told, other: Told) -> Remark:
    return Remark(
        "R30",
        Sureness.TO_CHECK,
        f'"{label}" comes from a survey and is {_own(other)[0].text} and {_own(one)[0].text} in two periods, while '
        f'England hardly moves: "{one.sentence}"',
        "Look up both figures and their limits before the change is told.",
        passages=tuple(dict.fromkeys((one.passage, other.passage))),
    )


CHECKS = {"R09": rank_and_value, "R34": unequal_tests, "R30": jumps_told}
