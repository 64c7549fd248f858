from types import SimpleNamespace

import pytest

from equitytown.errors import InputError
from equitytown.web import gunicorn_settings
from equitytown.web.config import read_config


def starting(*addresses):
    gunicorn_settings.on_starting(SimpleNamespace(cfg=SimpleNamespace(address=list(addresses))))


def test_it_works():
    starting(("127.0.0.1", 8000), ("::1", 8000), ("localhost", 8000), "/run/register.sock", 5)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "register.example.org", "::"])  # noqa: S104  refused
def test_others_are_not_served_without_https(host):
    with pytest.raises(SystemExit, match="EQUITYTOWN_HTTPS=no is for a trial"):
        starting((host, 8000))


def test_no_access_log_is_kept():
    assert gunicorn_settings.accesslog is None


def test_names_of_others_are_refused_without_https():
    with pytest.raises(InputError, match=r"but EQUITYTOWN_HOSTS names register\.example\.org"):
        read_config({"EQUITYTOWN_HTTPS": "no", "EQUITYTOWN_HOSTS": "localhost, register.example.org"})
