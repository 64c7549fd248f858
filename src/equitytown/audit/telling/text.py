"""An audit for a person who reads it on a terminal or in a file."""

from collections.abc import Iterator

from equitytown.audit.published import PublishedTable
from equitytown.audit.remarks import Remark, Rule, Sureness
from equitytown.audit.telling.account import (
    Account,
    Numbered,
    columns_told,
    measures_in,
    printable,
)
from equitytown.audit.telling.quotes import quotes

FEW = 4  # rows or lines that are named of one remark


def as_text(account: Account, *, full: bool = False) -> str:
    """
    Tell an audit in plain words.

    Parameters
    ----------
    account : Account
        What was read and what is remarked.
    full : bool, default False
        Quote every cell of what is to check, and say how to mend it; otherwise it takes a line each, by rule.

    Returns
    -------
    str
        The remarks, the surest first; what was read; and a count at the end.
    """
    surer = (Sureness.CERTAIN, Sureness.LIKELY)
    parts = [part for grade in surer for part in _of_grade(account, grade)]
    parts += _of_grade(account, Sureness.TO_CHECK) if full else _briefly(account)
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


def _briefly(account: Account) -> Iterator[str]:
    """Tell what is to check in a line each, by rule."""
    found = [numbered for numbered in account.numbered if numbered.remark.sureness is Sureness.TO_CHECK]
    if not found:
        return
    yield f"TO CHECK ({len(found)}), in a line each: --full quotes the cells and says how to mend them"
    for rule_id in dict.fromkeys(numbered.remark.rule_id for numbered in found):
        of_rule = [numbered for numbered in found if numbered.remark.rule_id == rule_id]
        lines = [f"   {n.number}. {_rows(n.remark)}: {printable(n.remark.says)}{_after(n.remark)}" for n in of_rule]
        yield "\n".join([f"{rule_id} {of_rule[0].title}".rstrip(), *lines])


def _after(remark: Remark) -> str:
    """Give what must be known of a remark that is told in a line."""
    likely = f" Probably meant: {printable(remark.likely)}." if remark.likely else ""
    return f"{' Out of date, not wrong.' if remark.older else ''}{likely}"


def _rows(remark: Remark) -> str:
    """Say in a few words where a remark stands: "rows 510, 511 and 3 more; line 75"."""
    rows = {entry.row for entry in remark.entries}
    told = [_few("row", sorted(rows))] if rows else []
    units = dict.fromkeys(passage.unit for passage in remark.passages)
    told += [_few(unit, sorted({p.line for p in remark.passages if p.unit == unit})) for unit in units]
    return "; ".join(told) or "the whole"


def _few(noun: str, numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:FEW]))
    more = f" and {len(numbers) - FEW} more" if len(numbers) > FEW else ""
    return f"{noun}{'s' if len(numbers) > 1 else ''} {named}{more}"


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
