"""A table of allocations against need: read, weighed as a file declares, shown and written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from equitytown.calculate.equity import framed
from equitytown.calculate.run import show
from equitytown.calculate.tables import other_sheets_told, read_table
from equitytown.derive.equity.declared import yaml_of
from equitytown.derive.equity.words import is_total, plain
from equitytown.derive.need import AgainstNeed, Part, Weighed, Weighing, against_need
from equitytown.errors import Fault, InputError, PlaceError

GUESSES: Mapping[str, tuple[str, ...]] = {
    "name": ("area or group", "area", "group", "area_name", "ward", "name", "neighbourhood", "area_code"),
    "people": ("people", "population", "residents"),
    "amount": ("allocation", "amount", "pounds", "spend", "£", "allocation £", "allocation (£)", "budget", "receives"),
    "weight": ("weight", "need weight", "need_weight"),
    "organisation": ("organisation", "organization"),
    "anchor": ("anchor", "anchor institution"),
    "decision": ("decision", "decision_id"),
}
KEYS = ("method", "by", "weights", "best", "agreed_by", "agreed_on", "basis")
YES, NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0", "")


@dataclass(frozen=True, slots=True)
class MadeNeed:
    """A table of allocations against need, and how need was weighed, in a sentence."""

    frame: pl.DataFrame
    weighed: str

    def show(self) -> None:
        """Show the table on a screen: shares in per cent, pounds and people whole."""
        percent = [(100 * pl.col(name)).round(1).alias(label) for name, label in SHARES.items()]
        whole = [pl.col(name).round(0).cast(pl.Int64).alias(label) for name, label in WHOLE.items()]
        words = [pl.col(name) for name in ("organisation", "name", "decision", "note")]
        frame = self.frame.select(*words[:2], *whole[:1], "weight", *percent, *whole[1:], *words[2:])
        kept = [name for name in frame.columns if frame[name].dtype != pl.String or (frame[name] != "").any()]
        show(kept, frame.select(kept).rows())

    def sentence(self) -> str:
        """Say how need was weighed and how much is to be moved."""
        short = self.frame["shortfall"].drop_nulls()
        told = f"{short.filter(short > 0).sum():,.0f} would have to move to follow need." if short.len() else ""
        return f"{self.weighed} {told}".strip()


SHARES = {"need_share": "% of need", "received_share": "% received"}
WHOLE = {"people_there": "people", "amount": "receives", "in_line": "in line with need", "shortfall": "shortfall",
         "people": "shortfall in people"}  # fmt: skip


def need_table(
    file: Path, *, weights: Path | None = None, columns: Mapping[str, str] | None = None, sheet: str = ""
) -> MadeNeed:
    """
    Set allocations of a table beside need.

    Parameters
    ----------
    file : Path
        A row for each area or group: people, allocation, and what need is weighed by; organisation, anchor and
        decision if there are any.
    weights : Path, optional
        How need is weighed, and who agreed it. By default a column `weight` counts, or else people alone.
    columns : mapping, optional
        Its headings by our names.
    sheet : str, optional
        The sheet of a workbook.

    Raises
    ------
    InputError
        If the files cannot be read, or hold what cannot be right.
    """
    frame = read_table(file, sheet=sheet).collect()
    places = _places(frame.columns, columns or {}, other_sheets_told(file, sheet))
    weighed = _weighed(weights, frame.columns, places)
    parts = _parts(frame, places, weighed.by, file.name)
    return MadeNeed(framed(against_need(parts, weighed), AgainstNeed), _told(weighed))


def _places(there: list[str], asked: Mapping[str, str], sheets: str) -> dict[str, str]:
    unknown = [key for key in asked if key not in GUESSES]
    if unknown:
        raise InputError(f'"{unknown[0]}" is none of our columns. Use one of: {", ".join(GUESSES)}.')
    said = {plain(name): name for name in there}
    found = {}
    for key, guesses in GUESSES.items():
        names = (plain(asked[key]),) if key in asked else guesses
        at = next((said[name] for name in names if name in said), None)
        if at is not None:
            found[key] = at
    missing = [key for key in ("name", "people", "amount") if key not in found]
    if missing:
        raise InputError(
            f"there is no column of {' or '.join(missing)}; the columns are: {', '.join(there)}. Say which it is, as "
            f"in --column {missing[0]}=HEADING.{sheets}"
        )
    return found


def _weighed(path: Path | None, there: list[str], places: Mapping[str, str]) -> Weighed:
    """Read how need is weighed."""
    if path is None:
        return Weighed(Weighing.COLUMN, by=places["weight"]) if "weight" in places else Weighed()
    if not path.is_file():
        raise InputError(f"there is no file {path}. Check its name and folder.")
    said = yaml_of(path)
    if unknown := [key for key in said if key not in KEYS]:
        raise InputError(f'{path.name}: "{unknown[0]}" is not known. Use: {", ".join(KEYS)}.')
    if not said.get("agreed_by"):
        raise InputError(
            f"{path.name}: say who agreed these weights (agreed_by): they are a choice and no measurement."
        )
    method, by = str(said.get("method") or "people"), str(said.get("by") or "")
    if method not in list(Weighing):
        raise InputError(f'{path.name}: method "{method}" is not known. Use one of: {", ".join(Weighing)}.')
    if method != Weighing.PEOPLE and by not in there:
        raise InputError(f'{path.name}: by "{by}" is no column. The columns are: {", ".join(there)}.')
    if said.get("best", "lowest") not in {"lowest", "highest"}:
        raise InputError(f"{path.name}: best must be lowest or highest.")
    return Weighed(
        Weighing(method),
        by,
        _table(path, said.get("weights")),
        said.get("best", "lowest") == "lowest",
        *(str(said.get(key) or "") for key in ("agreed_by", "agreed_on", "basis")),
    )


def _table(path: Path, said: object) -> dict[str, float]:
    if said is None:
        return {}
    pairs = said.items() if isinstance(said, dict) else [("", None)]
    bad = [key for key, value in pairs if isinstance(value, bool) or not isinstance(value, int | float) or value < 0]
    if bad:
        raise InputError(
            f"{path.name}: weights must be pairs such as 1: 2.5, each 0 or more; look at {bad[0] or 'it'}."
        )
    return {str(key): float(value) for key, value in pairs if isinstance(value, int | float)}


def _parts(frame: pl.DataFrame, places: Mapping[str, str], by: str, path: str) -> list[Part]:
    """Read rows, every fault told with its row."""
    faults, found = list[Fault](), []
    for line, row in enumerate(frame.iter_rows(named=True), start=2):
        told = {key: row[name] for key, name in places.items()}
        anchor = plain(str(told.get("anchor") or ""))
        for sentence, mend in _wrong(told, row.get(by) if by else "", anchor, by):
            faults.append(Fault(path, line, sentence, mend))
        if not faults:
            amount = told["amount"]
            found.append(
                Part(
                    str(told["name"]),
                    float(told["people"]),
                    str(row[by]) if by else "",
                    None if amount is None else float(amount),
                    str(told.get("organisation") or ""),
                    anchor in YES,
                    str(told.get("decision") or ""),
                )
            )
    if faults:
        raise PlaceError(faults)
    if not found:
        raise InputError(f"{path} holds no row. Give one for each area or group.")
    return found


def _wrong(told: Mapping[str, Any], score: Any, anchor: str, by: str) -> list[tuple[str, str]]:  # Any: a cell
    """Say what is wrong with one row."""
    found = []
    people, amount = told["people"], told["amount"]
    if told["name"] is None:
        found.append(("there is no area or group.", "Name it."))
    elif is_total(str(told["name"])):
        found.append((f'"{told["name"]}" stands among its parts.', "Leave totals out: they are worked out."))
    if not isinstance(people, int | float) or people < 0:
        found.append((_cell("people", people), "Give a number, 0 or more."))
    if amount is not None and (not isinstance(amount, int | float) or amount < 0):
        mend = "Give pounds as a bare number, 0 or more, such as 224000; leave it empty where it is not known."
        found.append((_cell("the allocation", amount), mend))
    if score is None:
        found.append((f"{by} is empty.", "Give it: without one need no share of need can be given."))
    if anchor not in (*YES, *NO):
        found.append((f'anchor is "{anchor}".', "Write yes or no."))
    return found


def _cell(what: str, cell: Any) -> str:  # Any: a cell
    """Say what stands in a cell."""
    return f"{what} is empty." if cell is None else f'{what} is "{cell}".'


def _told(weighed: Weighed) -> str:
    """Say how need was weighed, and who agreed it."""
    ways = {
        Weighing.PEOPLE: "Need is people, all alike",
        Weighing.COLUMN: f"Need is people times {weighed.by}",
        Weighing.TABLE: f"Need is people times a weight for each {weighed.by}",
        Weighing.EXCESS: f"Need is people times how far {weighed.by} is from the best",
        Weighing.RATIO: f"Need is people times {weighed.by} over the best",
    }
    by = f"agreed by {weighed.agreed_by}" if weighed.agreed_by else "nobody is named who agreed to it"
    on = f" on {weighed.agreed_on}" if weighed.agreed_on else ""
    basis = f" {weighed.basis.rstrip('.')}." if weighed.basis else ""
    return f"{ways[weighed.how]}; {by}{on}.{basis}"
