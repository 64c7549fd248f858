"""One table through one statistic: read, chosen, worked out, and given as a file, as JSON or on a screen."""

import inspect
import json
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from math import isinf
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import typer
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from equitytown.calculate.annotations import kinds_of
from equitytown.calculate.cells import MISSING, remedy
from equitytown.calculate.methods import Method, Option
from equitytown.calculate.tables import as_csv, other_sheets_told, read_mapping, read_table, write_table
from equitytown.errors import InputError

ROWS_ON_SCREEN = 40
EXACT = 2**53  # from here a float no longer holds every whole number
# Codes of countries, regions and combined authorities, and what a row of totals is called.
LARGE = r"^(?:(?:E92|W92|S92|N92|K0[1-5]|E12|E47)[0-9]{6}|(?i:england|english average|total|all areas|grand total))$"
AMONG_AREAS = {  # methods in which every row tells on the others
    "benjamini_hochberg", "category", "composite_index", "funnel_limits", "funnel_significance", "group_average",
    "quantile", "rank", "rank_interval", "spread",
}  # fmt: skip
WIDEST = 1000  # characters; no table is wider
SAID_ONCE = ("confidence", "method", "note")  # below a table on the screen, where they are alike on all rows


class Common(NamedTuple):
    """What every method takes on the command line besides its own options."""

    file: Path
    out: Path | None
    sheet: str
    missing: Sequence[str] | None
    only: Sequence[str] | None
    leave_out: Sequence[str] | None
    as_json: bool


Given = Mapping[str, Any]  # Any: each option has its own type


def calculate(method: Method, options: Mapping[str, Option], given: Given, common: Common) -> None:
    """Read the file, calculate, and write the answer."""
    if common.as_json and common.out is not None:
        raise InputError("--json prints the answer and --out writes it. Give one of them.")
    refuse_own_file(common.out, [common.file, *(value for value in given.values() if isinstance(value, str | Path))])
    frame = _read(common, given.get("by") or ())
    chosen = _chosen(method, options, given, frame.collect_schema().names(), common)
    if method.name in AMONG_AREAS and (large := larger_than_areas(frame)):
        hint = large.partition(" and ")[0].replace(" ", "=", 1)
        typer.echo(f"{large} stands among the areas and is taken as one. To leave it out: --leave-out {hint}", err=True)
    try:
        answer = _tidy(method.function(frame, **chosen).collect())
    except InputError as error:
        marks = (*MISSING, *(common.missing or ()))
        tables = [frame, *(value for value in chosen.values() if isinstance(value, pl.LazyFrame))]
        told = _in_options(str(error), options, chosen, tables, marks)
        sheets = other_sheets_told(common.file, common.sheet) if told.startswith("there is no column") else ""
        raise InputError(f"{told}{sheets}") from None
    if common.as_json:
        typer.echo(json.dumps([_plain(row) for row in answer.to_dicts()], ensure_ascii=False, default=str))
    elif common.out is not None:
        write_table(answer, common.out)
        typer.echo(f"{answer.height:,} rows in {common.out}.")
    elif at_a_terminal():
        show(answer.columns, answer.rows())
    else:
        typer.echo(as_csv(answer), nl=False)


def at_a_terminal() -> bool:
    """Say whether a person reads the answer, and no program."""
    return sys.stdout.isatty()


def refuse_own_file(out: Path | None, read: Sequence[str | Path]) -> None:
    """Refuse to write an answer over a file that it is made from."""
    if out is not None and out.exists():
        for path in map(Path, read):
            if path.exists() and path.samefile(out):
                raise InputError(f"--out would replace {path}, which is read. Give the answer another name.")


def _read(common: Common, by: Sequence[str]) -> pl.LazyFrame:
    """Read the file, and keep the rows asked for."""
    keys = [name.strip() for item in by for name in (item, *item.split(","))]
    frame = read_table(common.file, sheet=common.sheet, missing=common.missing or (), keys=keys)
    if not common.only and not common.leave_out:
        return frame
    marks = {*MISSING, *(common.missing or ())}
    only: dict[str, pl.Expr] = {}
    for column, holds in (_rule(rule, "--only", frame, marks) for rule in common.only or ()):
        only[column] = only[column] | holds if column in only else holds
    left_out = [~holds for _, holds in (_rule(rule, "--leave-out", frame, marks) for rule in common.leave_out or ())]
    kept = frame.filter(*only.values(), *left_out)
    if not kept.select(pl.len()).collect().item():
        raise InputError(f"--only and --leave-out together keep no row of {common.file}.")
    return kept


def _rule(rule: str, flag: str, frame: pl.LazyFrame, marks: Collection[str]) -> tuple[str, pl.Expr]:
    """Split COLUMN=VALUE, and say which rows hold it, by its text or as a number; where none does it is refused."""
    schema = frame.collect_schema()
    names = [name for name in schema if rule.startswith(f"{name}=")]
    if not names:
        raise InputError(f'{flag} takes COLUMN=VALUE, and is "{rule}". The columns are: {", ".join(schema)}.')
    column = max(names, key=len)
    text = rule.removeprefix(f"{column}=")
    if schema[column].is_nested():
        raise InputError(f'{flag} cannot choose by column "{column}", which holds lists.')
    if schema[column].is_numeric() and _is_number(text):
        holds = pl.col(column).eq_missing(float(text))
    elif schema[column].is_numeric() and text in marks:
        holds = pl.col(column).is_null()
    else:
        holds = pl.col(column).cast(pl.String).fill_null("") == text
    if not frame.select(holds.any()).collect().item():
        held = frame.select(pl.col(column).cast(pl.String).drop_nulls().unique()).collect().to_series().to_list()
        by_case = {str(word).casefold(): word for word in held}
        near = get_close_matches(text.casefold(), by_case, n=1)
        hint = f' Did you mean "{by_case[near[0]]}"?' if near else ""
        raise InputError(f"{flag} {rule}: no row holds that.{hint}")
    return column, holds


