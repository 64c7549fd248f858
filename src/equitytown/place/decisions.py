"""A place's decisions and signatures: what it decided about its report, and who answers for its editions."""

import re
from contextlib import suppress
from datetime import datetime

from equitytown.place.faults import one_of
from equitytown.place.files import Folder, TextFile
from equitytown.place.schema_decisions import DecisionsModel
from equitytown.place.settings import read_model
from equitytown.place.tables import read_table
from equitytown.place.words import shown, unsafe_name
from equitytown.terms.decision import Decision
from equitytown.terms.sign_off import SigningRole, SignOff

DECISIONS = "decisions.yaml"
SIGN_OFFS = "published/sign-offs.csv"
COLUMNS = ("edition", "content", "manifest", "name", "role", "signed", "statement")

_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_LEAVE = "Take the row out and sign again with `equitytown sign`: this file is never written by hand."


def read_decisions(folder: Folder) -> tuple[Decision, ...]:
    """Read `decisions.yaml`, in its order; none where the place keeps none. Each identifier stands once."""
    if not folder.has(DECISIONS) or (read := read_model(folder, DECISIONS, DecisionsModel)) is None:
        return ()
    file, model = read
    seen: set[str] = set()
    for i, made in enumerate(model.decisions):
        if made.id in seen:
            line = file.line_of(("decisions", i, "id"))
            folder.faults.add(file.path, line, f'decision "{made.id}" stands twice.', "Give each its own id.")
        seen.add(made.id)
    return tuple(Decision(d.id, d.dated, d.decided, d.why, d.by, d.concerns) for d in model.decisions)


def read_sign_offs(folder: Folder) -> tuple[SignOff, ...]:
    """Read every signature that was given for an edition of the place; none where nobody signed yet."""
    if not folder.has(SIGN_OFFS) or (file := folder.read(SIGN_OFFS)) is None:
        return ()
    table = read_table(file, columns=COLUMNS, required=COLUMNS, faults=folder.faults)
    rows = table.rows if table is not None else ()
    return tuple(_sign_off(cells) for line, cells in rows if _is_whole(file, line, cells, folder))


def _is_moment(words: str) -> bool:
    """Say whether words are a moment that there was, written as we write it."""
    with suppress(ValueError):
        return bool(_MOMENT.fullmatch(words)) and bool(datetime.fromisoformat(words))
    return False


def _sign_off(cells: tuple[str, ...]) -> SignOff:
    edition, content, manifest, name, role, signed, statement = cells
    return SignOff(edition, content, manifest, name, SigningRole(role), signed, statement)


def _is_whole(file: TextFile, line: int, cells: tuple[str, ...], folder: Folder) -> bool:
    """Note what is wrong with a signature's row."""
    row = dict(zip(COLUMNS, cells, strict=True))
    told = ""
    if not row["name"] or unsafe_name(row["name"]):
        told = "the name of who signed is empty or cannot be read."
    elif row["role"] not in tuple(SigningRole):
        told = f'role "{shown(row["role"])}" is not known. {one_of(SigningRole)}'
    elif not all(_HASH.fullmatch(row[column]) for column in ("content", "manifest")):
        told = "a hash of what was signed is not 64 hexadecimal digits."
    elif not _is_moment(row["signed"]):
        told = f'signed "{shown(row["signed"])}" is not a moment such as 2026-11-26T09:30:00Z.'
    if told:
        folder.faults.add(file.path, line, told, _LEAVE)
    return not told
