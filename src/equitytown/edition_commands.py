"""Commands on editions that were published: what changed since one, and correcting one."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equitytown.errors import InputError
from equitytown.outcomes import AsJson, Quiet, day, sentences
from equitytown.place_commands import AsOf, PlaceFolder

if TYPE_CHECKING:
    from equitytown.terms.edition_record import EditionRecord

Out = Annotated[Path, typer.Option("--out", help="Folder that holds the editions.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    app.command(epilog="Example: equitytown changes places/luton --since 2024-04-30")(changes)
    app.command(
        epilog='Example: equitytown correct places/luton smoking --period 2022 --reason "Two digits were swapped." '
        '--by "A. Analyst"'
    )(correct)


def changes(
    place: PlaceFolder,
    *,
    since: Annotated[
        str,
        typer.Option("--since", metavar="EDITION", help="An edition, a day, or a record.json (default: the last)."),
    ] = "",
    as_of: AsOf = None,
    out: Out = Path("editions"),
    as_json: AsJson = False,
) -> None:
    """Say what changed since an edition or a day: figures, verdicts, ranks, definitions, sentences, and why."""
    from equitytown import pipeline  # noqa: PLC0415  heavy imports wait until they are needed
    from equitytown.publish.changes import as_data, as_lines, counts_sentence  # noqa: PLC0415
    from equitytown.store.kept import user_cache  # noqa: PLC0415
    from equitytown.store.records import PUBLISHED  # noqa: PLC0415

    with sentences(as_json=as_json):
        if since:
            known = as_of or (date.today() if _is_day(since) else None)  # noqa: DTZ011  the day where it is run
            edition = pipeline.compare_since(place, since=_before(place, since, out), as_of=known, cache=user_cache())
        else:
            edition = pipeline.compare_place(place, as_of=as_of, cache=user_cache())
    if as_json:
        typer.echo(json.dumps({"ok": True, **as_data(edition)}, ensure_ascii=False))
    else:
        kept = sorted(file.stem for file in (place / PUBLISHED).glob("*.json"))
        typer.echo("\n".join([*as_lines(edition), counts_sentence(edition, kept=kept)]))


def _is_day(since: str) -> bool:
    with suppress(ValueError):
        return bool(date.fromisoformat(since))
    return False


def _before(place: Path, since: str, out: Path) -> "EditionRecord | date":
    """Find what a newer edition is set beside: a day; or a record by its file, its edition's name, or its folder."""
    from equitytown.store.manifest import day_of  # noqa: PLC0415
    from equitytown.store.records import NAME, PUBLISHED, read_record  # noqa: PLC0415

    if _is_day(since):
        return date.fromisoformat(since)
    place_id = place.resolve().name
    files = (Path(since), place / PUBLISHED / f"{since}.json", out / since / NAME)
    for file in files:
        if file.is_file() or (file / NAME).is_file():
            return read_record(file, place_id=place_id)
    return day_of(since, out)


def correct(
    place: PlaceFolder,
    indicator: Annotated[
        str,
        typer.Argument(help="The indicator's id, such as smoking; leave it out to correct the edition's other words."),
    ] = "",
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why it was wrong, in a sentence that readers are shown.")],
    by: Annotated[str, typer.Option("--by", help="Who issues the correction.")],
    period: Annotated[
        str, typer.Option("--period", help="The figure's period; leave it out to correct a measure's words.")
    ] = "",
    area: Annotated[str, typer.Option("--area", help="The figure's area by its code (default: the place).")] = "",
    sex: Annotated[str, typer.Option("--sex", help="Persons, Male or Female (default: the indicator's).")] = "",
    group: Annotated[str, typer.Option("--group", help="The group that the figure is of, if any.")] = "",
    edition: Annotated[
        str, typer.Option("--edition", help="The published edition that had it wrong (default: the present one).")
    ] = "",
    dated: Annotated[
        date | None,
        typer.Option("--dated", parser=day, metavar="DATE", help="When it is issued (default: today)."),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Issue a correction of a published edition: old value from its record, new value from what is held now."""
    from equitytown import pipeline, reading  # noqa: PLC0415
    from equitytown.publish.correcting import Wanted, correction_of  # noqa: PLC0415
    from equitytown.store.issued import FILE, issue  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011  the day where the command is run
    issued_on = dated or today
    with sentences(as_json=as_json):
        if issued_on > today:
            raise InputError(f"{issued_on} had not come on {today}. Give the day on which the correction is issued.")
        compared = pipeline.compare_only(place)
        published = reading.published_edition(place, edition or compared.place.report.edition)
        wanted = Wanted(indicator, reason, by, issued_on, period, area, sex, group)
        correction = correction_of(compared, published, wanted)
        issue(place, correction)
    values = {"old": correction.old, "new": correction.new}
    if as_json:
        typer.echo(json.dumps({"ok": True, "edition": correction.edition, "figure": correction.about, **values}))
    elif not quiet:
        words = f"{correction.indicator_id}, its words" if correction.indicator_id else "The edition's words"
        what = correction.about or words
        told = {name: "no figure" if value is None else f"{value:g}" for name, value in values.items()}
        both = f"{told['old']}, now {told['new']}"
        stays = f"the value stays {told['new']}, its limits or its source are others"
        was = f": {stays if correction.keeps_value else both}" if correction.about else ""
        typer.echo(f"{what}{was}. Written to {place / FILE}. Next: equitytown build {place}")
