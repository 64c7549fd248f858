"""The commands of the register, as an operator runs them on an installation of their own."""

import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from tests.web.live.servers import ROOT, Client, Installation


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An installation on SQLite that was set up."""
    made = Installation(tmp_path_factory.mktemp("commands"))
    done = made.command("setup")
    assert done.returncode == 0, done.stderr
    return made


def test_it_works(own):
    again = own.command("setup", "--json", "--address", "https://register.example.org")
    assert json.loads(again.stdout)["link"].startswith("https://register.example.org/account/join/")


def test_the_register_goes_out_and_what_is_there_is_not_taken_in_again(own, tmp_path):
    place = tmp_path / "luton"
    shutil.copytree(ROOT / "places" / "luton", place)
    done = own.command("export", place)
    assert "The trail ends at entry" in done.stdout
    assert own.command("load", place).stdout == "Every record was there already.\n"
    assert own.command("verify", "--anchor", place / "trail-head.json", "--quiet").returncode == 0
    checked = subprocess.run(
        [sys.executable, "-m", "equitytown", "check", place, "--quiet"],
        env=own.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stderr) == (0, "")


def test_what_is_not_in_order_ends_with_1(own):
    done = own.command("check", "--json")
    told = {one["what"]: one["ok"] for one in json.loads(done.stdout)["looked_at"]}
    assert (done.returncode, [what for what, well in told.items() if not well]) == (1, ["backup"])


def test_an_invitation_is_a_link_and_wrong_ones_are_sentences(own):
    made = own.command("invite", "jo@example.org", "--name", "Jo", "--role", "editor", "--json")
    assert "/account/join/" in json.loads(made.stdout)["link"]
    for words, sentence in (
        (("jo", "--name", "Jo", "--role", "editor"), "Enter an address such as name@example.org."),
        (("al@example.org", "--name", "Al", "--role", "boss"), '"boss" is no role.'),
        (
            ("al@example.org", "--name", "Al", "--role", "lead", "--organisation", "ORG-999"),
            "ORG-999 is not one of the organisations.",
        ),
    ):
        done = own.command("invite", *words)
        assert done.returncode == 1
        assert sentence in done.stderr


def test_a_dry_run_sends_nothing(own):
    assert json.loads(own.command("remind", "--dry-run", "--json").stdout)["dry_run"] is True


def test_a_changed_entry_is_a_sentence_and_exit_1(own, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with (
        closing(sqlite3.connect(own.folder / "data" / "register.sqlite3")) as held,
        closing(sqlite3.connect(folder / "register.sqlite3")) as copy,
    ):
        held.backup(copy)
        copy.execute("DROP TRIGGER register_trailentry_no_UPDATE")
        copy.execute("UPDATE register_trailentry SET reason = 'x' WHERE number = 5")
        copy.commit()
    done = own.command("verify", "--data", folder)
    assert (done.returncode, done.stderr) == (1, "Entry 5 was changed after it was written.\n")


def test_a_wrong_setting_is_a_sentence(own):
    broken = Installation(own.folder, "mysql://somewhere/register")
    done = broken.command("check")
    assert done.returncode == 1
    assert "EQUITYTOWN_DATABASE must begin with postgresql://" in done.stderr


def test_serving_takes_another_port_where_its_own_is_in_use_and_ends_with_ctrl_c(own, luton_edition):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-u", "-m", "equitytown", "serve", own.place, "--register", "--port", port]
        command += ["--data", own.folder / "data", "--out", luton_edition.parent]
        with subprocess.Popen(
            [str(word) for word in command], env=own.environment, cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            guard = threading.Timer(120, process.kill)
            guard.start()
            try:
                _serves(process, port)
            finally:
                guard.cancel()
                process.kill()


def _serves(process: "subprocess.Popen[str]", port: int) -> None:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "The register is at" in line:
            break
    assert f"Port {port} is in use by another program" in "".join(said), said
    client = Client(int(said[-1].split("127.0.0.1:")[1].split()[0]))
    assert client.get("/")[0] == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    with pytest.raises(ConnectionError):
        client.get("/")
