"""A marked copy of a table as one web page that needs nothing else: no script, no font, no picture."""

from importlib.resources import files
from pathlib import Path

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
        passages=list(account.of_passages()),
        place_of=lambda entry: place_of(entry, account.published),
    )
