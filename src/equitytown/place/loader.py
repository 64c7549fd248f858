"""A place's folder, read whole: a Place, or every fault in it at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equitytown.errors import InputError
from equitytown.place.areas import AreaBook, AreaFinder
from equitytown.place.boundaries import Inner, SetFinder, ShapeChecker, read_inner
from equitytown.place.decisions import read_decisions, read_sign_offs
from equitytown.place.edits import read_constants, read_edits
from equitytown.place.faults import Faults, nearest
from equitytown.place.figures import read_figures
from equitytown.place.files import Folder
from equitytown.place.framework import framework_of
from equitytown.place.inner_settings import check_parts, check_tenths
from equitytown.place.model_accounts import AccountReader, check_rows, read_accounts
from equitytown.place.neighbours import read_neighbour_sets
from equitytown.place.register import read_register
from equitytown.place.rounds import read_rounds
from equitytown.place.schema import PlaceModel, ReportModel
from equitytown.place.schema_framework import FrameworkModel
from equitytown.place.schema_sources import SourcesModel
from equitytown.place.settings import (
    Indicators,
    RuleFinder,
    check_suppliers,
    read_indicators,
    read_model,
    report_of,
    sources_of,
)
from equitytown.place.targets import read_targets
from equitytown.place.texts import read_texts
from equitytown.place.words import shown
from equitytown.place.yaml_files import YamlFile
from equitytown.terms.area import Area
from equitytown.terms.comparator import NeighbourSet
from equitytown.terms.framework import Framework, PrintedRow
from equitytown.terms.identifiers import MAXIMUM_LENGTH, RULE, is_identifier
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place, ReportPlan
from equitytown.terms.sources import Correction, SourceEntry
from equitytown.terms.target import Target

ROUNDS = "data/rounds.csv"
NEIGHBOURS = "data/neighbour_sets.csv"  # never a figures file, even where place.yaml cannot be read


def read_place(
    folder: Path,
    *,
    area_of: AreaFinder,
    rule_of: RuleFinder,
    set_of: SetFinder,
    check_shapes: ShapeChecker,
    accounts_of: AccountReader = read_accounts,
) -> Place:
    """
    Read a place's folder.

    Parameters
    ----------
    folder : Path
        The folder, whose name is the place's identifier.
    area_of : AreaFinder
        Gives the area that a code stands for (`equitytown.geography.area`).
    rule_of : RuleFinder
        Gives the small-number rule of a name (`equitytown.disclosure.rule_of`).
    set_of : SetFinder
        Gives what is known of a boundary set (`equitytown.geography.boundary_sets.boundary_set`).
    check_shapes : ShapeChecker
        Tells of outlines that will not do (`equitytown.geography.shapes.check_shapes`).
    accounts_of : AccountReader
        Reads what models say of themselves; `no_accounts` where one is about to run again.

    Returns
    -------
    Place
        Everything in the folder, checked.

    Raises
    ------
    InputError
        If the folder is not there, or its name is not an identifier.
    PlaceError
        If anything in it is wrong: every fault, with file, line and mend.
    """
    reading = _open(folder)
    inner = read_inner(reading, set_of=set_of, check_shapes=check_shapes)
    carried = frozenset((found.from_set, found.to_set) for found in inner.compositions)
    areas = AreaBook(area_of, inside=inner.areas(), sets=inner.boundaries, carried=carried)
    faults = reading.faults
    indicators = read_indicators(reading, rule_of=rule_of)
    setting = _setting(reading, areas, inner)
    framework = _framework(reading, indicators)
    report = _report(reading, indicators, setting.neighbour_sets if setting else None, inner)
    suppliers = _suppliers(reading, indicators)
    nation_code = setting.nation.area_code if setting else ""
    observations = _observations(reading, indicators, nation_code=nation_code, areas=areas)
    if report and not faults.found:
        check_tenths(report, observations, inner.boundaries, faults)
    printed = _printed(reading, framework, indicators)
    register, texts = read_register(reading, measures=indicators), read_texts(reading)
    edits, constants = read_edits(reading, indicators=indicators), read_constants(reading)
    accounts = accounts_of(reading, indicators)
    decisions, sign_offs = read_decisions(reading), read_sign_offs(reading)
    check_rows(accounts, observations, area_code=setting.area.area_code if setting else "", faults=faults)
    targets = _targets(reading, indicators, observations, setting, inner)
    faults.raise_any()
    setting = faults.sure(setting)
    return Place(
        place_id=reading.root.name,
        area=setting.area,
        region=setting.region,
        nation=setting.nation,
        areas=inner.areas() | areas.found | {setting.area.area_code: setting.area},
        neighbour_sets=faults.sure(setting.neighbour_sets),
        indicators={name: found for name, found in indicators.items() if found},
        framework=faults.sure(framework),
        report=faults.sure(report),
        register=register,
        texts=texts,
        observations=observations,
        printed=printed,
        files=tuple(sorted(reading.read_files, key=lambda file: file.path)),
        suppliers=faults.sure(suppliers)[0],
        corrections=faults.sure(suppliers)[1],
        boundaries=inner.boundaries,
        compositions=inner.compositions,
        wards=setting.wards,
        parts=setting.parts,
        accounts=accounts,
        edits=edits,
        constants=constants,
        decisions=decisions,
        sign_offs=sign_offs,
        targets=targets,
    )


def _open(folder: Path) -> Folder:
    """Open the folder for reading; its name is the place's identifier."""
    root = folder.resolve()
    if not root.is_dir():
        raise InputError(f"{folder} is not a folder. Name a place's folder, such as places/luton.")
    if not is_identifier(root.name):
        raise InputError(
            f'the folder\'s name "{shown(root.name)}" is not an identifier. {RULE}, up to {MAXIMUM_LENGTH} in all.'
        )
    return Folder(root, Faults(folder.as_posix()))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The place on the map. Neighbour sets are None where they have faults."""

    area: Area
    region: Area
    nation: Area
    neighbour_sets: Mapping[str, NeighbourSet] | None
    wards: str
    parts: Mapping[str, tuple[str, ...]]


def _setting(reading: Folder, areas: AreaBook, inner: Inner) -> _Setting | None:
    """Read place.yaml and the neighbour sets that it names."""
    read = read_model(reading, "place.yaml", PlaceModel)
    if read is None:
        return None
    file, model = read
    areas.own_name, areas.own_code = model.name, model.area_code
    official = _area(file, "area_code", model.area_code, areas, reading.faults)
    region = _area(file, "region_code", model.region_code, areas, reading.faults)
    nation = _area(file, "nation_code", model.nation_code, areas, reading.faults)
    before = len(reading.faults.found)
    sets = read_neighbour_sets(reading, model.neighbour_sets, place=official, areas=areas)
    check_parts(file, model, inner, reading.faults)
    if not (official and region and nation):
        return None
    area = Area(official.area_code, model.name, official.area_type)
    whole = sets if len(reading.faults.found) == before else None
    return _Setting(area, region, nation, whole, model.wards, model.parts)


def _area(file: YamlFile, key: str, code: str, areas: AreaBook, faults: Faults) -> Area | None:
    """Look up an area that place.yaml names."""
    area = areas.get(code)
    if area is None:
        sentence, _, mend = areas.refused[code].partition(". ")
        faults.add(file.path, file.line_of((key,)), f"{sentence}.", mend)
    return area


def _suppliers(reading: Folder, indicators: Indicators) -> tuple[dict[str, SourceEntry], tuple[Correction, ...]] | None:
    """Read sources.yaml: the suppliers and the corrections; None where it cannot be read."""
    read = read_model(reading, "sources.yaml", SourcesModel)
    check_suppliers(indicators, sources=read[1] if read else None, faults=reading.faults)
    return read and sources_of(*read, indicators=indicators, faults=reading.faults)


def _framework(reading: Folder, indicators: Indicators) -> Framework | None:
    read = read_model(reading, "framework.yaml", FrameworkModel)
    return read and framework_of(*read, indicators=indicators, faults=reading.faults)


def _report(
    reading: Folder, indicators: Indicators, sets: Mapping[str, NeighbourSet] | None, inner: Inner
) -> ReportPlan | None:
    read = read_model(reading, "report.yaml", ReportModel)
    return read and report_of(
        *read, indicators=indicators, neighbour_sets=sets, boundaries=inner.boundaries, faults=reading.faults
    )


def _observations(
    reading: Folder, indicators: Indicators, *, nation_code: str, areas: AreaBook
) -> tuple[Observation, ...]:
    """Read each file of data/ that is named after an indicator."""
    others = {file.path for file in reading.read_files} | {ROUNDS, NEIGHBOURS}
    observations: list[Observation] = []
    for path in reading.names("data", ".csv"):
        indicator_id = path.removeprefix("data/").removesuffix(".csv")
        if path in others:
            continue
        if indicator_id not in indicators:
            mend = nearest(indicator_id, indicators) or f"Add indicators/{indicator_id}.yaml, or take the file out."
            reading.faults.add(path, None, "the file is not named after an indicator.", mend)
        elif (indicator := indicators[indicator_id]) and (file := reading.read(path)):
            observations += read_figures(
                file, indicator=indicator, nation_code=nation_code, areas=areas, faults=reading.faults
            )
    return tuple(observations)


def _targets(
    reading: Folder,
    indicators: Indicators,
    observations: tuple[Observation, ...],
    setting: _Setting | None,
    inner: Inner,
) -> tuple[Target, ...]:
    """Read the place's targets, checked against its measures and rows."""
    return read_targets(
        reading,
        indicators=indicators,
        observations=observations,
        boundary_sets=tuple(inner.boundaries),
        area_code=setting.area.area_code if setting else "",
        nation_code=setting.nation.area_code if setting else "",
    )


def _printed(reading: Folder, framework: Framework | None, indicators: Indicators) -> tuple[PrintedRow, ...]:
    """Read the outcome table as printed, if the place keeps one."""
    if framework is None or not reading.has(ROUNDS) or (file := reading.read(ROUNDS)) is None:
        return ()
    return read_rounds(file, framework=framework, indicators=indicators, faults=reading.faults)
