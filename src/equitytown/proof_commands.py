"""The command that proves a place's text, and prints its sentences ready to be edited."""

import json
from pathlib import Path
from typing import Annotated

import typer

from equitytown.outcomes import AsJson, Exit, sentences


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line, with its example."""
    app.command(epilog="Example: equitytown proof places/luton --sentences smoking")(proof)


def proof(
    place: Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")],
    indicator: Annotated[str, typer.Argument(metavar="[INDICATOR]", help="With --sentences: only this measure.")] = "",
    *,
    wants_sentences: Annotated[
        bool, typer.Option("--sentences", help="Print the drafted sentences with their names, ready to be edited.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Match every number, rank, period, area and verdict word of the text to a finding, and list what is not."""
    from equitytown import pipeline  # noqa: PLC0415  heavy imports wait until they are needed
    from equitytown.errors import InputError  # noqa: PLC0415
    from equitytown.store.kept import user_cache  # noqa: PLC0415

    with sentences(as_json=as_json):
        if wants_sentences:
            edition = pipeline.compare_place(place, cache=user_cache())
            if indicator and indicator not in edition.place.indicators:
                known = ", ".join(sorted(edition.place.indicators))
                raise InputError(f'no measure "{indicator}" is in this place. Use one of: {known}.')
            _print_sentences(edition, indicator)
            return
        _, found = pipeline.prove_place(place, cache=user_cache())
    from equitytown.publish.proof.listing import as_data, as_lines  # noqa: PLC0415

    stops = bool(found.stopping)
    if as_json:
        typer.echo(json.dumps({"ok": not stops, **as_data(found)}, ensure_ascii=False))
    else:
        typer.echo("\n".join(as_lines(found)))
    if stops:
        raise typer.Exit(Exit.FAULTS)


def _print_sentences(edition: object, indicator: str) -> None:  # object: the edition, whose module comes late
    from equitytown.publish.edition import Edition  # noqa: PLC0415
    from equitytown.publish.proof.listing import sentences_to_edit  # noqa: PLC0415

    if isinstance(edition, Edition):
        typer.echo(sentences_to_edit(edition, indicator_id=indicator), nl=False)
