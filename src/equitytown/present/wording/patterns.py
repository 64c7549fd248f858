"""
Words for how figures lie on the map: no more than the tests of a `Pattern` support.

Each sentence takes `key`, the name of the finding that holds the pattern; its numbers are traced to `key#pattern_...`.
`names` gives the names of areas by code, `parts` the codes of the parts that a part's name stands for.
"""

from collections.abc import Collection, Mapping, Sequence

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import number
from equitytown.present.wording.phrases import capital, join, join_texts
from equitytown.present.wording.sentences import paragraph, sentence
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.inside import Local, PartMoves, Pattern

BEYOND_CHANCE = 0.05
MOST_NAMED = 6  # areas by name in one list; the rest are counted
COMPASS = {"north", "south", "east", "west", "centre", "middle"}
WORSE_WAY = {Polarity.LOW: "up", Polarity.HIGH: "down", Polarity.NONE: ""}
TOGETHER = {
    "high": "Areas that stand out together as high: ",
    "low": "Areas that stand out together as low: ",
    "high among low": "High among lower ones around: ",
    "low among high": "Low among higher ones around: ",
}


def pattern_words(
    pattern: Pattern,
    *,
    key: str,
    indicator: Indicator,
    names: Mapping[str, str],
    parts: Mapping[str, Collection[str]],
) -> Text:
    """
    Say all that a pattern's tests support, in one paragraph.

    Parameters
    ----------
    pattern : Pattern
        What was found.
    key : str
        The finding's name, for the trace of every number.
    indicator : Indicator
        Its polarity decides between worse and higher.
    names : mapping of str to str
        Names of areas by code.
    parts : mapping of str to collection of str
        Parts of the town by name, as area codes.

    Returns
    -------
    Text
        Whether areas resemble those beside them, which stand out, and what moved since the earlier period.
    """
    said = [resemblance(pattern), *standing_out(pattern, key=key, names=names, parts=parts)]
    return paragraph([*said, moved(pattern, key=key, indicator=indicator)])


def resemblance(pattern: Pattern) -> Text:
    """Say whether figures resemble those beside them more than chance would make them."""
    if pattern.p_value > BEYOND_CHANCE:
        return sentence("No clear pattern on the map: chance alone could have placed the figures as they lie.")
    beside = "higher" if pattern.moran > _expected(pattern) else "lower"
    return sentence(f"Higher values lie beside {beside} ones more than chance would place them.")


def resemblance_test(pattern: Pattern, *, key: str) -> Text:
    """Give the test behind the first sentence, for whoever wants its numbers."""
    least = 2 / (pattern.permutations + 1)
    p_value = f"p at most {least:.4f}" if pattern.p_value <= least else f"p = {pattern.p_value:.4f}"
    on = f" on {pattern.smoothed_with}" if pattern.smoothed_with else ""
    return sentence(
        f"Moran's I{on} is ", _traced(number(pattern.moran, decimals=2), key, "moran"),
        ", where ", _traced(number(_expected(pattern), decimals=2), key, "expected"), " is expected by chance (",
        _traced(p_value, key, "p_value"), ", from ", _traced(f"{pattern.permutations:,}", key, "permutations"),
        " arrangements at random of ", _traced(str(pattern.areas), key, "areas"), " areas).",
    )  # fmt: skip


def standing_out(
    pattern: Pattern, *, key: str, names: Mapping[str, str], parts: Mapping[str, Collection[str]]
) -> tuple[Text, ...]:
    """Name the areas that stand out with those around them, kind by kind; say so where none does."""
    if not pattern.locals:
        return (sentence("No area stands out together with those around it once the many tests are allowed for."),)
    found = {kind: [area for area in pattern.locals if area.kind == kind] for kind in TOGETHER}
    return tuple(
        sentence(opening, _named(found[kind], key, names), _where(found[kind], parts), ".")
        for kind, opening in TOGETHER.items()
        if found[kind]
    )


def moved(pattern: Pattern, *, key: str, indicator: Indicator) -> Text:
    """
    Say how areas moved since the earlier period, part by part.

    A part is said to be worsening only where it is clearly apart from the rest and most of its areas moved that way;
    otherwise the counts stand by themselves and the test's outcome beside them.
    """
    if pattern.since is None or pattern.whole is None or not pattern.whole.areas:
        return ()
    part = pattern.worst_part or pattern.part_apart
    if part:
        told = _apart(part, pattern.parts[part], pattern.whole, key=key, indicator=indicator,
                      since=pattern.since.label, is_worst=part == pattern.worst_part)  # fmt: skip
        return sentence(told, _many_tests(pattern.whole, key))
    counts = [_counted(_side(pattern.whole), pattern.whole, key, "whole")]
    counts = [_in_part(name, moves, pattern.whole, key) for name, moves in pattern.parts.items()] or counts
    return sentence(
        f"Since {pattern.since.label}: ", join_texts(counts), _alike(pattern), _many_tests(pattern.whole, key)
    )


