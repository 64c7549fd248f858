"""
An edition's own tables and words, put to the rules of the audit before it is published.

Its parts are known, so nothing is guessed that a reader of files has to guess. The rounds of a printed outcome list are
somebody else's: what an audit says of them is shown beside them and stops nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.rulebook import rulebook
from equitytown.audit.run import audit
from equitytown.errors import BuildError
from equitytown.present.blocks import Document
from equitytown.publish.audited import prose, tables
from equitytown.publish.edition import Edition
from equitytown.store.vintages import Holdings
from equitytown.terms.checks import CheckResult
from equitytown.terms.place import Place

OWN, PRINTED = "This edition", "The printed rounds"
COLUMNS = ("of", "rule", "title", "sureness", "says", "mend", "likely", "out_of_date", "where")
HEADS = {Sureness.CERTAIN: "Not right", Sureness.LIKELY: "Likely slips", Sureness.TO_CHECK: "To check"}
Cells = tuple[str, ...]
Beside = Callable[[Published, Place, Holdings], tuple[Remark, ...]]


def with_printed_audit(edition: Edition, *, beside: Beside) -> Edition:
    """
    Add what an audit says of the printed rounds, with what is held of them at hand.

    Parameters
    ----------
    edition : Edition
        As compared.
    beside : callable
        Sets a published table against what a place holds.

    Returns
    -------
    Edition
        With `printed_remarks`; none where no round is on record.
    """
    if not edition.place.printed:
        return edition
    published = Published(PRINTED, (tables.as_printed(edition),))
    found = (*audit(published), *beside(published, edition.place, edition.holdings))
    return replace(edition, printed_remarks=tuple(sorted(found, key=lambda remark: remark.order)))


def with_own_audit(edition: Edition, document: Document) -> Edition:
    """
    Audit an edition's own tables and words.

    Parameters
    ----------
    edition : Edition
        As compared and checked.
    document : Document
        What it says.

    Returns
    -------
    Edition
        With `remarks`, and a check that counts them, which fails where one is certain.
    """
    table, words = tables.latest(edition), prose.passages(document)
    remarks = audit(Published(OWN, (table,), words))
    check = _check(remarks, measures=len(table.lines), passages=len(words))
    return replace(edition, remarks=remarks, checks=(*edition.checks, check))


def refuse_certain(remarks: Iterable[Remark]) -> None:
    """
    Stop a build in which something cannot be right.

    Parameters
    ----------
    remarks : iterable of Remark
        On the edition's own tables and words.

    Raises
    ------
    BuildError
        If a remark is certain. Every such remark is told, with how to mend it.
    """
    certain = [remark for remark in remarks if remark.sureness is Sureness.CERTAIN]
    if not certain:
        return
    many = "1 thing" if len(certain) == 1 else f"{len(certain)} things"
    raise BuildError(
        f"The edition does not pass its own audit: {many} in it cannot be right. Nothing is published and the old "
        f"edition stays.{''.join(_told(remark) for remark in certain)}"
    )


def _told(remark: Remark) -> str:
    """Tell one remark in an error."""
    quotes = "".join(f'\n    "{passage.text}"' for passage in remark.passages)
    head = f"{remark.rule_id} {title_of(remark.rule_id)} ({remark.where})"
    return f"\n  {head}: {remark.says}{quotes}\n    To mend: {remark.mend}"


def _check(remarks: tuple[Remark, ...], *, measures: int, passages: int) -> CheckResult:
    grades = {grade.value: sum(remark.sureness is grade for remark in remarks) for grade in Sureness}
    what = (
        f"The tables and words of this edition were put to the {len(rulebook())} rules of the audit. What cannot be "
        "right would have stopped the build; the rest is listed in audit.csv for somebody to look at."
    )
    counts = {"measures": measures, "passages": passages, **grades}
    return CheckResult(
        "audit", what, passed=not grades[Sureness.CERTAIN.value], counts=counts, details=_by_rule(remarks)
    )


def _by_rule(remarks: tuple[Remark, ...]) -> tuple[str, ...]:
    """Name the rules of what should be looked at, each with its count: what is surest first."""
    said: list[str] = []
    for grade, words in HEADS.items():
        found = Counter(title_of(r.rule_id) for r in remarks if r.sureness is grade)
        named = "; ".join(f"{title} ({number})" for title, number in found.most_common())
        said += [f"{words}: {named}."] if found else []
    return tuple(said)


def title_of(rule_id: str) -> str:
    """Give a rule's title; empty where the rulebook does not hold it."""
    held = rulebook().get(rule_id)
    return held.title if held else ""


def audit_rows(edition: Edition) -> Iterable[Cells]:
    """Give every remark on an edition and on its printed rounds as rows of `COLUMNS`."""
    for of, remarks in ((OWN, edition.remarks), (PRINTED, edition.printed_remarks)):
        for r in remarks:
            old = "yes" if r.older else "no"
            yield of, r.rule_id, title_of(r.rule_id), r.sureness.value, r.says, r.mend, r.likely, old, r.where
