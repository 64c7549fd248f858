"""The page of one ward: every measure that has a figure for it, against the town, and the small areas inside it."""

from collections import Counter
from dataclasses import dataclass

from equitytown.present.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Page,
    Paragraph,
    Row,
    RowGroup,
    Span,
    Table,
    Text,
    text,
)
from equitytown.present.wording.chance import adjusted
from equitytown.present.wording.inside import headline
from equitytown.present.wording.numbers import bare, count, signed
from equitytown.present.wording.phrases import capital, join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.within.figures import against_cell, basis_words, limits_cell, part_cell
from equitytown.publish.within.findings import area_type, indicator_of, measured, of_measure, slug_of
from equitytown.publish.within.locator import locator
from equitytown.publish.within.residents import by_group
from equitytown.publish.within.small_areas import own_tenths, small_areas
from equitytown.publish.within.traces import part_trace
from equitytown.publish.within.wards import held_wards, ward_slugs, wards
from equitytown.terms.area import Area
from equitytown.terms.finding import DIFFERS_BY_CHANCE
from equitytown.terms.indicator import Indicator, Unit
from equitytown.terms.inside import Inside, PartFigure
from equitytown.terms.observation import Rating
from equitytown.terms.period import long_date

JUDGED = (Rating.WORSE, Rating.BETTER, Rating.HIGHER, Rating.LOWER, Rating.SIMILAR)
VERDICT = (
    "The verdict sets the ward's 95% limits against the town's figure. Modelled figures, and those without limits, get "
    "none."
)
OF_COUNTS = (
    "Where the publisher gives no limits but people or events were counted one by one, limits are worked out here from "
    "the counts."
)
RATED = {
    Rating.WORSE: "worse than {town}",
    Rating.BETTER: "better than {town}",
    Rating.HIGHER: "higher than {town}",
    Rating.LOWER: "lower than {town}",
    Rating.SIMILAR: "not statistically different",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure of a ward: the finding among all wards, and the ward's part of it where it has one."""

    inside: Inside
    part: PartFigure | None

    @property
    def rating(self) -> Rating:
        """The rating against the town."""
        against = self.part.against if self.part is not None else None
        return against.verdict.rating if against is not None else Rating.NOT_COMPARED


def standings(edition: Edition, ward: Area) -> tuple[Standing, ...]:
    """Gather every measure with figures by ward, with this ward's."""
    found = (f for i in measured(edition) for f in of_measure(edition, i) if f.by == edition.place.wards)
    return tuple(
        Standing(f, next((p for p in f.parts if f.key_of(p.observation) == ward.area_code), None)) for f in found
    )


def pages(edition: Edition) -> tuple[Page, ...]:
    """Build a page for each ward."""
    return tuple(page(edition, ward) for ward in wards(edition))


def page(edition: Edition, ward: Area) -> Page:
    """Build the page of one ward."""
    held = standings(edition, ward)
    return Page(
        slug=f"wards/{ward_slugs(edition)[ward.area_code]}",
        title=_title(edition, ward, held),
        subtitle=_subtitle(edition),
        nav="inside",
        crumbs=(("Inside the town", "inside"), (ward.area_name, "")),
        opening=_opening(edition, ward, held),
        blocks=(
            *_measures(edition, ward, held),
            *own_tenths(edition, ward),
            *by_group(edition, ward),
            *small_areas(edition, ward),
            *_boundaries(edition, ward),
            *locator(edition, ward),
            _back(),
        ),
    )


def _title(edition: Edition, ward: Area, held: tuple[Standing, ...]) -> str:
    """Say how the ward stands; its bare name where nothing can be compared."""
    tally = Counter(standing.rating for standing in held)
    compared = sum(tally[rating] for rating in JUDGED)
    if not compared:
        return ward.area_name
    town = edition.place.area.area_name
    worse, better = (count(tally[rating]) if tally[rating] else "none" for rating in (Rating.WORSE, Rating.BETTER))
    noun = "measure" if compared == 1 else "measures"
    return f"{ward.area_name}: worse than {town} on {worse} of {count(compared)} {noun}, better on {better}"


def _subtitle(edition: Edition) -> str:
    boundaries = held_wards(edition)
    if boundaries is None:
        return ""
    return f"Ward of {edition.place.area.area_name}, boundaries from {long_date(boundaries.dated)}"


def _opening(edition: Edition, ward: Area, held: tuple[Standing, ...]) -> tuple[Block, ...]:
    """Say in a sentence or two what stands behind the title."""
    town = edition.place.area.area_name
    if not held:
        return (Paragraph(text(f"No figures for the wards of {town} are held yet."), "note"),)
    key = f"wards|{ward.area_code}"
    tally = Counter(standing.rating for standing in held)
    compared = sum(tally[rating] for rating in JUDGED)
    if not compared:
        words = (
            "None of this is tested against chance: the figures are modelled, come without limits as those of a census "
            "do, or have none beside them."
        )
        return (*_sides(edition, held), Paragraph(text(words), "small"))
    told = [
        sentence(Span(count(tally[rating]), trace=f"{key}#{rating.value}"), f" {RATED[rating].format(town=town)}")
        for rating in JUDGED
        if tally[rating]
    ]
    listed = [part for i, item in enumerate(told) for part in ((Span(", "), *item) if i else item)]
    chance = f"{compared * DIFFERS_BY_CHANCE:.1f}"
    return (
        Paragraph(
            sentence("Of ", Span(count(compared), trace=f"{key}#compared"),
                     f" {'figure' if compared == 1 else 'figures'} that can be set against {town}'s: ", tuple(listed),
                     "."), "lede",
        ),
        Paragraph(
            sentence("About ", Span(chance, trace=f"{key}#chance"),
                     " of them would be beyond its limits by chance alone.", _allowed_for(edition, ward, compared),
                     " A ward's figure is part of the town's, and an average over the ward: neighbouring streets can "
                     "differ more than wards do."), "small",
        ),
    )  # fmt: skip


def _allowed_for(edition: Edition, ward: Area, compared: int) -> Text:
    """Say how many comparisons still differ once their number is allowed for; nothing of a single one."""
    held = edition.ward_chance.get(ward.area_code)
    if held is None or held.tested != compared or compared == 1 or not held.worked_out:
        return ()
    return sentence(" ", adjusted(held, key=f"wards|{ward.area_code}#chance"))


def _sides(edition: Edition, held: tuple[Standing, ...]) -> tuple[Block, ...]:
    """Say which figures lie above the town's and which below, the furthest first, without a judgement."""
    town = edition.place.area.area_name
    apart = [(s, s.part.against.difference) for s in held if s.part is not None and s.part.against is not None]
    apart.sort(key=lambda pair: -abs(pair[1]))
    sides = {"Higher": [s for s, by in apart if by > 0], "Lower": [s for s, by in apart if by < 0]}
    return tuple(
        Paragraph(
            sentence(f"{side} than in {town} as a whole: ", join_texts([_beside(edition, s) for s in found]), "."),
            "lede",
        )
        for side, found in sides.items()
        if found
    )


def _beside(edition: Edition, standing: Standing) -> Text:
    """Name a measure with the ward's figure and the town's."""
    inside, part = standing.inside, standing.part
    indicator = indicator_of(edition, inside)
    name = headline(inside, indicator)
    if part is None or inside.whole is None:
        return (Span(name),)
    own = Span(bare(part.observation.value, indicator), trace=part_trace(edition, inside, part))
    town = f", {edition.place.area.area_name} "
    whole = Span(bare(inside.whole.value, indicator), trace=inside.whole.observation_id)
    return sentence(f"{name[:1].lower()}{name[1:]} (", own, town, whole, ")")


def _measures(edition: Edition, ward: Area, held: tuple[Standing, ...]) -> tuple[Block, ...]:
    if not held:
        return ()
    return (Heading(2, "What it is like, against the town", anchor="measures"), _table(edition, ward, held))


def _table(edition: Edition, ward: Area, held: tuple[Standing, ...]) -> Table:
    town = edition.place.area.area_name
    shown = [
        Column("measure", "Measure"),
        Column("value", ward.area_name, "number"),
        Column("limits", "95% limits", "number"),
        Column("town", town, "number"),
        Column("difference", f"Above or below {town}", "number"),
        Column("against", f"Against {town}", "verdict"),
    ]
    rated = any(standing.rating is not Rating.NOT_COMPARED for standing in held)
    columns = tuple(shown if rated else shown[:-1])
    rows = tuple(Row(_row(edition, standing)[: len(columns)]) for standing in held)
    slug = ward_slugs(edition)[ward.area_code]
    caption = f"{ward.area_name} against {town}, newest figures held"
    return Table(f"ward-{slug}", caption, columns, (RowGroup("", rows),), _notes(held, rated=rated))


def _notes(held: tuple[Standing, ...], *, rated: bool) -> tuple[Text, ...]:
    notes = sorted({s.part.observation.note.rstrip(".") for s in held if s.part and s.part.observation.note})
    reasons = sorted({s.part.reason.rstrip(".") for s in held if s.part and s.part.reason})
    made = any(s.part is not None and s.part.has_limits_of_counts for s in held)
    said = [
        *([VERDICT] if rated else []),
        *([OF_COUNTS] if made else []),
        *([f"Notes on the figures: {'; '.join(notes)}."] if notes else []),
        *([f"Low reliability: {'; '.join(reasons)}."] if reasons else []),
    ]
    return tuple(text(words) for words in said)


def _row(edition: Edition, standing: Standing) -> tuple[Cell, ...]:
    inside, part = standing.inside, standing.part
    indicator = indicator_of(edition, inside)
    name = Cell(text=measure_name(indicator, inside))
    whole = inside.whole
    town = cells.figure(edition, whole, indicator)
    if part is None or part.observation.value is None:
        awaited = cells.figure(edition, part.observation if part else None, indicator)
        return (name, awaited, awaited, town, awaited, cells.missing(awaited.title))
    return (
        name,
        part_cell(edition, inside, part),
        limits_cell(edition, inside, part),
        town,
        _difference(inside, part, indicator),
        against_cell(inside, part),
    )


def measure_name(indicator: Indicator, inside: Inside) -> tuple[Span, ...]:
    """Name a measure with its unit, period and basis, linked to where it is told."""
    unit = "" if indicator.unit is Unit.PERCENT else f"{indicator.unit.value}, "
    detail = f" ({unit}{inside.period.label}{basis_words(indicator)})"
    return (Span(headline(inside, indicator), href=slug_of(indicator)), Span(detail))


def _difference(inside: Inside, part: PartFigure, indicator: Indicator) -> Cell:
    if part.against is None:
        return cells.missing("No figure of the town's to set it against")
    apart = part.against.difference
    unit = " points" if indicator.unit is Unit.PERCENT else ""
    trace = f"{inside.finding_id}#against:{inside.key_of(part.observation)}"
    return Cell(text=(Span(signed(apart, indicator), trace=trace), Span(unit)), number=apart)


def _boundaries(edition: Edition, ward: Area) -> tuple[Block, ...]:
    """Say which area is meant, and that one of the same name on older boundaries is another."""
    held = held_wards(edition)
    if held is None:
        return ()
    said = [
        (
            f"This page is about {ward.area_name} ({ward.area_code}) as it has been since {long_date(held.dated)} "
            f"({held.publisher}, {held.title})."
        )
    ]
    for other in edition.place.boundaries.values():
        if other.set_id == held.set_id or area_type(edition, other.set_id) != ward.area_type:
            continue
        if any(area.area_name == ward.area_name for area in other.areas):
            said.append(
                f"{capital(other.name)} had a ward of this name too. It was another area, with another code: figures "
                "for it are not figures for this ward, and the two cannot be set side by side."
            )
    return (Heading(2, "Which area this is", anchor="boundaries"), *(Paragraph(text(words)) for words in said))


def _back() -> Block:
    return Paragraph(sentence("All wards and every gap: ", Span("Inside the town", href="inside"), "."), "small")
