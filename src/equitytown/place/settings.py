"""From what the YAML files say to the terms that everything else works with."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from equitytown.errors import InputError
from equitytown.place.faults import Faults, nearest
from equitytown.place.files import Folder
from equitytown.place.inner_settings import check_map, map_of
from equitytown.place.periods import read_label
from equitytown.place.schema import (
    FigureModel,
    IndicatorModel,
    ReportModel,
)
from equitytown.place.schema_faults import fit
from equitytown.place.schema_sources import HandedFileModel, SourcesModel, SupplierModel
from equitytown.place.schema_types import MappedColumn, Model
from equitytown.place.words import shown
from equitytown.place.yaml_files import YamlFile, read_yaml
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.comparator import NeighbourSet
from equitytown.terms.identifiers import RULE, is_identifier
from equitytown.terms.indicator import Break, Indicator, People, Source
from equitytown.terms.period import Period, PeriodKind
from equitytown.terms.place import FigurePlan, ReportPlan
from equitytown.terms.sources import Correction, HandedFile, SourceEntry

_Model = TypeVar("_Model", bound=Model)

NEEDED_COLUMNS = (MappedColumn.AREA_CODE, MappedColumn.PERIOD, MappedColumn.VALUE)

RuleFinder = Callable[[str], object]  # object: what a rule is, places need not know
"""Gives the small-number rule of a name; `InputError` where there is none."""

Indicators = Mapping[str, Indicator | None]
"""Indicators by identifier; None where an indicator's file is there but has faults."""


def read_model(folder: Folder, path: str, model: type[_Model]) -> tuple[YamlFile, _Model] | None:
    """Read a YAML file of the folder and fit it to its schema; None, with faults, where it does not."""
    text = folder.read(path)
    file = text and read_yaml(text, faults=folder.faults)
    if not file:
        return None
    fitted = fit(file, model, faults=folder.faults)
    return (file, fitted) if fitted else None


def read_indicators(folder: Folder, *, rule_of: RuleFinder) -> dict[str, Indicator | None]:
    """
    Read `indicators/*.yaml`; each file's name is its indicator's identifier.

    Parameters
    ----------
    folder : Folder
        The place's folder.
    rule_of : RuleFinder
        Knows the small-number rules that `disclosure` may name.

    Returns
    -------
    dict of str to Indicator or None
        By identifier; None where the file has faults.
    """
    indicators: dict[str, Indicator | None] = {}
    related: list[tuple[YamlFile, str]] = []
    for path in folder.names("indicators", ".yaml"):
        indicator_id = path.removeprefix("indicators/").removesuffix(".yaml")
        if not is_identifier(indicator_id):
            folder.faults.add(path, None, "the name is not an identifier.", f"{RULE}: infant-mortality.yaml.")
            continue
        read = read_model(folder, path, IndicatorModel)
        indicators[indicator_id] = _indicator(indicator_id, read[1]) if read else None
        if read and read[1].disclosure:
            _check_rule(*read, rule_of, folder.faults)
        if read and read[1].related_to:
            related.append((read[0], read[1].related_to))
    for file, other in related:
        if other not in indicators:
            unknown_indicator(file, ("related_to",), other, indicators, folder.faults)
    return indicators


def _check_rule(file: YamlFile, model: IndicatorModel, rule_of: RuleFinder, faults: Faults) -> None:
    """Note a small-number rule that is none, or that would withhold less than it seems to."""
    try:
        rule_of(model.disclosure)
    except InputError as error:
        sentence, _, mend = str(error).partition(". ")
        faults.add(file.path, file.line_of(("disclosure",)), f"disclosure: {sentence}.", mend)


def _indicator(indicator_id: str, model: IndicatorModel) -> Indicator:
    values = {name: getattr(model, name) for name in IndicatorModel.model_fields}
    values["source"] = Source(**model.source.model_dump())
    values["breaks"] = tuple(Break(b.start, b.reason) for b in model.breaks)
    values["neighbour_set"] = model.neighbour_set.value
    values["people"] = People(**model.people.model_dump()) if model.people is not None else None
    values["titles"] = model.titles.model_dump(exclude_defaults=True)
    return Indicator(indicator_id=indicator_id, **values)


