"""Slips of a table's shape (R28) quote the rows that they are about."""

from equitytown.audit.checks import CHECKS
from equitytown.audit.reading.grids import Grid, Row
from equitytown.audit.reading.reader import published_of
from equitytown.audit.reading.tables import Asked

HEADS = ("Measure", "Period", "Leeds", "Leeds", "England")
SMOKING = ("Smoking (%)", "2023", "14.2", "14.3", "11.6")


def quoted(*rows: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
    grid = Grid("Table 1", tuple(Row(at, cells) for at, cells in enumerate(rows, start=3)))
    file = published_of([grid], name="small", asked=Asked())
    return {
        remark.says: [(entry.where, entry.text) for entry in remark.entries]
        for remark in CHECKS["R28"](file)
        if remark.sureness.value == "to check"
    }


def test_a_slip_quotes_its_own_row_and_no_innocent_cell() -> None:
    found = quoted(("", "", "Ours", "Ours", "Theirs"), HEADS, SMOKING, (), HEADS, SMOKING)
    heads = " | ".join(HEADS)
    assert found["The headings stand in rows 3, 4."] == [("row 3", "Ours | Ours | Theirs"), ("row 4", heads)]
    assert found["Row 6, inside the table, is blank; it was passed over."] == [("row 6", "")]
    assert found["Row 7 repeats the headings; it was left out."] == [("row 7", heads)]
    (twice,) = [where for says, where in found.items() if "the first was taken" in says]
    assert twice == [("row 4", heads)]