def _chosen(
    method: Method, options: Mapping[str, Option], given: Given, columns: Sequence[str], common: Common
) -> dict[str, Any]:  # Any: each option has its own type
    """Turn what the command line gave into the arguments of the function."""
    absent = [o.flag for name, o in options.items() if o.default is inspect.Parameter.empty and given[name] is None]
    if absent:
        raise InputError(
            f"{method.command} needs {', '.join(absent)}. See: equitytown calculate {method.command} --help"
        )
    chosen = {name: _value(options[name], value, columns) for name, value in given.items() if value is not None}
    for name, value in chosen.items():
        if isinstance(value, Path):
            chosen[name] = read_table(value, missing=common.missing or ())
        elif isinstance(value, str) and options[name].takes_mapping and Path(value).suffix and value not in columns:
            chosen[name] = read_mapping(Path(value))
    return chosen


def _in_options(
    sentence: str, options: Mapping[str, Option], chosen: Given, tables: Sequence[pl.LazyFrame], marks: Sequence[str]
) -> str:
    """Say in options of the command line how to mend what a function refused."""
    absent = re.match(r"there is no column (.+?)\. The columns are", sentence)
    if absent:
        names = re.findall(r'"([^"]+)"', absent[1])
        meant = [options[name] for name, value in chosen.items() if isinstance(value, str) and value in names]
        figures = [option.flag for option in meant if float in kinds_of(option.annotation)]
        named = (
            f" Say which columns they are with {' NAME, '.join(option.flag for option in meant)} NAME." if meant else ""
        )
        return f"{sentence}{named}" + (f" {' and '.join(figures)} may also be a number." if figures else "")
    text = re.match(r'column "(.+)" must hold numbers, and holds String', sentence)
    for table in tables:
        if text and table.collect_schema().get(text[1]) == pl.String:
            return remedy(text[1], table.select(text[1]).collect().to_series(), marks)
    return re.sub(r"`(\w+)`", lambda said: options[said[1]].flag if said[1] in options else said[0], sentence)


def _value(option: Option, value: Any, columns: Sequence[str]) -> Any:  # Any: each option has its own type
    """Give an option's value as its function takes it: names set apart by commas, one confidence alone."""
    if not isinstance(value, list):
        return value
    parts = [
        part.strip() for item in value for part in ([item] if item in columns else item.split(",")) if part.strip()
    ]
    if not option.numeric:
        return parts
    numbers = [_number(part, option) for part in parts]
    return numbers[0] if len(numbers) == 1 and option.takes_one else numbers


def _number(text: str, option: Option) -> float:
    if not _is_number(text):
        raise InputError(f'{option.flag} takes numbers, and "{text}" is none.')
    return float(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def larger_than_areas(frame: pl.LazyFrame) -> str:
    """Say which rows are of England, a region or a total, where others are of smaller areas; "" where none are."""
    for name, kind in frame.collect_schema().items():
        if kind != pl.String:
            continue
        labels = frame.select(pl.col(name).unique().drop_nulls().sort()).collect().to_series()
        large = labels.filter(labels.str.contains(LARGE))
        if 0 < large.len() < labels.len():
            return f'{name} "{large[0]}"' + (f" and {large.len() - 1} more" if large.len() > 1 else "")
    return ""


def _tidy(answer: pl.DataFrame) -> pl.DataFrame:
    """Print counts without decimals, and nothing where a text is empty."""
    floats = [name for name, kind in answer.schema.items() if kind == pl.Float64]
    whole = [name for name in floats if (answer[name] % 1 == 0).all() and (answer[name].abs() < EXACT).all()]
    return answer.with_columns(pl.col(whole).cast(pl.Int64), pl.col(pl.String).replace("", None))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:  # Any: cells of every kind
    """Give a row as JSON can hold it: a limit without end becomes the text "inf"."""
    return {name: str(cell) if isinstance(cell, float) and isinf(cell) else cell for name, cell in row.items()}


def show(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:  # Any: cells of every kind
    """Show the first rows on a terminal."""
    said = {
        name: rows[0][i] for i, name in enumerate(names) if name in SAID_ONCE and len({row[i] for row in rows}) == 1
    }
    shown = [i for i, name in enumerate(names) if name not in said]
    table = Table(box=None, header_style="bold")
    for i in shown:
        numeric = any(isinstance(row[i], int | float) for row in rows)
        table.add_column(Text(names[i]), justify="right" if numeric else "left", no_wrap=names[i] not in SAID_ONCE)
    for row in rows[:ROWS_ON_SCREEN]:
        table.add_row(*(Text("" if row[i] is None else _brief(row[i])) for i in shown))
    console = Console()
    wide = Measurement.get(console, console.options.update(max_width=WIDEST), table).maximum
    console = Console(width=max(wide, console.width))  # a long line beats a cut number
    console.print(table)
    if len(rows) > ROWS_ON_SCREEN:
        console.print(f"… and {len(rows) - ROWS_ON_SCREEN:,} more rows; --out FILE writes them all.")
    told = ", ".join(f"{name} {value}" for name, value in said.items() if value)
    if told:
        console.print(f"On every row: {told}.", markup=False)


def _brief(cell: Any) -> str:  # Any: cells of every kind
    """Give a cell as a screen has room for it."""
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
