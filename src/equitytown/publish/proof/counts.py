"""What can be counted in an edition, each count with the words that a sentence must hold to mean it."""

import re
from collections.abc import Iterator

from equitytown.audit.proof_facts import Fact
from equitytown.audit.remarks import Sureness
from equitytown.audit.rulebook import rulebook
from equitytown.publish.assurance.components import components
from equitytown.publish.edition import Edition
from equitytown.publish.sections.matrix import confirmed_measures
from equitytown.terms.edition_change import ChangeKind
from equitytown.terms.observation import Rating
from equitytown.terms.register.coverage import coverage
from equitytown.terms.register.promises import Recommendation

# What sentences call records whose kinds have other names.
CALLED = {"Workstream": ("area of work", "areas of work", "priority area"), "Funding": ("grant", "funding", "awarded")}


def counts(edition: Edition) -> Iterator[Fact]:
    """Give what can be counted in an edition: measures, verdicts, records, principles, areas."""
    yield from _measures(edition)
    yield from _register(edition)
    yield from _audit(edition)
    place = edition.place
    yield _count("principles", sum(bool(p.number) for p in place.framework.principles), "principle")
    yield _count("neighbour sets", len(place.neighbour_sets), "sets", "neighbours")
    settings = sum(len(account.settings) for account in place.accounts.values())
    yield _count("settings of the models", settings, "assumptions")
    yield _count("installed packages", len(components()), "packages")
    yield _count("corrections after publication", len(edition.issued), "correction")
    if edition.changes is not None:
        changed = edition.changes.of(ChangeKind.VALUE, ChangeKind.LIMITS, ChangeKind.WITHDRAWN)
        others = sum(c.area_code != place.area.area_code for c in changed)
        yield _count("changed figures of other areas", others, "of other areas")
    for borders in place.boundaries.values():
        yield _count(f"areas of {borders.name}", len(borders.shapes), "area", "ward", "neighbourhood")
    for found in place.neighbour_sets.values():
        yield _count(f"members of {found.name}", len(found.members), "neighbour", "council")


def _count(what: str, how_many: int, *of: str) -> Fact:
    return Fact(float(how_many), f"{what}: {how_many}", of=of)


def _measures(edition: Edition) -> Iterator[Fact]:
    listed = edition.listed()
    found = [c for i in listed if (c := edition.current(i)) is not None]
    verdicts = [c.national.verdict for c in found]
    rated = [v for v in verdicts if v.rating is not Rating.NOT_COMPARED]
    yield _count("measures of the outcome list", len(listed), "measure")
    yield _count("confirmed measures of the outcome list", sum(i.confirmed for i in listed), "measure")
    yield _count("measures with a figure", len(found), "measure")
    yield _count("measures with a verdict against England", len(rated), "measure")
    yield _count("tested verdicts against England", sum(v.tested for v in rated), "tested verdict")
    for rating in Rating:
        many = sum(v.rating is rating for v in verdicts)
        yield _count(f"measures rated {rating.value}", many, rating.value)


def _audit(edition: Edition) -> Iterator[Fact]:
    """Count the remarks on the printed rounds, where there are any."""
    remarks = edition.printed_remarks
    if not remarks:
        return
    yield _count("rules of the audit", len(rulebook()), "rules")
    yield _count("remarks on the printed rounds", len(remarks), "remark")
    words = {Sureness.CERTAIN: "cannot be right", Sureness.LIKELY: "likely", Sureness.TO_CHECK: "looked at"}
    for grade, said in words.items():
        yield _count(f"remarks that are {grade.value}", sum(r.sureness is grade for r in remarks), said)
    yield _count("remarks on what is out of date", sum(r.older for r in remarks), "out of date")


def _register(edition: Edition) -> Iterator[Fact]:
    register = edition.place.register
    for record, held in register.records.items():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__).lower()
        yield _count(f"{name} records", len(held), *CALLED.get(record.__name__, (name, *name.split()[-1:])))
    asked = register.all(Recommendation)
    yield _count(
        "recommendations that aim at more deprived areas", sum(r.targets_deprivation for r in asked), "deprived"
    )
    found = coverage(register, measures=confirmed_measures(edition))
    ties = {
        "measures that no recommendation names": (found.measures_without_recommendation, "measure"),
        "measures that share no more than a principle": (found.measures_by_principle_only, "principle"),
        "recommendations without work": (found.recommendations_without_work, "recommendation"),
        "recommendations with little activity": (found.little_activity, "recommendation"),
        "actions without a recommendation": (found.actions_without_recommendation, "action"),
        "areas of work without a recommendation": (found.workstreams_without_recommendation, "area"),
    }
    for what, (held_back, word) in ties.items():
        yield _count(what, len(held_back), word)
