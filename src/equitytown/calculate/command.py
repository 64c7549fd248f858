"""`equitytown calculate`: a command for every statistic, made from its function when it is asked for."""

import inspect
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from equitytown.calculate.annotations import cli_type

if TYPE_CHECKING:
    from equitytown.calculate.methods import Method, Option

LISTS = "Give it again for another, or set several apart by commas."
FILE_HELP = "A .csv, .xlsx, .ods or .parquet file with one line of column names."
TOGETHER = "Give '' to take all rows together."
WEIGHTS = "Or a file of two columns, labels and their numbers."

TOGETHER_COMPARED = ("groups that", "groups with", "funnels", "families", "compared apart")  # `by` tells no areas apart

# What analysts call methods in short.
SHORT = {
    "dsr": "directly-standardised-rate", "isr": "indirectly-standardised-ratio", "smr": "indirectly-standardised-ratio",
    "rate": "crude-rate", "le": "life-expectancy", "hle": "healthy-life-expectancy", "yll": "years-of-life-lost",
    "sii": "slope-index", "rii": "slope-index", "spc": "control-limits", "fdr": "benjamini-hochberg",
    "funnel": "funnel-significance", "trend": "trend-of-values", "deciles": "quantile",
}  # fmt: skip

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

        method = methods().get(SHORT.get(cmd_name, cmd_name).replace("-", "_"))
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
        from equitytown.calculate.run import Common, calculate  # noqa: PLC0415  heavy imports wait until they are needed

        common = Common(**{parameter.name: given.pop(parameter.name) for parameter in (_FILE, *_COMMON)})
        with sentences():
            calculate(method, options, given, common)

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
_ONLY = typer.Option(
    "--only",
    metavar="COLUMN=VALUE",
    help="Take only rows where a column holds this. Give it again for another value of the column, or another column.",
)
_LEAVE_OUT = typer.Option(
    "--leave-out", metavar="COLUMN=VALUE", help="Leave out rows where a column holds this. Give it again for more."
)
_COMMON = (
    _keyword("out", Annotated[Path | None, typer.Option("--out", help=_OUT_HELP)], None),
    _keyword("sheet", Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: the first).")], ""),
    _keyword("missing", Annotated[list[str] | None, _MISSING], None),
    _keyword("only", Annotated[list[str] | None, _ONLY], None),
    _keyword("leave_out", Annotated[list[str] | None, _LEAVE_OUT], None),
    _keyword("as_json", Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for a script.")], False),
)  # fmt: skip


def _parameter(option: "Option") -> inspect.Parameter:
    """Turn what a function asks for into an option of the command line."""
    required = option.default is inspect.Parameter.empty
    kind = cli_type(option.annotation)
    many = get_origin(kind) is list
    words = f"{option.words} {LISTS}" if many else option.words
    if option.takes_mapping:
        words = f"{words} {WEIGHTS}"
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
        return "NUMBERS" if option.numeric else "NAMES"
    return {str: "NAME", int: "NUMBER", float: "NUMBER", Path: "FILE"}.get(kind)


def _example(method: "Method") -> str:
    """Show how a method is called, with the columns that it cannot do without."""
    needed = "".join(f" {option.flag} …" for option in method.options if option.default is inspect.Parameter.empty)
    by = next((option.words for option in method.options if option.name == "by"), "")
    if any(word in by for word in TOGETHER_COMPARED):
        by = ""
    elif said := re.search(r"\(the (\w+), say\)", by):
        by = f" --by {said[1]}"
    elif by:
        by = " --by area_code"
    return f"Example: equitytown calculate {method.command} figures.csv{needed}{by} --out answer.csv"


def listed() -> str:
    """List every method with its first sentence."""
    from equitytown.calculate.methods import methods  # noqa: PLC0415

    found = methods().values()
    wide = max(len(method.command) for method in found)
    return "\n".join(f"{method.command:<{wide}}  {method.summary}" for method in found)