def _alike(pattern: Pattern) -> str:
    """End the counts of parts that are not clearly apart."""
    if not pattern.parts:
        return "."
    tested = pattern.parts_p_value is not None
    return "; the parts cannot be told apart." if tested else "; whether the parts differ could not be tested."


def _apart(
    part: str, moves: PartMoves, whole: PartMoves, *, key: str, indicator: Indicator, since: str, is_worst: bool
) -> Text:
    """Say of a part that is clearly apart how its areas moved, beside those elsewhere."""
    elsewhere = PartMoves(whole.areas - moves.areas, whole.up - moves.up, whole.down - moves.down)
    way = _side(moves)
    most = moves.up if way == "up" else moves.down
    other = elsewhere.up if way == "up" else elsewhere.down
    worse = WORSE_WAY[indicator.polarity] == way
    fits = indicator.polarity is not Polarity.NONE and worse == is_worst
    if fits and 2 * most > moves.areas and most * elsewhere.areas > other * moves.areas:
        goes = "Worsening" if worse else "Improving"
        opening = f"{goes} in {_the(part)} since {since}, more than elsewhere: "
    else:
        opening = capital(f"{_the(part)} moved otherwise than the rest since {since}: ")
    return sentence(
        opening, _counted(way, moves, key, part), " there and in ",
        _traced(str(other), key, f"elsewhere_{way}"), " of ", _traced(str(elsewhere.areas), key, "elsewhere_areas"),
        " elsewhere, a difference that chance would seldom make.",
    )  # fmt: skip


def _in_part(name: str, moves: PartMoves, whole: PartMoves, key: str) -> Text:
    return sentence(_counted(_side(whole), moves, key, name), f" in {_the(name)}")


def _counted(way: str, moves: PartMoves, key: str, part: str) -> Text:
    """Say "up in 7 of 8 areas"."""
    many = moves.up if way == "up" else moves.down
    areas = "area" if moves.areas == 1 else "areas"
    return sentence(
        f"{way} in ", _traced(str(many), key, f"{part}_{way}"), " of ", _traced(str(moves.areas), key, f"{part}_areas"),
        f" {areas}",
    )  # fmt: skip


def _many_tests(whole: PartMoves, key: str) -> Text:
    """Say how many areas moved by more than chance, where their changes were tested."""
    if not whole.tested:
        return sentence(" No single area's change could be tested.")
    return sentence(
        " Of ", _traced(str(whole.tested), key, "whole_tested"), " changes tested, ",
        _traced(str(whole.clearly_up), key, "whole_clearly_up"), " up and ",
        _traced(str(whole.clearly_down), key, "whole_clearly_down"), " down are larger than expected by chance.",
    )  # fmt: skip


def _side(moves: PartMoves) -> str:
    return "up" if moves.up >= moves.down else "down"


def _named(areas: Sequence[Local], key: str, names: Mapping[str, str]) -> Text:
    """List areas by name, the clearest first; the rest are counted."""
    ordered = sorted(areas, key=lambda area: (area.p_value, area.area_code))
    named = sorted(names.get(area.area_code, area.area_code) for area in ordered[:MOST_NAMED])
    rest = len(ordered) - len(named)
    if not rest:
        return sentence(join(named))
    field = areas[0].kind.replace(" ", "_")
    return sentence(f"{', '.join(named)} and ", _traced(str(rest), key, f"{field}_rest"), " more")


def _where(areas: Sequence[Local], parts: Mapping[str, Collection[str]]) -> str:
    """Name the part that all of some areas lie in; "" where no one part holds them all."""
    codes = {area.area_code for area in areas}
    holding = [name for name, members in parts.items() if codes <= set(members)]
    return f" (in {_the(holding[0])})" if holding else ""


def _the(part: str) -> str:
    """Give a part's name as a sentence says it: "the Centre", "the north west", but "Marsh Farm"."""
    words = part.lower().replace("-", " ").split()
    return f"the {part}" if words and set(words) <= COMPASS else part


def _expected(pattern: Pattern) -> float:
    """Moran's I where areas lie at random."""
    return -1 / (pattern.areas - 1)


def _traced(words: str, key: str, field: str) -> Span:
    return Span(words, trace=f"{key}#pattern_{field}")
