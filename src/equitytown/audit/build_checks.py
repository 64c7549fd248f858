"""The checks that a build runs on what it is about to publish, each with its result."""

from collections.abc import Iterable
from dataclasses import dataclass

from equitytown.disclosure import rule_of
from equitytown.terms.checks import CheckResult
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import BOUNDS
from equitytown.terms.observation import SEVERAL, Observation, Status
from equitytown.terms.period import long_date
from equitytown.terms.place import Place

DIGITS = 64  # of a SHA-256
SHOWN = 20  # cases that a result tells one by one


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What comparing a place found, as a build is about to publish it.

    `used` are the figures in use, `known` every vintage known on the edition's day and the printed figures, `found`
    every finding, and `replies` the hashes of the suppliers' replies that are kept.
    """

    place: Place
    used: tuple[Observation, ...]
    known: tuple[Observation, ...]
    found: tuple[Finding, ...]
    replies: frozenset[str] = frozenset()


def own_checks(made: Findings) -> tuple[CheckResult, ...]:
    """
    Check an edition before it is drawn.

    Parameters
    ----------
    made : Findings
        The place as compared.

    Returns
    -------
    tuple of CheckResult
        The place's folder, its figures, their days, what was withheld, and the walk from verdicts to files.
    """
    return (_folder(made), _figures(made), _days(made), _withheld(made), _walk(made))


def _result(check_id: str, what: str, wrong: Iterable[str], **counts: int) -> CheckResult:
    """Give a result that passed where nothing is wrong; the first cases are told."""
    found = tuple(wrong)
    named = {name.replace("_", " "): number for name, number in counts.items()} | {"faults": len(found)}
    return CheckResult(check_id, what, not found, named, found[:SHOWN])


def _folder(made: Findings) -> CheckResult:
    """Tell of the folder's reading, which ends a build at its first fault, and of hashes that are none."""
    place = made.place
    wrong = (
        f"{file.path} has no hash." for file in place.files if file.size is not None and len(file.sha256) != DIGITS
    )
    what = "Every file of the place's folder was read and fits its schema; each has its hash."
    return _result("folder", what, wrong, files=len(place.files), measures=len(place.indicators))


def _figures(made: Findings) -> CheckResult:
    held = made.used
    wrong = (f"{o.observation_id}: {told}" for o in held if (told := _wrong(o, made)))
    what = "Every figure in use lies within its unit and its own limits, and one without a value says why."
    return _result("figures", what, wrong, figures=len(held))


def _wrong(o: Observation, made: Findings) -> str:
    """Say what cannot be right about a figure; nothing where it may."""
    if o.value is None:
        return "" if o.status in (Status.SUPPRESSED, Status.MISSING) else "there is no value and no reason."
    low, high = BOUNDS[made.place.indicators[o.indicator_id].unit]
    if (low is not None and o.value < low) or (high is not None and o.value > high):
        return f"{o.value:g} is out of its unit's bounds."
    if o.lower is not None and o.upper is not None and not o.lower <= o.value <= o.upper:
        return f"{o.value:g} lies outside its limits, {o.lower:g} to {o.upper:g}."
    return ""


def _days(made: Findings) -> CheckResult:
    day, held = made.place.report.as_of, made.used
    wrong = [f"{o.observation_id} is known only from {o.known_from}." for o in held if o.known_from > day]
    early = [o for o in held if o.known_from < o.period.start]
    wrong += [f"{o.observation_id} is known from {o.known_from}, before its period begins." for o in early]
    what = f"No figure in use became known after {long_date(day)}, or before its own period began."
    return _result("days", what, wrong, figures=len(held))


def _withheld(made: Findings) -> CheckResult:
    """
    Look again at what was protected: no count that its rule withholds may stand.

    The build attacks each protected table by itself and ends where a withheld count can be worked out.
    """
    ruled = {i.indicator_id: rule_of(i.disclosure) for i in made.place.indicators.values() if i.disclosure}
    held = [o for o in made.known if o.indicator_id in ruled]
    wrong = (
        f"{o.observation_id}: a count that rule {ruled[o.indicator_id].name} withholds stands in the open."
        for o in held
        if o.numerator is not None and 0 < o.numerator <= ruled[o.indicator_id].threshold
    )
    hidden = sum(o.status is Status.SUPPRESSED for o in held)
    what = (
        "Small counts are withheld by the rules that measures name, and stood the attack that tries to work them out."
        if ruled
        else "No measure names a small-number rule: nothing is withheld here beyond what publishers withheld."
    )
    return _result("small-numbers", what, wrong, measures_with_a_rule=len(ruled), figures=len(held), withheld=hidden)


def _walk(made: Findings) -> CheckResult:
    """Walk each finding to its figure, and each figure to the file that holds it."""
    known = {file.sha256 for file in made.place.files} | made.replies
    length = {len(o.provenance.snapshot_id) for o in made.place.observations}
    starts = {sha256[:n] for sha256 in known for n in length} | {SEVERAL}
    ruled = {i.indicator_id for i in made.place.indicators.values() if i.disclosure}
    held = {(o.observation_id, o.value) for o in made.known}
    lost = [f"{o.observation_id} names no file of this edition." for o in made.used
            if o.provenance.snapshot_id not in starts and o.indicator_id not in ruled]  # fmt: skip
    lost += [f"{f.finding_id} rests on no figure of this edition." for f in made.found
             if not _rests(f, held)]  # fmt: skip
    what = "Every verdict leads to its figure, and every figure to the file that it was read from."
    figures, findings = len(made.used), len(made.found)
    return _result("walk", what, lost, findings=findings, figures=figures)


def _rests(finding: Finding, held: set[tuple[str, float | None]]) -> bool:
    found = (finding.observation, finding.comparator_value)
    return all(o is None or o.value is None or (o.observation_id, o.value) in held for o in found)
