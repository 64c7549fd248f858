"""
ONS Open Geography: boundaries and look-ups, from layers that are found by name.

Names of layers change with every version, so none is written here: the list of layers is asked for, then the layer's
own description, then its features page by page. What comes must be as many as the layer itself counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from equitytown.collect.features import (
    CODE,
    CODE_COLUMN,
    NAME_COLUMN,
    Feature,
    attributes,
    column_of,
    features_of,
    is_cut,
    object_of,
    shape,
)
from equitytown.collect.fetch import Ask
from equitytown.collect.layers import newest_layer
from equitytown.collect.reading import lines_of
from equitytown.collect.supplier import Scope, Supplier, Table
from equitytown.errors import DriftError
from equitytown.terms.reply import Reply

ORIGIN = "https://services1.arcgis.com"
SERVICES = f"{ORIGIN}/ESMARspQHYMw9BZ9/arcgis/rest/services"
MOST = 2000  # features of a page, where the layer allows as many
CODES = 100  # codes of one question: an address has an end
BOUNDARIES = ("code", "name", "geometry")


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer as it describes itself, and which of its columns are wanted."""

    address: str
    most: int
    columns: tuple[str, ...]
    is_drawn: bool


def table(table_id: str, asked: Mapping[str, str], _scope: Scope, ask: Ask) -> Table:
    """
    Ask for a layer's features.

    Parameters
    ----------
    table_id : str
        What the place calls the table.
    asked : mapping of str to str
        `layer`, a pattern of its name; `where` in the service's own words or `codes` with commas between, or neither
        for all of it; `columns` of a look-up; `code` and `name` of boundaries, where the layer has several.
    ask : callable
        Gives what an address answers.

    Returns
    -------
    Table
        Columns `code`, `name` and `geometry` (GeoJSON text in longitude and latitude), or those of a look-up by the
        layer's own names.

    Raises
    ------
    DriftError
        If no layer, or more than one, is meant; a column is not there; or fewer features came than the layer counts.
    """
    if not asked.get("layer"):
        raise DriftError(f"{table_id}: say which layer is meant, such as layer: LSOA_*2021*_EW_BSC_V*.")
    replies: list[Reply] = []

    def told(address: str) -> Reply:
        replies.append(ask(address))
        return replies[-1]

    name = newest_layer(asked["layer"], _services(told(f"{SERVICES}?f=json")))
    layer = _layer(f"{SERVICES}/{quote(name)}/FeatureServer/0", asked, told)
    rows = [row for where in _conditions(asked, layer) for row in _rows(layer, where, told)]
    _check_codes(asked, {row[0] for row in rows}, layer)
    return Table(table_id, BOUNDARIES if layer.is_drawn else layer.columns, tuple(rows), tuple(replies))


def table_of_file(table_id: str, asked: Mapping[str, str], reply: Reply) -> Table:
    """
    Read a layer that somebody saved by hand: boundaries as GeoJSON in longitude and latitude, a look-up as CSV.

    Raises
    ------
    DriftError
        If it is damaged, or a column is not there.
    """
    if not reply.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        columns = _named(asked)
        if not columns:
            raise DriftError(f"{table_id}: {reply.address} is no GeoJSON. Say which columns of it are wanted.")
        rows = tuple(tuple(line[column] for column in columns) for line in lines_of(reply, needs=columns))
        return Table(table_id, columns, rows, (reply,))
    features = features_of(object_of(reply), reply)
    if not features:
        raise DriftError(f"{reply.address} holds no feature.")
    columns = _wanted(asked, tuple(features[0].get("properties") or ()))
    cells = attributes if _named(asked) else _drawn
    rows = tuple(cells(feature, columns, reply) for feature in features)
    return Table(table_id, columns if _named(asked) else BOUNDARIES, rows, (reply,))


def _services(reply: Reply) -> list[str]:
    """List the names of the layers that there are."""
    try:
        return [str(s["name"]) for s in object_of(reply)["services"] if s["type"] == "FeatureServer"]
    except (KeyError, TypeError):
        raise DriftError(f"{reply.address} lists its layers in another way than before.") from None


