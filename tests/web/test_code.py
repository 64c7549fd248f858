"""What the application's code and templates never hold, read from the code itself."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.web.routes import ROWS, SIGN_IN, routes

SOURCE = Path(__file__).parents[2] / "src" / "equitytown"
WEB = SOURCE / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))
CODE = sorted(SOURCE.rglob("*.py"))

FORBIDDEN = {
    "eval", "exec", "__import__", "pickle", "marshal", "shelve", "joblib", "dill", "yaml.load", "yaml.unsafe_load",
    "yaml.full_load", "os.system", "os.popen", "read_pickle", "csrf_exempt", "xml.dom", "xml.sax",
}  # fmt: skip
STATEMENTS = {"raw", "RawSQL", "extra"}  # statements of our own would go around the query builder
# Where a text is called safe for a page, and why it is.
SAFE = {
    "register/templatetags/register.py": "nh3 let only a few tags through",
    "register/composing/logic.py": "our own writer of drawings escapes every text",
    "register/composing/testing.py": "our own writer of drawings escapes every text",
    "register/templatetags/composing.py": "an empty text",
}
# The homes of what writes records, their public faces, updates and the trail.
WRITERS = {"register/actions.py", "register/derive.py", "register/files.py", "register/trail.py"}
KEPT = {"Record", "Publication", "Update", "TrailEntry", "TrailHead", "Link", "Scope"}
WRITING = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save"}
HELD = {"record", "part", "face", "public", "update", "entry", "head", "publication"}  # what such a row is called
NETWORK = {"httpx2", "requests", "urllib.request", "http.client", "ftplib", "telnetlib", "socket", "aiohttp"}
# Modules of the application that open a connection, and to where.
CONNECTS: dict[str, str] = {}


def name_of(node):
    """Give the dotted name of an expression, as far as it is one."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{name_of(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


@cache
def tree(path):
    """Give every part of a file's code."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def calls(path):
    """Give each call of a file: its dotted name and the call."""
    for node in tree(path):
        if isinstance(node, ast.Call):
            yield name_of(node.func), node


def imported(path):
    for node in tree(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def is_home(path, homes):
    return str(path.relative_to(WEB)) in homes


def test_nothing_reckons_or_unpacks_what_it_is_given():
    for path in CODE:
        for name, call in calls(path):
            last_two = ".".join(name.split(".")[-2:])
            assert not {name, last_two} & FORBIDDEN, (path, name)
            assert not any(k.arg == "shell" for k in call.keywords), (path, name)
            if WEB in path.parents:
                assert name.rpartition(".")[2] not in STATEMENTS, (path, name)
        assert not {name.partition(".")[0] for name in imported(path)} & FORBIDDEN, path


def test_text_is_called_safe_in_reviewed_places_alone():
    found = {
        str(p.relative_to(WEB))
        for p in WEB.rglob("*.py")
        for name, _ in calls(p)
        if name.endswith(("mark_safe", "SafeString"))
    }
    assert found <= set(SAFE)


def test_what_is_formatted_as_html_has_its_form_written_out():
    for path in WEB.rglob("*.py"):
        for name, call in calls(path):
            if name.endswith("format_html"):
                assert isinstance(call.args[0], ast.Constant), path
            if name.endswith("format_html_join"):
                assert all(isinstance(word, ast.Constant) for word in call.args[:2]), path


def test_records_and_the_trail_are_written_in_their_homes_alone():
    for path in WEB.rglob("*.py"):
        if is_home(path, WRITERS) or "migrations" in path.parts or path.name == "models.py":
            continue
        for name, _ in calls(path):
            first, _, last = name.partition(".")
            assert name not in KEPT - {"Update", "Record"}, (path, name)  # one that is not saved says what its kind is
            assert not (first in KEPT and last.rpartition(".")[2] in WRITING), (path, name)
            assert not (name.endswith(".save") and name.split(".")[-2] in HELD), (path, name)


def test_the_application_opens_no_connection():
    for path in WEB.rglob("*.py"):
        if str(path.relative_to(WEB)) not in CONNECTS:
            assert not set(imported(path)) & NETWORK, path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_escapes_everything_and_holds_no_style_script_or_handler(path):
    text = path.read_text(encoding="utf-8")
    for never in (
        r"\|\s*safe\b", r"\|\s*safeseq\b", r"autoescape\s+off", r"<script\b", r"<style\b", r"\sstyle\s*=",
        r"\son[a-z]+\s*=", r"javascript:", r"<iframe\b", r"<object\b", r"<embed\b", r"<base\b", r"\{%\s*debug",
        r"srcdoc", r"http-equiv",
    ):  # fmt: skip
        assert not re.search(never, text, re.IGNORECASE), never
    assert not re.search(r"[\w-]=\{\{", re.sub(r'"[^"]*"', '""', text)), "an attribute without quotes"


def test_each_form_that_is_posted_holds_its_token():
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.DOTALL):
            assert "{% csrf_token %}" in form, path


def decorators(view):
    """Give the names of a view's decorators, from its source."""
    path = SOURCE.parent / Path(*view.__module__.split(".")).with_suffix(".py")
    found = next(
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == view.__name__
    )  # fmt: skip
    return [name_of(d.func if isinstance(d, ast.Call) else d).rpartition(".")[2] for d in found.decorator_list]


def test_each_view_of_ours_says_its_methods_and_who_must_be_signed_in():
    held = routes()
    for row in ROWS:
        view = held[row.name].callback
        if not view.__module__.startswith("equitytown."):
            continue
        if hasattr(view, "view_class"):  # the library's own forms, which say their methods and who may send them
            continue
        found = decorators(view)
        assert any(name.startswith("require_") for name in found), row.name
        if set(row.answers["GET", "own"]) & {SIGN_IN} or view.__module__.startswith("equitytown.web.register"):
            assert "login_required" in found, row.name
            assert found.index("login_required") == 0, (row.name, "the sign-in is asked for first")
