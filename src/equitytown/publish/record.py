"""An edition as a record: what it said, whatever it looked like."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum

from equitytown import __version__
from equitytown.present.blocks import plain
from equitytown.publish import narrative
from equitytown.publish.edition import Comparisons, Edition
from equitytown.store.corrections import CORRECTED
from equitytown.store.records import sealed
from equitytown.terms.edition_record import EditionRecord, RecordedFigure, RecordedVerdict
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation

NOT_SAID = ("snapshot_id", "row", "retrieved", "known_from")  # where a figure lies, and since when: not what it says
DIGITS = 9


def record_of(edition: Edition) -> EditionRecord:
    """
    Record what an edition says.

    Parameters
    ----------
    edition : Edition
        The compared place.

    Returns
    -------
    EditionRecord
        Figures, verdicts, definitions, sentences and texts as they are; everything else by its hash. Its `content`
        is the same for two builds that say the same, however they are drawn, signed or checked.
    """
    bare = _bare(edition)
    return sealed(replace(bare, edition=edition.place.report.edition, as_of=edition.place.report.as_of,
                          texts=dict(edition.place.texts), parts=_parts(edition)))  # fmt: skip


def rebuilt(edition: Edition) -> EditionRecord:
    """Record what would have been said with the figures known on an earlier day: a record that has no edition."""
    return sealed(_bare(edition))


def _bare(edition: Edition) -> EditionRecord:
    """Record figures, verdicts, definitions and sentences."""
    return EditionRecord(
        place_id=edition.place.place_id,
        edition="",
        as_of=edition.holdings.on,
        software=__version__,
        content="",
        figures={o.observation_id: _figure(o) for o in edition.holdings.observations},
        verdicts={f.finding_id: _verdict(f) for f in edition.all_findings()},
        definitions={key: definition(edition, indicator) for key, indicator in edition.place.indicators.items()},
        sentences=dict(sentences(edition)),
    )


def _figure(o: Observation) -> RecordedFigure:
    origin, corrected = o.provenance, o.note.startswith(CORRECTED)
    return RecordedFigure(
        o.value, o.lower, o.upper, origin.publisher, origin.title, o.known_from, corrected, o.period.end
    )


def _verdict(f: Finding) -> RecordedVerdict:
    return RecordedVerdict(
        rating=f.verdict.rating.value,
        method=f.verdict.method,
        basis=f.verdict.basis.value,
        rank=f.rank.rank if f.rank else None,
        of=f.rank.of if f.rank else None,
        trend=f.trend.direction.value if f.trend else "",
        against=f.comparator_value.observation_id if f.comparator_value else "",
        change=f.change.direction.value if f.change else "",
        gap=f.gap.movement.value if f.gap else "",
    )


def definition(edition: Edition, indicator: Indicator) -> dict[str, str]:
    """Give what an indicator measures, how it is compared and where it is listed, each part by the name readers see."""
    neighbours = edition.neighbour_set(indicator)
    source = indicator.source
    principle = edition.place.framework.principle_of(indicator.indicator_id)
    return {
        "name": indicator.name,
        "definition": indicator.definition,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "age": indicator.age,
        "sex": indicator.sex,
        "unit": indicator.unit.value,
        "kind of value": indicator.value_type.value,
        "decimals shown": str(indicator.decimals),
        "polarity": indicator.polarity.value,
        "comparison method": indicator.comparison_method.value,
        "publisher": source.publisher,
        "source": source.title,
        "neighbour set": neighbours.name if neighbours else "",
        "neighbours": ", ".join(area.area_code for area in neighbours.ranking_members) if neighbours else "",
        "small-number rule": indicator.disclosure,
        "breaks": "; ".join(f"{b.start}: {b.reason}" for b in indicator.breaks),
        "caveats": " ".join(indicator.caveats),
        "principle": principle.name if principle is not None else "",
    }


def sentences(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give each drafted sentence that the edition's pages say, by its name."""
    for indicator, found in _said(edition):
        for part in narrative.settled(edition, indicator, found):
            yield from ((sentence.sentence_id, plain(sentence.text)) for sentence in part)


def _said(edition: Edition) -> Iterator[tuple[Indicator, Comparisons]]:
    """Give the newest figure of every measure, and the periods that numbered figures tell of."""
    indicators = edition.place.indicators
    for indicator in indicators.values():
        if (found := edition.current(indicator)) is not None:
            yield indicator, found
    for plan in edition.place.report.figures:
        indicator = indicators[plan.indicator_id]
        if plan.periods and (found := edition.comparisons(indicator, plan.periods[-1])) is not None:
            yield indicator, found


def _parts(edition: Edition) -> dict[str, str]:
    """Hash what else is said."""
    place, plan = edition.place, edition.place.report
    inside: defaultdict[str, list[object]] = defaultdict(list)
    for found in edition.inside:
        inside[f"inside/{found.indicator_id}"].append(found)
    said: dict[str, object] = {  # anything that `_plain` can take apart
        "framework": place.framework,
        "printed rounds": place.printed,
        "title": (place.area.area_name, plan.title, plan.subtitle, plan.author, plan.organisation),
        "sections": plan.sections,
        "numbered figures": plan.figures,
        **({"targets": place.targets} if place.targets else {}),
        **{f"register/{kind.__name__}": found for kind, found in place.register.records.items()},
        **inside,
        **{f"model/{key}": account for key, account in place.accounts.items()},
        **{f"spread/{key}": spread for key, spread in edition.spreads.items()},
    }
    return {name: _hash(_plain(part)) for name, part in said.items()}


def _hash(part: object) -> str:  # anything that JSON can hold
    words = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


# Objects and several ways out: it takes apart whatever terms are made of, a case each.
def _plain(part: object) -> object:  # noqa: PLR0911
    """
    Turn terms into what JSON can hold: fields by name, enums as their words, days as they are written.

    Numbers are kept to as many digits as two machines agree on. An empty field is as good as none: a later version
    may have more of them.
    """
    if part is None or isinstance(part, bool | int):
        return part
    if isinstance(part, float):
        return float(f"{part:.{DIGITS}g}")
    if is_dataclass(part):
        plain_fields = ((f.name, _plain(getattr(part, f.name))) for f in fields(part) if f.name not in NOT_SAID)
        return {name: value for name, value in plain_fields if value not in (None, "", [], {})}
    if isinstance(part, Enum):
        return part.value
    if isinstance(part, Mapping):
        return {str(key): _plain(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_plain(value) for value in part]
    if isinstance(part, set | frozenset):
        return sorted((_plain(value) for value in part), key=str)
    return str(part)
