"""An edition as one document: the report's sections, the microsite's pages and every table."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import ModuleType

from equitytown.present.blocks import (
    Block,
    Document,
    Figure,
    MapFigure,
    Masthead,
    Page,
    Section,
    Table,
)
from equitytown.publish import alignments, corrections, measures, pages, principles
from equitytown.publish.edition import Edition
from equitytown.publish.sections import (
    assurance,
    changes,
    evaluation,
    figures,
    foreword,
    health_equity,
    impact,
    inside,
    latest_table,
    matrix,
    methods_and_sources,
    next_steps,
    outcome_table,
    progress,
    recommendations,
    spine,
    summary,
    targets,
)
from equitytown.publish.within import told, ward_pages
from equitytown.terms.period import long_date
from equitytown.terms.place import SectionName

SECTIONS: dict[SectionName, ModuleType] = {
    SectionName.FOREWORD: foreword,
    SectionName.HEALTH_EQUITY: health_equity,
    SectionName.SUMMARY: summary,
    SectionName.FIGURES: figures,
    SectionName.SPINE: spine,
    SectionName.INSIDE: inside,
    SectionName.TARGETS: targets,
    SectionName.OUTCOME_TABLE: outcome_table,
    SectionName.LATEST_TABLE: latest_table,
    SectionName.RECOMMENDATIONS: recommendations,
    SectionName.MATRIX: matrix,
    SectionName.PROGRESS: progress,
    SectionName.IMPACT: impact,
    SectionName.EVALUATION: evaluation,
    SectionName.NEXT_STEPS: next_steps,
    SectionName.CHANGES: changes,
    SectionName.METHODS_AND_SOURCES: methods_and_sources,
    SectionName.ASSURANCE: assurance,
}
NAVIGATION = (
    ("Overview", "index"),
    ("Measures", "measures"),
    ("The figures", "figures"),
    ("Recommendations", "recommendations"),
    ("Progress", "progress"),
    ("Report and data", "downloads"),
)
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."


def compose(edition: Edition) -> Document:
    """Compose an edition: every section in the order of `report.yaml`, every page, every table once."""
    sections = _noticed(edition, tuple(_section(edition, name) for name in edition.place.report.sections))
    site = (
        *pages.front(edition),
        *(principles.page(edition, p) for p in edition.place.framework.principles),
        *(measures.page(edition, i) for i in (*edition.listed(), *edition.supporting())),
        *alignments.pages(edition),
        *told.pages(edition),
        *ward_pages.pages(edition),
    )
    tables = _tables([*(b for s in sections for b in s.blocks), *(b for p in site for b in _all(p))])
    return Document(masthead(edition), sections, site, tables, navigation(edition))


def with_checks(document: Document, edition: Edition) -> Document:
    """Write anew what a document says of the checks that were run: composed before the last of them was."""
    sections = tuple(
        _section(edition, SectionName.ASSURANCE) if section.name == SectionName.ASSURANCE else section
        for section in document.sections
    )
    if sections and sections[0].name == SectionName.ASSURANCE:
        sections = _noticed(edition, sections)
    site = tuple(pages.checked(edition) if page.slug == assurance.SLUG else page for page in document.pages)
    renewed = _tables([*(b for s in sections for b in s.blocks), *(b for p in site for b in _all(p))])
    return replace(document, sections=sections, pages=site, tables=renewed)


def navigation(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Give the items of the navigation: the town within stands after the measures where there is anything to tell."""
    if not inside.has_page(edition):
        return NAVIGATION
    return (*NAVIGATION[:2], (inside.TITLE, inside.SLUG), *NAVIGATION[2:])


def _noticed(edition: Edition, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Open the report with the corrections of this very edition, where there are any."""
    noticed = corrections.notice(edition, linked=False)
    if not noticed or not sections:
        return sections
    first = replace(sections[0], blocks=(*noticed, *sections[0].blocks))
    return (first, *sections[1:])


def _section(edition: Edition, name: SectionName) -> Section:
    module = SECTIONS[name]
    build: Callable[[Edition], tuple[Block, ...]] = module.blocks
    return Section(name, str(module.TITLE), build(edition))


def _all(page: Page) -> tuple[Block, ...]:
    return (*page.opening, *page.blocks, *page.aside)


def _tables(blocks: Iterable[Block]) -> tuple[Table, ...]:
    """Gather each table once, in the order in which a reader meets it."""
    found: dict[str, Table] = {}
    for block in blocks:
        table = block.table if isinstance(block, Figure | MapFigure) else block
        if isinstance(table, Table):
            found.setdefault(table.table_id, table)
    return tuple(found.values())


def masthead(edition: Edition) -> Masthead:
    """Say who publishes, which edition, and as at when."""
    plan, place = edition.place.report, edition.place
    day = long_date(plan.as_of)
    signed = assurance.signed_line(edition.standing) if edition.standing is not None and edition.is_signed else ""
    return Masthead(
        place_name=place.area.area_name,
        title=plan.title,
        subtitle=plan.subtitle,
        edition=plan.edition,
        edition_words=f"Figures as known on {day}",
        organisation=plan.organisation,
        author=plan.author,
        attribution=ATTRIBUTION,
        as_of_words=day,
        draft=not signed,
        signed_words=signed,
    )
