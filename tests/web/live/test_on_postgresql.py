"""The rules, actions, trail and files of the register once more, on PostgreSQL."""

import os
import re
import subprocess
import sys

import pytest

from tests.web.live.servers import ROOT

# Files of tests/web that ask the database more than a list; those that are there are run.
AGAIN = (
    "register/test_access.py",
    "register/test_actions.py",
    "register/test_files.py",
    "register/test_filters.py",
    "register/test_rules.py",
    "register/test_derive.py",
    "register/test_merging.py",
    "test_reminders.py",
)


@pytest.fixture(scope="module")
def outcome(postgresql):
    there = [f"tests/web/{name}" for name in AGAIN if (ROOT / "tests" / "web" / name).exists()]
    environment = {**os.environ, "EQUITYTOWN_DATABASE": postgresql.database("again")}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *there]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_it_works(outcome):
    assert outcome.returncode == 0, outcome.stdout


def test_nothing_was_left_out(outcome):
    assert re.search(r"^\d{2,} passed in ", outcome.stdout, re.MULTILINE), outcome.stdout
