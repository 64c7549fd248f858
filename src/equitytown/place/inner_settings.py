"""What a place's YAML says of the town within: its wards, its parts by name, and its maps."""

from collections.abc import Iterable, Mapping

from equitytown.place.boundaries import FOLDER, Inner
from equitytown.place.faults import Faults, nearest
from equitytown.place.schema import FigureModel, MapModel, PlaceModel
from equitytown.place.words import shown
from equitytown.place.yaml_files import YamlFile
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.place import ClassRule, FigureKind, MapPlan, ReportPlan

MAP_KINDS = (FigureKind.MAP, FigureKind.MAPS)
MOST_CLASSES = 10
TENTHS = range(1, 11)


def map_of(model: MapModel | None) -> MapPlan | None:
    """Make the plan of a map."""
    return None if model is None else MapPlan(**model.model_dump())


def check_parts(file: YamlFile, model: PlaceModel, inner: Inner, faults: Faults) -> None:
    """Note wards without boundaries, and parts of the town that are no wards or share one."""
    if not model.wards:
        if model.parts:
            sentence = "parts are named, but wards does not say of which boundary set."
            faults.add(file.path, file.line_of(("parts",)), sentence, "Write such as wards: ward-2023.")
        return
    if model.wards not in inner.boundaries:
        _not_held(file, ("wards",), model.wards, inner.boundaries, faults)
        return
    codes, first = inner.boundaries[model.wards].codes, dict[str, str]()
    for part, members in model.parts.items():
        for i, code in enumerate(members):
            line = file.line_of(("parts", part, i))
            if code not in codes:
                mend = f"Use codes of {FOLDER}/{model.wards}.csv."  # codes that look alike are no neighbours
                faults.add(file.path, line, f'"{shown(code)}" is no area of {model.wards} here.', mend)
            elif (earlier := first.setdefault(code, part)) != part:
                faults.add(file.path, line, f"{code} is in {earlier} already.", "A ward lies in one part: keep one.")


def check_map(
    file: YamlFile,
    where: tuple[str, int],
    figure: FigureModel,
    *,
    indicators: Mapping[str, Indicator | None],
    boundaries: Mapping[str, Boundaries],
    faults: Faults,
) -> None:
    """Note a map without its plan, a plan without a map, sets that are not held, and classes that are none."""
    is_map, plan = figure.kind in MAP_KINDS, figure.map
    if plan is None or not is_map:
        if is_map:
            sentence = f"figure {figure.number} is a map, and map does not say of which areas."
            faults.add(file.path, file.line_of((*where, "kind")), sentence, "Write map: with areas: below it.")
        elif plan is not None:
            sentence = f"figure {figure.number} has a map, and its kind is {figure.kind.value}."
            faults.add(file.path, file.line_of((*where, "map")), sentence, "Write kind: map, or take map out.")
        return
    for key, set_id in (("areas", plan.areas), ("outlines", plan.outlines)):
        if set_id and set_id not in boundaries:
            _not_held(file, (*where, "map", key), set_id, boundaries, faults)
    if plan.national and plan.national not in indicators:
        mend = nearest(plan.national, indicators) or f"Add indicators/{plan.national}.yaml, or take it out."
        line = file.line_of((*where, "map", "national"))
        faults.add(file.path, line, f'"{plan.national}" has no file in indicators/.', mend)
    line = file.line_of((*where, "map", "breaks")) or file.line_of((*where, "map"))
    rising = all(a < b for a, b in zip(plan.breaks, plan.breaks[1:], strict=False))
    if (plan.classes is ClassRule.GIVEN) != bool(plan.breaks) or not rising or len(plan.breaks) >= MOST_CLASSES:
        sentence = "breaks and classes do not go together, or breaks do not rise."
        mend = f"Write classes: given breaks with 1 to {MOST_CLASSES - 1} rising numbers, or leave breaks out."
        faults.add(file.path, line, sentence, mend)


def _not_held(
    file: YamlFile,
    where: tuple[str | int, ...],
    set_id: str,
    boundaries: Mapping[str, Boundaries],
    faults: Faults,
) -> None:
    mend = nearest(set_id, boundaries) or f"Make {FOLDER}/{shown(set_id)}.csv with equitytown boundaries."
    faults.add(file.path, file.line_of(where), f'boundary set "{shown(set_id)}" is not held.', mend)


def check_tenths(
    report: ReportPlan, observations: Iterable[Observation], boundaries: Mapping[str, Boundaries], faults: Faults
) -> None:
    """Note figures that a map by national deciles takes for tenths of England, and that are none."""
    held = list(observations)
    for figure in report.figures:
        if figure.map is None or figure.map.classes is not ClassRule.NATIONAL_DECILES:
            continue
        measure, codes = figure.map.national or figure.indicator_id, boundaries[figure.map.areas].codes
        odd = [
            o
            for o in held
            if o.indicator_id == measure and o.area_code in codes and o.value is not None and o.value not in TENTHS
        ]
        if odd:
            many = f"{len(odd):,} figure{' is no tenth' if len(odd) == 1 else 's are no tenths'} of England"
            sentence = f"{many}, by which figure {figure.number} draws its map (first: {odd[0].value:g})."
            mend = "Give whole numbers from 1, the worst, to 10, or change national or classes of the map."
            faults.add(f"data/{measure}.csv", odd[0].provenance.row, sentence, mend)
