"""What an operator sets: read once, every fault told, every setting documented."""

import re

import pytest

from equitytown.errors import InputError
from equitytown.web.accounts.people_forms import WHAT_ROLES_DO
from equitytown.web.accounts.roles import SECOND_FACTOR, Role
from equitytown.web.config import read_config
from equitytown.web.installing import environment_of

SIGN_ON = {
    "EQUITYTOWN_OIDC_ISSUER": "https://id.town.example",
    "EQUITYTOWN_OIDC_CLIENT_ID": "register",
    "EQUITYTOWN_OIDC_SECRET": "hidden",
}


class Asked(dict):
    """An empty environment that remembers what it was asked for."""

    def get(self, name, default=None):
        self[name] = True
        return default


def rows(root, page, column):
    text = (root / page).read_text(encoding="utf-8")
    return [line.split("|")[column].strip() for line in text.splitlines() if line.startswith("|")]


def test_it_works():
    config = read_config({"EQUITYTOWN_HOSTS": "a.example, b.example", **SIGN_ON})
    assert config.hosts == ("a.example", "b.example")
    assert config.https is True
    assert config.oidc["issuer"] == "https://id.town.example"
    assert read_config({}).oidc == {}


def test_every_setting_stands_in_the_reference(root):
    asked = Asked()
    read_config(asked)
    told = {name.strip("`") for name in rows(root, "docs/reference/register-settings.md", 1)}
    assert told - {"setting", "---"} == set(asked)


def test_the_guide_says_what_each_role_does(root):
    told = rows(root, "docs/how-to/manage-accounts.md", 2)
    names = rows(root, "docs/how-to/manage-accounts.md", 1)
    factors = rows(root, "docs/how-to/manage-accounts.md", 4)
    assert dict(zip(names[2:], told[2:], strict=True)) == {role.label: WHAT_ROLES_DO[role] for role in Role}
    assert {name for name, factor in zip(names[2:], factors[2:], strict=True) if factor == "yes"} == {
        Role(role).label for role in SECOND_FACTOR
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"EQUITYTOWN_DATABASE": "mysql://x"}, "must begin with postgresql://"),
        ({"EQUITYTOWN_SMTP": "mail.example"}, "must begin with smtp://"),
        ({"EQUITYTOWN_HTTPS": "perhaps"}, "Write yes or no"),
        ({"EQUITYTOWN_OIDC_ISSUER": "https://id.example"}, "needs EQUITYTOWN_OIDC_CLIENT_ID"),
        (SIGN_ON | {"EQUITYTOWN_OIDC_ISSUER": "http://id.example"}, "must begin with https://"),
        (SIGN_ON | {"EQUITYTOWN_OIDC_ISSUER": "http://127.0.0.1.evil.example"}, "must begin with https://"),
        (SIGN_ON | {"EQUITYTOWN_OIDC_ADDRESSES": "all"}, "Write verified"),
        ({"EQUITYTOWN_BREACHED": "/nowhere/at/all"}, "which is no file"),
    ],
)
def test_what_cannot_be_right_is_told(told, said):
    with pytest.raises(InputError, match=re.escape(said)):
        read_config(told)


def test_every_fault_is_told_at_once():
    with pytest.raises(InputError) as caught:
        read_config({"EQUITYTOWN_DATABASE": "x", "EQUITYTOWN_SMTP": "y", "EQUITYTOWN_HTTPS": "z"})
    assert str(caught.value).count("EQUITYTOWN_") == 3


def test_what_was_read_can_be_handed_to_another_process(tmp_path):
    leaked = tmp_path / "leaked.txt"
    leaked.write_text("x\n", encoding="utf-8")
    told = SIGN_ON | {
        "EQUITYTOWN_PLACE": str(tmp_path), "EQUITYTOWN_EDITIONS": str(tmp_path / "e"),
        "EQUITYTOWN_DATA": str(tmp_path / "d"), "EQUITYTOWN_DATABASE": "postgresql://u:p@h/n",
        "EQUITYTOWN_SMTP": "smtps://u:p%40@h", "EQUITYTOWN_OIDC_ADDRESSES": "verified",
        "EQUITYTOWN_BREACHED": str(leaked),
    }  # fmt: skip
    config = read_config(told)
    assert read_config(environment_of(config)) == config


@pytest.mark.parametrize(
    ("address", "port", "ssl", "tls"),
    [
        ("smtps://h", 465, True, False),
        ("smtp://h", 587, False, False),
        ("smtp://h:25?starttls=yes", 25, False, True),
    ],
)
def test_a_mail_server_is_told_as_django_takes_it(address, port, ssl, tls):
    found = read_config({"EQUITYTOWN_SMTP": address}).email_settings
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)


def test_a_database_server_is_told_as_django_takes_it(tmp_path):
    found = read_config({"EQUITYTOWN_DATABASE": "postgresql://u:p%2F@h:5433/n"}).database_settings
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "u", "p/", "h", "5433", "n",
    )  # fmt: skip
    by_socket = read_config({"EQUITYTOWN_DATABASE": "postgresql:///n?host=/run/pg"}).database_settings
    assert by_socket["HOST"] == "/run/pg"
    assert read_config({"EQUITYTOWN_DATA": str(tmp_path)}).database_settings["NAME"] == tmp_path / "register.sqlite3"


def test_the_secret_key_is_made_once_for_the_owner_alone(tmp_path):
    config = read_config({"EQUITYTOWN_DATA": str(tmp_path / "new")})
    key = config.secret_key
    assert len(key) >= 50
    assert config.secret_key == key
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o077 == 0
