"""What is known of codes of areas: told for a reader, and as data for a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from equitytown.calculate.tables import read_table
from equitytown.errors import InputError
from equitytown.geography.areas import areas, not_known
from equitytown.geography.boundary_sets import name_of, set_of_column, sets_by_look
from equitytown.geography.code_words import sets_in_words, successors_in_words
from equitytown.geography.codes import CodeRecord, History
from equitytown.geography.combined_authorities import combined_on
from equitytown.geography.history import shipped_history, today, together
from equitytown.geography.history_tables import history_of_lookup
from equitytown.geography.lookups import lookup_of
from equitytown.terms.area import Area

_SMALL = ("E01", "E02", "E05")  # LSOA, MSOA, ward: told by a look-up, never shipped


@dataclass(frozen=True, slots=True)
class Told:
    """
    What is known of one code.

    `record` is None where nothing is, and `note` then says what to do. `today` are the codes in use now.
    """

    area_code: str
    record: CodeRecord | None
    note: str = ""
    region: Area | None = None
    combined_authority: Area | None = None
    became: str = ""
    today: tuple[str, ...] = ()

    @property
    def in_use(self) -> bool:
        """Say whether the code is known, and in use."""
        return self.record is not None and not self.record.ended

    def as_text(self) -> str:
        """Give the code and a line for each fact."""
        if self.record is None:
            return f"{self.area_code}\n  {self.note}"
        facts = {
            "kind": self.record.area_type,
            "in use": _days(self.record),
            "region": _name(self.region),
            "combined authority": _name(self.combined_authority) or ("none" if self.region else ""),
            "boundary sets": sets_in_words(self.record) if self.record.boundary_sets else "",
            "made of": " and ".join(self.record.predecessor_codes),
            "became": self.became,
            "today": " and ".join(self.today) if self.record.ended else "",
        }
        lines = [f"  {word:<20}{fact}" for word, fact in facts.items() if fact]
        return "\n".join([f"{self.area_code}  {self.record.area_name}".rstrip(), *lines])

    def as_data(self) -> dict[str, object]:
        """Give the facts by name, for JSON."""
        if self.record is None:
            return {"area_code": self.area_code, "known": False, "note": self.note}
        record = self.record
        return {
            "area_code": self.area_code,
            "known": True,
            "area_name": record.area_name,
            "area_type": record.area_type,
            "valid_from": record.valid_from and record.valid_from.isoformat(),
            "valid_to": record.valid_to and record.valid_to.isoformat(),
            "ended": record.ended,
            "region": self.region and self.region.area_code,
            "combined_authority": self.combined_authority and self.combined_authority.area_code,
            "boundary_sets": list(record.boundary_sets),
            "predecessors": list(record.predecessor_codes),
            "became": [
                {"area_code": s.area_code, "change": s.change, "comparable": str(s.comparable)}
                for s in record.successors
            ],
            "today": list(self.today),
        }


def tell_areas(
    codes: Sequence[str],
    *,
    lookup: Path | None = None,
    old: str | None = None,
    new: str | None = None,
    change: str | None = None,
) -> tuple[Told, ...]:
    """
    Tell what is known of codes.

    Parameters
    ----------
    codes : sequence of str
        Codes of any kind of area.
    lookup : Path, optional
        A file that tells what small areas became.
    old, new, change : str, optional
        Its columns of codes and of kinds of change; from the names of the first two the boundary sets are told.

    Returns
    -------
    tuple of Told
        One for each code, in order.

    Raises
    ------
    InputError
        If the file or its columns will not do.
    """
    history = shipped_history()
    if lookup is not None:
        history = together(history, _looked_up(lookup, old, new, change))
    elif old or new or change:
        raise InputError("columns of a look-up are named, and no look-up. Name its file with --lookup.")
    return tuple(_told(code, history) for code in dict.fromkeys(codes))


def _looked_up(file: Path, old: str | None, new: str | None, change: str | None) -> History:
    if not old or not new:
        raise InputError(f"{file.name}: name its columns of old and of new codes with --old and --new.")
    rows = read_table(file, keys=[old, new]).collect()
    old_set, new_set = set_of_column(old), set_of_column(new)
    return history_of_lookup(lookup_of(rows, old=old, new=new, change=change, old_set=old_set, new_set=new_set))


def _told(code: str, history: History) -> Told:
    record = history.get(code)
    if record is None:
        return Told(code, None, note=_unknown(code, history))
    return Told(
        code,
        record,
        region=_region(code),
        combined_authority=combined_on(code, record.valid_to or date.max),
        became=successors_in_words(record.successors, history) if record.ended else "",
        today=today(code, history),
    )


def _region(code: str) -> Area | None:
    """Give the region that an authority lies in, or lay in."""
    record = areas().get(code)
    return areas()[record.region_code].area if record and record.region_code not in {"", code} else None


def _unknown(code: str, history: History) -> str:
    """Say what to do about a code that no table at hand knows."""
    sets = [name_of(set_id) for set_id in sets_by_look(code)]
    if sets and not any(known.startswith(code[:3]) for known in history):
        which = f"{', '.join(sets[:-1])} or {sets[-1]}"
        return f"Its look does not tell whether it is of {which}. Give a look-up that has it, with --lookup."
    if code[:3] in _SMALL:
        return f'Code "{code}" is not known. Check it for a slip, or give the look-up that it is in.'
    sentence = not_known(code)
    return sentence[0].upper() + sentence[1:]


def _name(found: Area | None) -> str:
    return f"{found.area_name} ({found.area_code})" if found else ""


def _days(record: CodeRecord) -> str:
    """Say from when and to when a code was in use."""
    first = f"from {_day(record.valid_from)}" if record.valid_from else ""
    if record.valid_to:
        return f"{first} to {_day(record.valid_to)}".strip()
    last = "no longer" if record.ended else "today"
    return f"{first}, {last}" if first else last


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
