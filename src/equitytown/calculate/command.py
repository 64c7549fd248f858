"""`equitytown calculate`: a command for every statistic, made from its function when it is asked for."""

import inspect
import json
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    import polars as pl

    from equitytown.calculate.methods import Method, Option

ROWS_ON_SCREEN = 40
LISTS = "Give it again for another, or set several apart by commas."
FILE_HELP = "A .csv, .xlsx, .ods or .parquet file with one line of column names."
TOGETHER = "Give '' to take all rows together."

Sentences = Callable[[], AbstractContextManager[None]]


class Methods(TyperGroup):
    """A group whose commands are the statistics; none is loaded before one is named."""

    sentences: Sentences

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # typer keeps its parent's Context to itself
        """Name every method."""
        del ctx
        from equitytown.calculate.methods import methods  # noqa: PLC0415

        return [method.command for method in methods().values()]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]  # as above
        """Make the command of a method."""
        del ctx
        from equitytown.calculate.methods import methods  # noqa: PLC0415

        method = methods().get(cmd_name.replace("-", "_"))
        return None if method is None else command_of(method, sentences=self.sentences)


def command_of(method: "Method", *, sentences: Sentences) -> TyperCommand:
    """
    Make the command of a method: an argument for the file, an option for each thing it asks for.

    Parameters
    ----------
    method : Method
        A statistic by column name.
    sentences : callable
        Opens a context in which an error becomes a sentence and an exit code.

    Returns
    -------
    TyperCommand
        With help from the function's own docstring.
    """
    asked = [_parameter(option) for option in method.options]
    options = {option.name: option for option in method.options}

    def run(**given: Any) -> None:  # Any: each option has its own type
        file, out, sheet, missing, as_json = (
            given.pop(name) for name in ("file", "out", "sheet", "missing", "as_json")
        )
        with sentences():
            _calculate(method, options, given, file=file, out=out, sheet=sheet, missing=missing, as_json=as_json)

    run.__signature__ = inspect.Signature([_FILE, *asked, *_COMMON])  # type: ignore[attr-defined]  # how typer learns what it asks for
    run.__annotations__ = {p.name: p.annotation for p in (_FILE, *asked, *_COMMON)}
    run.__doc__ = method.summary
    single = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    single.command(method.command, epilog=_example(method))(run)
    made = typer.main.get_command(single)
    made.name = method.command
    return made  # type: ignore[return-value]  # a Typer with one command gives that command


