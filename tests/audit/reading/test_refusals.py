"""Files that cannot or should not be read: each is made here, and told by its own sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
import typst

from equitytown.audit.reading import Asked, pdf_pages, read_published, read_text
from equitytown.audit.reading.pdf import parts_of_pdf
from equitytown.audit.reading.pdf_pages import UnreadableError
from equitytown.errors import InputError
from tests.audit.reading import files

TYPES, BODY = "[Content_Types].xml", "word/document.xml"
WORDS = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><w:document/>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {TYPES: b"<Types/>", **parts}.items():
            archive.writestr(name, content)
    return held.getvalue()


def drawn(source: str) -> bytes:
    held: bytes = typst.compile(source.encode())
    return held


def locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        book.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def unworked() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("Measure", "Luton", "England"), ("Smoking (%)", "=1+1", 3)):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing in it": ("t.txt", lambda: b"", "It is empty"),
    "only spaces": ("t.txt", lambda: b" \n\n ", "nothing stands in it"),
    "a picture": ("t.png", lambda: b"\x89PNG", r"t.png is of a kind that is not read. Give pasted text \(.txt\)"),
    "an old document": ("t.doc", lambda: OLD, "is of a kind that is not read"),
    "bytes that are no text": ("t.txt", lambda: b"Measure\x00\tLuton", "bytes that are no text"),
    "a PDF that says it is text": ("t.csv", lambda: b"%PDF-1.7", "It is a PDF, whatever its name says"),
    "a broken quotation": ("t.csv", lambda: b'Measure,Luton\n"Smoking,1\n', "quotation marks do not pair up"),
    "text that says it is a workbook": ("t.xlsx", lambda: b"Measure,Luton", "It is no .xlsx workbook"),
    "a workbook with a password": ("t.xlsx", lambda: OLD, "locked with a password, or saved by an old Office"),
    "formulas never worked out": ("t.xlsx", unworked, r"1 cells hold formulas that were never .*first: Sheet!B2"),
    "a document with a password": ("t.docx", lambda: OLD, "Save it anew as .docx, without a password"),
    "an archive that is no document": ("t.docx", packed, "It is no Word document"),
    "a document with macros": (
        "t.docx", lambda: packed(**{BODY: WORDS, "word/vbaProject.bin": b"0"}), "It holds macros",
    ),
    "a document whose XML grows": ("t.docx", lambda: packed(**{BODY: BOMB}), "declares entities"),
    "a document that unpacks without end": (
        "t.docx", lambda: packed(**{BODY: b" " * 101_000_000}), "unpacks to more than 100,000,000",
    ),
    "a document whose XML is broken": ("t.docx", lambda: packed(**{BODY: b"<w:p>"}), "is damaged and cannot be read"),
    "a document with nothing in it": ("t.docx", lambda: packed(**{BODY: WORDS}), "nothing stands in it"),
    "text that says it is a page": ("t.html", lambda: b"Measure, Luton", "It is no web page"),
    "a PDF that says it is a page": ("t.html", lambda: b"%PDF-1.7", "It is a PDF"),
    "a page whose entities grow": (
        "t.html", lambda: b'<!DOCTYPE html [<!ENTITY a "&a;&a;">]><html><p>&a;</p></html>', "declares entities",
    ),
    "a page that says it is text": ("t.txt", lambda: b"<!doctype html><html>", "It is a web page"),
    "text that says it is a PDF": ("t.pdf", lambda: b"Measure", "It is no PDF"),
    "a PDF cut off": ("t.pdf", lambda: drawn("Some text")[:300], "damaged and cannot be read"),
    "a scan": ("t.pdf", lambda: drawn("#rect(width: 5cm)"), "pictures of pages .* Give the table as .xlsx"),
    "a PDF with a password": ("t.pdf", lambda: locked(drawn("Some text, long enough")), "locked with a password"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, kind: str) -> None:
    name, content, told = REFUSED[kind]
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(InputError, match=told) as refused:
        read_published(path)
    assert str(refused.value).rstrip().endswith((".", "?"))


def test_every_fault_of_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "-t.docx"
    path.write_bytes(packed(**{BODY: WORDS, "word/vbaProject.bin": b"0", "word/activeX/a.xml": b""}))
    with pytest.raises(InputError, match=r"\(3 faults\):\n.*\n.*\n"):
        read_published(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        read_published(tmp_path / "none.txt")


def test_a_pdf_of_too_many_pages_or_minutes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.pdf"
    path.write_bytes(drawn("A text\n#pagebreak()\nof two pages"))
    monkeypatch.setattr(pdf_pages, "MOST_PAGES", 1)
    with pytest.raises(UnreadableError, match="it has 2 pages, and 1 are the most"):
        pdf_pages.read(path)
    with pytest.raises(InputError, match=r"took more than 0.01 seconds"):
        parts_of_pdf(path, seconds=0.01)


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'has no sheet "Outcomes". Its sheets are: Measures'):
        read_published(files.as_book(tmp_path), asked=Asked(sheet="Outcomes"))
    with pytest.raises(InputError, match=r"has no sheets. Leave --sheet out"):
        read_published(files.as_csv(tmp_path), asked=Asked(sheet="Outcomes"))


LONG = "Area\tIndicator\tPeriod\tValue\nLuton\tSmoking\t2021\t14\nEngland\tSmoking\t2021\t13\n"
OURS = "Measure\tOurtown\tEngland\nSmoking\t14\t13\n"


def test_a_table_of_another_kind_is_refused_with_what_was_found_and_how_to_help() -> None:
    with pytest.raises(InputError, match=r'Recognised: "Indicator" as measure.* It looks like a long table'):
        read_text(LONG)
    with pytest.raises(InputError, match=r'Not recognised: "Ourtown"\..* --place-name, and which sheet with --sheet'):
        read_text(OURS)
    assert read_text(OURS, asked=Asked("Ourtown")).tables[0].place_name == "Ourtown"


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(files.as_book(tmp_path))
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(tmp_path / "two.xlsx")
    path = tmp_path / "two.xlsx"
    with pytest.raises(InputError, match="never worked out"):  # openpyxl keeps no formula's value
        read_published(path)
    book["Measures"]["E2"] = 5.7
    book.save(path)
    assert read_published(path).unread == ("Hidden sheets: Old.",)
