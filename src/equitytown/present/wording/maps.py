"""What is said of a map: its finding, its text alternative, and what a reader must know of its layers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equitytown.present.blocks import Span, Text, plain
from equitytown.present.wording.numbers import traced
from equitytown.present.wording.phrases import join
from equitytown.present.wording.sentences import sentence
from equitytown.terms.boundaries import Boundaries, Composition
from equitytown.terms.indicator import Basis, Indicator, Polarity, ValueType
from equitytown.terms.observation import Observation
from equitytown.terms.period import long_date

NOUNS = {"LSOA": "neighbourhoods", "MSOA": "neighbourhoods", "Ward": "wards"}
WORST_FIFTH = 2  # deciles 1 and 2
FEWEST_WORST = 4  # areas in the worst fifth, below which it is not told where they lie
MOST_NAMED = 3  # wards that a title names
HALF = 0.5  # of the worst areas, that a few wards must hold to be named
TWICE = 2  # of the worst areas, that each named ward holds on average
FEW = 0.4  # of all areas, the most that those wards may hold


@dataclass(frozen=True, slots=True)
class Told:
    """A measure on a map: what is counted gets `trace`, then what was counted."""

    indicator: Indicator
    noun: str
    trace: str

    def count(self, how_many: int, of: str) -> Span:
        """Print a count of areas; the trace says of which."""
        return Span(str(how_many), trace=f"{self.trace}#{of}")

    @property
    def lead(self) -> str:
        """How a title begins; a share or rate that a model made says so."""
        share = self.indicator.value_type is not ValueType.INDEX
        return f"{self.indicator.headline}{' (modelled)' if share and needs_modelled(self.indicator) else ''}: "


def needs_modelled(indicator: Indicator) -> bool:
    """Say whether the word "modelled" must be put to a measure, since its headline does not hold it."""
    return indicator.collected_by is Basis.MODELLED and "modelled" not in indicator.headline.lower()


def noun_of(area_type: str) -> str:
    """Name areas of a kind in a resident's word, in the plural."""
    return NOUNS.get(area_type, "areas")


def counted(how_many: int, noun: str) -> str:
    """
    Count areas.

    Examples
    --------
    >>> counted(1, "wards"), counted(3, "wards")
    ('1 ward', '3 wards')
    """
    return f"{how_many} {noun.removesuffix('s') if how_many == 1 else noun}"


def high_is_worst(indicator: Indicator) -> bool:
    """Say whether the high end is shown as the worst: also where no end is."""
    return indicator.polarity is not Polarity.HIGH


def dark_end(indicator: Indicator) -> str:
    """Say what the darkest class holds: the highest where no end is good or bad."""
    return "highest" if indicator.polarity is Polarity.NONE else "worst"


def deciles_title(told: Told, deciles: Sequence[int]) -> Text:
    """Count the areas in England's worst tenth and worst fifth."""
    tenth = sum(decile == 1 for decile in deciles)
    fifth = sum(decile <= WORST_FIFTH for decile in deciles)
    of = told.count(len(deciles), "areas")
    if not fifth:
        return sentence(told.lead, "none of ", of, f" {told.noun} is in England's worst fifth")
    verb = "is" if fifth == 1 else "are"
    if not tenth:
        some = told.count(fifth, "worst-fifth")
        rest = f" {told.noun} {verb} in England's worst fifth, none in its worst tenth"
        return sentence(told.lead, some, " of ", of, rest)
    verb = "is" if tenth == 1 else "are"
    return sentence(
        told.lead, told.count(tenth, "worst-tenth"), " of ", of, f" {told.noun} {verb} in England's worst tenth, ",
        told.count(fifth, "worst-fifth"), " in its worst fifth",
    )  # fmt: skip


def spread_title(told: Told, ordered: Sequence[tuple[str, Observation]]) -> Text:
    """Say from where to where the figures run, the worst first; `ordered` are names and figures."""
    if len(ordered) == 1:
        name, only = ordered[0]
        return sentence(told.lead, traced(only, told.indicator), f" in {name}")
    return sentence(told.lead, extremes(told.indicator, ordered))


def extremes(indicator: Indicator, ordered: Sequence[tuple[str, Observation]]) -> Text:
    """Name the two ends with their figures."""
    (worst, high), (best, low) = ordered[0], ordered[-1]
    return sentence("from ", traced(high, indicator), f" in {worst} to ", traced(low, indicator), f" in {best}")


