"""The register as exported to a place's folder: what partners promised, did and learned."""

from collections.abc import Callable, Collection, Mapping

from equitytown.place.faults import one_of
from equitytown.place.files import Folder
from equitytown.place.tables import read_table
from equitytown.place.words import shown, unsafe_name, unsafe_text
from equitytown.terms.register import KINDS, MEASURES, Field, Kind, Register, Shape
from equitytown.terms.register.cells import BETWEEN_ITEMS, lacking, read_cells

FOLDER = "register"
# Columns that a file may have beside its kind's own: kept for people, read by nothing.
KEPT = ("source_line", "method")
_NAMED = frozenset({Shape.IDENTIFIER, Shape.LINE, Shape.LINK})
Tell = Callable[[int, str, str], None]


def file_of(kind: Kind) -> str:
    """
    Name the file of a kind's records within a place's folder.

    Examples
    --------
    >>> file_of(KINDS["next-steps"])
    'register/next_steps.csv'
    """
    return f"{FOLDER}/{kind.slug.replace('-', '_')}.csv"


def unsafe_cell(field: Field, cell: str) -> str:
    """
    Say what is wrong with a cell's words, whoever wrote them; nothing when they are safe.

    Examples
    --------
    >>> unsafe_cell(KINDS["actions"].by_name["title"], "=1+1")
    'begins with "=", which a spreadsheet reads as a formula.'
    """
    return unsafe_name(cell) if field.shape in _NAMED else unsafe_text(cell)


def read_register(folder: Folder, *, measures: Collection[str] = ()) -> Register:
    """
    Read `register/*.csv`. A file that is not there is an empty part of the register.

    Parameters
    ----------
    folder : Folder
        The place's folder.
    measures : collection of str
        Identifiers of the place's indicators, to which records may link.

    Returns
    -------
    Register
        Rows without a fault, in the files' order. Columns that a file does not have are missing in its records.
    """
    known = {file_of(kind): kind for kind in KINDS.values()}
    for path in folder.names(FOLDER, ".csv"):
        if path not in known:
            mend = one_of(name.removeprefix(f"{FOLDER}/") for name in known)
            folder.faults.add(path, None, "this is not a file of the register.", mend)
    found = {kind.slug: _read(folder, kind) for kind in KINDS.values()}
    held: dict[str, Collection[str]] = {slug: rows.keys() for slug, rows in found.items()}
    held[MEASURES] = measures
    for kind in KINDS.values():
        _check_links(folder, kind, found[kind.slug], held)
    rows = {kind.record: tuple(record for _, record in found[kind.slug].values()) for kind in KINDS.values()}
    return Register({record: records for record, records in rows.items() if records})


_Rows = Mapping[str, tuple[int, object]]  # line and record, by reference


def _read(folder: Folder, kind: Kind) -> _Rows:
    """Read one file as records of a kind; each reference once."""
    path = file_of(kind)
    if not folder.has(path) or (file := folder.read(path)) is None:
        return {}
    required = [field.name for field in kind.fields if field.required]
    kept = tuple(name for name in KEPT if name not in kind.columns)
    table = read_table(file, columns=(*kind.columns, *kept), required=required, faults=folder.faults)
    rows: dict[str, tuple[int, object]] = {}

    def tell(line: int, sentence: str, mend: str) -> None:
        folder.faults.add(path, line, sentence, mend)

    for line, cells in table.rows if table else ():
        named = dict(zip(kind.columns, cells, strict=False))
        before = len(folder.faults.found)
        record = _record(kind, named, line, tell)
        reference = named[kind.key]
        if reference in rows:
            first = rows[reference][0]
            tell(line, f'{kind.key} "{shown(reference)}" stands twice, first on line {first}.', _ONE_EACH)
        elif len(folder.faults.found) == before:
            rows[reference] = (line, record)
    return rows


_ONE_EACH = "Give each row an identifier of its own."
_PLAIN = "Write it in plain words."


def _record(kind: Kind, cells: Mapping[str, str], line: int, tell: Tell) -> object:
    """Read the cells of one row as a record, telling of all that is wrong with it."""
    unsafe = set(_tell_unsafe(kind, cells, line, tell))
    values, faults = read_cells(kind, {name: "" if name in unsafe else cell for name, cell in cells.items()})
    for name, sentence in faults:
        if name not in unsafe:
            tell(line, *_in_two(sentence))
    record = kind.record(**values)
    if not faults and not unsafe:
        for _, sentence in (*kind.faults(record), *lacking(kind, record)):
            tell(line, *_in_two(sentence))
    return record


def _tell_unsafe(kind: Kind, cells: Mapping[str, str], line: int, tell: Tell) -> list[str]:
    """Tell of words that a page or a spreadsheet could run, or that nobody could see; give the columns."""
    found = []
    for name, cell in cells.items():
        if reason := unsafe_cell(kind.by_name[name], cell):
            tell(line, f"{name} {reason}", _PLAIN)
            found.append(name)
    return found


def _in_two(sentence: str) -> tuple[str, str]:
    """Part a sentence on a value from the one on how to mend it."""
    told, _, mend = sentence.rpartition(". ")
    return (f"{told}.", mend) if told else (sentence, "")


def _check_links(folder: Folder, kind: Kind, rows: _Rows, held: Mapping[str, Collection[str]]) -> None:
    """Tell of each link that leads nowhere."""
    for line, record in rows.values():
        for field in kind.fields:
            linked = getattr(record, field.name) if field.links else ()
            for reference in (linked,) if isinstance(linked, str) else linked:
                if reference and reference not in held[field.to]:
                    sentence = f'{field.name} "{shown(reference)}" is not one of the {field.to}.'
                    mend = f"Write a reference that {_where(field.to)}; part several with {BETWEEN_ITEMS}."
                    folder.faults.add(file_of(kind), line, sentence, mend)


def _where(slug: str) -> str:
    return "stands in indicators/" if slug == MEASURES else f"stands in {file_of(KINDS[slug])}"
