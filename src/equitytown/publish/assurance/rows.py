"""The tables of the annex on how an edition was checked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from equitytown.present.blocks import Column, Row, RowGroup, Table, text
from equitytown.present.wording.phrases import capital
from equitytown.publish import cells
from equitytown.publish.assurance import assumptions
from equitytown.publish.assurance.components import Component
from equitytown.publish.assurance.data_log import WORKED_OUT, LogRow, data_log
from equitytown.publish.edition import Edition
from equitytown.terms.decision import Decision
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import long_date
from equitytown.terms.sign_off import SignOff, Standing

SHOWN_OF_HASH = 12  # characters of a hash that a page shows; files hold all of it
SETTINGS = 10  # of a model that a page shows
FOLDED_FROM = 10  # rows, from which on a table opens on the site by a click; print shows all
UNSAID = "Not written down"


def _table(table_id: str, caption: str, columns: Iterable[Column], rows: Iterable[Row], *notes: str) -> Table:
    held, told = tuple(rows), tuple(text(note) for note in notes)
    return Table(table_id, caption, tuple(columns), (RowGroup("", held),), told, folded=len(held) >= FOLDED_FROM)


def _columns(**labels: str) -> tuple[Column, ...]:
    return tuple(Column(key, label) for key, label in labels.items())


def _number(key: str, label: str) -> Column:
    return Column(key, label, "number", decimals=0)


def signatures(standing: Standing) -> Table:
    """List who signed, as what, when, and whether it holds for what the edition says now."""
    columns = _columns(name="Name", role="Signed as", signed="When (UTC)", content="Content signed", holds="Holds")
    rows = [
        *((s, "Yes") for s in standing.hold),
        *((s, "No: what the edition says has changed") for s in standing.lapsed),
    ]
    return _table("signatures", "Signatures", columns, (_signature(s, holds) for s, holds in rows))


def _signature(signed: SignOff, holds: str) -> Row:
    moment = signed.signed.replace("T", " ").removesuffix("Z")
    return Row(tuple(cells.words(cell) for cell in (
        signed.name, capital(signed.role.value), moment, signed.content[:SHOWN_OF_HASH], holds)))  # fmt: skip


def checks(edition: Edition) -> Table:
    """List the checks with their results, what was counted, and what is wrong."""
    columns = _columns(
        what="What was checked", result="Result", counted="Counted", wrong="What is wrong, or to be looked at"
    )
    rows = (
        Row(tuple(cells.words(cell) for cell in (
            check.what, "Passed" if check.passed else "Failed", check.counted or "-",
            " ".join(check.details) or "Nothing")))
        for check in edition.checks
    )  # fmt: skip
    return _table("checks", "Checks that the build ran", columns, rows)


def data(edition: Edition) -> Table:
    """Sum the data log up: a row for each publisher."""
    grouped: dict[str, list[LogRow]] = defaultdict(list)
    for row in data_log(edition):
        if row.publisher:
            grouped[row.publisher].append(row)
    columns = (
        *_columns(publisher="Publisher"), _number("files", "Files"), _number("age", "Days since last read"),
        _number("used", "Figures used"), _number("withheld", "Withheld"), _number("replaced", "Replaced by newer"),
        _number("late", "Too late"),
    )  # fmt: skip
    rows = (_data_row(publisher, held, edition) for publisher, held in sorted(grouped.items()))
    return _table("data-log", "Who published the figures, and what became of them", columns, rows)


def _data_row(publisher: str, held: list[LogRow], edition: Edition) -> Row:
    age = min(found for row in held if (found := row.age(edition.place.report.as_of)) is not None)
    sums = (sum(row.used for row in held), sum(row.withheld for row in held), sum(row.replaced for row in held),
            sum(row.too_late for row in held))  # fmt: skip
    counts = (len({row.path for row in held} - {WORKED_OUT}), age, *sums)
    return Row((cells.words(publisher), *(cells.counted(n, f"sources|{publisher}|data-log.csv") for n in counts)))


def assumed(edition: Edition) -> Table:
    """List each measure's assumptions on one row."""
    columns = _columns(measure="Measure", neighbours="Neighbours", period="Newest period", baseline="Counted from",
                       polarity="Which way is good", comparison="Compared by", small="Small numbers",
                       breaks="Breaks")  # fmt: skip
    measures = (*edition.listed(), *edition.supporting())
    rows = (Row(tuple(cells.words(cell) for cell in _assumed(edition, i))) for i in measures)
    where = (
        "Each is declared in the measure's own file in indicators/ or in report.yaml; "
        "assurance/assumptions.csv names file and key, and gives each definition."
    )
    table = _table(
        "assumptions", "What each measure's comparisons take for granted", columns, rows, *_lists(edition), where
    )
    return replace(table, wide=True)


