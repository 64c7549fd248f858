"""Progress on long work: a line that counts steps on a terminal, nothing when quiet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

# A step's name, how many parts are done, how many there are.
Report = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""
    del step, done, total


@contextmanager
def reporting(*, quiet: bool) -> Iterator[Report]:
    """
    Give a function that reports a step's progress on standard error.

    On a terminal one bar a step moves; elsewhere (a log file) each step is one line when it ends.
    """
    if quiet:
        yield silent
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _line(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield report


def _line(console: Console) -> Report:
    def report(step: str, done: int, total: int) -> None:
        if done == total:
            console.print(f"{step}: {total}" if total > 1 else step, highlight=False)

    return report
