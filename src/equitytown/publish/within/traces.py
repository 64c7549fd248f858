"""Traces of the town within: from a printed number to its finding, and on to the figure or the sum behind it."""

from equitytown.present.wording.inside import limits_of
from equitytown.present.wording.patterns import MOST_NAMED
from equitytown.publish.edition import Edition
from equitytown.terms.inside import Estimate, Inside, PartFigure, Pattern


def part_trace(edition: Edition, inside: Inside, part: PartFigure) -> str:
    """
    Name what a part's printed figure comes from.

    A figure that the edition holds as a row is named by itself; one that was worked out here (a ward's sum), and one of
    a group, by its finding.
    """
    observation = part.observation
    if not observation.category and observation.observation_id in edition.held_ids:
        return observation.observation_id
    return f"{inside.finding_id}#part:{inside.key_of(part.observation)}"


def part_traces(edition: Edition, inside: Inside) -> dict[str, str]:
    """Give the trace of each part's figure by the figure's own name, and of limits that were worked out here."""
    found = {part.observation.observation_id: part_trace(edition, inside, part) for part in inside.parts}
    made = (part for part in inside.parts if part.has_limits_of_counts)
    return found | {limits_of(part.observation): limits_trace(edition, inside, part) for part in made}


def limits_trace(edition: Edition, inside: Inside, part: PartFigure) -> str:
    """Name what a part's printed limits come from: its finding where they were worked out here."""
    if part.has_limits_of_counts:
        return f"{inside.finding_id}#part:{inside.key_of(part.observation)}"
    return part_trace(edition, inside, part)


def numbers(inside: Inside) -> dict[str, float]:
    """
    Give every number of a finding under the name that its trace ends with.

    Parameters
    ----------
    inside : Inside
        The finding.

    Returns
    -------
    dict of str to float
        Unrounded; what the finding does not hold is absent.
    """
    found: dict[str, float | None] = {
        "parts": sum(p.observation.value is not None and p.is_reliable for p in inside.parts),
        "withheld": inside.withheld,
        "unsure_above": inside.unsure_above,
        "unsure_below": inside.unsure_below,
        "unreliable": sum(not p.is_reliable and p.observation.value is not None for p in inside.parts),
        "by_chance": inside.by_chance,
        "chance_highest": inside.chance_highest,
        "chance_lowest": inside.chance_lowest,
        **_estimate("difference", inside.difference),
        **_estimate("ratio", inside.ratio),
        **_estimate("slope", inside.slope.slope if inside.slope else None),
        **_estimate("relative", inside.slope.relative if inside.slope else None),
    }
    if inside.moved is not None:
        moved = inside.moved
        found |= {
            "moved_earlier": moved.earlier_difference.value,
            "moved_difference": moved.difference.value,
            "moved_ratio_earlier": moved.earlier_ratio.value if moved.earlier_ratio else None,
            "moved_worst_off": moved.worst_off,
        }
    if inside.pattern is not None:
        found |= _of_pattern(inside.pattern)
    for part in inside.parts:
        found |= _of_part(inside, part)
    return {name: float(value) for name, value in found.items() if value is not None}


def _of_pattern(pattern: Pattern) -> dict[str, float | None]:
    """Give what the words of a pattern may print; see `present.wording.patterns`."""
    found: dict[str, float | None] = {"pattern_moran": pattern.moran, "pattern_areas": pattern.areas}
    whole = pattern.whole
    for name, moves in (*pattern.parts.items(), *((("whole", whole),) if whole else ())):
        counts = {"areas": moves.areas, "up": moves.up, "down": moves.down, "tested": moves.tested,
                  "clearly_up": moves.clearly_up, "clearly_down": moves.clearly_down}  # fmt: skip
        found |= {f"pattern_{name}_{field}": count for field, count in counts.items()}
    apart = pattern.parts.get(pattern.worst_part or pattern.part_apart)
    if apart is not None and whole is not None:
        found |= {
            "pattern_elsewhere_areas": whole.areas - apart.areas,
            "pattern_elsewhere_up": whole.up - apart.up,
            "pattern_elsewhere_down": whole.down - apart.down,
        }
    for kind in {area.kind for area in pattern.locals}:
        rest = sum(area.kind == kind for area in pattern.locals) - MOST_NAMED
        found[f"pattern_{kind.replace(' ', '_')}_rest"] = rest if rest > 0 else None
    return found


def _of_part(inside: Inside, part: PartFigure) -> dict[str, float | None]:
    held, key = part.limited, inside.key_of(part.observation)
    return {
        f"part:{key}": held.value,
        f"part:{key}:lower": held.lower,
        f"part:{key}:upper": held.upper,
        f"smoothed:{key}": part.smoothed.value if part.smoothed else None,
        f"near:{key}": part.smoothed_near.value if part.smoothed_near else None,
        f"against:{key}": part.against.difference if part.against else None,
    }


def _estimate(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    if estimate is None:
        return {}
    return {name: estimate.value, f"{name}_lower": estimate.lower, f"{name}_upper": estimate.upper}
