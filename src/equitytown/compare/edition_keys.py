"""The identifiers of an edition's record, taken apart; and its series, put in order."""

from dataclasses import dataclass
from datetime import date

from equitytown.terms.edition_record import EditionRecord

# How the names of other parts of a record begin that are about one measure; what its file says stands apart.
OF_A_MEASURE = ("inside/", "model/", "spread/", "counts/", "target/")
FILE_OF = "measure/"
PRINTED = "round "  # how the last part of a printed finding's identifier begins


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What an observation_id names."""

    indicator_id: str
    area_code: str
    period: str
    sex: str
    category: str = ""

    @property
    def series(self) -> tuple[str, str, str, str]:
        """What the figures of one series share."""
        return self.indicator_id, self.area_code, self.sex, self.category


@dataclass(frozen=True, slots=True)
class FindingKey:
    """What a finding_id names: a figure, its comparator, and the printed round that it repeats, if any."""

    figure: FigureKey
    figure_id: str
    comparator: str
    round: str = ""


def figure_key(observation_id: str) -> FigureKey:
    """
    Take an observation_id apart.

    Examples
    --------
    >>> figure_key("smoking|E06000032|2022|Persons").period
    '2022'
    """
    return FigureKey(*observation_id.split("|", 4))


def finding_key(finding_id: str) -> FindingKey:
    """
    Take a finding_id apart.

    Examples
    --------
    >>> finding_key("smoking|E06000032|2022|Persons|national").comparator
    'national'
    """
    rest, _, last = finding_id.rpartition("|")
    printed = ""
    if last.startswith(PRINTED):
        printed = last.removeprefix(PRINTED)
        rest, _, last = rest.rpartition("|")
    return FindingKey(figure_key(rest), rest, last, printed)


def sentence_key(sentence_id: str) -> tuple[str, str, str, str]:
    """Take a sentence_id apart: indicator, period, sex, and the sentence's own name."""
    about, _, name = sentence_id.partition("#")
    indicator_id, period, sex = about.split("|", 2)
    return indicator_id, period, sex, name


def period_ends(record: EditionRecord) -> dict[tuple[str, str], date]:
    """Say of each indicator's periods when they end, from the figures held of it."""
    found: dict[tuple[str, str], date] = {}
    for observation_id, figure in record.figures.items():
        if figure.ends is not None:
            indicator_id, _, period, _ = observation_id.split("|", 3)
            found[indicator_id, period] = figure.ends
    return found


def newest_of_series(record: EditionRecord) -> dict[tuple[str, str, str, str], str]:
    """Name the newest figure with a value of each series."""
    ends: dict[tuple[str, str, str, str], tuple[date, str]] = {}
    for observation_id, figure in record.figures.items():
        if figure.value is None:
            continue
        key = figure_key(observation_id).series
        at = (figure.ends or figure.known_from, observation_id)
        ends[key] = max(ends.get(key, at), at)
    return {key: observation_id for key, (_, observation_id) in ends.items()}
