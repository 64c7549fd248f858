"""The test behind verdicts: an interval, or a test and its level, on record."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.cells import SIGNS, UPWARD, counted
from equitytown.audit.families import family_of
from equitytown.audit.published import Entry, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.indicator import Basis

RATINGS = (Role.RATING_NATIONAL, Role.RATING_REGIONAL, Role.RATING_NEIGHBOURS)
RECORDED = re.compile(
    r"confidence|interval|statistical (?:test|significance)|statistically (?!close|near)|\btest(?:s|ed)?\b"
    r"|standard error",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b9\d(?:\.\d+)?\s?% (?:confidence|level|limit)|confidence (?:interval|limit)s? (?:of|at|for)", re.IGNORECASE
)
UNSURE = (Basis.SURVEY, Basis.MODELLED)


def on_record(table: PublishedTable, published: Published) -> bool:
    """Say whether limits are printed, or a test is named in the key, the notes, the headings or the text."""
    if any(column.role in (Role.LOWER, Role.UPPER) for column in table.columns):
        return True
    words = (*table.key.values(), *table.notes.values(), *(column.heading for column in table.columns))
    return any(RECORDED.search(said) for said in words) or any(
        TOLD.search(passage.text) for passage in published.passages
    )


def on_test(published: Published) -> Iterable[Remark]:
    """R25: a verdict, and the word significant, has an interval or a test on record."""
    for table in published.tables:
        if on_record(table, published):
            continue
        cells = [line.at(role) for line in table.lines for role in (*RATINGS, Role.TREND)]
        given = [cell for cell in cells if cell is not None and cell.missing is None and cell.text]
        loud = [cell for cell in given if re.search(r"\bsig", cell.text, re.IGNORECASE)]
        rated = [cell for cell in given if cell.rating in {*SIGNS, *UPWARD}]
        if loud:
            yield _untested(loud, Sureness.LIKELY, f'{counted(len(loud), "cell says", "cells say")} "{loud[0].text}"')
        if rated:
            yield _untested(
                rated[:3], Sureness.TO_CHECK, f"{counted(len(rated), 'verdict sets', 'verdicts set')} the place apart"
            )
        yield from _estimates(table)


def _untested(cells: list[Entry], sureness: Sureness, what: str) -> Remark:
    return Remark(
        "R25",
        sureness,
        f"{what}, and the table prints no limits and names no test.",
        "Print the confidence limits, or say in the key by which test and at which level the verdicts were given.",
        tuple(cells),
    )


def _estimates(table: PublishedTable) -> Iterator[Remark]:
    held = [
        (line, cell)
        for line in table.lines
        for role in RATINGS[:2]
        if line.rating(role) in {*SIGNS, *UPWARD} and (cell := line.at(role))
        if family_of(line.measure).collected_by in UNSURE
    ]
    if held:
        others = " and others" if len({line.measure for line, _ in held}) > 1 else ""
        yield Remark(
            "R25",
            Sureness.TO_CHECK,
            f'{counted(len(held), "verdict rests", "verdicts rest")} on a survey or a model ("{held[0][0].measure}"'
            f"{others}) without limits or the number of people asked.",
            "Print the limits beside the value; without them say higher or lower and leave the verdict out.",
            tuple(cell for _, cell in held),
        )


CHECKS = {"R25": on_test}
