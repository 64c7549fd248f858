"""Inside the town: where the gaps between neighbourhoods and groups are widest, measure by measure, and the wards."""

from equitytown.present.blocks import Block, Bullets, Heading, Page, Paragraph, Span, Text, text
from equitytown.present.wording import inside as words
from equitytown.present.wording.phrases import join, join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.publish.edition import Edition
from equitytown.publish.within import findings, gaps_table, told
from equitytown.publish.within.wards import ward_slugs, wards
from equitytown.terms.indicator import ValueType
from equitytown.terms.inside import Inside, PartKind

TITLE = "Inside the town"
LEDE = (
    "An average hides what a health equity town exists for: the gaps between its own neighbourhoods and between groups "
    "of its people. Each gap is given twice, as a difference and as a ratio, with the level of those worst off."
)
NONE_HELD = "No figures for areas or groups inside the town are held yet."
MOST_NAMED = 5  # gaps named at the top
MODELLED = "Modelled, so less sure:"
MOST_TENTHS = 2
MOST_TOLD = 4  # measures that the printed report tells of in full; the rest stand in one table
SLUG = "inside"
EVERY_GAP = "inside/every-gap"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the report's form: the widest gaps, the measures that matter most in full, the rest as one table."""
    if not edition.inside:
        return (Paragraph(text(NONE_HELD), "note"),)
    return (
        Paragraph(text(LEDE), "lede"),
        *widest(edition, linked=False),
        *_headlines(edition),
        Heading(2, "Every gap held", anchor="every-gap"),
        gaps_table.every_gap(edition),
    )


def headline_findings(edition: Edition) -> tuple[Inside, ...]:
    """Choose what is told in full: life expectancy by local deprivation, then the widest gaps between areas."""
    tenths = [
        f
        for f in findings.latest(edition)
        if f.kind is PartKind.DECILES
        and f.slope is not None
        and findings.indicator_of(edition, f).value_type is ValueType.LIFE_EXPECTANCY
    ]
    return (*tenths[:MOST_TENTHS], *findings.widest(edition))[:MOST_TOLD]


def _headlines(edition: Edition) -> tuple[Block, ...]:
    return tuple(block for found in headline_findings(edition) for block in told.printed(edition, found))


def page(edition: Edition) -> Page:
    """Build the page of the town within: the widest gaps, the wards, what matters most in full, and all the rest."""
    place = edition.place.area.area_name
    return Page(
        slug=SLUG,
        title=_title(edition),
        subtitle=f"{TITLE}: {place} by neighbourhood and by group",
        nav=SLUG,
        opening=(Paragraph(text(LEDE), "lede"),),
        blocks=(
            *widest(edition, linked=True),
            *_wards(edition),
            *_headlines(edition),
            *_every_measure(edition),
        ),
    )


def every_gap_page(edition: Edition) -> Page:
    """Build the page of the two large tables: every gap, and every ward's figure for every measure."""
    return Page(
        slug=EVERY_GAP,
        title="Every gap inside the town",
        nav=SLUG,
        crumbs=((TITLE, SLUG), ("Every gap", "")),
        blocks=_table(edition),
    )


def _every_measure(edition: Edition) -> tuple[Block, ...]:
    """Lead to the page of each measure, with the ways in which the town was cut for it."""
    items = []
    for indicator in findings.measured(edition):
        cuts = [_cut(edition, inside) for inside in findings.of_measure(edition, indicator)]
        link = Span(indicator.headline, href=findings.slug_of(indicator))
        items.append(sentence(link, f": {join(list(dict.fromkeys(cuts)))}"))
    items.append((Span("Every gap and every ward, as two tables", href=EVERY_GAP),))
    return (Heading(2, "Measure by measure", anchor="measures"), Bullets(tuple(items)))