def report_of(
    file: YamlFile,
    model: ReportModel,
    *,
    indicators: Indicators,
    neighbour_sets: Mapping[str, NeighbourSet] | None,
    boundaries: Mapping[str, Boundaries],
    faults: Faults,
) -> ReportPlan:
    """Make the report's plan, noting what it names that is not there. Sets are None where they have faults."""
    for population, set_id in model.neighbour_sets.items():
        line = file.line_of(("neighbour_sets", population.value))
        if neighbour_sets is None:
            continue
        if (found := neighbour_sets.get(set_id)) is None:
            mend = nearest(set_id, neighbour_sets) or "Describe the set in place.yaml."
            faults.add(file.path, line, f'neighbour set "{set_id}" is not in place.yaml.', mend)
        elif found.population != population.value:
            sentence = f'neighbour set "{set_id}" is for {found.population}, not for {population.value}.'
            faults.add(file.path, line, sentence, "Name another set, or mend its population in place.yaml.")
    for i, section in enumerate(model.sections):
        if section in model.sections[:i]:
            faults.add(
                file.path,
                file.line_of(("sections", i)),
                f'section "{section}" stands twice.',
                "Take out one of them.",
            )
    _check_since(file, model, faults)
    numbers: set[int] = set()
    for i, figure in enumerate(model.figures):
        _check_figure(file, ("figures", i), figure, indicators, faults)
        if figure.number in numbers:
            line = file.line_of(("figures", i, "number"))
            faults.add(file.path, line, f"figure {figure.number} stands twice.", "Give each its own number.")
        numbers.add(figure.number)
        check_map(file, ("figures", i), figure, indicators=indicators, boundaries=boundaries, faults=faults)
    figures = tuple(
        FigurePlan(f.number, f.indicator, f.kind, f.heading, f.periods, f.notes, map_of(f.map)) for f in model.figures
    )
    return ReportPlan(
        edition=model.edition,
        title=model.title,
        subtitle=model.subtitle,
        author=model.author,
        organisation=model.organisation,
        as_of=model.as_of,
        revisions_since=model.revisions_since,
        register_address=model.register_address.rstrip("/"),
        code_address=model.code_address,
        sections=model.sections,
        figures=figures,
        neighbour_sets={population.value: set_id for population, set_id in model.neighbour_sets.items()},
    )


def _check_since(file: YamlFile, model: ReportModel, faults: Faults) -> None:
    """Note a day of the last edition that is not before the edition's."""
    since = model.revisions_since
    if since is not None and since >= model.as_of:
        line = file.line_of(("revisions_since",))
        faults.add(
            file.path, line, f"revisions_since {since} is not before as_of {model.as_of}.", "Correct one of them."
        )


def _check_figure(
    file: YamlFile,
    where: tuple[str, int],
    figure: FigureModel,
    indicators: Indicators,
    faults: Faults,
) -> None:
    """Note a figure of an unknown indicator, or with a period that is not of the indicator's kind."""
    if figure.indicator not in indicators:
        unknown_indicator(file, (*where, "indicator"), figure.indicator, indicators, faults)
    if (indicator := indicators.get(figure.indicator)) is None:
        return
    for i, label in enumerate(figure.periods):
        # A printed period may be of another kind than the indicator's.
        read = [read_label(label, kind=kind) for kind in (indicator.period_kind, *PeriodKind)]
        if not any(isinstance(period, Period) for period in read) and not isinstance(read[0], Period):
            faults.add(file.path, file.line_of((*where, "periods", i)), *read[0])


def unknown_indicator(
    file: YamlFile, where: tuple[str | int, ...], name: str, indicators: Indicators, faults: Faults
) -> None:
    """Note a name that no file in indicators/ describes."""
    mend = nearest(name, indicators) or f"Add indicators/{name}.yaml, or take it out."
    faults.add(file.path, file.line_of(where), f'"{name}" has no file in indicators/.', mend)


