"""The assurance pack as files: `assurance/` of an edition."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from equitytown.publish.assurance import assumptions, components, data_log
from equitytown.publish.edition import Edition
from equitytown.publish.tables import write_csv
from equitytown.terms.checks import CheckResult
from equitytown.terms.sign_off import SignOff

FOLDER = "assurance"
CHECKS = "checks.json"
CHECK_COLUMNS = ("check_id", "what", "result", "counts", "details")
DECISION_COLUMNS = ("decision_id", "dated", "decided", "why", "by", "concerns", "status")
SIGN_OFF_COLUMNS = ("name", "role", "signed", "content", "manifest", "statement", "holds")
DECIDED, AWAITED = "decided", "awaited"

Cells = Sequence[str | float | None]


def write_assurance(edition: Edition, folder: Path, *, checks: tuple[CheckResult, ...]) -> None:
    """
    Write the assurance pack.

    Parameters
    ----------
    edition : Edition
        As compared, checked and composed.
    folder : Path
        The edition's folder; the pack stands in `assurance/`.
    checks : tuple of CheckResult
        Every check that was run, those of the finished faces among them.
    """
    there = folder / FOLDER
    there.mkdir(parents=True, exist_ok=True)
    day = edition.place.report.as_of
    write_csv(there / "data-log.csv", data_log.COLUMNS, (row.cells(day) for row in data_log.data_log(edition)))
    assumed = assumptions.assumptions(edition)
    write_csv(there / "assumptions.csv", assumptions.COLUMNS, (found.cells() for found in assumed))
    write_csv(there / "decisions.csv", DECISION_COLUMNS, _decisions(edition))
    write_csv(there / "checks.csv", CHECK_COLUMNS, (_check(check) for check in checks))
    write_csv(there / "sign-offs.csv", SIGN_OFF_COLUMNS, _sign_offs(edition))
    found = components.components()
    write_csv(there / "components.csv", components.COLUMNS, (component.cells() for component in found))
    _write(there / "components.cdx.json", components.bill_of_materials(found))
    _write(there / CHECKS, _as_json(edition, checks))


def _write(file: Path, words: str) -> None:
    file.write_text(words, encoding="utf-8", newline="\n")


def _as_json(edition: Edition, checks: tuple[CheckResult, ...]) -> str:
    """Give content hash, checks and standing: what `equitytown sign` reads before anybody signs."""
    standing = edition.standing
    told = {
        "edition": edition.place.report.edition,
        "content": standing.content if standing is not None else "",
        "signed": standing is not None and standing.is_signed,
        "passed": all(check.passed for check in checks),
        "checks": [asdict(check) for check in checks],
    }
    return json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _check(check: CheckResult) -> Cells:
    result = "passed" if check.passed else "failed"
    return check.check_id, check.what, result, check.counted, " ".join(check.details)


def _decisions(edition: Edition) -> Iterable[Cells]:
    for d in edition.place.decisions:
        dated = d.dated.isoformat() if d.dated is not None else None
        yield d.decision_id, dated, d.decided, d.why, d.by, "; ".join(d.concerns), DECIDED
    for i in edition.listed():
        if not i.confirmed:
            why = f"Under discussion: {'; '.join(i.candidates)}" if i.candidates else "No measure is proposed yet"
            yield f"awaited-{i.indicator_id}", None, f"How {i.headline} is measured", why, "", i.indicator_id, AWAITED


def _sign_offs(edition: Edition) -> Iterable[Cells]:
    standing = edition.standing
    if standing is None:
        return
    rows: list[tuple[SignOff, str]] = [*((s, "yes") for s in standing.hold), *((s, "no") for s in standing.lapsed)]
    for s, holds in rows:
        yield s.name, s.role.value, s.signed, s.content, s.manifest, s.statement, holds
