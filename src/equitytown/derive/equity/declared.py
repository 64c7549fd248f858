"""What somebody declares about a file in YAML: its columns, its labels, senior grades, references."""

from pathlib import Path

from equitytown.derive.equity.entries import Declared
from equitytown.derive.equity.words import CHARACTERISTICS, characteristic_of
from equitytown.errors import InputError, PlaceError
from equitytown.place.faults import Faults
from equitytown.place.files import TextFile
from equitytown.place.yaml_files import YamlFile, read_yaml

KEYS = ("columns", "groups", "senior_grades", "references")


def read_declared(path: Path) -> Declared:
    """
    Read what is declared about a partner's file.

    Parameters
    ----------
    path : Path
        YAML with any of `columns` (ours: theirs), `groups` (characteristic: {label: group}), `senior_grades` (a
        list) and `references` (characteristic: group).

    Raises
    ------
    InputError
        If it is not there, or says what is not known.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}. Check its name and folder.")
    said = yaml_of(path)
    if unknown := [key for key in said if key not in KEYS]:
        raise InputError(f'{path.name}: "{unknown[0]}" is not known. Use: {", ".join(KEYS)}.')
    grades = said.get("senior_grades") or []
    if not isinstance(grades, list):
        raise InputError(f"{path.name}: senior_grades must be a list, one grade a line after a hyphen.")
    groups = said.get("groups") or {}
    if not isinstance(groups, dict):
        raise InputError(f"{path.name}: groups must name a characteristic, and below it LABEL: GROUP.")
    return Declared(
        columns=_pairs(path, "columns", said.get("columns")),
        groups={_known(path, name): _pairs(path, f"groups, {name}", pairs) for name, pairs in groups.items()},
        senior=tuple(str(grade) for grade in grades),
        references={_known(path, k): v for k, v in _pairs(path, "references", said.get("references")).items()},
    )


def yaml_of(path: Path) -> dict[str, object]:
    """Read keys and values; `InputError` as of `yaml_file`."""
    return yaml_file(path).content


def yaml_file(path: Path) -> YamlFile:
    """
    Read keys and values with the lines on which they stand, every fault with its line.

    Raises
    ------
    PlaceError
        If it is no YAML of the plain kind.
    """
    faults = Faults(str(path.parent))
    found = read_yaml(TextFile(path.name, path.read_text(encoding="utf-8-sig"), ""), faults=faults)
    if found is None:
        raise PlaceError(faults.found)
    return found


def _pairs(path: Path, key: str, said: object) -> dict[str, str]:
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise InputError(f"{path.name}: {key} must hold pairs such as NAME: HEADING.")
    return {str(name): str(value) for name, value in said.items()}


def _known(path: Path, name: object) -> str:
    found = characteristic_of(str(name))
    if found is None:
        raise InputError(f'{path.name}: "{name}" is no characteristic. Use one of: {", ".join(CHARACTERISTICS)}.')
    return found
