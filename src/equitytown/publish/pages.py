"""The microsite's front pages: overview, measures, figures, recommendations, progress, downloads."""

from collections.abc import Iterable

from equitytown.present.blocks import (
    Block,
    Bullets,
    Download,
    Downloads,
    Heading,
    Page,
    Paragraph,
    Span,
    text,
)
from equitytown.present.wording.phrases import join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.publish import alignments, corrections, list_history
from equitytown.publish.edition import Edition
from equitytown.publish.principles import principle_slug
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
from equitytown.terms.indicator import Indicator
from equitytown.terms.place import SectionName

BESIDE_RECOMMENDATIONS = (("Which area of work answers which recommendation", "matrix"),)
BESIDE_PROGRESS = (
    (targets.TITLE, targets.SLUG),
    ("Programmes, one by one", "impact"),
    ("Evaluation", "evaluation"),
    ("Next steps", "next-steps"),
)
FILES = (
    Download("report.pdf", "The report as PDF", "PDF", "Tagged for screen readers, to read or print"),
    Download("report.docx", "The report as a Word document", "Word", "With headings and styles that can be edited"),
    Download("tables.xlsx", "Every table as a workbook", "Excel", "One table a sheet, with contents and notes"),
    Download("data/observations.csv", "Every figure held", "CSV", "Each with publisher, licence and dates"),
    Download("data/findings.csv", "Every comparison", "CSV", "Rating, rank, trend and change, with method and basis"),
    Download("data/movements.csv", "Every change and gap", "CSV", "Since the baseline and the previous period"),
    Download("data/inside.csv", "Every gap inside the town", "CSV", "Between neighbourhoods and groups, with limits"),
    Download("data/inside_parts.csv", "Every neighbourhood and group", "CSV", "Each part's figure beside the others"),
    Download("data/changes.csv", "Every change since the last edition", "CSV", "Old and new side by side, with why"),
    Download("data/corrections.csv", "Corrections after publication", "CSV", "Old and new value, reason, what turned"),
    Download("data/audit.csv", "What an audit says", "CSV", "Of this edition and of the printed rounds, by rule"),
    Download("record.json", "What this edition says, for a later one to be set beside", "JSON", "With its hash"),
    Download("data/targets.csv", "Every target", "CSV", "Each with its standing, its path and who agreed it"),
    Download("manifest.json", "What this edition was made from", "JSON", "The hash of every file in and out"),
)
PACK = (
    Download("assurance/data-log.csv", "Data log", "CSV", "Every file and snapshot, and what became of its figures"),
    Download("assurance/assumptions.csv", "Assumptions log", "CSV", "Each with the file and key that declare it"),
    Download("assurance/decisions.csv", "Decisions", "CSV", "What was decided, and what is still awaited"),
    Download("assurance/checks.csv", "Checks", "CSV", "What was checked, what was counted, what is wrong"),
    Download("assurance/sign-offs.csv", "Signatures", "CSV", "Who signed what, and whether it holds"),
    Download("assurance/components.csv", "Components", "CSV", "Every package that took part, with its licence"),
    Download("assurance/components.cdx.json", "Bill of materials", "JSON", "The same as CycloneDX, for software"),
)


def front(edition: Edition) -> tuple[Page, ...]:
    """Build every page that is not about one measure or principle."""
    return (
        overview(edition),
        measures(edition),
        *((inside.page(edition), inside.every_gap_page(edition)) if inside.has_page(edition) else ()),
        _simple("figures", figures.TITLE, "figures", figures.blocks(edition)),
        _simple("outcome-list", outcome_table.TITLE, "measures", outcome_table.blocks(edition)),
        _simple(
            "recommendations",
            recommendations.TITLE,
            "recommendations",
            (_see(BESIDE_RECOMMENDATIONS), *recommendations.blocks(edition)),
        ),
        _simple("matrix", matrix.TITLE, "recommendations", matrix.blocks(edition)),
        _simple("progress", progress.TITLE, "progress", (_see(BESIDE_PROGRESS), *progress.blocks(edition))),
        targets.page(edition),
        _simple("impact", impact.TITLE, "progress", impact.blocks(edition)),
        _simple("evaluation", evaluation.TITLE, "progress", evaluation.blocks(edition)),
        _simple("next-steps", next_steps.TITLE, "progress", next_steps.blocks(edition)),
        _simple("foreword", foreword.TITLE, "downloads", foreword.blocks(edition)),
        _simple("health-equity", health_equity.TITLE, "downloads", health_equity.blocks(edition)),
        downloads(edition),
        _simple("methods", methods_and_sources.TITLE, "downloads", methods_and_sources.blocks(edition)),
        *_annexes(edition),
        checked(edition),
        accessibility(edition),
    )


def checked(edition: Edition) -> Page:
    """Give the page on how the edition was checked, with the files of its assurance pack."""
    return _simple(assurance.SLUG, assurance.TITLE, "downloads", (*assurance.blocks(edition), Downloads(PACK)))


def _annexes(edition: Edition) -> tuple[Page, ...]:
    """Give the pages of what changed where the report carries that annex."""
    return changes.pages(edition) if SectionName.CHANGES in edition.place.report.sections else ()


