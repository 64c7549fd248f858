"""Records of editions as files: one canonical form, read back with every reason to doubt it told."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from equitytown.errors import InputError
from equitytown.store.disk import write_whole
from equitytown.store.snapshots import snapshot
from equitytown.terms.edition_record import EditionRecord, RecordedFigure, RecordedVerdict
from equitytown.terms.observation import Rating
from equitytown.terms.place import SourceFile

NAME = "record.json"
PUBLISHED = "published"  # in a place's folder
CORRECTIONS = "corrections.csv"
REPLACED = "replaced"  # in the folder of published records: what a correction replaced
FORM = 1  # of the file; raised when its keys change meaning
MOST_BYTES = 50_000_000
_MEND = "Take it again from the folder of the edition, or from version control."
OF_FIGURE = re.compile(r"[^|]+(?:\|[^|]+){2}\|.+")  # indicator, area, period, sex, and a group if any
OF_VERDICT = re.compile(rf"{OF_FIGURE.pattern}\|[^|]+")
OF_SENTENCE = re.compile(r"[^|]+\|[^|]+\|[^|#]+#.+")
_DAY = re.compile(r'\{"as_of":"(?P<day>\d{4}-\d{2}-\d{2})"')
_OTHER_STATE = re.compile(r"(?P<edition>.+)\.(?P<number>[0-9]{3})\.json")


def content_of(record: EditionRecord) -> str:
    """
    Hash what an edition said.

    Parameters
    ----------
    record : EditionRecord
        Its own `content` is not looked at.

    Returns
    -------
    str
        SHA-256 over figures, verdicts, definitions, sentences, texts and parts in a canonical form. Drawings, the
        software's version, the day on which a figure came to be known and the edition's state do not count.
    """
    said = {
        "place": record.place_id,
        "edition": record.edition,
        "as_of": record.as_of.isoformat(),
        "figures": {key: [f.value, f.lower, f.upper, f.publisher, f.title, f.corrected]
                    for key, f in record.figures.items()},
        "verdicts": {key: [v.rating, v.method, v.basis, v.rank, v.of, v.trend, v.against, v.change, v.gap]
                     for key, v in record.verdicts.items()},
        "definitions": {key: dict(found) for key, found in record.definitions.items()},
        "sentences": dict(record.sentences),
        "texts": dict(record.texts),
        "parts": dict(record.parts),
    }  # fmt: skip
    return hashlib.sha256(_json(said).encode()).hexdigest()


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def as_bytes(record: EditionRecord) -> bytes:
    """Write a record in its one form: sorted, compact, each word once in a list that rows point to."""
    words = _words(record)
    at = {word: number for number, word in enumerate(words)}
    made = {
        "record": FORM,
        "place": record.place_id,
        "edition": record.edition,
        "as_of": record.as_of.isoformat(),
        "software": record.software,
        "content": record.content,
        "words": words,
        "figures": {
            key: [f.value, f.lower, f.upper, at[f.publisher], at[f.title], f.known_from.isoformat(),
                  f.ends.isoformat() if f.ends else "", int(f.corrected)]
            for key, f in record.figures.items()
        },
        "verdicts": {
            key: [at[v.rating], at[v.method], at[v.basis], v.rank, v.of, at[v.trend], v.against, at[v.change],
                  at[v.gap]]
            for key, v in record.verdicts.items()
        },
        "definitions": {key: dict(found) for key, found in record.definitions.items()},
        "sentences": dict(record.sentences),
        "texts": dict(record.texts),
        "parts": dict(record.parts),
    }  # fmt: skip
    return (_json(made) + "\n").encode()


def _words(record: EditionRecord) -> list[str]:
    found = {word for f in record.figures.values() for word in (f.publisher, f.title)}
    found |= {
        word for v in record.verdicts.values() for word in (v.rating, v.method, v.basis, v.trend, v.change, v.gap)
    }
    return sorted(found)


def read_record(path: Path, *, place_id: str = "") -> EditionRecord:
    """
    Read a record back.

    Parameters
    ----------
    path : Path
        The file, or the folder of an edition that holds one.
    place_id : str, default ""
        The place it must be of; any when empty.

    Returns
    -------
    EditionRecord
        As it was written.

    Raises
    ------
    InputError
        If it is not there, is cut, is of another form or place, or does not say what its hash says it does.
    """
    file = path / NAME if path.is_dir() else path
    record = _record(file, _read(file))
    if place_id and record.place_id != place_id:
        raise InputError(f"{file} is the record of {record.place_id}, not of {place_id}. {_MEND}")
    if content_of(record) != record.content:
        raise InputError(f"{file} has been changed: it no longer says what its hash was made from. {_MEND}")
    return record


# JSON of unknown shape, until `_record` has looked at it.
def _read(file: Path) -> dict[str, Any]:
    try:
        is_huge = file.stat().st_size > MOST_BYTES
        held = {} if is_huge else json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"{file} does not exist. Build the edition, or name the file of a record.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} cannot be read as a record: it is cut or not JSON. {_MEND}") from error
    if is_huge:
        raise InputError(f"{file} is larger than {MOST_BYTES:,} bytes, which no record is. {_MEND}")
    if not isinstance(held, dict) or "record" not in held:
        raise InputError(f"{file} is not the record of an edition. {_MEND}")
    if held["record"] != FORM:
        raise InputError(
            f"{file} is a record of form {held['record']}, and this version of equitytown reads form {FORM}. "
            "Use the version that wrote it, or a later one."
        )
    return held


def _record(file: Path, held: Mapping[str, Any]) -> EditionRecord:
    """Make a record of what was read; what is not of the form is told, never guessed."""
    try:
        words = held["words"]
        return EditionRecord(
            place_id=_text(held["place"]),
            edition=_text(held["edition"]),
            as_of=date.fromisoformat(held["as_of"]),
            software=_text(held["software"]),
            content=_text(held["content"]),
            figures={_named(key, OF_FIGURE): _figure(row, words) for key, row in held["figures"].items()},
            verdicts={_named(key, OF_VERDICT): _verdict(row, words) for key, row in held["verdicts"].items()},
            definitions={key: _texts(found) for key, found in held["definitions"].items()},
            sentences={_named(key, OF_SENTENCE): text for key, text in _texts(held["sentences"]).items()},
            texts=_texts(held["texts"]),
            parts=_texts(held["parts"]),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError(f"{file} is not whole: {error.__class__.__name__} at {error}. {_MEND}") from error


def _figure(row: list[Any], words: list[str]) -> RecordedFigure:
    value, lower, upper, publisher, title, known_from, ends, corrected = row
    return RecordedFigure(
        _number(value), _number(lower), _number(upper), words[publisher], words[title], date.fromisoformat(known_from),
        bool(corrected), date.fromisoformat(ends) if ends else None,
    )  # fmt: skip


def _verdict(row: list[Any], words: list[str]) -> RecordedVerdict:
    rating, method, basis, rank, of, trend, against, change, gap = row
    return RecordedVerdict(
        Rating(words[rating]).value,
        words[method],
        words[basis],
        rank,
        of,
        words[trend],
        _text(against),
        words[change],
        words[gap],
    )


def _named(key: str, form: re.Pattern[str]) -> str:
    if form.fullmatch(key):
        return key
    raise ValueError(f'"{key}", which names nothing')


def _number(value: object) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)):
        return value
    raise TypeError(f'"{value}", which is no number')


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f'"{value}", which is no text')


def _texts(held: Mapping[str, object]) -> dict[str, str]:
    return {key: _text(value) for key, value in held.items()}


def write_record(record: EditionRecord, folder: Path) -> None:
    """Write an edition's record into its folder."""
    (folder / NAME).write_bytes(as_bytes(record))


