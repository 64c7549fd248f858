"""The settings as they are behind HTTPS, in a process of their own, for no other settings fit into this one."""

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json, django
from django.test import Client
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from django.conf import settings
from equitytown.web.accounts.models import User
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
User.objects.create_user("a@example.org", "a long enough pass phrase", name="A", organisation="ORG-A")
client = Client(headers={"host": "town.example", "x-forwarded-proto": "https"})
page = client.get("/account/login/")
told = {"login": "a@example.org", "password": "a long enough pass phrase"}
entered = client.post("/account/login/", told)
plain = Client(headers={"host": "town.example"}).get("/")
wrong = Client(headers={"host": "evil.example"}).get("/")
public = client.__class__(headers={"host": "town.example", "x-forwarded-proto": "https"}).get("/")
print(json.dumps({
    "statuses": [page.status_code, entered.status_code, plain.status_code, wrong.status_code, public.status_code],
    "to": plain["Location"],
    "hsts": [r.get("Strict-Transport-Security", "") for r in (page, entered, public)],
    "policies": [r.get("Content-Security-Policy", "") for r in (page, entered, plain, wrong, public)],
    "kinds": [r.get("X-Content-Type-Options", "") for r in (page, entered, plain, wrong, public)],
    "cookies": {n: [m["secure"], m["httponly"], m["path"], m["domain"], m["samesite"]]
                for r in (page, entered) for n, m in r.cookies.items()},
    "public": list(public.cookies),
}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Give the environment of a server behind HTTPS, with a folder of its own."""
    folder = tmp_path_factory.mktemp("secure")
    for name in ("fonts", "static"):
        (folder / name).mkdir()
    told = {name: value for name, value in os.environ.items() if not name.startswith(("EQUITYTOWN_", "DJANGO_"))}
    return told | {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "equitytown.web.settings",
        "EQUITYTOWN_PLACE": os.environ["EQUITYTOWN_PLACE"],
        "EQUITYTOWN_DATA": str(folder),
        "EQUITYTOWN_HOSTS": "town.example",
    }


def run(environment, *command):
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_works(environment):
    done = run(environment, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_cookies_and_headers_are_for_https_alone(environment):
    done = run(environment, "-c", ASKED)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["statuses"] == [200, 302, 301, 400, 200]
    assert told["to"] == "https://town.example/"
    for hsts in told["hsts"]:
        assert int(hsts.split(";")[0].removeprefix("max-age=")) >= 365 * 24 * 60 * 60
    assert told["cookies"] == {
        "__Host-csrf": [True, True, "/", "", "Lax"],
        "__Host-session": [True, True, "/", "", "Lax"],
    }
    assert told["public"] == []
    assert all("default-src 'none'" in policy and "unsafe" not in policy for policy in told["policies"])
    assert set(told["kinds"]) == {"nosniff"}
