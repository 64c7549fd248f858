"""An edition as one document: the report's sections, the microsite's pages and every table."""

from collections.abc import Callable, Iterable
from types import ModuleType

from equitytown.errors import InputError
from equitytown.present.blocks import (
    Block,
    Document,
    Figure,
    Masthead,
    Page,
    Section,
    Table,
)
from equitytown.publish import measures, pages, principles
from equitytown.publish.edition import Edition
from equitytown.publish.sections import (
    evaluation,
    figures,
    foreword,
    health_equity,
    latest_table,
    methods_and_sources,
    next_steps,
    outcome_table,
    progress,
    recommendations,
    spine,
    summary,
)

SECTIONS: dict[str, ModuleType] = {
    "foreword": foreword,
    "health-equity": health_equity,
    "summary": summary,
    "figures": figures,
    "spine": spine,
    "outcome-table": outcome_table,
    "latest-table": latest_table,
    "recommendations": recommendations,
    "progress": progress,
    "evaluation": evaluation,
    "next-steps": next_steps,
    "methods-and-sources": methods_and_sources,
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
    sections = tuple(_section(edition, name) for name in edition.place.report.sections)
    site = (
        *pages.front(edition),
        *(principles.page(edition, p) for p in edition.place.framework.principles),
        *(measures.page(edition, i) for i in (*edition.listed(), *edition.supporting())),
    )
    tables = _tables([*(b for s in sections for b in s.blocks), *(b for p in site for b in _all(p))])
    return Document(masthead(edition), sections, site, tables, NAVIGATION)


def _section(edition: Edition, name: str) -> Section:
    module = SECTIONS.get(name)
    if module is None:
        known = ", ".join(SECTIONS)
        raise InputError(f'report.yaml: section "{name}" is not known. Use: {known}.')
    build: Callable[[Edition], tuple[Block, ...]] = module.blocks
    return Section(name, str(module.TITLE), build(edition))


def _all(page: Page) -> tuple[Block, ...]:
    return (*page.opening, *page.blocks, *page.aside)


def _tables(blocks: Iterable[Block]) -> tuple[Table, ...]:
    """Gather each table once, in the order in which a reader meets it."""
    found: dict[str, Table] = {}
    for block in blocks:
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            found.setdefault(table.table_id, table)
    return tuple(found.values())


def masthead(edition: Edition) -> Masthead:
    """Say who publishes, which edition, and as at when."""
    plan, place = edition.place.report, edition.place
    day = f"{plan.as_of.day} {plan.as_of:%B %Y}"
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
    )
