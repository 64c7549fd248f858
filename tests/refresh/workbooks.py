"""Workbooks of our own making, for tests alone."""

import io

import xlsxwriter


def workbook(**sheets):
    """Write sheets of rows; texts that are numbers become numbers, as a publisher's are."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()
