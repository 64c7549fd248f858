"""A place's targets: read, checked against the measures and the figures, and refused where they could not be meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from equitytown.place.faults import Faults, nearest, one_of
from equitytown.place.files import Folder
from equitytown.place.periods import read_label
from equitytown.place.schema_faults import fit
from equitytown.place.schema_targets import TargetModel, TargetsModel
from equitytown.place.settings import Indicators
from equitytown.place.target_checks import Held, check_about, check_end, check_path, check_value
from equitytown.place.words import shown
from equitytown.place.yaml_files import YamlFile, read_yaml
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.target import PathPoint, Target

FILE = "targets.yaml"
_DAYS = {"agreed_on": "1900-01-01", "by": "9999-12-31", "ended_on": "9999-12-31"}  # what no other key gainsays
Where = tuple[str | int, ...]


def read_targets(
    folder: Folder,
    *,
    indicators: Indicators,
    observations: Sequence[Observation],
    boundary_sets: Sequence[str],
    area_code: str,
    nation_code: str,
) -> tuple[Target, ...]:
    """
    Read `targets.yaml`, if the place has it.

    Parameters
    ----------
    folder : Folder
        The place's folder; its faults are added to.
    indicators : mapping of str to Indicator or None
        The place's measures; None where a measure's file has faults.
    observations : sequence of Observation
        The place's rows, of every vintage: a baseline may be left to them, and groups are named by them.
    boundary_sets : sequence of str
        The sets that a town may be cut by.
    area_code, nation_code : str
        The place, and the country it lies in.

    Returns
    -------
    tuple of Target
        In the order of the file; those with faults are left out.
    """
    text = folder.read(FILE) if folder.has(FILE) else None
    file = text and read_yaml(text, faults=folder.faults)
    if not file:
        return ()
    held = Held(tuple(observations), frozenset(boundary_sets), area_code, nation_code)
    reader = _Reader(file, indicators, held, folder.faults)
    model = fit(file, TargetsModel, faults=folder.faults)
    if model is None:
        for i, one in _as_far_as_read(file):
            reader.target(i, one)  # for its faults: all are told at once
        return ()
    targets = [reader.target(i, one) for i, one in enumerate(model.targets)]
    _check_together(file, model.targets, targets, folder.faults)
    return tuple(target for target in targets if target is not None)


def _as_far_as_read(file: YamlFile) -> Iterator[tuple[int, TargetModel]]:
    """Give the targets of a file that does not fit its schema: those that do, or have but a day wrong."""
    found = file.content.get("targets")
    for i, one in enumerate(found if isinstance(found, list) else []):
        wrong = _wrong_keys(one)
        if isinstance(one, dict) and wrong <= _DAYS.keys():
            yield i, TargetModel.model_validate({**one, **{key: _DAYS[key] for key in wrong}})


def _wrong_keys(target: object) -> set[str]:  # object: what a person wrote
    """Name the keys of a target that do not fit."""
    try:
        TargetModel.model_validate(target)
    except ValidationError as error:
        return {str(details["loc"][0]) if details["loc"] else "" for details in error.errors()}
    return set()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one target after another of a file."""

    file: YamlFile
    indicators: Indicators
    held: Held
    faults: Faults

    def target(self, i: int, model: TargetModel) -> Target | None:
        """Make one target; None, with faults, where anything of it will not do."""
        before, where = len(self.faults.found), ("targets", i)
        indicator = self._indicator(where, model)
        if indicator is None:
            return None
        baseline = self._baseline(where, model, indicator)
        target = Target(
            target_id=model.target, indicator_id=model.indicator, of=model.of, title=model.title,
            sex=model.sex or indicator.headline_sex, agreed_by=model.agreed_by,
            agreed_on=model.agreed_on.day, agreed_in=model.agreed_on.month,
            document=model.document, status=model.status, value=model.value, margin=model.margin, by=model.by,
            category_type=model.category_type, category=model.category, england=model.england, inside=model.inside,
            groups=model.groups, baseline=baseline, milestones=self._milestones(where, model, indicator),
            ended_on=model.ended_on, reason=model.reason, replaced_by=model.replaced_by, note=model.note,
        )  # fmt: skip
        for check in (check_value, check_about, check_path, check_end):
            for key, sentence, mend in check(target, model, indicator, self.held):
                self.faults.add(self.file.path, self.file.line_of((*where, *key)), sentence, mend)
        return target if len(self.faults.found) == before else None

    def _indicator(self, where: Where, model: TargetModel) -> Indicator | None:
        """Find the measure; one that is not known, or of which no end is good, can have no target."""
        line = self.file.line_of((*where, "indicator"))
        if model.indicator not in self.indicators:
            mend = nearest(model.indicator, self.indicators) or f"Add indicators/{shown(model.indicator)}.yaml."
            self.faults.add(self.file.path, line, f'indicator "{shown(model.indicator)}" is not known.', mend)
            return None
        indicator = self.indicators[model.indicator]
        if indicator is not None and indicator.polarity is Polarity.NONE:
            sentence = f"{model.indicator} is a measure without judgement, so that no side of a target is the good one."
            mend = f"Set polarity in its file if one end is good, or take the target out. {_POLARITIES}"
            self.faults.add(self.file.path, line, sentence, mend)
            return None
        return indicator

    def _baseline(self, where: Where, model: TargetModel, indicator: Indicator) -> PathPoint | None:
        if model.baseline is None:
            return None
        period = self._period((*where, "baseline", "period"), model.baseline.period, indicator)
        return PathPoint(period, model.baseline.value) if period is not None else None

    def _milestones(self, where: Where, model: TargetModel, indicator: Indicator) -> tuple[PathPoint, ...]:
        points = []
        for i, point in enumerate(model.milestones):
            period = self._period((*where, "milestones", i, "period"), point.period, indicator)
            if period is not None:
                points.append(PathPoint(period, point.value))
        return tuple(points)

    def _period(self, where: Where, label: str, indicator: Indicator) -> Period | None:
        read = read_label(label, kind=indicator.period_kind)
        if isinstance(read, Period):
            return read
        self.faults.add(self.file.path, self.file.line_of(where), *read)
        return None


