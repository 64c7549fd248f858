"""
OHID Fingertips, tables of reference: its areas, its nearest neighbours, and what it says of its indicators.

Neighbours come in the supplier's order, whose kind it names itself: that name must be the one sources.yaml gives,
since one number has stood for other models over the years.
"""

from collections.abc import Mapping
from typing import Any

from equitytown.collect.fetch import Ask
from equitytown.collect.figures import same_name
from equitytown.collect.reading import json_of, lines_of
from equitytown.collect.supplier import Scope, Table
from equitytown.errors import DriftError
from equitytown.terms.reply import Reply

ORIGIN = "https://fingertips.phe.org.uk"
API = f"{ORIGIN}/api"
METADATA = (
    "Indicator ID", "Indicator", "Definition", "Data source", "Source of numerator", "Source of denominator",
    "Disclosure control", "Caveats", "Unit", "Value type", "Year type", "Frequency",
)  # fmt: skip


def table(table_id: str, asked: Mapping[str, str], scope: Scope, ask: Ask) -> Table:
    """
    Ask for a table of reference.

    Parameters
    ----------
    table_id : str
        What the place calls it.
    asked : mapping of str to str
        `list` is "areas", "neighbours" or "metadata". Areas and neighbours need `area-type`, the supplier's number of
        a generation of councils ("502"); neighbours also `type` and `type-name`, the number and the name of their
        model; metadata need `indicators`, numbers with commas between.
    scope : Scope
        Whose neighbours.
    ask : callable
        Asks.

    Raises
    ------
    DriftError
        If it is asked for otherwise, or answered in another layout.
    """
    kinds = {"areas": _areas, "neighbours": _neighbours, "metadata": _metadata}
    kind = kinds.get(asked.get("list", ""))
    if kind is None:
        raise DriftError(f"{table_id}: say what is wanted, list: {', '.join(kinds)}.")
    return kind(table_id, asked, scope, ask)


def _areas(table_id: str, asked: Mapping[str, str], _scope: Scope, ask: Ask) -> Table:
    reply = ask(f"{API}/areas/by_area_type?area_type_id={_number(table_id, asked, 'area-type')}")
    rows = tuple((area["Code"], area["Name"]) for area in _listed(reply, "Code", "Name"))
    return Table(table_id, ("area_code", "area_name"), rows, (reply,))


def _neighbours(table_id: str, asked: Mapping[str, str], scope: Scope, ask: Ask) -> Table:
    kind, area_type = (_number(table_id, asked, name) for name in ("type", "area-type"))
    types = ask(f"{API}/nearest_neighbour_types")
    _check_model(table_id, kind, asked.get("type-name", ""), types)
    place = scope.place.area_code
    reply = ask(f"{API}/areas/by_parent_area_code?area_type_id={area_type}&parent_area_code=nn-{kind}-{place}")
    listed = [area for area in _listed(reply, "Code", "Name") if area["Code"] != place]
    rows = tuple((str(position), area["Code"], area["Name"]) for position, area in enumerate(listed, start=1))
    return Table(table_id, ("position", "area_code", "area_name"), rows, (types, reply))


def _metadata(table_id: str, asked: Mapping[str, str], _scope: Scope, ask: Ask) -> Table:
    wanted = [part.strip() for part in asked.get("indicators", "").split(",") if part.strip()]
    if not wanted or not all(number.isdigit() for number in wanted):
        raise DriftError(f'{table_id}: say which indicators, by number with commas between: indicators: "92443".')
    reply = ask(f"{API}/indicator_metadata/csv/by_indicator_id?indicator_ids={','.join(wanted)}")
    lines = [line for line in lines_of(reply, needs=METADATA) if line["Indicator ID"] in wanted]
    missing = [number for number in wanted if number not in {line["Indicator ID"] for line in lines}]
    if missing:
        raise DriftError(f"{table_id}: {reply.address} does not tell of indicator {missing[0]}.")
    return Table(table_id, METADATA, tuple(tuple(line[name] for name in METADATA) for line in lines), (reply,))


def _check_model(table_id: str, kind: str, name: str, reply: Reply) -> None:
    """Refuse neighbours of a model other than the one that is named."""
    called = {str(entry["NeighbourTypeId"]): entry["Name"] for entry in _listed(reply, "NeighbourTypeId", "Name")}
    if kind not in called:
        there = ", ".join(f'{number} "{words}"' for number, words in called.items())
        raise DriftError(f"{table_id}: the supplier knows no neighbours of type {kind}; it knows {there}.")
    if not same_name(called[kind], name):
        raise DriftError(f'{table_id}: the supplier calls type {kind} "{called[kind]}", and type-name is "{name}".')


def _listed(reply: Reply, *needs: str) -> list[dict[str, Any]]:  # Any: numbers and words of a supplier's own
    """Read a list of objects, each with the wanted parts."""
    found = json_of(reply)
    if not isinstance(found, list) or not found:
        raise DriftError(f"{reply.address} is no list, or an empty one.")
    for entry in found:
        if not isinstance(entry, dict) or not set(needs) <= entry.keys():
            raise DriftError(
                f"{reply.address} has an entry without {' and '.join(needs)}. Its layout may have changed."
            )
    return found


def _number(table_id: str, asked: Mapping[str, str], name: str) -> str:
    if not asked.get(name, "").isdigit():
        raise DriftError(f'{table_id}: say {name}, the supplier\'s number, such as {name}: "502".')
    return asked[name]