def _layer(address: str, asked: Mapping[str, str], ask: Ask) -> _Layer:
    """Ask a layer what it has."""
    reply = ask(f"{address}?f=json")
    held = object_of(reply)
    try:
        fields, most = tuple(str(field["name"]) for field in held["fields"]), int(held["maxRecordCount"])
    except (KeyError, TypeError, ValueError):
        raise DriftError(f"{reply.address} describes itself in another way than before.") from None
    columns = _wanted(asked, fields)
    missing = [column for column in columns if column not in fields]
    if missing:
        raise DriftError(f"{address} has no column {', '.join(missing)}; it has {', '.join(fields)}.")
    return _Layer(address, max(1, min(most, MOST)), columns, is_drawn=not _named(asked))


def _named(asked: Mapping[str, str]) -> tuple[str, ...]:
    """Give the columns of a look-up; none for boundaries."""
    return tuple(part.strip() for part in asked.get("columns", "").split(",") if part.strip())


def _wanted(asked: Mapping[str, str], fields: Sequence[str]) -> tuple[str, ...]:
    """Give the columns of a look-up, or those of boundaries that hold code and name."""
    if columns := _named(asked):
        return columns
    code = asked.get("code") or column_of(CODE_COLUMN, fields, "code")
    return code, asked.get("name") or column_of(NAME_COLUMN, fields, "name")


def _conditions(asked: Mapping[str, str], layer: _Layer) -> Iterator[str]:
    """Give what is asked of the layer, in its own words."""
    codes = _codes(asked)
    for start in range(0, len(codes), CODES):
        listed = ",".join(f"'{code}'" for code in codes[start : start + CODES])
        yield f"{layer.columns[0]} IN ({listed})"
    if not codes:
        yield asked.get("where", "1=1")


def _codes(asked: Mapping[str, str]) -> list[str]:
    codes = [part.strip() for part in asked.get("codes", "").split(",") if part.strip()]
    for code in codes:
        if not CODE.fullmatch(code):
            raise DriftError(f'"{code}" among codes is no code of an area, such as E01015693.')
    return list(dict.fromkeys(codes))


def _check_codes(asked: Mapping[str, str], came: set[str], layer: _Layer) -> None:
    """Refuse an answer that lacks areas which were asked for by code."""
    gone = [code for code in _codes(asked) if code not in came]
    if gone:
        raise DriftError(f"{layer.address} has no area {', '.join(gone[:3])} ({len(gone):,} of the codes asked for).")


def _rows(layer: _Layer, where: str, ask: Ask) -> list[tuple[str, ...]]:
    """Ask for all features that fit, page by page, and see that all came."""
    due = _count(layer, where, ask)
    rows: list[tuple[str, ...]] = []
    cells = _drawn if layer.is_drawn else attributes
    while len(rows) <= due:
        reply = ask(_question(layer, where, resultOffset=len(rows), resultRecordCount=layer.most))
        page = object_of(reply)
        features = features_of(page, reply)
        rows += [cells(feature, layer.columns, reply) for feature in features]
        if not features or not is_cut(page):
            break
    if len(rows) != due:
        raise DriftError(f"{layer.address} counts {due:,} features where {where}, and {len(rows):,} came.")
    return rows


def _count(layer: _Layer, where: str, ask: Ask) -> int:
    reply = ask(f"{layer.address}/query?{urlencode({'where': where, 'returnCountOnly': 'true', 'f': 'json'})}")
    count = object_of(reply).get("count")
    if not isinstance(count, int):
        raise DriftError(f"{reply.address} gives no count of its features.")
    if not count:
        raise DriftError(f"{layer.address} has no feature where {where}. The areas may have been renamed.")
    return count


def _question(layer: _Layer, where: str, **page: int) -> str:
    """Write a question for one page, in an order that stays."""
    columns = ",".join(layer.columns)
    how = {"outSR": "4326", "f": "geojson"} if layer.is_drawn else {"returnGeometry": "false", "f": "json"}
    asked = {"where": where, "outFields": columns, "orderByFields": columns} | how | page
    return f"{layer.address}/query?{urlencode(asked)}"


def _drawn(feature: Feature, columns: Sequence[str], reply: Reply) -> tuple[str, ...]:
    """Give an area's code, name and shape."""
    cells = attributes(feature, columns, reply)
    return (*cells, shape(feature, cells[1] or cells[0], reply))


SUPPLIER = Supplier(
    "open-geography",
    ORIGIN,
    table=table,
    table_of_file=table_of_file,
    asks_with="layer",
)
