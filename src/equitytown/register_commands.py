"""The commands that run the register. The web application is reached only when one of them is used."""

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equitytown.errors import InputError
from equitytown.outcomes import AsJson, Exit, Quiet, sentences

if TYPE_CHECKING:
    from equitytown.web.config import Config

DATA = Path("register-data")
LOOPBACK = "127.0.0.1"
SETTINGS = "python:equitytown.web.gunicorn_settings"
BACKUP_HOURS = 26  # a day, and time for the backup itself
MISSING = (
    "The register needs packages that are not installed. Install equitytown with its web part: "
    "pip install 'equitytown[web]'."
)

register = typer.Typer(
    name="register",
    help="Set up, look after and back up the register. Settings come from the environment (EQUITYTOWN_...).",
    epilog="Example: equitytown register check",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]
PlaceIfAny = Annotated[
    Path | None, typer.Argument(metavar="[PLACE]", help="The place's folder (default: EQUITYTOWN_PLACE).")
]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of the database and the secret key (default: EQUITYTOWN_DATA)."),
]
Address = Annotated[
    str | None,
    typer.Option("--address", metavar="URL", help="Where people open the register (default: from EQUITYTOWN_HOSTS)."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    for function, example in (
        (setup, "setup places/luton"),
        (export, "export places/luton"),
        (load, "load places/luton"),
        (verify, "verify --anchor places/luton/trail-head.json"),
        (backup, "backup /srv/backups --keys /srv/register-keys"),
        (restore, "restore /srv/backups/register-20261126T020000Z.sqlite3 --replace"),
        (remind, "remind --dry-run"),
        (invite, "invite jo@example.org --name 'Jo Bloggs' --role editor"),
        (check, "check --json"),
    ):
        register.command(epilog=f"Example: equitytown register {example}")(function)
    app.add_typer(register)


def serve(place: Path, *, editions: Path, data: Path, port: int, quiet: bool) -> None:
    """
    Set the register up on this machine, tell the first administrator's link, and serve it until stopped.

    Raises
    ------
    InputError
        If the packages of the web part are not installed, or a setting cannot be used.
    """
    config = started(place, editions=editions, data=data, https=False)
    from equitytown.web.installing import environment_of, first_link, set_up  # noqa: PLC0415  needs Django

    def say(words: str) -> None:
        if not quiet:
            typer.echo(words)

    set_up(config, say=say)
    door = open_door(port)
    taken = door.getsockname()[1]
    if port not in (0, taken):
        say(f"Port {port} is in use by another program; {taken} is taken instead.")
    root = f"http://{LOOPBACK}:{taken}"
    if link := first_link(root):
        say(f"First administrator: open this link once, within three days, and set a password.\n  {link}")
    say(f"The register is at {root} (stop with Ctrl-C)")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--config", SETTINGS, "--bind", f"fd://{door.fileno()}"]
    # The server takes this process's place, so that Ctrl-C, or whatever ends this command, ends all of it.
    os.execve(  # noqa: S606  our own interpreter
        sys.executable, [*command, "equitytown.web.wsgi"], {**os.environ, **environment_of(config)}
    )


def open_door(port: int) -> socket.socket:
    """Open a port of this machine alone, for the server to take over; another one where it is in use."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((LOOPBACK, port))
    except OSError:
        door.bind((LOOPBACK, 0))
    door.listen()  # whoever comes before the server has started waits for it
    door.set_inheritable(True)
    return door


def started(
    place: Path | None = None, *, editions: Path | None = None, data: Path | None = None, https: bool | None = None
) -> "Config":
    """Start Django with the settings of the environment, and what is told here in their place, and give them."""
    try:
        from equitytown.web.config import PREFIX, read_config  # noqa: PLC0415  needs Django
        from equitytown.web.installing import start  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise InputError(MISSING) from error
    paths = {"PLACE": place, "EDITIONS": editions, "DATA": data}
    told = {f"{PREFIX}{name}": str(path) for name, path in paths.items() if path is not None}
    if https is not None:
        told[f"{PREFIX}HTTPS"] = "yes" if https else "no"
    config = read_config({**os.environ, **told})
    start(config)
    return config


def setup(
    place: PlaceIfAny = None,
    *,
    data: Data = None,
    address: Address = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Prepare database, style sheets, records and the first administrator; upgrades too. Safe to run again."""
    with sentences(as_json=as_json):
        config = started(place, data=data)
        from equitytown.web.installing import first_link, set_up  # noqa: PLC0415  needs Django

        set_up(config, say=lambda words: None if quiet or as_json else typer.echo(words))
        link = first_link(address or config.address)
    told = (
        f"First administrator: open this link once, within three days, and set a password.\n  {link}"
        if link
        else "Ready. There is an administrator already."
    )
    _tell(told, {"link": link}, quiet=quiet and not link, as_json=as_json)


def export(place: PlaceFolder, *, data: Data = None, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Write what is published into PLACE/register, where reports read it, with the trail's end beside it."""
    with sentences(as_json=as_json):
        started(data=data)
        from equitytown.web.exporting import export as write  # noqa: PLC0415  needs Django

        done = write(place)
    rows = [
        f"{file.path}: {file.rows:,} {'row' if file.rows == 1 else 'rows'}, {file.outcome}"
        for file in done.files
        if file.outcome != "as it was"
    ]
    same = sum(file.outcome == "as it was" for file in done.files)
    last = f"{same} files are as they were. The trail ends at entry {done.number:,}; {done.head} holds its digest."
    files = [{"kind": f.kind, "path": f.path, "rows": f.rows, "outcome": f.outcome} for f in done.files]
    told = {"files": files, "head": {"number": done.number, "digest": done.digest, "path": str(done.head)}}
    _tell("\n".join([*rows, last]), told, quiet=quiet, as_json=as_json)


def load(place: PlaceFolder, *, data: Data = None, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Take in, as published, the records of PLACE/register that are not there yet; the others are left alone."""
    with sentences(as_json=as_json):
        started(data=data)
        from equitytown.web.installing import load_place  # noqa: PLC0415  needs Django

        taken = load_place(place)
    words = f"{taken:,} records taken in." if taken else "Every record was there already."
    _tell(words, {"taken": taken}, quiet=quiet, as_json=as_json)


def verify(
    *,
    anchor: Annotated[
        Path | None,
        typer.Option("--anchor", metavar="FILE", help="The trail's end as an export or a backup wrote it down."),
    ] = None,
    data: Data = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Walk the trail of changes, and tell every entry that was edited, removed or moved. Ends with 1 if any was."""
    with sentences(as_json=as_json):
        started(data=data)
        from equitytown.web.backups import head  # noqa: PLC0415  needs Django
        from equitytown.web.exporting import read_head  # noqa: PLC0415
        from equitytown.web.moments import one_moment  # noqa: PLC0415
        from equitytown.web.register.accounts_desk import verify_and_note  # noqa: PLC0415

        with one_moment():
            faults = verify_and_note(anchor=read_head(anchor) if anchor else None)
            number, digest = head()
    _tell_faults(
        faults,
        f"The trail is whole: {number:,} entries, the last {digest[:12]}.",
        {"entries": number, "digest": digest},
        quiet=quiet,
        as_json=as_json,
    )


def backup(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder that holds the backups.")],
    *,
    keys: Annotated[
        Path | None, typer.Option("--keys", metavar="FOLDER", help="Where the secret key goes (default: beside it).")
    ] = None,
    data: Data = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write a backup of the database while people work on it, with a manifest and the secret key."""
    with sentences(as_json=as_json):
        started(data=data)
        from equitytown.web.backups import back_up  # noqa: PLC0415  needs Django

        done = back_up(folder, keys=keys)
    path = folder / done.file
    words = f"{path}: {done.size:,} bytes, {done.entries:,} entries of the trail, SHA-256 {done.sha256[:12]}."
    told = {"file": str(path), "size": done.size, "sha256": done.sha256, "entries": done.entries}
    _tell(words, told, quiet=quiet, as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup's database file, its manifest beside it.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Move a database that holds something aside, and take its place.")
    ] = False,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The secret key's file, if not beside the backup.")
    ] = None,
    data: Data = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the database's place, and walk its trail. Stop the register first."""
    with sentences(as_json=as_json):
        started(data=data)
        from equitytown.web.restoring import restore as put_back  # noqa: PLC0415  needs Django

        done = put_back(file, replace=replace, key=key)
    words = (
        f"Restored as of {done.backup.made_at} in {done.seconds:.1f} seconds, the trail whole. Everyone signs in again."
    )
    if done.aside:
        words += f"\nThe old database is kept: {done.aside}"
    told = {"seconds": round(done.seconds, 2), "aside": done.aside, "made_at": done.backup.made_at}
    _tell_faults(list(done.faults), words, told, quiet=quiet, as_json=as_json)


def remind(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would be reminded of what, and send nothing.")
    ] = False,
    address: Address = None,
    data: Data = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write to owners and leads of what is overdue or due in 14 days: a letter each, nothing twice within a week."""
    with sentences(as_json=as_json):
        config = started(data=data)
        from equitytown.store.disk import locked  # noqa: PLC0415
        from equitytown.web.reminders import letters, post  # noqa: PLC0415  needs Django

        with locked(config.data / "remind.lock"):
            found = list(letters())
            failed = [] if dry_run else post(found, root=(address or config.address).rstrip("/"))
    lines = [f"{letter.person.email}: {', '.join(r.identifier for r in letter.records)}" for letter in found]
    did = f"{len(found)} letters would be sent." if dry_run else f"{len(found) - len(failed)} letters sent."
    told = {"letters": len(found) - len(failed), "dry_run": dry_run, "failed": failed}
    _tell("\n".join([*lines, did] if dry_run else [did]), told, quiet=quiet, as_json=as_json)
    if failed:
        typer.echo("\n".join(failed), err=True)
        raise typer.Exit(Exit.MACHINE)


def invite(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The person's address.")],
    *,
    name: Annotated[str, typer.Option("--name", help="Their name, as colleagues see it.")],
    role: Annotated[str, typer.Option("--role", help="contributor, lead, editor, publisher or administrator.")],
    organisation: Annotated[str, typer.Option("--organisation", metavar="REF", help="Such as ORG-3.")] = "",
    workstream: Annotated[
        list[str] | None, typer.Option("--workstream", metavar="REF", help="One that a lead leads; may be given again.")
    ] = None,
    address: Address = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make an account, and print the one-time link by which its owner sets a password."""
    with sentences(as_json=as_json):
        config = started(data=data)
        from equitytown.web.installing import invited  # noqa: PLC0415  needs Django

        link = invited(
            email,
            name=name,
            role=role,
            organisation=organisation,
            workstreams=tuple(workstream or ()),
            root=address or config.address,
        )
    _tell(f"Send this link to {email}. It works once, for three days.\n  {link}", {"link": link}, as_json=as_json)


def check(
    *,
    backup_hours: Annotated[
        int, typer.Option("--backup-hours", min=1, metavar="HOURS", help="How old the last backup may be.")
    ] = BACKUP_HOURS,
    data: Data = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Look at settings, disk, database, migrations, static files, backup and trail; ends with 1 if one is wrong."""
    with sentences(as_json=as_json):
        started(data=data)
        from equitytown.web.health import look  # noqa: PLC0415  needs Django

        looked = look(backup_hours=backup_hours)
    if as_json:
        found = [{"what": one.what, "ok": one.is_well, "told": one.told} for one in looked]
        typer.echo(json.dumps({"ok": all(one.is_well for one in looked), "looked_at": found}, ensure_ascii=False))
    else:
        for one in looked:
            if not (quiet and one.is_well):
                typer.echo(
                    f"{'in order' if one.is_well else 'NOT RIGHT':<10}{one.what}: {one.told}", err=not one.is_well
                )
    if not all(one.is_well for one in looked):
        raise typer.Exit(Exit.FAULTS)


def _tell(words: str, told: Mapping[str, object], *, quiet: bool = False, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"ok": True, **told}, ensure_ascii=False))
    elif not quiet:
        typer.echo(words)


def _tell_faults(faults: Sequence[str], words: str, told: Mapping[str, object], *, quiet: bool, as_json: bool) -> None:
    """Tell that all is well, or each fault as a sentence and end with 1."""
    if not faults:
        _tell(words, told, quiet=quiet, as_json=as_json)
        return
    if as_json:
        typer.echo(json.dumps({"ok": False, **told, "faults": list(faults)}, ensure_ascii=False))
    else:
        typer.echo("\n".join(faults), err=True)
    raise typer.Exit(Exit.FAULTS)
