"""Verdicts told by the colour of a figure's own cell, in a workbook and on a page."""

from pathlib import Path

import openpyxl
import pytest

from equitytown.audit.published import Published, Role
from equitytown.audit.reading import read_published
from equitytown.audit.reading.grids import SlipKind
from equitytown.audit.run import audit

RED, AMBER, GREEN, BLUE = "FFFF0000", "FFFFC000", "FFC6EFCE", "FF0000FF"
HEAD = ("Measure", "Period", "Leeds", "England")
ROWS = (("Smoking (%)", "2023", 14.2, 11.6), ("Fuel poverty (%)", "2022", 10.2, 13.4), ("Obesity (%)", "2022", 30, 31))


def book(folder: Path, fills: dict[str, str], *, head: tuple[str, ...] = HEAD, note: str = "") -> Published:
    made = openpyxl.Workbook()
    made.active.append(head)
    for row in ROWS:
        made.active.append((*row, *[12.0] * (len(head) - len(row))))
    if note:
        made.active["A6"] = note
    for at, colour in fills.items():
        made.active[at].fill = openpyxl.styles.PatternFill("solid", fgColor=colour)
    made.save(folder / "coloured.xlsx")
    return read_published(folder / "coloured.xlsx")


def ratings(file: Published, role: Role = Role.RATING_NATIONAL) -> list[str | None]:
    return [line.rating(role) for line in file.tables[0].lines]


def test_the_plain_palette_on_the_places_figures_is_read_as_verdicts(tmp_path: Path) -> None:
    file = book(tmp_path, {"C2": GREEN, "C3": RED, "C4": AMBER})
    assert ratings(file) == ["better", "worse", "similar"]
    assert [slip.kind for slip in file.tables[0].slips] == [SlipKind.BY_COLOUR]
    assert file.unread == ()
    found = audit(file, rules=("R02",))
    assert [(remark.entries[0].where, remark.entries[0].text) for remark in found] == [
        ("row 2, column C (Leeds, by its colour)", "Green"),
        ("row 3, column C (Leeds, by its colour)", "Red"),
    ]


def test_colours_on_a_comparators_figures_are_against_it(tmp_path: Path) -> None:
    file = book(tmp_path, {"E2": RED, "E3": GREEN}, head=(*HEAD, "Region"))
    assert ratings(file, Role.RATING_REGIONAL) == ["worse", "better", None]


def test_a_legend_says_what_colours_are_against(tmp_path: Path) -> None:
    note = "Note: red means worse than the England average"
    assert ratings(book(tmp_path, {"C2": RED}, head=(*HEAD, "Region"), note=note)) == ["worse", None, None]


@pytest.mark.parametrize(
    ("fills", "head", "why"),
    [
        ({"C2": RED, "C3": GREEN}, (*HEAD, "Region"), "nothing says which of the other figures"),
        ({"C2": RED, "D3": GREEN}, HEAD, "are both coloured"),
        ({"C2": RED, "C3": RED}, HEAD, "all are red, and no legend says what that means"),
        ({"C2": BLUE}, HEAD, "some are neither red, amber nor green"),
        ({"C2": RED, "C3": GREEN}, (*HEAD, "RAG"), "the table has columns of verdicts"),
    ],
)
def test_colours_that_are_not_plainly_verdicts_are_told_as_not_read(
    tmp_path: Path, fills: dict[str, str], head: tuple[str, ...], why: str
) -> None:
    file = book(tmp_path, fills, head=head)
    assert set(ratings(file)) == {None}
    (said,) = file.unread
    assert "not taken for verdicts (first: row 2, column C (Leeds))" in said
    assert why in said


def test_colours_of_headings_and_labels_say_nothing(tmp_path: Path) -> None:
    file = book(tmp_path, {"A1": BLUE, "C1": BLUE, "A2": RED, "C2": "FFEEEEEE"})
    assert (file.unread, file.tables[0].slips) == ((), ())


def test_backgrounds_of_a_page_are_read(tmp_path: Path) -> None:
    styles = ('style="background-color: #c00"', 'bgcolor="#00b050"', 'style="background: rgb(255,192,0); color: #000"')
    rows = "".join(
        f"<tr><td>{label}</td><td>{period}</td><td {style}>{own}</td><td>{other}</td></tr>"
        for (label, period, own, other), style in zip(ROWS, styles, strict=True)
    )
    heads = "".join(f"<th>{head}</th>" for head in HEAD)
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><table><tr>{heads}</tr>{rows}</table></body></html>", encoding="utf-8")
    assert ratings(read_published(path)) == ["worse", "better", "similar"]


def test_an_empty_verdict_of_a_page_is_read_by_its_colour(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<table><tr><th>Measure</th><th>Leeds</th><th>England</th><th>RAG</th></tr><tr><td>Smoking (%)</td>"
        "<td>14.2</td><td>11.6</td><td style='background: red'></td></tr><tr><td>Obesity (%)</td><td>30</td>"
        "<td>31</td><td style='background: #00f'></td></tr></table>",
        encoding="utf-8",
    )
    assert ratings(read_published(path)) == ["worse", None]
