"""The rules of the audit as a page: what each asks and why, with an example of right and of wrong."""

from collections.abc import Iterator
from itertools import zip_longest

from equitytown.audit.examples import remarks_on
from equitytown.audit.reading.grids import Grid, Paragraph
from equitytown.audit.reading.pasted import parts_of_text
from equitytown.audit.remarks import Rule
from equitytown.audit.rulebook import rulebook


def rules_reference() -> str:
    """
    Write the reference of the audit's rules.

    Returns
    -------
    str
        Markdown: a heading for each rule, with its examples as tables, and what an audit says of the wrong one.
    """
    return "\n".join("\n\n".join(_parts(rule)) + "\n" for rule in rulebook().values())


def _parts(rule: Rule) -> Iterator[str]:
    yield f"## {rule.rule_id} {rule.title}"
    yield " ".join(rule.asks.split())
    yield f"Why: {' '.join(rule.why.split())}"
    yield f"At its surest: {rule.surest.value}."
    yield "Right:"
    yield from _example(rule.right, rule.right)
    yield "Wrong, with what differs in bold:"
    yield from _example(rule.wrong, rule.right)
    if said := _said(rule):
        yield f"What an audit says of it: {_plain(said)}"


def _example(text: str, right: str) -> Iterator[str]:
    """Give an example as it would look in print: tables as tables, text as quotations; what is not right is in bold."""
    others = parts_of_text(right, name="example")
    for part, other in zip_longest(parts_of_text(text, name="example"), others):
        if isinstance(part, Grid):
            yield "\n".join(_rows(part, other if isinstance(other, Grid) else part))
        elif isinstance(part, Paragraph):
            same = other is None or (isinstance(other, Paragraph) and other.text == part.text)
            yield f"> {_plain(part.text) if same else _bold(part.text)}"


def _rows(grid: Grid, right: Grid) -> Iterator[str]:
    rows, others = ([row for row in held.rows if not row.is_blank] for held in (grid, right))
    width = max(grid.width, right.width)
    for at, row in enumerate(rows):
        other = others[at] if at < len(others) else row
        cells = [(row.at(column), other.at(column)) for column in range(width)]
        yield _row([_plain(cell) if cell == beside else _bold(cell) for cell, beside in cells])
        if not at:
            yield _row(["---"] * width)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _bold(text: str) -> str:
    return f"**{_plain(text) or '(nothing)'}**"


def _plain(text: str) -> str:
    """Write letters that Markdown would take for marks as they are."""
    said = "".join(f"\\{letter}" if letter in "*_[]`<>#" else letter for letter in text)
    return said.replace("|", "&#124;")


def _said(rule: Rule) -> str:
    """Give the first sentence that the rule's check says of the wrong example."""
    found = remarks_on(rule.wrong, rule_id=rule.rule_id)
    return found[0].says if found else ""