def published(place_folder: Path) -> tuple[EditionRecord, ...]:
    """
    Read the records of every published edition of a place, the earliest day first.

    Raises
    ------
    InputError
        If one cannot be believed (`read_record`), or lies under another edition's name.
    """
    folder = place_folder / PUBLISHED
    found = []
    for file in sorted(folder.glob("*.json")):
        record = read_record(file, place_id=place_folder.resolve().name)
        if record.edition != file.stem:
            raise InputError(f'{file} is the record of edition "{record.edition}". Name it {record.edition}.json.')
        found.append(record)
    return tuple(sorted(found, key=lambda record: (record.as_of, record.edition)))


def latest_before(place_folder: Path, *, edition: str, day: date) -> EditionRecord | None:
    """
    Read the record of the edition that was published last before another.

    Parameters
    ----------
    place_folder : Path
        The place's folder.
    edition, day : str, date
        The other edition's name, and the day whose figures it knows: later ones are left out.

    Returns
    -------
    EditionRecord or None
        None where no earlier edition's record is kept.
    """
    days = ((_day_of(file), file.stem, file) for file in (place_folder / PUBLISHED).glob("*.json"))
    earlier = sorted(found for found in days if found[0] <= day.isoformat() and found[1] != edition)
    return read_record(earlier[-1][2], place_id=place_folder.resolve().name) if earlier else None


def _day_of(file: Path) -> str:
    """Give the day that a record's first line begins with: reading all of it takes its time. Last where it does not."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        found = _DAY.match(opened.read(40))
    return found["day"] if found else read_record(file).as_of.isoformat()


def replaced(place_folder: Path, edition: str) -> tuple[EditionRecord, ...]:
    """Read the records that corrections replaced, the first published first."""
    folder = place_folder / PUBLISHED / REPLACED
    names = [file for file in sorted(folder.glob("*.json")) if _OTHER_STATE.fullmatch(file.name)]
    ours = [file for file in names if file.name.rsplit(".", 2)[0] == edition]
    return tuple(read_record(file, place_id=place_folder.resolve().name) for file in ours)


def sources(place_folder: Path, *, before: str, corrected: bool) -> tuple[SourceFile, ...]:
    """
    List the files of published editions that a build reads: the record before it, corrections, what these replaced.

    An edition's own record is none: to keep it changes nothing of the edition.
    """
    folder = place_folder / PUBLISHED
    paths = [folder / f"{before}.json"] if before else []
    if corrected:
        paths += [folder / CORRECTIONS, *sorted((folder / REPLACED).glob("*.json"))]
    found = (snapshot(path, root=place_folder) for path in paths if path.is_file())
    return tuple(SourceFile(file.path, file.sha256, file.size, 0) for file in found)


def put_record(place_folder: Path, record: EditionRecord) -> Path:
    """
    Put a record among the published ones by one atomic change, the one it replaces kept beside them.

    Whether it may replace another is asked in `publish.keeping.keep_record`.
    """
    folder = place_folder / PUBLISHED
    file = folder / f"{record.edition}.json"
    if file.exists():
        before = read_record(file)
        if before.content == record.content:
            return file
        number = len(replaced(place_folder, record.edition)) + 1
        write_whole(folder / REPLACED / f"{record.edition}.{number:03}.json", file.read_bytes())
    write_whole(file, as_bytes(record))
    return file


def sealed(record: EditionRecord) -> EditionRecord:
    """Give a record with the hash of what it says."""
    return replace(record, content=content_of(record))
