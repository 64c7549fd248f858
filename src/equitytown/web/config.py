"""What an operator sets: the environment's words into one frozen value, with every fault told."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from equitytown.errors import InputError

PREFIX = "EQUITYTOWN_"
KEY_FILE = "secret-key"
DATABASE_FILE = "register.sqlite3"
KEY_LENGTH = 64  # characters; Django asks for 50
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
YES_NO = {"yes": True, "no": False}
OIDC = ("issuer", "client_id", "secret", "name", "addresses")  # the settings of the single sign-on
_HERE = ("http://127.0.0.1", "http://localhost")  # a provider on this machine may do without https
_POSTGRESQL = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Config:
    """
    How this installation is set up.

    `data` holds the database and the secret key, `editions` the editions, `place` the place's folder. `database`
    is empty for SQLite in `data`, or an address that begins with postgresql://. `https` is False only for a trial on
    one's own machine. `breached` is a file of passwords that nobody may choose.
    """

    place: Path
    editions: Path
    data: Path
    database: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    https: bool = True
    smtp: str = ""
    sender: str = "equitytown@localhost"
    oidc: Mapping[str, str] = field(default_factory=dict)
    breached: Path | None = None

    @property
    def secret_key(self) -> str:
        """Give the secret key, made at first use and kept for the owner's eyes alone."""
        path = self.data / KEY_FILE
        if not path.exists():
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # addresses and second factors lie here
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_urlsafe(KEY_LENGTH))
        return path.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """Give the address at which people open it."""
        return f"https://{self.hosts[0]}" if self.https else "http://127.0.0.1:8000"

    @property
    def database_settings(self) -> dict[str, object]:
        """Give the database as Django is told of it."""
        if not self.database:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": self.data / DATABASE_FILE,
                "CONN_MAX_AGE": 60,  # to open and close it at each request would write its journal back each time
                # Writers wait for one another rather than fail; a change that was acknowledged survives a power cut.
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
                },
            }
        address = urlsplit(self.database)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.lstrip("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": parse_qs(address.query).get("host", [address.hostname or ""])[0],
            "PORT": str(address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"application_name": "equitytown"},
        }

    @property
    def email_settings(self) -> dict[str, object]:
        """Give the mail server as Django is told of it; without one, letters are written to the log."""
        if not self.smtp:
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        address = urlsplit(self.smtp)
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": address.hostname or "",
            "EMAIL_PORT": address.port or (465 if address.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(address.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
            "EMAIL_USE_SSL": address.scheme == "smtps",
            "EMAIL_USE_TLS": parse_qs(address.query).get("starttls", ["no"])[0] == "yes",
            "EMAIL_TIMEOUT": 10,
        }


def read_config(environment: Mapping[str, str]) -> Config:
    """
    Read the settings from the environment.

    Raises
    ------
    InputError
        Listing everything that cannot be right, by the name of its setting.
    """

    def told(name: str, default: str = "") -> str:
        return environment.get(f"{PREFIX}{name}", default).strip()

    faults: list[str] = []
    for name, schemes in (("DATABASE", _POSTGRESQL), ("SMTP", ("smtp", "smtps"))):
        address = told(name)
        if address and not _sound(urlsplit(address), schemes):
            faults.append(f"{PREFIX}{name} must begin with {schemes[0]}:// and name a server.")
    if told("HTTPS", "yes") not in YES_NO:
        faults.append(f'{PREFIX}HTTPS is "{told("HTTPS")}". Write yes or no.')
    oidc = {name: told(f"OIDC_{name.upper()}") for name in OIDC}
    faults += _faults_of_sign_on(oidc)
    breached = Path(told("BREACHED")) if told("BREACHED") else None
    if breached and not breached.is_file():
        faults.append(f"{PREFIX}BREACHED names {breached}, which is no file.")
    hosts = tuple(host.strip() for host in told("HOSTS").split(",") if host.strip()) or LOOPBACK
    if told("HTTPS") == "no" and (reached := [host for host in hosts if host not in LOOPBACK]):
        faults.append(
            f"{PREFIX}HTTPS=no is for a trial on one's own machine, but {PREFIX}HOSTS names {', '.join(reached)}."
        )
    if faults:
        raise InputError("The settings cannot be used:\n" + "\n".join(faults))
    return Config(
        place=Path(told("PLACE", "places/luton")),
        editions=Path(told("EDITIONS", "editions")),
        data=Path(told("DATA", "register-data")),
        database=told("DATABASE"),
        hosts=hosts,
        https=YES_NO[told("HTTPS", "yes")],
        smtp=told("SMTP"),
        sender=told("SENDER", "equitytown@localhost"),
        oidc=oidc if oidc["issuer"] else {},
        breached=breached,
    )


def _faults_of_sign_on(oidc: Mapping[str, str]) -> list[str]:
    """Tell what cannot be right about the single sign-on."""
    faults = []
    issuer = urlsplit(oidc["issuer"])
    if oidc["issuer"] and not (oidc["client_id"] and oidc["secret"]):
        faults.append(f"{PREFIX}OIDC_ISSUER needs {PREFIX}OIDC_CLIENT_ID and {PREFIX}OIDC_SECRET beside it.")
    if oidc["issuer"] and issuer.scheme != "https" and f"{issuer.scheme}://{issuer.hostname}" not in _HERE:
        faults.append(f"{PREFIX}OIDC_ISSUER must begin with https://: what it says of people is believed.")
    if oidc["addresses"] not in {"", "verified"}:
        faults.append(f'{PREFIX}OIDC_ADDRESSES is "{oidc["addresses"]}". Write verified, or leave it out.')
    return faults


def _sound(address: SplitResult, schemes: tuple[str, ...]) -> bool:
    return address.scheme in schemes and bool(address.hostname or address.query)
