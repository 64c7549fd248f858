"""The list of what a proof could not match: as a file of the edition, as lines, as sentences ready to be edited."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from equitytown.audit.proof_words import Proof
from equitytown.present.blocks import plain
from equitytown.publish.edition import Edition
from equitytown.publish.narrative import drafted
from equitytown.publish.proof import sentences_told
from equitytown.publish.tables import write_csv

COLUMNS = ("where", "author", "kind", "words", "says", "nearest", "stops_a_build", "sentence")


def write_proof(proof: Proof, path: Path) -> None:
    """Write what could not be matched, a row each; a heading alone where all was."""
    rows = (doubt.as_data() for doubt in proof.doubts)
    write_csv(path, COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def as_lines(proof: Proof) -> list[str]:
    """Give a proof as a person reads it: each doubt, those that stop a build first, then the counts."""
    stopping = proof.stopping
    others = [doubt for doubt in proof.doubts if not doubt.stops]
    counts = f"{proof.matched:,} claims matched, {len(stopping)} that stop a build, {len(others)} to look at."
    heads = (("Stops a build", stopping), ("To look at", others))
    return [*(line for head, held in heads if held for line in (head, *(doubt.told for doubt in held), "")), counts]


def as_data(proof: Proof) -> dict[str, object]:
    """Give a proof for a script."""
    return {
        "matched": proof.matched,
        "stopping": len(proof.stopping),
        "doubts": [dict(doubt.as_data()) for doubt in proof.doubts],
    }


def sentences_to_edit(edition: Edition, *, indicator_id: str = "") -> str:
    """
    Give the drafted sentences with their names, as they would stand in text/edits.yaml.

    Parameters
    ----------
    edition : Edition
        The compared place.
    indicator_id : str, default ""
        Only of this measure.

    Returns
    -------
    str
        YAML: each sentence as `drafted` and once more as `edited`, ready to be changed.
    """
    entries = "".join(_entries(edition, indicator_id))
    return f"edits:\n{entries}" if entries else "# No sentence is drafted for this measure.\n"


def _entries(edition: Edition, indicator_id: str) -> Iterator[str]:
    for indicator, found in sentences_told(edition):
        if indicator_id not in ("", indicator.indicator_id):
            continue
        for draft in (d for parts in drafted(edition, indicator, found) for d in parts):
            words = plain(draft.text)
            entry = {"sentence_id": draft.sentence_id, "drafted": words, "edited": words, "by": "", "dated": "",
                     "reason": ""}  # fmt: skip
            lines = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=10_000).splitlines()
            yield "".join(f"  {'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))