def _lists(edition: Edition) -> Iterator[str]:
    """Say which list of neighbours each population has, and of when it is."""
    for population, set_id in edition.place.report.neighbour_sets.items():
        found = edition.place.neighbour_sets[set_id]
        yield f"Neighbours of {population}: {found.name}, as listed in {found.dated:%B %Y}."


def _assumed(edition: Edition, indicator: Indicator) -> tuple[str, ...]:
    found, current = edition.neighbour_set(indicator), edition.current(indicator)
    return (
        indicator.headline,
        f"Of {found.population}" if found is not None else "None",
        current.observation.period.label if current is not None else "None held",
        capital(assumptions.baseline(edition, indicator)),
        capital(indicator.polarity.value),
        capital(indicator.comparison_method.value),
        indicator.disclosure or "Protected by the publisher",
        " ".join(f"{long_date(found.start)}: {found.reason}" for found in indicator.breaks) or "None",
    )


def model_settings(edition: Edition) -> Table:
    """List the settings of each model that move its answer most."""
    columns = _columns(model="Model", setting="Setting", value="Value and range")
    rows = (
        Row((cells.words(f"{account.model}, version {account.version}"), cells.words(found.words),
             cells.words(assumptions.setting(found))))
        for account in edition.place.accounts.values()
        for found in account.settings[:SETTINGS]
    )  # fmt: skip
    every = sum(len(account.settings) for account in edition.place.accounts.values())
    note = f"Those that move the answer most; assurance/assumptions.csv has all {every}."
    return _table("model-settings", "Settings of the models", columns, rows, note)


def decisions(edition: Edition) -> Table:
    """List what the place decided."""
    columns = _columns(decided="What was decided", why="Why", made="When and by whom", concerns="About")
    rows = (
        Row(tuple(cells.words(cell) for cell in (
            found.decided, found.why, _made(found), ", ".join(found.concerns) or "The whole edition")))
        for found in edition.place.decisions
    )  # fmt: skip
    return _table("decisions", "Decisions about this report", columns, rows)


def _made(found: Decision) -> str:
    """Say on which day and by whom a decision was made, as far as that was written down."""
    known = (long_date(found.dated) if found.dated is not None else "", found.by)
    return ", ".join(part for part in known if part) or UNSAID


def corrections(edition: Edition) -> Table:
    """List the figures that were put right here, and are in force on the edition's day."""
    day, place = edition.place.report.as_of, edition.place
    columns = _columns(measure="Measure", period="Period", why="What was wrong", evidence="What shows it",
                       reviewed="Reviewed by", dated="On")  # fmt: skip
    rows = (
        Row(tuple(cells.words(cell) for cell in (
            place.indicators[c.indicator_id].headline, c.period, c.reason, c.evidence, c.reviewed_by,
            long_date(c.dated))))
        for c in place.corrections
        if c.dated <= day and (c.until is None or day < c.until)
    )  # fmt: skip
    return _table("corrections-in-force", "Figures put right here", columns, rows)


def made_with(found: tuple[Component, ...]) -> Table:
    """List the software that the edition was made with, by licence."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for c in found:
        grouped[c.licence].append(f"{c.name} {c.version}")
    columns = _columns(licence="Licence, as each package states it", packages="Packages and their versions")
    rows = (
        Row((cells.words(capital(licence)), cells.words(", ".join(names))))
        for licence, names in sorted(grouped.items())
    )
    return _table("components", "Software that made this edition", columns, rows)
