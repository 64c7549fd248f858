# ruff: noqa: E501  # forms stand in few lines
"""Files of the edition: inside its folder and nowhere else, whatever the address says."""

import logging
from urllib.parse import quote

import pytest
import yaml
from django.conf import settings
from django.http import Http404

from equitytown.web.reader.edition import file_of_edition

OUTSIDE = "secret words outside"
UP = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%252f",
    "..\\",
    "..%5c",
    "....//",
    "..;/",
    ".%2e/",
    "..%c0%af",
    "..%ef%bc%8f",
)
WHAT = ("outside.txt", "secret-key", "register.sqlite3", "../../../../../../etc/passwd")
FORMS = (
    *(up * times + what for up in UP for times in (1, 3) for what in WHAT),
    *(f"data/{up}{up}outside.txt" for up in UP),
    "/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "file:///etc/passwd", "C:/windows/win.ini", "\\\\host\\share", "~/x",
    "index.html/../../outside.txt", "index.html/x", "index.html%00.txt", "%00", "outside.txt%00index.html", ".", "..", "./",
    "data", "data/", "data/.", "leads-out", "leads-out-folder/outside.txt", "leads-nowhere", "round", "data/up/outside.txt",
    "x" * 300, "x/" * 2_000, "con", "nul", "index.html:stream", "INDEX.HTML/", "\u202e", "%ff%fe", "%u002e%u002e/outside.txt",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def edition():
    """A small edition with links that lead outwards, in the folder of these tests."""
    named = str(yaml.safe_load((settings.CONFIG.place / "report.yaml").read_text(encoding="utf-8"))["edition"])
    folder = settings.CONFIG.editions / named
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>inside</h1>")
    (folder / "data" / "a table.csv").write_text("inside")
    for path in (settings.CONFIG.editions / "outside.txt", settings.CONFIG.data / "outside.txt"):
        path.write_text(OUTSIDE)
    (folder / "leads-out").symlink_to(settings.CONFIG.editions / "outside.txt")
    (folder / "leads-out-folder").symlink_to(settings.CONFIG.editions, target_is_directory=True)
    (folder / "data" / "up").symlink_to("../..", target_is_directory=True)
    (folder / "leads-nowhere").symlink_to("nowhere")
    (folder / "round").symlink_to("round")
    (folder / "within.html").symlink_to("index.html")
    yield folder
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_symlink() or path.is_file() else path.rmdir()
    folder.rmdir()
    (settings.CONFIG.editions / "outside.txt").unlink()
    (settings.CONFIG.data / "outside.txt").unlink()


def read(response):
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def test_it_works(client, edition):
    assert edition.exists()
    for path in ("index.html", "within.html", quote("data/a table.csv")):
        response = client.get(f"/edition/{path}")
        assert response.status_code == 200
        assert "inside" in read(response)
    assert response.headers["Content-Type"].startswith("text/csv")


def test_there_are_enough_forms():
    assert len(set(FORMS)) >= 100


@pytest.mark.usefixtures("edition")
def test_no_form_of_an_address_leads_outside(client):
    for form in FORMS:
        response = client.get(f"/edition/{form}")
        assert response.status_code in {301, 404}, form
        assert OUTSIDE not in read(response), form
        assert "root:" not in read(response), form
    for path in ("a\x00b", "\x00", "../outside.txt", "/etc/passwd", "leads-out", "x" * 5_000, "\udcff"):
        with pytest.raises(Http404):
            file_of_edition(path)


@pytest.mark.usefixtures("edition")
def test_static_files_stay_inside_too(client):
    for up in UP:
        assert client.get(f"/static/{up * 4}secret-key").status_code == 404


def test_without_an_edition_there_is_no_file(client):
    assert client.get("/edition/index.html").status_code == 404
