"""The edition's data on targets, as CSV: each with its standing and the numbers behind it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from equitytown.publish.tables import write_csv
from equitytown.terms.target import TargetProgress

Field = str | float | None
COLUMNS = (
    "target_id", "title", "indicator_id", "of", "sex", "category_type", "category", "inside", "status", "value",
    "better_than", "margin", "by", "agreed_by", "agreed_on", "document", "ended_on", "reason", "replaced_by", "period",
    "reached", "lower", "upper", "aim", "beyond", "tested", "standing", "baseline_period", "baseline", "path",
    "beyond_path", "due_period", "yearly", "yearly_so_far", "people", "people_lower", "people_upper", "out_of",
    "projected", "projected_lower", "projected_upper", "note",
)  # fmt: skip
TESTED = {None: "no", True: "beyond chance", False: "within chance"}


def write_targets(targets: Iterable[TargetProgress], folder: Path) -> None:
    """
    Write every target.

    Parameters
    ----------
    targets : iterable of TargetProgress
        Those of the edition.
    folder : Path
        Gets `targets.csv`, with a header alone where no target is agreed: a row for each target, and after it one for
        each group that is held to the same aim. Numbers are unrounded, missing fields empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "targets.csv", COLUMNS, (row for found in targets for row in _rows(found)))


def _rows(found: TargetProgress) -> Iterable[Sequence[Field]]:
    yield [*_about(found), *_stands(found)]
    for group in found.groups:
        own = group.observation
        row: dict[str, Field] = dict.fromkeys(COLUMNS)
        row |= dict(zip(COLUMNS, _about(found), strict=False))
        row |= {
            "category_type": own.category_type, "category": own.category, "period": own.period.label,
            "reached": own.value, "lower": own.lower, "upper": own.upper, "aim": group.aim, "beyond": group.beyond,
            "tested": TESTED[group.is_sure], "standing": "met" if group.is_met else "not met",
        }  # fmt: skip
        yield [row[name] for name in COLUMNS]


def _about(found: TargetProgress) -> list[Field]:
    target = found.target
    return [
        target.target_id, target.title, target.indicator_id, target.of.value, target.sex, target.category_type,
        target.category, target.inside, target.status.value, target.value, "England" if target.is_moving else None,
        target.margin if target.is_moving else None, _day(target.by), target.agreed_by,
        target.agreed_in or _day(target.agreed_on), target.document, _day(target.ended_on), target.reason,
        target.replaced_by,
    ]  # fmt: skip


def _day(day: object) -> str | None:  # object: a date or None
    return str(day) if day is not None else None


def _stands(found: TargetProgress) -> list[Field]:
    reached, start, people = found.reached, found.baseline, found.people
    last = found.projection.last if found.projection is not None else None
    return [
        *((reached.period.label, reached.value, reached.lower, reached.upper) if reached else (None,) * 4),
        found.aim, found.beyond, TESTED[found.is_sure], found.standing.value,
        *((start.period.label, start.value) if start else (None, None)), found.on_path, found.beyond_path,
        found.due.label if found.due else None, found.yearly, found.yearly_so_far,
        *((people.value, people.lower, people.upper, people.out_of) if people else (None,) * 4),
        *((last.value, last.lower, last.upper) if last else (None,) * 3),
        "; ".join(filter(None, (found.reason, found.people_reason, found.path_reason))),
    ]  # fmt: skip
