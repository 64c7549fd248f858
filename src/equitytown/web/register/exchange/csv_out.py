"""A sheet as a CSV file that is safe to open."""

import csv
from collections.abc import Iterator

from equitytown.publish.flat import Value
from equitytown.web.register.exchange.disarming import disarmed
from equitytown.web.register.exchange.sheets import Sheet

MARK = "\ufeff"  # by it Excel knows that the file is UTF-8


class _Echo:
    """Gives back each line that is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """
    Write a sheet line by line, as comma-separated values with a heading.

    Words that a spreadsheet would run have an apostrophe before them; numbers and days are written plainly.
    """
    writer = csv.writer(_Echo())
    yield MARK + writer.writerow([disarmed(label) for label in sheet.labels])
    for row in sheet.rows:
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Value) -> str:
    return value.words if value.number is not None or value.day is not None else disarmed(value.words)
