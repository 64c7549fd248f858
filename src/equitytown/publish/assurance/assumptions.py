"""The assumptions log: what each measure's comparisons take for granted, and where the place declares it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equitytown.publish.edition import Edition
from equitytown.terms.indicator import Indicator
from equitytown.terms.model_account import ModelAccount, Setting

COLUMNS = ("about", "assumption", "choice", "version", "declared_in")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption: about which measure or place, what is assumed, in which version, and where that is declared."""

    about: str
    name: str
    choice: str
    declared_in: str
    version: str = ""

    def cells(self) -> tuple[str, ...]:
        """Give it as the file's columns."""
        return self.about, self.name, self.choice, self.version, self.declared_in


def assumptions(edition: Edition) -> tuple[Assumption, ...]:
    """
    Gather every assumption from where it is declared: of the edition, of each measure, of each model.

    Parameters
    ----------
    edition : Edition
        As compared.

    Returns
    -------
    tuple of Assumption
        The edition's, then each measure's in the order of the outcome list, then the models'.
    """
    measures = (*edition.listed(), *edition.supporting())
    return (
        *_of_edition(edition),
        *(found for indicator in measures for found in of_measure(edition, indicator)),
        *(found for account in edition.place.accounts.values() for found in _of_model(account)),
    )


def _of_edition(edition: Edition) -> Iterator[Assumption]:
    plan, framework = edition.place.report, edition.place.framework
    yield Assumption(plan.edition, "figures as known on", plan.as_of.isoformat(), "report.yaml, as_of")
    baseline = framework.baseline_round or NONE
    yield Assumption(plan.edition, "baseline round", baseline, "framework.yaml, baseline_round")
    for population, set_id in plan.neighbour_sets.items():
        found = edition.place.neighbour_sets[set_id]
        where = f"report.yaml, neighbour_sets, {population}"
        yield Assumption(plan.edition, f"neighbours of {population}", f"{set_id}: {found.name}", where,
                         found.dated.isoformat())  # fmt: skip


def of_measure(edition: Edition, indicator: Indicator) -> Iterator[Assumption]:
    """Give a measure's assumptions."""
    file = f"indicators/{indicator.indicator_id}.yaml"

    def assumed(name: str, choice: str, key: str, version: str = "") -> Assumption:
        return Assumption(indicator.indicator_id, name, choice, f"{file}, {key}", version)

    set_words, dated = neighbours(edition, indicator)
    yield assumed("neighbours", set_words, "neighbour_set", dated)
    yield assumed("period", period(edition, indicator), "period_kind")
    yield assumed("baseline", baseline(edition, indicator), "period_kind")
    yield assumed("which way is good", indicator.polarity.value, "polarity")
    yield assumed("comparison", indicator.comparison_method.value, "comparison_method")
    yield assumed("small numbers", small_numbers(indicator), "disclosure")
    yield assumed("breaks", breaks(indicator), "breaks")
    yield assumed("definition", indicator.definition, "definition", f"to be reviewed {indicator.review_date}")


def neighbours(edition: Edition, indicator: Indicator) -> tuple[str, str]:
    """Name the neighbour set that a measure is ranked in, and the day of its list."""
    found = edition.neighbour_set(indicator)
    return (f"{found.set_id}: {found.name}", found.dated.isoformat()) if found is not None else (NONE, "")


def period(edition: Edition, indicator: Indicator) -> str:
    """Say which period an edition shows: the newest held on its day, of the kind that the measure declares."""
    found = edition.current(indicator)
    return f"{found.observation.period.label}, the newest held" if found is not None else "none held"


def baseline(edition: Edition, indicator: Indicator) -> str:
    """Name the period from which a measure's progress is counted."""
    found = edition.current(indicator)
    first = found.national.since_baseline if found is not None else None
    return first.earlier.period.label if first is not None else NONE


def small_numbers(indicator: Indicator) -> str:
    """Name the rule that counts are put through here."""
    return indicator.disclosure or "none here; the publisher has withheld what must be"


def breaks(indicator: Indicator) -> str:
    """Say from when on figures cannot be compared with earlier ones."""
    return " ".join(f"{found.start.isoformat()}: {found.reason}" for found in indicator.breaks) or NONE


def _of_model(account: ModelAccount) -> Iterable[Assumption]:
    about, version = f"{account.indicator_id}: {account.model}", account.version
    yield Assumption(about, "seed and draws", f"{account.seed}, {account.draws:,} draws", account.path, version)
    for found in account.settings:
        yield Assumption(about, f"{found.name}: {found.words}", setting(found), account.path, version)


def setting(found: Setting) -> str:
    """Give a model's setting with its range, and whether it is measured or assumed."""
    kind = "assumed" if found.is_assumption else "from a source"
    return f"{found.value:g} {found.unit} ({found.lower:g} to {found.upper:g}), {kind}"
