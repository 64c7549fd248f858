"""One measure inside the town, told: highest and lowest, how sure, the worst-off, the slope, what moved, the figure."""

from dataclasses import replace

from equitytown.present.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    MapFigure,
    Page,
    Paragraph,
    Span,
    Text,
    plain,
    text,
)
from equitytown.present.wording import caveats
from equitytown.present.wording import inside as words
from equitytown.present.wording.inside_moves import moved
from equitytown.present.wording.inside_slopes import slope
from equitytown.present.wording.inside_sureness import chance, sureness
from equitytown.present.wording.patterns import pattern_words
from equitytown.present.wording.phrases import join_texts
from equitytown.present.wording.sentences import paragraph, sentence
from equitytown.publish.edition import Edition
from equitytown.publish.map_figures import map_figure
from equitytown.publish.within import model_account
from equitytown.publish.within.figures import figure_id_of, parts_figure
from equitytown.publish.within.findings import indicator_of, measured, names_of, of_measure, slug_of, town_parts
from equitytown.publish.within.traces import part_traces
from equitytown.publish.within.wards import ward_slugs
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Inside, PartKind
from equitytown.terms.place import MapPlan


def pages(edition: Edition) -> tuple[Page, ...]:
    """Build a page for each measure that has parts."""
    return tuple(page(edition, indicator) for indicator in measured(edition))


def page(edition: Edition, indicator: Indicator) -> Page:
    """Tell of one measure: every way in which the town was cut, then what to bear in mind."""
    found = of_measure(edition, indicator)
    first = found[0]
    defined = model_account.definition(edition, indicator)
    named = len(found) > 1 or bool(defined)
    town = edition.place.area.area_name
    return Page(
        slug=slug_of(indicator),
        title=words.title(first, indicator, names_of(edition, first)),
        subtitle=f"{words.headline(first, indicator)}, inside {town}",
        nav="inside",
        crumbs=(("Inside the town", "inside"), (indicator.headline, "")),
        blocks=(
            *defined,
            *(block for inside in found for block in _one(edition, inside, named=named)),
            *model_account.told(edition, indicator),
            *_notes(edition, indicator, found),
            _back(edition, indicator),
        ),
    )


def _one(edition: Edition, inside: Inside, *, named: bool) -> tuple[Block, ...]:
    """Tell of one way of cutting the town: in words, on a map, part by part."""
    heading = (Heading(2, _heading(edition, inside)),) if named else ()
    return (*heading, *narrative(edition, inside), *on_the_map(edition, inside), parts_figure(edition, inside))


def _heading(edition: Edition, inside: Inside) -> str:
    """Name the way of cutting."""
    names = names_of(edition, inside)
    sex = "" if inside.sex == indicator_of(edition, inside).headline_sex or names.by_sex else f", {inside.sex.lower()}"
    if inside.kind is PartKind.DECILES:
        return f"By tenth of local deprivation{sex}"
    if names.by_sex:
        return "Females and males"
    return f"By {names.one}: {inside.by_name}{sex}"


def _back(edition: Edition, indicator: Indicator) -> Block:
    """Lead back, and to the measure's own page where it has one."""
    others: list[Text] = [(Span("every gap inside the town", href="inside"),)]
    if indicator in (*edition.listed(), *edition.supporting()):
        own = f"{indicator.headline} in {edition.place.area.area_name} as a whole"
        others.append((Span(own, href=f"measures/{indicator.indicator_id}"),))
    return Paragraph(sentence("See also ", join_texts(others), "."), "small")


def on_the_map(edition: Edition, inside: Inside) -> tuple[MapFigure, ...]:
    """Draw the areas of a finding on a map, each leading to its ward's page; nothing for groups and tenths."""
    place = edition.place
    if inside.kind is not PartKind.AREAS or inside.by not in place.boundaries:
        return ()
    indicator = indicator_of(edition, inside)
    if inside.sex != indicator.headline_sex:
        return ()
    plan = MapPlan(inside.by, outlines="" if inside.by == place.wards else place.wards)
    drawn = map_figure(
        edition, indicator, plan, periods=(inside.period.label,), figure_id=f"{figure_id_of(inside)}-map",
        pages={code: f"wards/{slug}" for code, slug in ward_slugs(edition).items()},
    )  # fmt: skip
    return (drawn,)


