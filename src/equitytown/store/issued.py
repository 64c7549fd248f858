"""Corrections issued after publication, as a file of the place: each row checked, every fault told at once."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from equitytown.errors import Fault, InputError, PlaceError
from equitytown.store.disk import locked_folder, write_whole
from equitytown.store.records import CORRECTIONS, PUBLISHED
from equitytown.terms.edition_change import IssuedCorrection
from equitytown.terms.identifiers import RULE, is_identifier

FILE = f"{PUBLISHED}/{CORRECTIONS}"
COLUMNS = (
    "dated", "edition", "indicator_id", "area_code", "period", "sex", "category", "old", "new", "reason", "issued_by",
)  # fmt: skip
MOST_BYTES = 5_000_000
_OF_A_FIGURE = ("area_code", "period", "sex")


def issued(place_folder: Path) -> tuple[IssuedCorrection, ...]:
    """
    Read a place's corrections, in the order in which they were issued.

    A row whose old and new value are the same is of what stands with the value: its limits, or whose figure it is.

    Parameters
    ----------
    place_folder : Path
        The place's folder; without the file there are none.

    Raises
    ------
    PlaceError
        With every fault, its line and how to mend it.
    """
    file = place_folder / FILE
    if not file.exists():
        return ()
    path = file.as_posix()
    text = _text(file)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        mend = f"Write it with these, in this order: {', '.join(COLUMNS)}."
        raise PlaceError([Fault(path, 1, "the columns are not those of corrections.", mend)])
    faults: list[Fault] = []
    found = []
    for row in reader:
        wrong = [Fault(path, reader.line_num, *told) for told in _faults(row)]
        faults += wrong
        if not wrong:
            found.append(_correction(row))
    if faults:
        raise PlaceError(faults)
    return tuple(found)


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise InputError(f"{file} is larger than {MOST_BYTES:,} bytes. Take out what is no correction.")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f'{file} is not UTF-8. Save it again as "CSV UTF-8 (Comma delimited)".') from error


def _faults(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say what is wrong with a row, and how to mend each."""
    if "" in row:
        return [("the row has more fields than columns.", "Put quotation marks around a text that holds a comma.")]
    found = []
    try:
        date.fromisoformat(row["dated"])
    except ValueError:
        found.append((f'dated "{row["dated"]}" is no day.', "Write year, month and day: 2026-12-03."))
    if not is_identifier(row["edition"]):
        found.append((f'edition "{row["edition"]}" cannot be an edition\'s name.', f"{RULE}."))
    found += [(f"{name} is empty.", "Every correction says why, and who issued it.")
              for name in ("reason", "issued_by") if not row[name].strip()]  # fmt: skip
    for name in ("old", "new"):
        if row[name] and _number(row[name]) is None:
            found.append((f'{name} "{row[name]}" is no number.', "Write it as 15.6, or leave it empty for no figure."))
    given = [name for name in _OF_A_FIGURE if row[name]]
    if given and (len(given) < len(_OF_A_FIGURE) or not row["indicator_id"]):
        mend = "Give indicator_id, area_code, period and sex; or none of the last three for a correction of words."
        found.append(("the figure is named in part.", mend))
    if not given and (row["old"] or row["new"] or row["category"]):
        found.append(("values are given without the figure that they are of.", "Name area_code, period and sex."))
    return found


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None  # neither infinite nor NaN


def _correction(row: Mapping[str, str]) -> IssuedCorrection:
    return IssuedCorrection(
        dated=date.fromisoformat(row["dated"]),
        edition=row["edition"],
        indicator_id=row["indicator_id"],
        area_code=row["area_code"],
        period=row["period"],
        sex=row["sex"],
        category=row["category"],
        old=_number(row["old"]),
        new=_number(row["new"]),
        reason=row["reason"].strip(),
        issued_by=row["issued_by"].strip(),
    )


def issue(place_folder: Path, correction: IssuedCorrection) -> Path:
    """
    Add a row to a place's corrections by one atomic change, one at a time; those issued before stay as they are.

    Raises
    ------
    InputError
        If the same correction stands there already.
    PlaceError
        If the file that is there has faults, or the row itself has.
    """
    row = _row(correction)
    file = place_folder / FILE
    if wrong := _faults(dict(zip(COLUMNS, row, strict=True))):
        raise PlaceError([Fault(file.as_posix(), None, *told) for told in wrong])
    with locked_folder(place_folder / PUBLISHED):
        before = issued(place_folder)
        last = next((c for c in reversed(before) if c.about and c.about == correction.about), None)
        if correction in before or (last is not None and _change_of(last) == _change_of(correction)):
            raise InputError(f"{file} holds this correction already.")
        written = io.StringIO(newline="")
        writer = csv.writer(written, lineterminator="\n")
        writer.writerows([COLUMNS, *(_row(c) for c in before), row])
        write_whole(file, written.getvalue().encode())
    return file


def _change_of(c: IssuedCorrection) -> tuple[str, str, float | None, float | None, str]:
    """Give what tells a change from another; where the value stands, only the reason does."""
    return c.edition, c.about, c.old, c.new, c.reason if c.keeps_value else ""


def _row(c: IssuedCorrection) -> list[str]:
    values = ["" if value is None else repr(float(value)).removesuffix(".0") for value in (c.old, c.new)]
    return [c.dated.isoformat(), c.edition, c.indicator_id, c.area_code, c.period, c.sex, c.category, *values,
            c.reason, c.issued_by]  # fmt: skip
