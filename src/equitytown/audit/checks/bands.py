"""The rule from rank to verdict that a table follows, inferred from the table itself."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from equitytown.audit.published import Entry, Line
from equitytown.terms.observation import Rating

FEWEST = 6  # ranks with a verdict, below which no rule can be told
ORDER = (Rating.BETTER, Rating.SIMILAR, Rating.WORSE)
# Where a rank lies between best and worst may be counted in several ways; the one that fits best is taken.
POSITIONS: tuple[Callable[[int, int], float], ...] = (
    lambda rank, of: (rank - 1) / (of - 1) if of > 1 else 0.5,
    lambda rank, of: rank / of,
    lambda rank, of: (rank - 0.5) / of,
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A rank with the verdict that stands beside it."""

    line: Line
    entry: Entry
    rank: int
    of: int
    cell: Entry
    rating: Rating


@dataclass(frozen=True, slots=True)
class BandRule:
    """
    Where better ends and worse begins, and which ranks break it.

    `fewest` is how many break it at least; `breakers` all that break it by one of the equally good cuts, `surely`
    those that break it by every one. `groups` are the verdicts that the first such cut gives, by position.
    """

    fewest: int
    breakers: tuple[Ranked, ...]
    surely: tuple[Ranked, ...]
    says: str
    meanings: tuple[tuple[Ranked, Rating], ...]

    def meant(self, breaker: Ranked) -> Rating:
        """Give the verdict that the rule gives a rank."""
        return next(rating for ranked, rating in self.meanings if ranked is breaker)


def fitted(ranked: list[Ranked]) -> BandRule | None:
    """Infer the rule; None where there are too few ranks."""
    judged = [held for held in ranked if held.rating in ORDER]
    if len(judged) < FEWEST:
        return None
    rules = (_fit(judged, position) for position in POSITIONS)
    return min(rules, key=lambda rule: (rule.fewest, len(rule.breakers)))


def _fit(judged: list[Ranked], position: Callable[[int, int], float]) -> BandRule:
    """Try every pair of cuts between distinct positions and keep those that the fewest ranks break."""
    placed = sorted(((round(position(held.rank, held.of), 9), at) for at, held in enumerate(judged)))
    order = [judged[at] for _, at in placed]
    ends = [at for at in range(len(placed) + 1) if at in (0, len(placed)) or placed[at - 1][0] != placed[at][0]]
    wrong = [list(accumulate((held.rating is not rating for held in order), initial=0)) for rating in ORDER]
    broken = {
        (low, high): wrong[0][low] + wrong[1][high] - wrong[1][low] + wrong[2][-1] - wrong[2][high]
        for low in ends
        for high in ends
        if low <= high
    }
    fewest = min(broken.values())
    cuts = [cut for cut, count in broken.items() if count == fewest]
    sets = [{at for at, held in enumerate(order) if held.rating is not _given(at, cut)} for cut in cuts]
    ever, always = set().union(*sets), set.intersection(*sets)
    meanings = tuple((held, _meaning(at, cuts, held)) for at, held in enumerate(order) if at in ever)
    return BandRule(
        fewest,
        tuple(order[at] for at in sorted(ever)),
        tuple(order[at] for at in sorted(always)),
        _words(order, cuts[0]),
        meanings,
    )


def _given(at: int, cut: tuple[int, int]) -> Rating:
    return ORDER[(at >= cut[0]) + (at >= cut[1])]


def _meaning(at: int, cuts: list[tuple[int, int]], held: Ranked) -> Rating:
    """Give what a cut that the rank breaks would rate it."""
    return next(given for cut in cuts if (given := _given(at, cut)) is not held.rating)


def _words(order: list[Ranked], cut: tuple[int, int]) -> str:
    """Say the rule by the last rank rated better and the first rated worse."""
    low, high = cut
    better = f"up to {order[low - 1].rank} of {order[low - 1].of} better" if low else "none better"
    worse = f"from {order[high].rank} of {order[high].of} on worse" if high < len(order) else "none worse"
    return f"The table's own rule seems to be: {better}, {worse}, similar between."