def where_title(told: Told, ordered: Sequence[Observation], inside: Mapping[str, str]) -> Text:
    """
    Say in which few wards most of the worst fifth of areas lie; empty where no few hold half of them.

    Parameters
    ----------
    told : Told
        The measure.
    ordered : sequence of Observation
        Figures, the worst first. Areas level with the last of the worst fifth count with it.
    inside : mapping
        The name of the ward of each area.
    """
    last = ordered[round(len(ordered) / 5) - 1] if len(ordered) >= 5 * FEWEST_WORST else None
    if last is None or not inside:
        return ()
    end = max(at for at, one in enumerate(ordered) if one.value == last.value)
    worst = [inside[one.area_code] for one in ordered[: end + 1] if one.area_code in inside]
    named: list[str] = []
    held = 0
    for ward, many in Counter(worst).most_common(MOST_NAMED):
        if held >= HALF * len(worst):
            break
        named.append(ward)
        held += many
    there = sum(inside.get(one.area_code) in named for one in ordered)
    if held < max(HALF * len(worst), TWICE * len(named)) or there > FEW * len(ordered):
        return ()
    end_word = "highest" if high_is_worst(told.indicator) else "lowest"
    if held == len(worst):
        every = told.count(len(worst), "worst")
        return sentence(
            told.lead, "the ", every, f" {told.noun} with the {end_word} figures lie in {join(sorted(named))}"
        )
    return sentence(
        told.lead, told.count(held, "worst-here"), " of the ", told.count(len(worst), "worst"),
        f" {told.noun} with the {end_word} figures lie in {join(sorted(named))}",
    )  # fmt: skip


def moves_title(told: Told, moves: Sequence[float], first: str, last: str) -> Text:
    """Count the areas that went up and down between two periods; `moves` are rounded as printed."""
    up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    of = told.count(len(moves), "areas")
    when = f" {told.noun} from {first} to {last}"
    if not up and not down:
        return sentence(told.lead, "no change in any of ", of, when)
    big, small, words = (up, down, ("up", "down")) if up >= down else (down, up, ("down", "up"))
    rest = sentence(f", {words[1]} in ", told.count(small, words[1])) if small else ()
    return sentence(told.lead, f"{words[0]} in ", told.count(big, words[0]), " of ", of, when, rest)


def description(
    title: Text,
    *,
    place: str,
    measured: str,
    periods: Sequence[str],
    noun: str,
    areas: int,
    ends: Text,
    blank: int,
    dark: str = "worst",
) -> str:
    """Give the text alternative of a map: what it shows, what it finds, where the ends lie, what is not there."""
    many = f"Maps of {areas} {noun}" if len(periods) > 1 else f"A map of {areas} {noun}"
    run = f" Figures run {plain(ends)}." if ends else ""
    missing = f" {blank} without a figure {'is' if blank == 1 else 'are'} hatched." if blank else ""
    return (
        f"{many} in {place}: {measured}, {join(list(periods))}, the {dark} darkest. {plain(title)}.{run}{missing} "
        "The table lists every area."
    )


def layers(areas: Boundaries, outlines: Boundaries | None, composition: Composition | None) -> list[Text]:
    """Say what must be known of the borders: whose, from when, and how two sets of them go together."""
    found = []
    if outlines is not None:
        found.append(
            sentence(
                f"The coloured areas are {areas.name} (borders from {long_date(areas.dated)}), the outlines "
                f"{outlines.name} (borders from {long_date(outlines.dated)}): drawn for different ends, "
                "so an outline may cut through an area."
            )
        )
    if composition is not None:
        method = composition.method.strip().rstrip(".")
        found.append(sentence(f"An area is told under the ward that most of it lies in ({method})."))
    moved = max([areas.error_metres, *([outlines.error_metres] if outlines else [])])
    if moved > 0:
        found.append(
            sentence(f"Borders are drawn simply: none is moved by more than {counted(max(1, round(moved)), 'metres')}.")
        )
    return found


def national_layer(figures: Sequence[Observation], ranks: Sequence[Observation], indicator: Indicator) -> list[Text]:
    """Say where the tenths of England come from when they are of another publisher or period than the figures."""
    if not figures or not ranks:
        return []
    own, other = figures[0], ranks[0]
    same = own.provenance.publisher == other.provenance.publisher and own.period == other.period
    if same or other.indicator_id == indicator.indicator_id:
        return []
    return [
        sentence(
            f"The tenths of England are {other.provenance.publisher}'s for {other.period.label}; the figures are "
            f"{own.provenance.publisher}'s for {own.period.label}."
        )
    ]


def not_there(withheld: int, none: int, noun: str) -> list[Text]:
    """Say how many areas have no figure, and why."""
    found = []
    if withheld:
        hatched = counted(withheld, noun)
        found.append(sentence(f"Withheld so that nobody can be recognised: {hatched}, hatched on the map."))
    if none:
        found.append(sentence(f"No figure is held for {counted(none, noun)}, hatched on the map."))
    return found


def unreliable(how_many: int, noun: str, *, ringed: bool) -> list[Text]:
    """Say how many areas have a figure of low reliability, and what marks them."""
    why = "too few events, or limits beyond a fifth of the figure to either side"
    if not how_many:
        return []
    if ringed:
        return [sentence(f"A ring marks {counted(how_many, noun)} whose figure is of low reliability: {why}.")]
    return [
        sentence(
            f"Most of these figures are of low reliability ({counted(how_many, noun)}): {why}. "
            "Read the map for where figures are high and low, and not for the figure of one area."
        )
    ]
