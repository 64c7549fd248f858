"""Setting up an installation, and running it. Everything here may be done again: what is there is left alone."""

import os
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

from equitytown.errors import InputError
from equitytown.web.config import PREFIX, Config

SETTINGS = "equitytown.web.settings"
Say = Callable[[str], None]


def environment_of(config: Config) -> dict[str, str]:
    """Give a configuration as the environment words that settle it, for another process."""
    told = {
        "PLACE": str(config.place.resolve()),
        "EDITIONS": str(config.editions.resolve()),
        "DATA": str(config.data.resolve()),
        "DATABASE": config.database,
        "HOSTS": ",".join(config.hosts),
        "HTTPS": "yes" if config.https else "no",
        "SMTP": config.smtp,
        "SENDER": config.sender,
        "BREACHED": str(config.breached.resolve()) if config.breached else "",
        **{f"OIDC_{name.upper()}": word for name, word in config.oidc.items()},
    }
    return {f"{PREFIX}{name}": word for name, word in told.items() if word}


def start(config: Config) -> None:
    """Start Django with a configuration, in this process."""
    os.environ.update(environment_of(config), DJANGO_SETTINGS_MODULE=SETTINGS)
    django.setup()


def set_up(config: Config, *, say: Say) -> None:
    """
    Make whatever an installation needs that is not there: the database, static files, and the register's records.

    Call `start` first.
    """
    fonts(config.data / "fonts")
    say("Preparing the database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    say("Preparing style sheets and fonts")
    call_command("collectstatic", verbosity=0, interactive=False)
    from equitytown.web.register.models import TrailEntry  # noqa: PLC0415  models need Django to have started

    if not TrailEntry.objects.exists():
        taken = load_place(config.place)
        say(f"Took in {taken} records from {config.place / 'register'}")


def load_place(place: Path) -> int:
    """Take in the register of a place's folder, and give how many records there were."""
    from equitytown.disclosure import rule_of  # noqa: PLC0415
    from equitytown.geography import area  # noqa: PLC0415
    from equitytown.geography.boundary_sets import boundary_set  # noqa: PLC0415
    from equitytown.geography.shapes import check_shapes  # noqa: PLC0415
    from equitytown.place.loader import read_place  # noqa: PLC0415
    from equitytown.web.register.files import load  # noqa: PLC0415

    read = read_place(place, area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)
    return load(read.register)


def fonts(folder: Path) -> None:
    """Cut the fonts of the pages, as an edition's are cut, into a folder that static files are taken from."""
    from equitytown.publish.html.files import FACES, font  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    for weight in FACES:
        path = folder / f"source-sans-pro-{weight}.woff2"
        if not path.exists():
            path.write_bytes(font(weight))


def first_link(root: str) -> str:
    """
    Give a one-time link for the first administrator; nothing where there is one who has used theirs.

    The link sets a password and is dead once used.
    """
    from equitytown.web.accounts.actions import make_account  # noqa: PLC0415
    from equitytown.web.accounts.links import link_for  # noqa: PLC0415
    from equitytown.web.accounts.models import User  # noqa: PLC0415
    from equitytown.web.accounts.roles import Role  # noqa: PLC0415

    held = User.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")
    if any(person.has_usable_password() for person in held):
        return ""
    person = held.first() or make_account(
        None, email="administrator@localhost", name="First administrator", role=Role.ADMINISTRATOR
    )
    return link_for(person, root)


def invited(
    email: str, *, name: str, role: str, organisation: str = "", workstreams: tuple[str, ...] = (), root: str
) -> str:
    """
    Make an account and give the one-time link that begins it; a new link where the first was never used.

    Raises
    ------
    InputError
        If the address, the role, the organisation or a workstream cannot be right, or the account is in use.
    """
    from equitytown.web.accounts.actions import make_account  # noqa: PLC0415
    from equitytown.web.accounts.links import link_for  # noqa: PLC0415
    from equitytown.web.accounts.models import User  # noqa: PLC0415
    from equitytown.web.accounts.roles import Role  # noqa: PLC0415

    if role not in Role.values:
        raise InputError(f'"{role}" is no role. Use one of: {", ".join(Role.values)}.')
    held = User.objects.filter(email__iexact=email).first()
    if held and (held.has_usable_password() or not held.is_active):
        raise InputError(f"{email} has an account already. An administrator changes it on the page People.")
    person = held or make_account(
        None, email=email, name=name, role=Role(role), organisation=organisation, workstreams=workstreams
    )
    return link_for(person, root)
