"""The whole model on one screen: read, synthesise, estimate, check; then write, or say whether what stands is stale."""

import json
from dataclasses import dataclass
from pathlib import Path

from equitytown.derive.destitution.estimate import DRAWS, SEED, SYNTHESES, estimate
from equitytown.derive.destitution.heldout import held_out
from equitytown.derive.destitution.households import Margins, read_margins
from equitytown.derive.destitution.parameters import FILE, Parameters, read_parameters
from equitytown.derive.destitution.results import Result, as_json, made_from
from equitytown.derive.destitution.rows import AREAS_SET, Stamp, figure_rows
from equitytown.derive.destitution.sensitivity import sensitivity, spreads, town_share
from equitytown.derive.destitution.words import INDICATOR
from equitytown.errors import InputError
from equitytown.place.faults import Faults
from equitytown.place.files import Folder
from equitytown.store.disk import write_whole
from equitytown.terms.place import Place

RESULT = "destitution/result.json"
YEAR = 2023  # the year that incomes and thresholds are brought to


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the model is made from, read and checked."""

    parameters: Parameters
    margins: Margins


def read_inputs(folder: Path) -> Inputs:
    """
    Read what the model needs from a place's folder.

    Parameters
    ----------
    folder : Path
        The place's folder.

    Returns
    -------
    Inputs
        Parameters and margins without a fault.

    Raises
    ------
    InputError
        If the place has no folder `destitution`.
    PlaceError
        If anything in it is wrong: every fault, with file, line and mend.
    """
    if not (folder / FILE).exists():
        raise InputError(
            f"{folder / FILE} is not there: this place has no model of destitution. Begin with equitytown model "
            f"destitution {folder.as_posix()} --start; the page on the method, docs/methods/destitution-model.md, "
            'says under "A town of your own" what it takes.'
        )
    reading = Folder(folder.resolve(), Faults(folder.as_posix()))
    parameters, margins = read_parameters(reading), read_margins(reading)
    reading.faults.raise_any()
    return Inputs(reading.faults.sure(parameters), reading.faults.sure(margins))


def run(inputs: Inputs, *, draws: int = DRAWS, seed: int = SEED, syntheses: int = SYNTHESES) -> Result:
    """
    Run the model with all that is told of it: sensitivity, held-out prediction, and where its uncertainty comes from.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    draws, seed, syntheses : int
        Draws of the parameters, where chance starts, and populations made.

    Returns
    -------
    Result
        The same inputs and seed give the same.
    """
    parameters, margins = inputs.parameters, inputs.margins
    found, population = estimate(parameters, margins, draws=draws, seed=seed, syntheses=syntheses)
    central = parameters.central()
    by_type = population.sum(axis=(0, 1, 2))
    return Result(
        parameters=parameters,
        margins=margins,
        estimate=found,
        below_standard=town_share(central, margins, population, line="standard"),
        people_in_a_household=float(by_type @ central["people"][0] / by_type.sum()),
        sensitivity=sensitivity(parameters, margins, population),
        held_out=held_out(margins, weight=float(central["association_weight"][0, 0])),
        spreads=spreads(parameters, margins, population, found, seed=seed, draws=draws),
        seed=seed,
        draws=draws,
        syntheses=syntheses,
    )


def check_areas(inputs: Inputs, place: Place) -> None:
    """
    Refuse what is of another place: small areas whose outlines it does not hold, wards, and what others found.

    Raises
    ------
    InputError
        If the outlines are not held, a code is of another vintage, an area of the place is missing, the measure does
        not name the set of small areas or of wards, or a check is about another place.
    """
    if foreign := inputs.parameters.elsewhere(place.area.area_code):
        named = ", ".join(f"{found.name} ({found.area_code})" for found in foreign)
        raise InputError(
            f"{FILE} tells of other places than {place.area.area_name} ({place.area.area_code}): {named}. Take these "
            "rows out, or put in what was found about this place."
        )
    for set_id, what in ((AREAS_SET, "the small areas of the model"), (place.wards, "the wards of place.yaml")):
        if set_id and set_id not in place.indicators[INDICATOR].boundary_sets:
            raise InputError(
                f"indicators/{INDICATOR}.yaml does not name {set_id} in boundary_sets, and these are {what}. "
                "Write it there."
            )
    if AREAS_SET not in place.boundaries:
        raise InputError(
            f"boundaries/{AREAS_SET}.csv is not there, so that nobody can say whether the areas of "
            f"destitution/areas.csv are this place's. Make it with equitytown boundaries PLACE {AREAS_SET}."
        )
    held, given = place.boundaries[AREAS_SET].codes, frozenset(inputs.margins.codes)
    for codes, what in ((given - held, "has {} areas that are none of"), (held - given, "lacks {} areas of")):
        if codes:
            raise InputError(
                f"destitution/areas.csv {what.format(len(codes))} {AREAS_SET} (first: {min(codes)}). "
                f"Use the areas of boundaries/{AREAS_SET}.csv: codes of 2011 and of 2021 are not the same areas."
            )


def write(result: Result, place: Place, folder: Path) -> tuple[str, ...]:
    """
    Write the figures and the account of the run.

    Parameters
    ----------
    result : Result
        A run.
    place : Place
        Names areas, and says which small areas make up which wards.
    folder : Path
        The place's folder.

    Returns
    -------
    tuple of str
        The files written, within the folder.
    """
    known = result.parameters.read or f"{YEAR + 1}-01-01"  # no figure is known before what it is made from was read
    indicator = place.indicators[INDICATOR]
    stamp = Stamp(YEAR, place.report.organisation, indicator.source.address, known)
    composition = place.composition(AREAS_SET, place.wards) if place.wards else None
    rows = figure_rows(result, place, stamp, composition=composition)
    written = {f"data/{INDICATOR}.csv": rows, RESULT: as_json(result)}
    for path, text in written.items():
        write_whole(folder / path, text.encode())
    return tuple(written)


def stale(inputs: Inputs, folder: Path) -> str:
    """
    Say whether the figures that stand were made from what is held now.

    Returns
    -------
    str
        Why they are stale and what to do; nothing when they are not.
    """
    again = f"Run: equitytown model destitution {folder.as_posix()}"
    try:
        held = json.loads((folder / RESULT).read_text(encoding="utf-8"))["made_from"]
        was: dict[str, str] = dict(held["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"{folder / RESULT} is not there, or is no result of the model. {again}"
    now = made_from(inputs.parameters, inputs.margins)
    changed = [name for name in ("model", "version") if held.get(name) != now[name]]
    files = now["files"]
    changed += sorted(path for path in {*was, *files} if was.get(path) != files.get(path))
    if changed:
        return f"The modelled figures are stale: {', '.join(changed)} changed since they were made. {again}"
    return "" if (folder / f"data/{INDICATOR}.csv").exists() else f"data/{INDICATOR}.csv is not there. {again}"