def _simple(slug: str, title: str, nav: str, blocks: tuple[Block, ...]) -> Page:
    return Page(slug=slug, title=title, nav=nav, blocks=blocks)


def overview(edition: Edition) -> Page:
    """Answer what matters here and what has changed, then show every measure."""
    lede = (
        "Health equity means that where you are born does not decide how long or how well you live. "
        "This page says where the town stands, what has changed, and what matters most."
    )
    behind = (("Foreword", "foreword"), ("What health equity means", "health-equity"), ("Next steps", "next-steps"))
    return Page(
        slug="index",
        title=summary.headline(edition),
        nav="index",
        opening=(*corrections.notice(edition), Paragraph(text(lede), style="lede"), _see(behind)),
        blocks=(
            *summary.answers(edition),
            *inside.overview(edition),
            Heading(2, "Every measure", anchor="every-measure"),
            latest_table.brief_table(edition),
        ),
    )


def _see(pages: tuple[tuple[str, str], ...]) -> Paragraph:
    """Point to other pages in one line."""
    links = join_texts([(Span(words, href=slug),) for words, slug in pages])
    return Paragraph(sentence("See also: ", links, "."), style="small")


def measures(edition: Edition) -> Page:
    """Put all measures on one page: the spine, then the principles and the figures outside the list."""
    links = tuple((Span(latest_table.heading(p), href=principle_slug(p)),) for p in edition.place.framework.principles)
    supporting = [i for i in edition.supporting() if not list_history.left(edition, i)]
    gone = [i for i in edition.supporting() if list_history.left(edition, i)]
    return Page(
        slug="measures",
        title="All measures on one page",
        nav="measures",
        blocks=(
            *spine.blocks(edition),
            Heading(2, "By principle"),
            Bullets(links),
            *alignments.beside_measures(edition),
            *_linked("Supporting figures, outside the outcome list", supporting),
            *_linked("Measures that have left the outcome list", gone),
            Heading(2, "The whole list"),
            *_as_printed(edition),
            latest_table.table(edition),
            *list_history.blocks(edition),
        ),
    )  # fmt: skip


def _linked(heading: str, indicators: Iterable[Indicator]) -> tuple[Block, ...]:
    """List measures with their pages under a heading; nothing where there is none."""
    links = tuple((Span(i.headline, href=f"measures/{i.indicator_id}"),) for i in indicators)
    return (Heading(2, heading), Bullets(links)) if links else ()


def _as_printed(edition: Edition) -> tuple[Block, ...]:
    """Point to the printed rounds, where the place has any."""
    if not edition.place.printed:
        return ()
    link = Span("as they were printed", href="outcome-list")
    return (Paragraph(sentence("The same measures ", link, ", and with their latest figures:")),)


def downloads(edition: Edition) -> Page:
    """List the files of the edition and the pages behind it."""
    behind = (
        ("Foreword", "foreword"),
        ("What health equity means", "health-equity"),
        *((page.title, page.slug) for page in _annexes(edition)[:1]),
        ("Methods and sources", "methods"),
        (assurance.TITLE, assurance.SLUG),
        ("Accessibility", "accessibility"),
    )
    return Page(
        slug="downloads",
        title="Report and data",
        nav="downloads",
        blocks=(
            Paragraph(text(f"{edition.place.report.title}. {edition.place.report.subtitle}."), "lede"),
            Downloads(FILES),
            Heading(2, "Behind the report"),
            Bullets(tuple((Span(words, href=slug),) for words, slug in behind)),
            Paragraph(text("Each figure on a measure's page can be downloaded there as SVG and CSV."), "small"),
        ),
    )


def accessibility(edition: Edition) -> Page:
    """Say what was checked, what is known to fall short, and whom to ask."""
    return Page(
        slug="accessibility",
        title="Accessibility",
        nav="downloads",
        blocks=(
            Paragraph(text(f"This site is published for {edition.place.report.organisation}. It should be usable by "
                           "everyone, and aims to meet the Web Content Accessibility Guidelines 2.2 at level AA.")),
            Heading(2, "What you can do here"),
            Bullets(tuple(text(words) for words in (
                "Read everything without JavaScript, by keyboard, and on a narrow screen without scrolling sideways.",
                "Read each chart as words and as a table, under the chart.",
                "Tell verdicts apart by word and shape, without colour.",
                "Use dark mode, high contrast and larger text from your own settings.",
            ))),
            Heading(2, "What is checked, and how"),
            Paragraph(text("Every page is tested by machine in a real browser for the guidelines' machine-testable "
                           "rules, keyboard use, narrow screens and missing JavaScript. Such tests find only part of "
                           "what can be wrong. No test with users of assistive technology is on record yet.")),
            Heading(2, "What falls short"),
            Paragraph(text("The PDF declares PDF/UA-1 and is checked by its own compiler, not by an independent "
                           "checker. The Word document's contents list is filled in when Word updates it.")),
            Heading(2, "Something does not work for you"),
            Paragraph(text("Write to the public health team of the council, which publishes this site. If the answer "
                           "does not help, the Equality Advisory and Support Service can.")),
        ),
    )  # fmt: skip
