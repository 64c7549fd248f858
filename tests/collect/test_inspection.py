"""Files that should not be taken in: each is made here, and told by its own sentence."""

import io
import os
import zipfile

import pytest
import xlsxwriter
from typer.testing import CliRunner

from equitytown import cli
from equitytown.collect import archives
from equitytown.collect.inspection import Limits, faults_of, refuse_hostile
from equitytown.collect.names import name_faults
from equitytown.collect.personal import is_nhs_number
from equitytown.errors import InputError

PLAIN = 'ward,age,referrals,change\nBiscot,0-4,"1,204",-3.5\nDallow,5-9,*,+2\nFarley,75+,-,\u2013\n'
SHEET = '<worksheet><sheetData><row><c t="n"><v>1</v></c></row></sheetData></worksheet>'
BOOK = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": SHEET}


def saved(folder, name, content, encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def packed(parts, *, change=lambda _: None):
    """An archive of parts, each stored with whatever is changed in its header."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)
            archive.writestr(info, content)
    return held.getvalue()


def book(folder, rows, name="table.xlsx"):
    path = folder / name
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet("Data")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return path


def linked(info):
    if "link" in info.filename:
        info.external_attr = 0o120777 << 16


def locked(data):
    """Set the flag of a password in both headers of the first part."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data = data[:at] + b"\x01\x00" + data[at + 2 :]
    return data


def lying(data):
    """Say in both headers of the last part that it unpacks to ten bytes."""
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(mark) + place
        data = data[:at] + (10).to_bytes(4, "little") + data[at + 4 :]
    return data


ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
SECOND = "xl/worksheets/sheet2.xml"
SUMS = "<worksheet><c><f>1+1</f></c><c><f t='a'/></c></worksheet>"
BOOKS = {
    "unpacks without end": (packed({**BOOK, SECOND: b" " * 60_000_000}), "unpacks to more than 50,000"),
    "unpacks without end, a little in each part": (
        packed({**BOOK, **{f"xl/worksheets/s{i}.xml": b" " * 3_000_000 for i in range(20)}}), "unpacks to more than",
    ),
    "says it is small": (lying(packed({**BOOK, SECOND: b"<" + b" " * 9_000_000})), "made to deceive"),
    "too many parts": (packed({f"p{i}": "" for i in range(1001)}), "1,001 parts, and 1,000 are the most"),
    "entities that grow": (packed({**BOOK, "xl/worksheets/sheet1.xml": ENTITY}), "declares entities"),
    "entities in wide letters": (packed({**BOOK, SECOND: ENTITY.encode("utf-16")}), "declares entities"),
    "entities after a long space": (
        packed({**BOOK, "xl/worksheets/sheet1.xml": " " * 65_530 + ENTITY}), "declares entities",
    ),
    "macros": (packed({**BOOK, "xl/vbaProject.bin": b"\x00"}), "holds macros"),
    "old macros": (packed({**BOOK, "xl/macrosheets/sheet1.xml": "<a/>"}), "holds macros"),
    "links": (packed({**BOOK, "xl/externalLinks/externalLink1.xml": "<a/>"}), "linked to other workbooks"),
    "embedded files": (packed({**BOOK, "xl/embeddings/oleObject1.bin": b"\x00"}), "Other files are embedded"),
    "a connection": (packed({**BOOK, "xl/connections.xml": "<a/>"}), "fetches data from elsewhere"),
    "a workbook within": (packed({**BOOK, "xl/inner.xlsx": packed(BOOK)}), "packed inside it"),
    "a part that climbs": (packed({**BOOK, "../../etc/passwd": "x"}), "put into another folder"),
    "a part from the root": (packed({**BOOK, "/etc/passwd": "x"}), "put into another folder"),
    "a part with backslashes": (packed({**BOOK, "..\\..\\windows\\x.ini": "x"}), "put into another folder"),
    "a link": (packed({**BOOK, "xl/link.xml": "/etc/passwd"}, change=linked),
               "link to another file"),
    "a password": (locked(packed(BOOK)), "locked with a password"),
    "two of one name": (packed({**BOOK, "XL/WORKBOOK.XML": "<workbook/>"}), "two parts of one name"),
    "no workbook": (packed({"word/document.xml": "<w/>"}), "is no .xlsx workbook"),
    "cut off": (packed(BOOK)[:-30], "is no .xlsx workbook"),
    "bytes changed": (packed(BOOK).replace(b"PK\x01\x02", b"PK\x01\x09", 1), "made to deceive|no .xlsx workbook"),
    "text": (b"ward,count\nA,1\n", "is no .xlsx workbook"),
    "a cell at the end of the world": (
        packed({**BOOK, SECOND: SHEET.replace("<c ", "<c r='XFD1048576' ")}),
        "reaches to row 1,048,576 and column 16,384",
    ),
    "a row at the end of the world": (
        packed({**BOOK, SECOND: SHEET.replace("<row>", '<row r = "1048576">').replace("<c ", '<c r="ZZ1" ')}),
        "reaches to row 1,048,576 and column 702",
    ),
    "wide letters at the end of the world": (
        packed({**BOOK, "xl/other.xml": SHEET.replace("<c ", '<c r="XFD1048576" ').encode("utf-16")}),
        "reaches to row 1,048,576",
    ),
    "formulas": (packed({**BOOK, SECOND: SUMS}),
                 "holds 2 formulas. Paste the values"),
    "a formula across two pieces": (
        packed({**BOOK, "xl/worksheets/sheet1.xml": " " * 65_535 + "<f>1+1</f>" + " " * 70_000}), "holds 1 formulas",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOOKS)
def test_workbooks_that_should_not_be_opened_are_told(tmp_path, kind):
    content, told = BOOKS[kind]
    faults = faults_of(saved(tmp_path, "table.xlsx", content))
    assert len(faults) == 1, faults
    with pytest.raises(InputError, match=told):
        refuse_hostile(tmp_path / "table.xlsx")


TEXTS = {
    "a program": (b"MZ\x90\x00" + b"\x00" * 50, "It is a program"),
    "a workbook": (packed(BOOK), "It is a workbook or an archive"),
    "a PDF": (b"%PDF-1.7 x", "It is a PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "It is an old Office document"),
    "noughts": (b"ward,count\nA\x00,1\n", "bytes that are no text"),
    "a web page": ("<!DOCTYPE html><html><body>Proxy: access denied</body></html>", "It is a web page"),
    "a web page behind spaces": ("\n\n  <HTML>", "It is a web page"),
    "a line without end": ("ward,count\n" + "a" * 300_000 + ",1\n", "more than 100,000 letters"),
    "one line": ("a," * 200_000, "more than 100,000 letters"),
    "a formula": ('ward,count\n"=HYPERLINK(""http://x"")",1\nB,2\n', r"1 cells begin like a formula \(first: row 2\)"),
    "a command": ("ward,count\n@SUM(1),1\n+cmd|' /C calc'!A0,2\n", "2 cells begin like a formula"),
    "a wide formula": ("ward,count\n\uff1d1+1,1\n", "1 cells begin like a formula"),
    "a broken quotation": ('ward,count\n"A,1\n' + "x" * 140_000 + "\n", "letters|do not pair up"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_that_should_not_be_read_are_told(tmp_path, kind):
    content, told = TEXTS[kind]
    with pytest.raises(InputError, match=told):
        refuse_hostile(saved(tmp_path, "table.csv", content))


PERSONAL = {
    "NHS numbers with spaces": ("id,n\n943 476 5919,1\n", 'Column "id" holds 1 NHS numbers'),
    "NHS numbers": ("id,n\n9434765919,1\n9434765870,2\n", 'Column "id" holds 2 NHS numbers'),
    "NHS numbers, one mistyped": ("id,n\n9434765919,1\n9434765870,2\n9434765871,3\n", "holds 2 NHS numbers"),
    "NHS numbers beside a heading with commas": ('"a, b, c, d";id\nx;9434765919\n', 'Column "id" holds 1 NHS numbers'),
    "postcodes": ("where,n\nLU1 2AA,1\nlu40ab,2\n", 'Column "where" holds 2 postcodes'),
    "e-mail addresses": ("who,n\nann@example.org,1\n", 'Column "who" holds 1 e-mail addresses'),
    "dates of birth": ("Date of birth,n\n1950-01-31,1\n", 'Column "Date of birth" tells of single people'),
    "names": ("Surname,n\nSmith,1\n", 'Column "Surname" tells of single people'),
    "no heading": ("9434765919,1\n9434765870,2\n", "Column number 1 holds 2 NHS numbers|holds 2 NHS numbers"),
}


@pytest.mark.parametrize("kind", PERSONAL)
def test_personal_data_is_told_and_never_repeated(tmp_path, kind):
    content, told = PERSONAL[kind]
    with pytest.raises(InputError, match=told) as error:
        refuse_hostile(saved(tmp_path, "table.csv", content))
    detail = content.splitlines()[1].partition(",")[0]
    assert detail not in str(error.value)


def test_personal_data_in_a_workbook_is_told_with_its_sheet(tmp_path):
    path = book(tmp_path, [["who", "count"], ["ann@example.org", 1], [9434765919, 2]])
    assert faults_of(path) == (
        'Column "who" of sheet "Data" holds 1 e-mail addresses. Take the column out; hand over counts, not people.',
        'Column "who" of sheet "Data" holds 1 NHS numbers. Take the column out; hand over counts, not people.',
    )


@pytest.mark.parametrize(
    "rows", [PLAIN, PLAIN.replace(",", ";"), "count\n1234567890\n9434765919\n", "code\nE06000032\nLU1 2\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_tables_are_taken_in(tmp_path, rows, encoding):
    assert faults_of(saved(tmp_path, "table 2023.csv", rows, encoding)) == ()


def test_a_workbook_whose_sheet_cannot_be_read_is_told(tmp_path):
    plain = book(tmp_path, [["ward", "count"], ["Biscot", 12]])
    with zipfile.ZipFile(plain) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b't="s"', b't="s', 1)
    path = saved(tmp_path, "damaged.xlsx", packed(parts))
    assert faults_of(path) == ("It is damaged: a sheet of it cannot be read. Save it anew as .xlsx.",)


def test_plain_workbooks_are_taken_in(tmp_path):
    assert faults_of(book(tmp_path, [["ward", "count"], ["Biscot", 12], ["Dallow", -3.5]])) == ()


NAMES = {
    "../table.csv": "leads to another folder", "a\\b.csv": "leads to another folder", "c:table.csv": "leads to another",
    "tab\u202elsc.csv": "cannot be seen", "ta\x00ble.csv": "cannot be seen", "CON.csv": "means something else",
    ".table.csv": "means something else", "-rf.csv": "means something else", "table.csv ": "means something else",
    "table.exe.csv": "is that of a program", "table.svg": "is that of a program", "a" * 130 + ".csv": "134 letters",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_elsewhere_or_deceive_are_told(name):
    assert NAMES[name] in " ".join(name_faults(name))


def test_what_is_no_file_of_a_kind_is_told(tmp_path):
    table = saved(tmp_path, "table.csv", PLAIN)
    (tmp_path / "link.csv").symlink_to(table)
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("link.csv", "pipe.csv"):
        assert "It is a link, a folder or a device" in faults_of(tmp_path / name)[0]
    assert "It is a link, a folder" in faults_of(tmp_path)[-1]
    assert faults_of(saved(tmp_path, "empty.csv", "")) == ("It is empty.",)
    assert "Files ending in .docx are not taken" in faults_of(saved(tmp_path, "a.docx", "x"))[0]
    assert "Files ending in nothing" in faults_of(saved(tmp_path, "table", "x"))[0]
    assert "and 10 are the most. Hand over less" in faults_of(table, limits=Limits(size=10))[0]
    with pytest.raises(InputError, match="there is no file"):
        faults_of(tmp_path / "nowhere.csv")


def test_every_fault_of_a_file_is_told(tmp_path):
    path = saved(tmp_path, "-a.exe.xlsx", packed({**BOOK, "xl/vbaProject.bin": b"\x00", "../x": "x"}))
    with pytest.raises(InputError, match=r"is not taken in \(4 faults\):") as error:
        refuse_hostile(path)
    assert str(error.value).count("\n  ") == 4


def test_an_nhs_number_has_ten_figures_and_a_check_digit():
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("943476591")
    assert not is_nhs_number("94347659190")
    assert not is_nhs_number("1000000010")  # its check would be 10, which no figure is


def test_nothing_is_read_beyond_the_most_bytes(tmp_path, monkeypatch):
    pieces = []
    plain = archives._searched
    monkeypatch.setattr(
        archives, "_searched", lambda part, most, **o: pieces.append(plain(part, most, **o)) or pieces[-1]
    )
    data = packed({**BOOK, "xl/worksheets/sheet2.xml": b" " * 40_000_000})
    assert faults_of(saved(tmp_path, "t.xlsx", lying_large(data)), limits=Limits(unpacked=1_000_000))
    assert sum(found.size for found in pieces) < 2_000_000


def lying_large(data):
    """Say in the directory that the last part unpacks to little, so that its header does not give it away."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + (900_000).to_bytes(4, "little") + data[at + 4 :]


def test_the_command_says_whether_a_file_can_be_taken_in(tmp_path):
    run = CliRunner().invoke
    good, bad = saved(tmp_path, "good.csv", PLAIN), saved(tmp_path, "bad.csv", "<html>")
    done = run(cli.app, ["inspect", str(good)])
    assert (done.exit_code, done.stdout.strip()) == (0, "good.csv can be taken in.")
    done = run(cli.app, ["inspect", str(bad)])
    assert done.exit_code == cli.Exit.FAULTS
    assert "It is a web page" in done.stderr
    done = run(cli.app, ["inspect", str(bad), "--json"])
    assert '"ok": false' in done.stdout
    assert run(cli.app, ["inspect", str(tmp_path / "nowhere.csv")]).exit_code == cli.Exit.FAULTS
