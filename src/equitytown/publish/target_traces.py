"""Traces of targets: from a printed number to what was worked out of a target."""

from equitytown.terms.projection import Projection
from equitytown.terms.target import GroupStanding, TargetProgress


def group_trace(progress: TargetProgress, group: GroupStanding, what: str) -> str:
    """Name what a group's printed figure (`value`), or its distance from the aim (`beyond`), comes from."""
    return f"{progress.finding_id}#{what}:{group.observation.category_type}:{group.observation.category}"


def numbers(progress: TargetProgress) -> dict[str, float]:
    """
    Give every number of a target under the name that its trace ends with.

    Parameters
    ----------
    progress : TargetProgress
        How far along it is.

    Returns
    -------
    dict of str to float
        Unrounded; what it does not hold is absent.
    """
    target, reached, people = progress.target, progress.reached, progress.people
    found: dict[str, float | None] = {
        "value": target.value,
        "margin": target.margin,
        "aim": progress.aim,
        "beyond": progress.beyond,
        "path": progress.on_path,
        "path_beyond": progress.beyond_path,
        "relative": progress.relative,
        "yearly": progress.yearly,
        "yearly_so_far": progress.yearly_so_far,
        "baseline": progress.baseline.value if progress.baseline else None,
        "groups": len(progress.groups),
        "groups_met": sum(group.is_met for group in progress.groups),
    }
    if reached is not None:
        found |= {"reached": reached.value, "lower": reached.lower, "upper": reached.upper}
    if people is not None:
        found |= {"people": people.value, "people_lower": people.lower, "people_upper": people.upper}
        found["out_of"] = people.out_of
    if progress.projection is not None:
        found |= _of_projection(progress.projection)
    for point in progress.track:
        label = point.period.label
        found |= {f"track:{label}": point.value, f"lower:{label}": point.lower, f"upper:{label}": point.upper}
    found |= {f"path:{asked.period.label}": asked.value for asked in progress.path}
    found |= {f"milestone:{asked.period.label}": asked.value for asked in target.milestones}
    for group in progress.groups:
        found[group_trace(progress, group, "value").partition("#")[2]] = group.observation.value
        found[group_trace(progress, group, "beyond").partition("#")[2]] = group.beyond
    return {name: float(value) for name, value in found.items() if value is not None}


def _of_projection(projection: Projection) -> dict[str, float | None]:
    """Give what `present.wording.projections` prints of a projection; shares as so many in a hundred."""
    last = projection.last
    if last is None:
        return {}
    found: dict[str, float | None] = {
        "value": last.value,
        "lower": last.lower,
        "upper": last.upper,
        "confidence": 100 * projection.confidence,
        "past_error": projection.past_error,
        "coverage": None if projection.coverage is None else 100 * projection.coverage,
        "tests": projection.tests,
        "years": projection.years,
        "series": projection.series,
    }
    points = {
        f"{name}:{point.period.label}": value
        for point in projection.points
        for name, value in (("ahead", point.value), ("ahead_lower", point.lower), ("ahead_upper", point.upper))
    }
    return {f"projection_{name}": value for name, value in found.items()} | points
