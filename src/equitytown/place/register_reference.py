"""The files of the register as a page: every kind, its columns, what each may hold and where it leads."""

from collections.abc import Iterator

from equitytown.place.register import KEPT, file_of
from equitytown.terms.register import KINDS, MEASURES, Field, Group, Kind, Shape
from equitytown.terms.register.cells import BETWEEN_ITEMS

HEADER = "| column | needed | holds | meaning |\n| --- | --- | --- | --- |"
NEEDED = {(True, False): "yes", (True, True): "yes", (False, True): "to publish", (False, False): "no"}
SHAPES = {
    Shape.IDENTIFIER: "its own reference, such as `{prefix}-1`",
    Shape.LINE: "words on one line",
    Shape.PROSE: "sentences",
    Shape.MARKDOWN: "Markdown",
    Shape.YES_NO: "`yes` or `no`; empty is no",
    Shape.WHOLE: "a whole number; empty is not known",
    Shape.NUMBER: "a number; empty is not known",
    Shape.POUNDS: "pounds; empty is not known",
    Shape.DAY: "a day, such as `2027-04-01`",
    Shape.ADDRESS: "a web address",
    Shape.ITEMS: f"words, several parted with `{BETWEEN_ITEMS}`",
}


def register_reference() -> str:
    """
    Write the reference of the register's files.

    Returns
    -------
    str
        Markdown: a heading for each group of kinds, and under it one for each file with a table of its columns.

    Examples
    --------
    >>> register_reference().splitlines()[0]
    '## What was promised'
    """
    kept = ", ".join(f"`{name}`" for name in KEPT)
    also = f"Beside these, a file may have the columns {kept}, which are kept for people and read by nothing."
    parts = [part for group in Group for part in _group(group)]
    return "\n\n".join((*parts, "## Columns of every file", also)) + "\n"


def _group(group: Group) -> Iterator[str]:
    yield f"## {group.value}"
    for kind in (found for found in KINDS.values() if found.group is group):
        yield f"### {file_of(kind)}"
        yield f"{kind.about}{_statuses(kind)}"
        yield "\n".join((HEADER, *(_row(kind, kind.by_name[name]) for name in kind.columns)))


def _statuses(kind: Kind) -> str:
    """Say what may follow what."""
    if not kind.statuses:
        return ""
    moves = [f"{first} to {', '.join(then)}" for first, then in kind.statuses.items() if then]
    return f" Its status may go from {'; from '.join(moves)}."


def _row(kind: Kind, field: Field) -> str:
    meaning = f"{field.label}. {field.hint}".strip()
    private = "" if field.public else " Not shown to the public."
    needed = NEEDED[field.required, field.needed]
    cells = (f"`{field.name}`", needed, _holds(kind, field), f"{meaning}{private}")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _holds(kind: Kind, field: Field) -> str:
    """Say what a cell of the column may hold."""
    if field.shape is Shape.CHOICE:
        return f"one of: {', '.join(field.choices)}"
    if field.links:
        target = "an indicator of the place" if field.to == MEASURES else f"a reference in {_link(field.to)}"
        return f"{target}; several parted with `{BETWEEN_ITEMS}`" if field.many else target
    return SHAPES[field.shape].format(prefix=kind.prefix)


def _link(slug: str) -> str:
    """Lead to the file's own heading on the page."""
    path = file_of(KINDS[slug])
    anchor = path.replace("/", "").replace(".", "")
    return f"[{path.removeprefix('register/')}](#{anchor})"