_POLARITIES = one_of((Polarity.HIGH.value, Polarity.LOW.value))


def _check_together(
    file: YamlFile, models: Sequence[TargetModel], targets: Sequence[Target | None], faults: Faults
) -> None:
    """Note identifiers that stand twice, two live targets for one thing, and replacements that are not there."""
    first: dict[str, int | None] = {}
    about: dict[tuple[str, ...], str] = {}
    names = {model.target for model in models}
    for i, (model, target) in enumerate(zip(models, targets, strict=True)):
        where = ("targets", i)
        line = file.line_of((*where, "target"))
        if model.target in first:
            sentence = f"target {model.target} stands twice, first on line {first[model.target]}."
            faults.add(file.path, line, sentence, "Give each its own identifier.")
        first.setdefault(model.target, line)
        if model.replaced_by and (model.replaced_by not in names or model.replaced_by == model.target):
            _no_replacement(file, i, model, names, faults)
        if target is not None and target.is_live:
            key = (*target.about, target.status.value)
            other = about.setdefault(key, target.target_id)
            if other != target.target_id:
                sentence = f"{other} and {target.target_id} are both {target.status.value} for one thing."
                mend = "Keep the one that holds; set the other's status to replaced, with replaced_by and reason."
                faults.add(file.path, line, sentence, mend)


def _no_replacement(
    file: YamlFile, i: int, model: TargetModel, names: set[str] | Mapping[str, object], faults: Faults
) -> None:
    line = file.line_of(("targets", i, "replaced_by"))
    sentence = f'replaced_by "{shown(model.replaced_by)}" is no other target of this file.'
    mend = nearest(model.replaced_by, set(names) - {model.target}) or "Add that target, or end this one with a reason."
    faults.add(file.path, line, sentence, mend)