def _keyword(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:  # Any: of every option
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


_FILE = _keyword("file", Annotated[Path, typer.Argument(metavar="FILE", help=FILE_HELP)])
_OUT_HELP = "Write the answer here (.csv, .xlsx, .parquet) instead of to the screen."
_MISSING = typer.Option("--missing", metavar="MARK", help="One more mark that stands for a missing number.")
_COMMON = (
    _keyword("out", Annotated[Path | None, typer.Option("--out", help=_OUT_HELP)], None),
    _keyword("sheet", Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: the first).")], ""),
    _keyword("missing", Annotated[list[str] | None, _MISSING], None),
    _keyword("as_json", Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for a script.")], False),
)  # fmt: skip


def _parameter(option: "Option") -> inspect.Parameter:
    """Turn what a function asks for into an option of the command line."""
    required = option.default is inspect.Parameter.empty
    kind = cli_type(option.annotation)
    many = get_origin(kind) is list
    words = f"{option.words} {LISTS}" if many else option.words
    if option.name == "by" and option.default is None and "by itself" in option.words:
        words = f"{words} {TOGETHER}"
    default = None if required or option.default is None else option.default
    if many and default is not None and not isinstance(default, list):
        default = [str(item) for item in (default if isinstance(default, tuple | list) else [default])]
    annotation: Any = kind if default is not None else kind | None  # Any: a type made while running
    told = typer.Option(option.flag, help=f"{words} Required." if required else words, metavar=_metavar(option, kind))
    return _keyword(option.name, Annotated[annotation, told], default)


def _metavar(option: "Option", kind: Any) -> str | None:  # Any: a type made while running
    """Say what an option takes; a closed list says so itself."""
    if get_origin(kind) is list:
        return "NUMBERS" if _numeric(option) else "NAMES"
    return {str: "NAME", int: "NUMBER", float: "NUMBER", Path: "FILE"}.get(kind)


def _numeric(option: "Option") -> bool:
    """Say whether an option takes numbers where it takes several things."""
    return any(part in (float, int) for kind in _kinds(option.annotation) for part in (kind, *get_args(kind)))


def cli_type(annotation: Any) -> Any:  # Any: a type made while running
    """
    Choose the type that the command line reads for an annotation.

    Examples
    --------
    >>> cli_type(str | None), cli_type(float | Sequence[float]), cli_type(int)
    (<class 'str'>, list[str], <class 'int'>)
    """
    kinds = [kind for kind in _kinds(annotation) if kind is not type(None)]
    for kind in kinds:
        if get_origin(kind) in (Sequence, list, tuple):
            return list[str]
    plain = [kind for kind in kinds if kind in (str, int, float) or get_origin(kind) is Literal]
    return plain[0] if plain else Path  # what is neither is a second table


def _kinds(annotation: Any) -> tuple[Any, ...]:  # Any: as above
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def _example(method: "Method") -> str:
    """Show how a method is called, with the columns that it cannot do without."""
    needed = "".join(f" {option.flag} …" for option in method.options if option.default is inspect.Parameter.empty)
    by = " --by area_code" if any(option.name == "by" for option in method.options) else ""
    return f"Example: equitytown calculate {method.command} figures.csv{needed}{by} --out answer.csv"


def _calculate(
    method: "Method",
    options: Mapping[str, "Option"],
    given: Mapping[str, Any],  # Any: each option has its own type
    *,
    file: Path,
    out: Path | None,
    sheet: str,
    missing: Sequence[str] | None,
    as_json: bool,
) -> None:
    """Read the file, calculate, and write the answer."""
    from equitytown.calculate.tables import read_table, write_table  # noqa: PLC0415  heavy imports wait until they are needed
    from equitytown.errors import InputError  # noqa: PLC0415

    absent = [
        option.flag
        for name, option in options.items()
        if option.default is inspect.Parameter.empty and given[name] is None
    ]
    if absent:
        raise InputError(
            f"{method.command} needs {', '.join(absent)}. See: equitytown calculate {method.command} --help"
        )
    frame = read_table(file, sheet=sheet, missing=missing or ())
    columns = frame.collect_schema().names()
    chosen = {name: _value(options[name], value, columns) for name, value in given.items() if value is not None}
    chosen = {name: read_table(value) if isinstance(value, Path) else value for name, value in chosen.items()}
    answer = _tidy(method.function(frame, **chosen).collect())
    if as_json:
        typer.echo(json.dumps([_plain(row) for row in answer.to_dicts()], ensure_ascii=False, default=str))
    elif out is not None:
        write_table(answer, out)
        typer.echo(f"{answer.height:,} rows in {out}.")
    elif sys.stdout.isatty():
        _show(answer.columns, answer.rows())
    else:
        typer.echo(answer.write_csv(), nl=False)


def _value(option: "Option", value: Any, columns: Sequence[str]) -> Any:  # Any: each option has its own type
    """Give an option's value as its function takes it: names set apart by commas, one confidence alone."""
    if not isinstance(value, list):
        return value
    parts = [
        part.strip() for item in value for part in ([item] if item in columns else item.split(",")) if part.strip()
    ]
    if not _numeric(option):
        return parts
    numbers = [_number(part, option) for part in parts]
    return numbers[0] if len(numbers) == 1 else numbers


def _number(text: str, option: "Option") -> float:
    from equitytown.errors import InputError  # noqa: PLC0415

    try:
        return float(text)
    except ValueError:
        raise InputError(f'{option.flag} takes numbers, and "{text}" is none.') from None


def _tidy(answer: "pl.DataFrame") -> "pl.DataFrame":
    """Print counts without decimals, and nothing where a text is empty."""
    import polars as pl  # noqa: PLC0415

    whole = [name for name in answer.columns if answer[name].dtype == pl.Float64 and (answer[name] % 1 == 0).all()]
    return answer.with_columns(pl.col(whole).cast(pl.Int64), pl.col(pl.String).replace("", None))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:  # Any: cells of every kind
    """Give a row as JSON can hold it: a limit without end becomes the text "inf"."""
    return {name: str(cell) if isinstance(cell, float) and isinf(cell) else cell for name, cell in row.items()}


def _show(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:  # Any: cells of every kind
    """Show the first rows on a terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, header_style="bold")
    for i, name in enumerate(names):
        numeric = any(isinstance(row[i], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", no_wrap=numeric)
    for row in rows[:ROWS_ON_SCREEN]:
        table.add_row(
            *("" if cell is None else f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in row)
        )
    console = Console()
    console.print(table)
    if len(rows) > ROWS_ON_SCREEN:
        console.print(f"… and {len(rows) - ROWS_ON_SCREEN:,} more rows; --out FILE writes them all.")


def listed() -> str:
    """List every method with its first sentence."""
    from equitytown.calculate.methods import methods  # noqa: PLC0415

    found = methods().values()
    wide = max(len(method.command) for method in found)
    return "\n".join(f"{method.command:<{wide}}  {method.summary}" for method in found)
