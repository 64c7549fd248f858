"""A provider and the application, each in a process of its own, on this machine alone."""

import os
import secrets
import socket
import subprocess
import sys
import time

import httpx2
import pytest
from trustme import CA, KeyType

START = 30  # seconds in which a server must answer
collect_ignore = ["provider", "ours.py", "accounts.py"]  # of the other processes


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def served(command, environment, address):
    """Start a server, and wait until it answers."""
    process = subprocess.Popen(command, env=environment)
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx2.get(address, timeout=2)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return process
    process.kill()
    raise AssertionError(f"{address} did not answer within {START} seconds")


def stop(process):
    process.terminate()
    process.wait(timeout=15)


def environment(**told):
    held = {name: value for name, value in os.environ.items() if not name.startswith(("EQUITYTOWN_", "DJANGO_"))}
    return held | {"PYTHONPATH": os.pathsep.join(sys.path)} | told


@pytest.fixture(scope="package")
def ports():
    """The port of the provider, and the application's."""
    return free_port(), free_port()


@pytest.fixture(scope="package")
def secret():
    """What the application proves itself to the provider with."""
    return secrets.token_urlsafe()


@pytest.fixture(scope="package")
def provider(ports, secret, tmp_path_factory):
    """The provider; its key is made for this run."""
    key = CA(key_type=KeyType.RSA).private_key_pem.bytes()
    there, ours = ports
    told = environment(
        DJANGO_SETTINGS_MODULE="tests.web.sign_on.provider.settings",
        PROVIDER_SECRET=secrets.token_urlsafe(64),
        PROVIDER_DATABASE=str(tmp_path_factory.mktemp("provider") / "provider.sqlite3"),
        PROVIDER_ISSUER=f"http://localhost:{there}/o",
        PROVIDER_KEY=key.decode(),
    )
    callback = f"http://127.0.0.1:{ours}/account/oidc/sign-on/login/callback/"
    command = [sys.executable, "-m", "tests.web.sign_on.provider.run", str(there), callback, "register", secret]
    process = served(command, told, f"http://localhost:{there}/login")
    yield f"http://localhost:{there}"
    stop(process)


@pytest.fixture(scope="package")
def application(ports, secret, provider, tmp_path_factory):
    """The application, and the folder of its database."""
    folder = tmp_path_factory.mktemp("application")
    for name in ("fonts", "static"):
        (folder / name).mkdir()
    told = environment(
        DJANGO_SETTINGS_MODULE="tests.web.sign_on.ours",
        EQUITYTOWN_PLACE=os.environ["EQUITYTOWN_PLACE"],
        EQUITYTOWN_DATA=str(folder),
        EQUITYTOWN_HTTPS="no",
        EQUITYTOWN_OIDC_ISSUER=f"{provider}/o",
        EQUITYTOWN_OIDC_CLIENT_ID="register",
        EQUITYTOWN_OIDC_SECRET=secret,
        EQUITYTOWN_OIDC_NAME="Town Hall",
    )
    subprocess.run([sys.executable, "-m", "tests.web.sign_on.accounts"], env=told, check=True, timeout=60)
    root = f"http://127.0.0.1:{ports[1]}"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{ports[1]}", "--threads", "4"]
    process = served([*command, "--log-level", "error", "equitytown.web.wsgi"], told, f"{root}/help")
    yield root, folder
    stop(process)
