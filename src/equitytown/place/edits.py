"""Edits of drafted sentences and declared constants: text/edits.yaml and text/constants.yaml."""

import re
from collections.abc import Collection

from equitytown.place.faults import nearest
from equitytown.place.files import Folder
from equitytown.place.schema_texts import ConstantsModel, EditModel, EditsModel
from equitytown.place.settings import read_model
from equitytown.place.words import shown
from equitytown.place.yaml_files import YamlFile
from equitytown.terms.claims import claims, turns
from equitytown.terms.edit import Constant, Edit

EDITS, CONSTANTS = "text/edits.yaml", "text/constants.yaml"
_ID = re.compile(r"(?P<indicator>[a-z0-9-]+)\|[^|#]+\|(?:Persons|Male|Female)#[a-z0-9-]+")


def read_edits(folder: Folder, *, indicators: Collection[str]) -> tuple[Edit, ...]:
    """
    Read `text/edits.yaml`, where it is.

    Parameters
    ----------
    folder : Folder
        The place's folder; faults are noted there.
    indicators : collection of str
        The place's indicators, which a sentence's name begins with.

    Returns
    -------
    tuple of Edit
        In the order of the file; those with faults are left out.
    """
    read = read_model(folder, EDITS, EditsModel) if folder.has(EDITS) else None
    if read is None:
        return ()
    file, model = read
    found: dict[str, Edit] = {}
    for at, edit in enumerate(model.edits):
        if _is_right(folder, file, at, edit, indicators) and not _is_second(folder, file, at, edit, found):
            found[edit.sentence_id] = Edit(
                edit.sentence_id, edit.drafted, edit.edited, edit.by, edit.dated, edit.reason,
                EDITS, file.line_of(("edits", at, "sentence_id")),
            )  # fmt: skip
    return tuple(found.values())


def _is_right(folder: Folder, file: YamlFile, at: int, edit: EditModel, indicators: Collection[str]) -> bool:
    """Note what is wrong with an edit: its name, or a turned number or verdict without a reason."""
    named = _ID.fullmatch(edit.sentence_id)
    line = file.line_of(("edits", at, "sentence_id"))
    if named is None:
        folder.faults.add(
            EDITS, line, f'"{shown(edit.sentence_id)}" is not the name of a sentence.',
            "Copy it from `equitytown proof PLACE --sentences`: smoking|2024|Persons#level.",
        )  # fmt: skip
        return False
    if named["indicator"] not in indicators:
        mend = nearest(named["indicator"], indicators) or "Name a measure of this place."
        folder.faults.add(EDITS, line, f'no measure "{shown(named["indicator"])}" is in this place.', mend)
        return False
    turned = turns(edit.drafted, edit.edited)
    if turned and not edit.reason.strip():
        what = ", ".join(f'"{words}"' for words in dict.fromkeys(turned))
        folder.faults.add(
            EDITS, file.line_of(("edits", at, "edited")),
            f"the edit changes a number or a word of verdict ({what}) and gives no reason.",
            "Say under `reason` why the sentence may say something else than the finding, or leave them as drafted.",
        )  # fmt: skip
        return False
    return True


def _is_second(folder: Folder, file: YamlFile, at: int, edit: EditModel, found: dict[str, Edit]) -> bool:
    """Note a sentence that is edited twice."""
    first = found.get(edit.sentence_id)
    if first is None:
        return False
    folder.faults.add(
        EDITS, file.line_of(("edits", at, "sentence_id")),
        f"this sentence is edited twice, first on line {first.line}.", "Take out one of them.",
    )  # fmt: skip
    return True


def read_constants(folder: Folder) -> tuple[Constant, ...]:
    """Read `text/constants.yaml`, where it is; words without a number are a fault."""
    read = read_model(folder, CONSTANTS, ConstantsModel) if folder.has(CONSTANTS) else None
    if read is None:
        return ()
    file, model = read
    found = []
    for at, constant in enumerate(model.constants):
        line = file.line_of(("constants", at, "words"))
        if not claims(constant.words):
            folder.faults.add(CONSTANTS, line, f'"{shown(constant.words)}" holds no number.', "Take it out.")
        found.append(Constant(constant.words, constant.reason, CONSTANTS, line))
    return tuple(found)
