"""A file is looked at, shown as changes, and applied as it was shown: all of it or nothing."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail
from equitytown.web.register.actions import change, move
from equitytown.web.register.exchange import keeping
from equitytown.web.register.exchange.sheets import public_sheet, working_sheet
from equitytown.web.register.models import Record, State, TakeIn, TrailEntry
from equitytown.web.register.rules import Verb
from tests.collect.test_inspection import BOOK, BOOKS, NAMES, PERSONAL, TEXTS, packed
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
ADDRESS = "/desk/actions/take-in"


def hand_in(client, data, name="actions.csv", address=ADDRESS):
    """Hand a file in, as text, bytes or rows of a workbook; give the page that follows."""
    if isinstance(data, list):
        book = openpyxl.Workbook()
        for row in data:
            book.active.append(row)
        held = io.BytesIO()
        book.save(held)
        data, name = held.getvalue(), name.replace(".csv", ".xlsx")
    data = data.encode() if isinstance(data, str) else data
    return client.post(address, {"file": SimpleUploadedFile(name, data)}, follow=True)


def apply(client):
    return client.post(f"{ADDRESS}/{TakeIn.objects.get().pk}", follow=True)


def faults_of(response):
    assert response.status_code == 422
    assert not TakeIn.objects.exists()
    return [(f.row, f.column, f.sentence) for f in response.context["faults"]]


def test_it_works(as_):
    client = as_(Role.EDITOR)
    kept = factories.action(title="Insulate homes", detail="Lofts first", due="2026-04-30")
    same = factories.action(title="Plant trees")
    rows = [
        ["Reference", "What will be done", "lead", "Due", "Status"],
        [kept.identifier, "Insulate 200 homes", "organisation b", date(2026, 5, 1), "Not started"],
        [same.identifier, "Plant trees", "ORG-A", None, "not started"],
        [None, "Open a hub", "Organisation A (ORG-A)", "30 June 2027", "under way"],
    ]
    before = TrailEntry.objects.count()
    page = hand_in(client, rows)
    assert page.status_code == 200
    assert "1 record changed, 1 added, 1 left as it is. Nothing has been changed yet." in page.text
    assert TrailEntry.objects.count() == before
    changed, made = page.context["rows"]
    assert [(f.label, f.before, f.after) for f in changed.fields] == [
        ("What will be done", "Insulate homes", "Insulate 200 homes"),
        ("Lead organisation", "Organisation A (ORG-A)", "Organisation B (ORG-B)"),
        ("Due", "30 April 2026", "1 May 2026"),
    ]
    assert (made.identifier, made.title) == ("", "Open a hub")
    done = apply(client)
    assert "Done: 2 records were made or changed." in done.text
    kept.refresh_from_db()
    assert (kept.content["lead"], kept.content["detail"], kept.version) == ("ORG-B", "Lofts first", 2)
    new = Record.objects.get(title="Open a hub")
    assert (new.identifier, new.state, str(new.due), new.status) == ("ACT-3", "draft", "2027-06-30", "under way")
    entries = TrailEntry.objects.filter(number__gt=before)
    assert [e.reason for e in entries] == [f"Taken in from a file, row {n}: actions.xlsx" for n in (2, 4)]
    assert list(trail.verify()) == []
    assert not TakeIn.objects.exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_comes_back_as_it_is(as_, ending):
    client = as_(Role.EDITOR)
    for words in ("- a list\n- of two", "'=quoted", "=1+1", "plain, with; marks", "tab\tand \u2028 line"):
        factories.action(detail=words, due="2026-04-30", supporting=["ORG-A", "ORG-B"])
    factories.record("funding", source="A fund", purpose="Homes", amount="1250.50")
    factories.record("organisations", name="Care", aliases=["C", "Care UK"], contact="hello@example.org")
    for slug in ("actions", "funding", "organisations", "workstreams"):
        response = client.get(f"/desk/{slug}.{ending}")
        data = b"".join(response.streaming_content) if ending == "csv" else response.content
        page = hand_in(client, data, f"list.{ending}", f"/desk/{slug}/take-in")
        assert "This file changes nothing" in page.text, page.context.get("faults")


def test_an_export_that_was_changed_in_a_spreadsheet_is_taken_in(as_):
    client = as_(Role.EDITOR)
    factories.action(title="Insulate homes", detail="=1+1")
    factories.action(title="Plant trees", due="2026-04-30")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/desk/everything.xlsx").content))
    page = book["Actions"]
    heads = {cell.value: cell.column for cell in page[3]}
    page.cell(5, heads["Due"]).value = date(2027, 1, 31)
    page.cell(5, heads["Supporting organisations"]).value = "Organisation A; ORG-B"
    page.cell(6, heads["What will be done"]).value = "A new one"
    page.cell(6, heads["Lead organisation"]).value = "Organisation B"
    held = io.BytesIO()
    book.save(held)
    assert "1 record changed, 1 added, 1 left as it is" in hand_in(client, held.getvalue(), "back.xlsx").text
    apply(client)
    trees = Record.objects.get(identifier="ACT-2")
    assert (str(trees.due), trees.content["supporting"]) == ("2027-01-31", ["ORG-A", "ORG-B"])


def test_the_template_can_be_filled_in(as_):
    client = as_(Role.CONTRIBUTOR)
    response = client.get("/desk/commitments/to-fill-in.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    page = book["Commitments"]
    heads = [cell.value for cell in page[1]]
    assert "Verified" not in " ".join(heads)  # a partner does not verify itself
    assert {v.formula1.split("!")[0] for v in page.data_validations.dataValidation} == {"Choices"}
    page.cell(2, heads.index("Organisation") + 1).value = book["Choices"].cell(2, heads.index("Organisation") + 1).value
    page.cell(2, heads.index(KINDS["commitments"].by_name["promise"].label) + 1).value = "Pay the living wage"
    held = io.BytesIO()
    book.save(held)
    page = hand_in(client, held.getvalue(), "filled.xlsx", "/desk/commitments/take-in")
    assert page.context["made"] == 1, page.context.get("faults")


def test_twenty_faults_are_told_each_by_row_and_column(as_):
    factories.action()
    rows = ["Reference,What will be done,Lead organisation,Due,Starts,Workstreams,Measures,Status,Evidence"]
    rows += [
        "ACT-99,Unknown,ORG-A,,,,,,",
        ",=cmd,ORG-A,,,,,,",
        ",Homes,Organisation C,soon,31/02/2026,,,,",
        ",,ORG-A,,,WS-Z,no-such,asleep,",
        ",Homes,ORG-A,2026-01-01,2026-02-01,,,,",
        ",<b>Homes</b>,ORG-A,,,,,,Ask 943 476 5919",
        ",Homes,,2026-13-01,1/2/26,,,,ann@example.org",
        "ACT-1,Homes,ORG-A,,,,,done,At LU1 2AA",
        "ACT-1,Again,ORG-A,,,,,,",
        ",Homes,ORG-A,#REF!,,,,,,beyond",
    ]
    data = "\n".join(rows).replace("=cmd", "'=cmd")
    told = faults_of(hand_in(as_(Role.EDITOR), data))
    where = [(row, column) for row, column, _ in told]
    assert where == [
        (2, "Reference"),
        (3, "What will be done"),
        (4, "Due"),
        (4, "Lead organisation"),
        (4, "Starts"),
        (5, "Measures"),
        (5, "Status"),
        (5, "What will be done"),
        (5, "Workstreams"),
        (6, "Due"),
        (7, "Evidence"),
        (7, "What will be done"),
        (8, "Due"),
        (8, "Evidence"),
        (8, "Lead organisation"),
        (8, "Starts"),
        (9, "Evidence"),
        (9, "Status"),
        (10, "Reference"),
        (11, ""),
        (11, "Due"),
    ]
    assert "943" not in str(told)
    assert Record.objects.filter(kind="actions").count() == 1


HEADINGS = {
    "Whta will be done,Lead organisation\nA,ORG-A\n": 'Did you mean "What will be done"?',
    "What will be done,Lead organisation,Colour\nA,ORG-A,red\n": "Take the column out",
    "What will be done,Lead organisation,title\nA,ORG-A,B\n": "It stands twice",
    "a,b\n1,2\n": "No row of headings was found",
    "What will be done,Lead organisation\n": "no rows below the headings",
    "What will be done,Lead organisation\n" + "A,ORG-A\n" * 2_001: "2,001 rows, and 2,000 are the most",
    "What will be done," + "," * 300 + "x\n": "302 columns, and 200 are the most",
}


@pytest.mark.parametrize("data", HEADINGS, ids=HEADINGS.values())
def test_columns_that_are_not_known_are_told(as_, data):
    assert HEADINGS[data] in " ".join(sentence for _, _, sentence in faults_of(hand_in(as_(Role.EDITOR), data)))


@pytest.mark.parametrize("kind", BOOKS)
def test_hostile_workbooks_are_refused(as_, kind):
    content, _ = BOOKS[kind]
    assert faults_of(hand_in(as_(Role.EDITOR), content, "actions.xlsx"))


def test_a_workbook_that_cannot_be_read_is_told(as_):
    sheet = BOOK["xl/worksheets/sheet1.xml"].replace("</row>", "")
    for parts in (BOOK, {**BOOK, "xl/worksheets/sheet1.xml": sheet}):
        assert "can be read" in faults_of(hand_in(as_(Role.EDITOR), packed(parts), "a.xlsx"))[0][2]


@pytest.mark.parametrize("kind", TEXTS)
def test_hostile_texts_are_refused(as_, kind):
    content, _ = TEXTS[kind]
    assert faults_of(hand_in(as_(Role.EDITOR), content))


BY_HEADING = {"dates of birth", "names"}  # told by a heading, which no column of a kind has


@pytest.mark.parametrize("kind", sorted(set(PERSONAL) - BY_HEADING - {"NHS numbers beside a heading with commas"}))
def test_personal_data_is_refused_and_never_repeated(as_, kind):
    detail = PERSONAL[kind][0].splitlines()[1].partition(",")[0]
    response = hand_in(as_(Role.EDITOR), f"What will be done,Lead organisation,Evidence\nHomes,ORG-A,{detail}\n")
    faults_of(response)
    assert detail not in response.text


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "/" not in name and "\\" not in name and "\x00" not in name]
)
def test_hostile_names_of_files_are_refused(as_, name):
    response = hand_in(as_(Role.EDITOR), "What will be done,Lead organisation\nA,ORG-A\n", name)
    assert response.status_code == 422 or TakeIn.objects.get().name in SAFE


def test_a_workbook_that_reaches_too_far_for_a_register_is_refused(as_):
    sheet = BOOK["xl/worksheets/sheet1.xml"].replace("<c ", '<c r="ZZ10000" ')
    data = packed({**BOOK, "xl/worksheets/sheet1.xml": sheet})
    assert "reaches to row 10,000" in faults_of(hand_in(as_(Role.EDITOR), data, "a.xlsx"))[0][2]


SAFE = {"tablsc.csv", "table.csv"}  # what Django makes of names that hold what cannot be seen


@pytest.mark.parametrize("data", ["", "x" * 5_000_001], ids=["nothing", "too much"])
def test_what_is_no_file_to_read_is_told(as_, data):
    response = hand_in(as_(Role.EDITOR), data)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert as_(Role.EDITOR).post(ADDRESS).status_code == 422


# --- Whose it is


def test_a_contributor_does_not_touch_another_organisation_s(as_):
    theirs = factories.action(organisation="ORG-B", title="Their draft")
    own = factories.action(organisation="ORG-A", title="Our draft")
    client = as_(Role.CONTRIBUTOR)
    told = {}
    for reference in (theirs.identifier, "ACT-77"):
        response = hand_in(client, f"Reference,What will be done\n{reference},Taken over\n")
        told[reference] = [sentence.replace(reference, "*") for _, _, sentence in faults_of(response)]
        assert "Their draft" not in response.text
    assert told[theirs.identifier] == told["ACT-77"]  # there, or not there: the same answer
    for data, sentence in (
        (f"Reference,Lead organisation\n{own.identifier},ORG-B\n", "not yours"),
        ("What will be done,Lead organisation\nFor them,ORG-B\n", "of your own organisation"),
    ):
        assert sentence in faults_of(hand_in(client, data))[0][2]
    theirs.refresh_from_db()
    assert (theirs.version, Record.objects.filter(kind="actions").count()) == (1, 2)


def test_links_do_not_tell_what_is_there(as_):
    hidden = factories.action(organisation="ORG-B", title="Hidden")
    client = as_(Role.CONTRIBUTOR)
    heads = "Title,What we take from it,Actions that use it\n"
    told = [
        faults_of(hand_in(client, f"{heads}T,L,{words}\n", address="/desk/evidence/take-in"))[0][2].replace(words, "*")
        for words in (hidden.identifier, "ACT-99", "Hidden")
    ]
    assert len(set(told)) == 1


def test_a_row_without_an_owner_is_of_the_writer_s_organisation(as_):
    client = as_(Role.CONTRIBUTOR)
    hand_in(client, "What will be done,Lead organisation\nOurs,\n")
    apply(client)
    assert Record.objects.get(title="Ours").organisation == "ORG-A"


def test_what_a_role_does_not_set_and_the_status_stay(as_, people):
    made = factories.record("commitments", by=people[Role.CONTRIBUTOR], organisation="ORG-A", promise="Pay")
    label = KINDS["commitments"].by_name["verified"].label
    response = hand_in(
        as_(Role.CONTRIBUTOR), f"Reference,{label}\n{made.identifier},yes\n", address="/desk/commitments/take-in"
    )
    assert "Your role does not set this" in faults_of(response)[0][2]
    action = factories.action()
    response = hand_in(as_(Role.EDITOR), f"Reference,Status\n{action.identifier},done\n")
    assert "told by updates" in faults_of(response)[0][2]
    waiting = factories.action(state=State.SUBMITTED)
    response = hand_in(as_(Role.EDITOR), f"Reference,Evidence\n{waiting.identifier},x\n")
    assert "waiting for approval" in faults_of(response)[0][2]


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_who_writes_nothing_takes_nothing_in(as_, role):
    for page in (ADDRESS, f"{ADDRESS}/1", "/desk/actions/to-fill-in.xlsx"):
        assert as_(role).get(page).status_code == 404
    assert as_(Role.CONTRIBUTOR).get("/desk/workstreams/take-in").status_code == 404
    assert as_(None).get(ADDRESS).status_code == 302


def test_a_row_that_nobody_may_change_still_has_its_cells_looked_at(as_):
    told = faults_of(hand_in(as_(Role.CONTRIBUTOR), "Reference,Due,Lead organisation\nACT-9,soon,ORG-Z\n"))
    assert [column for _, column, _ in told] == ["Due", "Lead organisation", "Reference"]


def test_links_that_one_may_not_know_of_stay_and_are_not_shown(as_):
    hidden = factories.record("organisations", name="Kestrel", state=State.DRAFT)
    made = factories.action(supporting=[hidden.identifier, "ORG-B"], title="Ours")
    client = as_(Role.CONTRIBUTOR)
    data = b"".join(client.get("/desk/actions.csv").streaming_content)
    assert hidden.identifier.encode() not in data
    assert "This file changes nothing" in hand_in(client, data).text
    page = hand_in(client, f"Reference,Supporting organisations\n{made.identifier},\n")
    assert hidden.identifier not in page.text
    apply(client)
    made.refresh_from_db()
    assert made.content["supporting"] == [hidden.identifier]


def test_nobody_sees_or_applies_what_another_handed_in(as_):
    hand_in(as_(Role.EDITOR), "What will be done,Lead organisation\nHomes,ORG-A\n")
    response = apply(as_(Role.CONTRIBUTOR))
    assert "Hand it in again" in response.text
    assert "Homes" not in response.text
    assert not Record.objects.filter(kind="actions").exists()


def test_a_name_of_several_is_told(as_):
    factories.record("organisations", name="Twins", aliases=["Twin"])
    factories.record("organisations", name="Twins two", aliases=["Twin"])
    told = faults_of(hand_in(as_(Role.EDITOR), "What will be done,Lead organisation\nA,twin\n"))
    assert "several organisations: ORG-1, ORG-2" in told[0][2]


# --- What happens between preview and apply


def test_a_record_that_was_changed_meanwhile_is_shown_again(as_, people):
    first, second = factories.action(title="One"), factories.action(title="Two")
    client = as_(Role.EDITOR)
    hand_in(client, f"Reference,Evidence\n{first.identifier},Seen\n{second.identifier},Seen\n")
    change(people[Role.CONTRIBUTOR], second, {**second.content, "evidence": "Mine"}, version=1)
    before = TrailEntry.objects.count()
    page = apply(client)
    assert "Nothing was applied: somebody changed a record" in page.text
    assert page.context["rows"][1].fields[0].before == "Mine"
    assert TrailEntry.objects.count() == before
    assert "Done: 2 records" in apply(client).text


def test_what_can_no_longer_be_changed_is_told(as_, people):
    first, second = factories.action(title="One"), factories.action(title="Two")
    client = as_(Role.EDITOR)
    hand_in(client, f"Reference,Evidence\n{first.identifier},Seen\n{second.identifier},Seen\n")
    move(people[Role.CONTRIBUTOR], second, Verb.SUBMIT, version=1)
    response = apply(client)
    assert "waiting for approval" in faults_of(response)[0][2]
    first.refresh_from_db()
    assert first.version == 1


def test_it_is_applied_once_and_not_after_an_hour(as_):
    client = as_(Role.EDITOR)
    hand_in(client, "What will be done,Lead organisation\nHomes,ORG-A\n")
    number = TakeIn.objects.get().pk
    apply(client)
    again = client.post(f"{ADDRESS}/{number}", follow=True)
    assert "Hand it in again" in again.text
    hand_in(client, "What will be done,Lead organisation\nTrees,ORG-A\n")
    TakeIn.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    assert "Hand it in again" in apply(client).text
    hand_in(as_(Role.LEAD), "What will be done,Lead organisation\nHubs,ORG-A\n")
    assert TakeIn.objects.count() == 1  # what is too old is forgotten
    assert Record.objects.filter(kind="actions").count() == 1


def test_a_demoted_writer_applies_nothing(as_, people):
    client = as_(Role.EDITOR)
    hand_in(client, "What will be done,Lead organisation\nHomes,ORG-B\n")
    people[Role.EDITOR].role = Role.CONTRIBUTOR
    people[Role.EDITOR].organisation = "ORG-A"
    people[Role.EDITOR].save()
    assert "of your own organisation" in faults_of(apply(client))[0][2]


def test_a_long_preview_comes_in_pages(as_):
    rows = "".join(f"Action {n},ORG-A\n" for n in range(120))
    page = hand_in(as_(Role.EDITOR), f"What will be done,Lead organisation\n{rows}")
    assert "Apply all 120" in page.text
    held = TakeIn.objects.get()
    assert len(as_(Role.EDITOR).get(f"{ADDRESS}/{held.pk}?page=2").context["rows"]) == 20


def test_applying_holds_the_trail_before_any_record_as_every_change_does(as_, django_assert_max_num_queries):
    hand_in(as_(Role.EDITOR), "What will be done,lead\nOpen a hub,ORG-A\n")
    held = TakeIn.objects.get()
    with django_assert_max_num_queries(100) as asked:
        assert keeping.apply(held) == 1
    tables = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    wanted = ("register_trailhead", "register_takein")
    assert next(name for sql in tables for name in wanted if name in sql) == "register_trailhead"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_kind_with_a_stage_of_its_own_goes_out_and_comes_back(as_, ending):
    client = as_(Role.EDITOR)
    made = factories.record("logic-items", workstream="WS-A", stage="input", position=1, text="Money")
    answer = client.get(f"/desk/logic-items.{ending}")
    out = answer.getvalue()
    if ending == "xlsx":
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(out))["Logic models"]]
        out = [[("More money" if cell == "Money" else cell) for cell in row] for row in rows]
    else:
        out = out.decode().replace("Money", "More money")
    page = hand_in(client, out, "out.csv", "/desk/logic-items/take-in")
    assert page.status_code == 200
    assert [row["identifier"] for row in TakeIn.objects.get().planned] == [made.identifier]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_two_columns_of_a_kind_have_one_heading(kind):
    for sheet in (working_sheet(kind, [], {}), public_sheet(kind, [], {})):
        labels = [label.casefold() for label in sheet.labels]
        assert len(set(labels)) == len(labels)
