"""The real command on a council's network: a proxy, a supplier under its own name, a certificate that is verified."""

import json
import subprocess
import sys

import pytest

from tests.refresh.tunnel import network

HOST = "fingertips.phe.org.uk"


@pytest.fixture
def behind_proxy(town, tmp_path, environment):
    """Runs `equitytown collect` as a person would; gives its exit code, its words and the network."""
    with network(town.standin, HOST, tmp_path) as made:

        def run(*options, **changes):
            proxied = {"HTTPS_PROXY": made.proxy, "https_proxy": made.proxy, "NO_PROXY": "", "no_proxy": ""}
            command = [
                sys.executable,
                "-m",
                "equitytown",
                "collect",
                str(town.folder),
                "--source",
                "fingertips",
                *options,
            ]
            done = subprocess.run(
                [*command, *options], env={**environment, **proxied, "SSL_CERT_FILE": made.authority, **changes},
                capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
            return done.returncode, done.stdout + done.stderr

        yield run, made


def test_a_supplier_is_reached_through_the_proxy_under_its_own_name(behind_proxy, town):
    run, made = behind_proxy
    code, told = run()
    assert code == 0, told
    assert "smoking: 12 new. Held: 2023, for less than a day." in told
    assert set(made.asked) == {f"{HOST}:443"}
    assert len(town.values()) == 12


def test_a_certificate_that_nobody_vouches_for_is_refused(behind_proxy, town, tmp_path):
    run, _ = behind_proxy
    (tmp_path / "none.pem").write_bytes(b"")
    code, told = run(SSL_CERT_FILE="/etc/ssl/certs/ca-certificates.crt")
    assert code == 3
    assert f"the certificate of {HOST} cannot be verified" in told
    assert "set SSL_CERT_FILE" in told
    assert town.values() == {}
    assert town.standin.asked == []


@pytest.mark.parametrize("refusal", ["403 Forbidden", "407 Proxy Authentication Required", "502 Bad Gateway"])
def test_a_proxy_that_refuses_is_told_with_the_way_round(behind_proxy, refusal):
    run, made = behind_proxy
    made.refusal = refusal
    code, told = run()
    assert code == 3
    assert f"the proxy does not let {HOST} be reached" in told
    assert "hand it over with --from" in told


def test_the_account_can_be_read_by_a_script(behind_proxy):
    run, _ = behind_proxy
    code, told = run("--json", "--dry-run")
    found = json.loads(told)
    assert code == 0
    assert [o["state"] for o in found["outcomes"] if o["indicator_id"] == "smoking"] == ["new figures"]
    assert found["dry_run"] is True
