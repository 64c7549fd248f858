"""A marked copy of a table as one web page that needs nothing else: no script, no font, no picture."""

from importlib.resources import files
from pathlib import Path

from equitytown.audit.published import Entry, Passage
from equitytown.audit.remarks import Sureness
from equitytown.audit.telling.account import SHAPES, Account, columns_told, measures_in, place_of, printable
from equitytown.audit.telling.grid import headings_of, marked_rows


def write_page(account: Account, path: Path) -> None:
    """
    Write a marked copy as a web page.

    Parameters
    ----------
    account : Account
        What was read and what is remarked.
    path : Path
        The file to write.
    """
    path.write_text(page_of(account), encoding="utf-8")


def page_of(account: Account) -> str:
    """Give the page: the remarks, the marked tables and the quoted passages, linked both ways."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  heavy imports wait until they are needed

    shell = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    shell.filters["printable"] = printable
    template = shell.from_string(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
    passages: dict[Entry | Passage, str] = {
        passage: f"passage-{at}" for at, (passage, _) in enumerate(account.of_passages(), start=1)
    }
    return template.render(
        account=account,
        shapes=SHAPES,
        grades=tuple(Sureness),
        slugs={grade: grade.value.replace(" ", "-") for grade in Sureness},
        tables=[
            {
                "table": table,
                "headings": headings_of(table),
                "rows": list(marked_rows(account, table)),
                "told": columns_told(table),
                "measures": measures_in(table),
            }
            for table in account.published.tables
        ],
        passages=[(passage, passages[passage], items) for passage, items in account.of_passages()],
        anchors=_cell_anchors(account) | passages,
        place_of=lambda entry: place_of(entry, account.published),
    )


def _cell_anchors(account: Account) -> dict[Entry | Passage, str]:
    """Name the place of each cell that is remarked on, in whichever table it stands."""
    quoted = {entry for remark in account.remarks for entry in remark.entries}
    return {
        entry: f"cell-{at}-{entry.row}-{entry.column.letter}"
        for at, table in reversed(list(enumerate(account.published.tables, start=1)))
        for line in table.lines
        for entry in line.entries.values()
        if entry in quoted
    }