def _cut(edition: Edition, inside: Inside) -> str:
    names = findings.names_of(edition, inside)
    if names.by_sex:
        return "by sex"
    if inside.kind is PartKind.GROUPS:
        return f"by {inside.by_name[:1].lower()}{inside.by_name[1:]}"
    return f"by {names.one}" if inside.kind is PartKind.AREAS else "by tenth of local deprivation"


def _title(edition: Edition) -> str:
    """Say the widest gap that is beyond chance; else the section's own name."""
    found = findings.widest(edition, sure=True)
    if not found or found[0].highest is None or found[0].lowest is None:
        return TITLE
    return words.times_as_high(found[0], findings.indicator_of(edition, found[0]), findings.names_of(edition, found[0]))


def widest(edition: Edition, *, linked: bool) -> tuple[Block, ...]:
    """Name the widest gaps in plain words."""
    areas = findings.widest(edition)
    groups = findings.widest(edition, kind=PartKind.GROUPS)
    if not areas and not groups:
        return ()
    note = (
        "Ordered by the ratio of highest to lowest, so that measures in different units can stand in one list. Gaps "
        "within the range expected by chance, indices, scores and lengths of life are left out here; all of them are "
        "told below. A gap given without limits was not tested: chance may have made it."
    )
    return (
        Heading(2, "Where the gaps are widest", anchor="widest"),
        *_list("Between neighbourhoods", areas, edition, linked=linked),
        *_list("Between groups", groups, edition, linked=linked),
        Paragraph(text(note), "small"),
    )


def _list(heading: str, found: tuple[Inside, ...], edition: Edition, *, linked: bool) -> tuple[Block, ...]:
    if not found:
        return ()
    modelled = [inside for inside in found if findings.is_modelled(edition, inside)]
    counted = [inside for inside in found if inside not in modelled]
    blocks: list[Block] = [Heading(3, heading)]
    for opening, own in (("", counted), (MODELLED, modelled)):
        if own:
            lines = (_line(edition, inside, linked=linked) for inside in own[:MOST_NAMED])
            blocks += [*([Paragraph(text(opening))] if opening else []), Bullets(tuple(lines))]
    return tuple(blocks)


def _line(edition: Edition, inside: Inside, *, linked: bool) -> Text:
    indicator = findings.indicator_of(edition, inside)
    name = f"{words.headline(inside, indicator)}, {_cut(edition, inside)}"
    opening = Span(name, href=findings.slug_of(indicator)) if linked else Span(name, bold=True)
    return sentence(opening, ": ", told.brief(edition, inside))


def _wards(edition: Edition) -> tuple[Block, ...]:
    """List the wards, each with its page."""
    slugs = ward_slugs(edition)
    links = [(Span(ward.area_name, href=f"wards/{slugs[ward.area_code]}"),) for ward in wards(edition)]
    if not links:
        return ()
    return (Heading(2, "Ward by ward", anchor="wards"), Paragraph(sentence("A page each: ", join_texts(links), ".")))


def _table(edition: Edition) -> tuple[Block, ...]:
    if not edition.inside:
        return (Paragraph(text(NONE_HELD), "note"),)
    return (
        gaps_table.every_gap(edition),
        *gaps_table.every_ward(edition),
    )


def has_page(edition: Edition) -> bool:
    """Say whether there is anything to tell: a finding, or wards with boundaries."""
    return bool(edition.inside or wards(edition))


def overview(edition: Edition) -> tuple[Block, ...]:
    """Give the overview its one sentence on the widest gap inside the town; nothing where none is beyond chance."""
    found = findings.widest(edition, sure=True)
    if not found:
        return ()
    inside = found[0]
    indicator, names = findings.indicator_of(edition, inside), findings.names_of(edition, inside)
    opening = f"Among {names.many} the widest gap held is in "
    link = Span(indicator.headline, href=findings.slug_of(indicator))
    more = Span("every gap inside the town", href=SLUG)
    return (
        Heading(2, TITLE, anchor="inside"),
        Paragraph(sentence(opening, link, ": ", told.brief(edition, inside), " See ", more, ".")),
    )
