"""The small areas inside a ward, and the tenth of England's areas that each stands in."""

from equitytown.present.blocks import Block, Cell, Column, Heading, Paragraph, Row, RowGroup, Span, Table, Text, text
from equitytown.present.wording.numbers import bare, count
from equitytown.present.wording.sentences import sentence
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.within.figures import basis_words
from equitytown.publish.within.findings import is_place_in_an_order
from equitytown.publish.within.wards import ward_slugs
from equitytown.terms.area import Area
from equitytown.terms.boundaries import Composition
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation

WORST = 1
WORST_FIFTH = 2  # the worst two tenths


def small_areas(edition: Edition, ward: Area) -> tuple[Block, ...]:
    """List a ward's small areas with their national tenths, each boundary set for itself."""
    found: list[Block] = []
    for composition in edition.place.compositions:
        if composition.to_set != edition.place.wards:
            continue
        measures = decile_measures(edition, composition.from_set)
        inner = _inside(edition, composition, ward)
        if measures and inner:
            found += [*_told(edition, ward, composition, inner, measures)]
    if not found:
        return ()
    return (Heading(2, "Small areas inside it", anchor="small-areas"), *found)


def own_tenths(edition: Edition, ward: Area) -> tuple[Block, ...]:
    """Say in which tenth of England's wards a ward itself stands, for each measure that tells."""
    told = []
    for measure in decile_measures(edition, edition.place.wards):
        held = _newest(edition, measure, ward)
        if held is None or held.value is None:
            continue
        told.append(
            sentence(
                f"{measure.headline}: tenth ", Span(bare(held.value, measure), trace=held.observation_id),
                f" of England's wards, where {WORST} is the worst ({held.period.label}{basis_words(measure)}).",
            )
        )  # fmt: skip
    return tuple(Paragraph(words) for words in told)


def decile_measures(edition: Edition, set_id: str) -> tuple[Indicator, ...]:
    """Give the measures whose figures are each small area's tenth among England's, 1 the worst."""
    every = edition.place.indicators.values()
    return tuple(i for i in every if is_place_in_an_order(i) and set_id in i.boundary_sets)


def _inside(edition: Edition, composition: Composition, ward: Area) -> tuple[Area, ...]:
    """Give the areas of a set that mostly lie in a ward."""
    codes = {code for code, within in composition.whole().items() if within == ward.area_code}
    boundaries = edition.place.boundaries[composition.from_set]
    return tuple(area for area in boundaries.areas if area.area_code in codes)


def _told(
    edition: Edition, ward: Area, composition: Composition, inner: tuple[Area, ...], measures: tuple[Indicator, ...]
) -> tuple[Block, ...]:
    figures = {m.indicator_id: [_newest(edition, m, area) for area in inner] for m in measures}
    told = [words for m in measures if (words := _worst(ward, m, figures[m.indicator_id]))]
    place = edition.place
    slug = ward_slugs(edition)[ward.area_code]
    name = place.boundaries[composition.from_set].name
    columns = (
        Column("area", "Small area"),
        *(Column(m.indicator_id, m.headline, "number", decimals=0) for m in measures),
    )
    rows = tuple(
        Row(
            (
                Cell(text=text(area.area_name)),
                *(cells.figure(edition, figures[m.indicator_id][n], m) for m in measures),
            )
        )
        for n, area in enumerate(inner)
    )
    note = text(
        f"{name}. Each is counted in the ward that most of it lies in ({composition.method}); some cross its border. "
        f"Tenth {WORST} is the worst in England."
    )
    table = Table(f"ward-{slug}-{composition.from_set}", f"Small areas of {ward.area_name}, {name}", columns,
                  (RowGroup("", rows),), (note,))  # fmt: skip
    return (*(Paragraph(words) for words in told), table)


def _newest(edition: Edition, indicator: Indicator, area: Area) -> Observation | None:
    series = edition.series(indicator, area).observations
    return series[-1] if series else None


def _worst(ward: Area, measure: Indicator, figures: list[Observation | None]) -> Text:
    """Say how many small areas stand in the worst tenth and fifth of England's."""
    held = [o.value for o in figures if o is not None and o.value is not None]
    if not held:
        return ()
    key = f"wards|{ward.area_code}|{measure.indicator_id}"
    tenth, fifth = sum(v <= WORST for v in held), sum(v <= WORST_FIFTH for v in held)
    return sentence(
        f"{measure.headline}: of ", Span(count(len(held)), trace=f"{key}#areas"), " small areas ",
        Span(count(tenth) if tenth else "none", trace=f"{key}#tenth"), f" {'is' if tenth <= 1 else 'are'} in the worst "
        "tenth of England's and ", Span(count(fifth) if fifth else "none", trace=f"{key}#fifth"),
        " in the worst fifth.",
    )  # fmt: skip
