"""An audit for a person who reads it on a terminal or in a file."""

from collections.abc import Iterator

from equitytown.audit.published import PublishedTable
from equitytown.audit.remarks import Rule, Sureness
from equitytown.audit.telling.account import (
    Account,
    Numbered,
    columns_told,
    measures_in,
    printable,
)
from equitytown.audit.telling.quotes import quotes


def as_text(account: Account) -> str:
    """
    Tell an audit in plain words.

    Parameters
    ----------
    account : Account
        What was read and what is remarked.

    Returns
    -------
    str
        The remarks, the surest first; what was read; and a count at the end.
    """
    parts = [part for grade in Sureness for part in _of_grade(account, grade)]
    parts += ["\n".join(_read(account))]
    return "\n\n".join([*parts, account.sentence()])


def rules_as_text(rules: dict[str, Rule]) -> str:
    """List the rules, a line each."""
    return "\n".join(f"{rule.rule_id}  {rule.title} (at most: {rule.surest.value})" for rule in rules.values())


def _of_grade(account: Account, grade: Sureness) -> Iterator[str]:
    found = [numbered for numbered in account.numbered if numbered.remark.sureness is grade]
    mends: dict[str, int] = {}
    if found:
        yield f"{grade.value.upper()} ({len(found)})"
        for numbered in found:
            as_in = mends.setdefault(numbered.remark.mend, numbered.number)
            yield "\n".join(_remark(numbered, account, as_in=as_in))


def _remark(numbered: Numbered, account: Account, *, as_in: int) -> Iterator[str]:
    remark = numbered.remark
    title = f" {numbered.title}" if numbered.title else ""
    yield f"{numbered.number}. {remark.rule_id}{title}"
    yield from (f"   {line}" for line in quotes(remark, account.published))
    yield f"   {printable(remark.says)}"
    if remark.older:
        yield "   Out of date, not wrong."
    if remark.likely:
        yield f"   Probably meant: {printable(remark.likely)}"
    if remark.mend:
        yield f"   To mend: {printable(remark.mend) if as_in == numbered.number else f'as in {as_in}.'}"


def _read(account: Account) -> Iterator[str]:
    """Say what was read, and what was not."""
    yield "READ"
    for table in account.published.tables:
        yield from _table(table)
    if not account.published.tables:
        yield "No indicator table."
    yield from (f"Not read: {printable(says)}" for says in account.published.unread)
    many = len(account.published.passages)
    yield "1 passage of text." if many == 1 else f"{many} passages of text."


def _table(table: PublishedTable) -> Iterator[str]:
    known, unknown = columns_told(table)
    measures = measures_in(table)
    rounds = f" in {len(table.rounds)} rounds ({', '.join(table.rounds)})" if len(table.rounds) > 1 else ""
    many = "1 measure" if measures == 1 else f"{measures} measures"
    yield f"{printable(table.name)}: {many}{rounds}; the place is {printable(table.place_name)}."
    yield "   Recognised:"
    yield from (f"      {words}" for words in known)
    if unknown:
        yield f"   Not recognised, so not looked at: {'; '.join(unknown)}."
    yield from (f"   Mended in reading: {printable(slip.says)}" for slip in table.slips)