def sources_of(
    file: YamlFile, model: SourcesModel, *, indicators: Indicators, faults: Faults
) -> tuple[dict[str, SourceEntry], tuple[Correction, ...]]:
    """Make the suppliers and the corrections, noting what they name that is not there."""
    entries = {name: _source(name, supplier) for name, supplier in model.suppliers.items()}
    for name, supplier in model.suppliers.items():
        for i, handed in enumerate(supplier.files):
            _check_handed(file, ("suppliers", name, "files", i), handed, indicators, faults)
            _check_supplier(file, ("suppliers", name, "files", i), handed, indicators, faults)
    for i, correction in enumerate(model.corrections):
        where = ("corrections", i, "indicator")
        if correction.indicator not in indicators:
            unknown_indicator(file, where, correction.indicator, indicators, faults)
        elif (indicator := indicators[correction.indicator]) and indicator.disclosure:
            sentence = (
                f"{correction.indicator} is protected by a small-number rule, and a correction would name its figure."
            )
            faults.add(file.path, file.line_of(where), sentence, "Correct the count in the row of data/ itself.")
    corrections = (Correction(c.indicator, **c.model_dump(exclude={"indicator"})) for c in model.corrections)
    return entries, tuple(corrections)


def _source(supplier_id: str, model: SupplierModel) -> SourceEntry:
    files = (
        HandedFile(**{**h.model_dump(), "columns": {k.value: v for k, v in h.columns.items()}}) for h in model.files
    )
    return SourceEntry(
        supplier_id, model.name, model.publisher, model.licence, model.address, tuple(files), model.tables
    )


def _check_supplier(
    file: YamlFile,
    where: tuple[str, str, str, int],
    handed: HandedFileModel,
    indicators: Indicators,
    faults: Faults,
) -> None:
    """Note a file that is said to hold a measure of another supplier: it would never be read."""
    supplier_id = where[1]
    for name in handed.indicators:
        indicator = indicators.get(name)
        if indicator is not None and indicator.source.supplier != supplier_id:
            sentence = f'{name} is of supplier "{indicator.source.supplier}", so it is not read from this file.'
            mend = (
                f"Write supplier: {supplier_id} in indicators/{name}.yaml, or name the file under the other supplier."
            )
            faults.add(file.path, file.line_of((*where, "indicators", name)), sentence, mend)


def _check_handed(
    file: YamlFile, where: tuple[str | int, ...], handed: HandedFileModel, indicators: Indicators, faults: Faults
) -> None:
    """Note a path that leads out of its folder, unknown indicators, and a mapping that lacks what it needs."""
    parts = PurePosixPath(handed.path.replace("\\", "/")).parts
    if ".." in parts or handed.path.startswith(("/", "\\", "~")) or ":" in handed.path:
        faults.add(
            file.path,
            file.line_of((*where, "path")),
            f'path "{shown(handed.path)}" leads out of its folder.',
            "Write the file's name, and give its folder with --from.",
        )
    for name in handed.indicators:
        if name not in indicators:
            unknown_indicator(file, (*where, "indicators", name), name, indicators, faults)
    lacking = [column.value for column in NEEDED_COLUMNS if handed.columns and column not in handed.columns]
    if lacking:
        faults.add(
            file.path,
            file.line_of((*where, "columns")),
            f"columns does not say which column is {' and which is '.join(lacking)}.",
            "A figure needs its area_code, period and value.",
        )


def check_suppliers(indicators: Indicators, *, sources: SourcesModel | None, faults: Faults) -> None:
    """Note indicators whose supplier sources.yaml does not describe."""
    for indicator in filter(None, indicators.values()):
        supplier = indicator.source.supplier
        if sources and supplier not in sources.suppliers:
            path = f"indicators/{indicator.indicator_id}.yaml"
            mend = nearest(supplier, sources.suppliers) or "Describe it there."
            faults.add(path, None, f'supplier "{supplier}" is not in sources.yaml.', mend)