def narrative(edition: Edition, inside: Inside) -> tuple[Paragraph, ...]:
    """Word one finding: the warning of an estimate, the ends, how sure, the worst-off; the slope and what moved."""
    indicator, names, held = indicator_of(edition, inside), names_of(edition, inside), part_traces(edition, inside)
    inside = _limited(inside)
    stands = (words.warning(indicator), words.ends(inside, indicator, names, held=held))
    sure = (sureness(inside, indicator, names), chance(inside, indicator, names))
    level = (words.worst_off(inside, indicator, names, held=held), moved(inside, indicator, names))
    # Of tenths the slope says how sure the whole order is; that of the two ends alone would say less.
    middle = (slope(inside, indicator),) if inside.kind is PartKind.DECILES and inside.slope else sure
    last = () if middle is not sure else (slope(inside, indicator),)
    told = (paragraph(stands), paragraph(middle), paragraph((*level, *last)), pattern(edition, inside))
    return tuple(Paragraph(said) for said in told if said)


def _limited(inside: Inside) -> Inside:
    """Give a finding whose ends carry the limits of their counts where the publisher gave none."""
    held = {part.observation: part.limited for part in inside.parts}
    high, low = inside.highest, inside.lowest
    return replace(inside, highest=high and held.get(high, high), lowest=low and held.get(low, low))


def pattern(edition: Edition, inside: Inside) -> Text:
    """Word how the figures of areas lie on the map; nothing where that was not looked at."""
    if inside.pattern is None:
        return ()
    names = names_of(edition, inside)
    return pattern_words(
        inside.pattern,
        key=inside.finding_id,
        indicator=indicator_of(edition, inside),
        names=names.names,
        parts=town_parts(edition, inside.by),
    )


def brief(edition: Edition, inside: Inside) -> Text:
    """Word one gap in a sentence or two."""
    indicator, names = indicator_of(edition, inside), names_of(edition, inside)
    return words.brief(inside, indicator, names, held=part_traces(edition, inside))


def printed(edition: Edition, inside: Inside) -> tuple[Block, ...]:
    """Tell of one finding in print, where the measure's name stands over it."""
    indicator = indicator_of(edition, inside)
    figure: Figure = parts_figure(edition, inside)
    notes = caveats_of(edition, indicator, (inside,))
    return (
        Heading(2, f"{indicator.headline}, {words.groups_or_areas(inside)}"),
        *narrative(edition, inside),
        replace(figure, notes=(*figure.notes, *notes)),
    )


def beside(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Give a measure's own page its short part on the town within; nothing where the measure has no parts."""
    found = of_measure(edition, indicator)
    if not found:
        return ()
    link = Span("Maps, charts and tables inside the town", href=slug_of(indicator))
    told = [
        sentence(f"By {names_of(edition, inside).one}: ", said) for inside in found if (said := brief(edition, inside))
    ]
    return (
        Heading(2, "Inside the town", anchor="inside"),
        *((Bullets(tuple(told)),) if told else ()),
        Paragraph(sentence(link, ".")),
    )


def _notes(edition: Edition, indicator: Indicator, found: tuple[Inside, ...]) -> tuple[Block, ...]:
    items = caveats_of(edition, indicator, found)
    return (Heading(2, "What to bear in mind"), Bullets(items)) if items else ()


def caveats_of(edition: Edition, indicator: Indicator, found: tuple[Inside, ...]) -> tuple[Text, ...]:
    """List what a careful reader must know: what the rules attach, how ward figures were reached, the figures' age."""
    held = sorted(
        (p.observation for inside in found for p in inside.parts if p.observation.value is not None),
        key=lambda o: o.period,
    )
    if not held:
        return ()
    notes = dict.fromkeys(o.note for o in held if o.note.startswith("Summed"))
    rules = caveats.by_rule(held[-1:], indicator)
    if any(inside.difference is not None and inside.difference.lower is not None for inside in found):
        rules = tuple(text(FROM_COUNTS) if plain(rule) == caveats.NOT_HELD else rule for rule in rules)
    return (
        *rules,
        *((text(SUMMED),) if notes else ()),
        *caveats.stale(held[-1], as_of=edition.place.report.as_of),
        *map(text, caveats.bearing_on(indicator.caveats, held[-1].period)),
    )


FROM_COUNTS = "The publisher gives no limits: those shown are worked out here from the counts."
SUMMED = (
    "Ward figures are summed from those of small areas, each counted in the ward that most of it lies in. Wards and "
    "small areas do not share their borders, so a ward's figure is an approximation."
)
