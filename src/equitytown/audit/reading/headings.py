"""Headings into columns: which part each plays, and in which round."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from equitytown.audit.published import RATED_AGAINST, Column, Role, Slip
from equitytown.audit.reading.grids import Grid, Row, SlipKind, letter
from equitytown.audit.reading.words import place_names, words

SHARED = frozenset({Role.GROUP, Role.MEASURE, Role.SOURCE, Role.UNIT, Role.POLARITY, Role.NOTE, Role.OTHER})
AGAINST = {figure: verdict for verdict, figure in RATED_AGAINST.items()}
OF_A_FIGURE = (Role.LOWER, Role.UPPER, Role.NUMERATOR, Role.DENOMINATOR)
YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*(?:/|-|\u2013|to)\s*(?:\d{4}|\d{2}))?\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above one column, the topmost first, each with the number of its row."""

    column: int
    parts: tuple[tuple[int, str], ...]

    @property
    def said(self) -> str:
        """Give all its words, the topmost first, without a year that stands alone above others: its round tells it."""
        kept = [part for _, part in self.parts if not YEARS.fullmatch(part)] or [part for _, part in self.parts]
        return ": ".join(dict.fromkeys(kept))

    @property
    def own(self) -> str:
        """Give the words right above the column."""
        return self.parts[-1][1] if self.parts else ""

    @property
    def above(self) -> str:
        """Give the words of the rows above those."""
        return " ".join(dict.fromkeys(part for _, part in self.parts[:-1]))


@dataclass(frozen=True, slots=True)
class Headed:
    """A table's columns, what its place is called, its rounds in order, and what was mended."""

    columns: tuple[Column, ...]
    place_name: str
    rounds: tuple[str, ...]
    slips: tuple[Slip, ...]


def columns_of(grid: Grid, rows: Sequence[Row], *, place_name: str = "") -> Headed:
    """
    Read the header rows of a table.

    Parameters
    ----------
    grid : Grid
        The table.
    rows : sequence of Row
        Its header rows, from the top.
    place_name : str, default ""
        What the place's own column is called; found by the names of authorities where it is not given.

    Returns
    -------
    Headed
        A column that is not recognised has the role OTHER.
    """
    headings = _headings(grid, rows)
    roles = _roles(headings, place_name)
    rounds, slips = _rounds(headings, roles)
    kept, twice = _once(headings, roles, rounds)
    columns = tuple(
        Column(letter(heading.column), heading.said, role, round_)
        for heading, role, round_ in zip(headings, kept, rounds, strict=True)
    )
    if len(rows) > 1:
        listed = ", ".join(str(row.number) for row in rows)
        slips.append(Slip(SlipKind.TWO_HEADER_ROWS, rows[0].number, f"The headings stand in rows {listed}."))
    named = next(
        (_place_in(h, place_name) for h, role in zip(headings, kept, strict=True) if role is Role.PLACE), place_name
    )
    order = tuple(dict.fromkeys(column.round for column in columns if column.round)) or ("",)
    return Headed(columns, named or place_name, order, (*slips, *twice))


def recognised(row: Row, *, place_name: str = "") -> int:
    """Count the cells of a row that are headings we know."""
    roles = [_role(Heading(at, ((row.number, text),)), place_name) for at, text in row.filled]
    return sum(role is not Role.OTHER for role in roles)


def _headings(grid: Grid, rows: Sequence[Row]) -> list[Heading]:
    """Join the header rows column by column; a heading reaches over the empty cells to its right."""
    spread = [_spread(row, grid, last=row is rows[-1]) for row in rows]
    return [
        Heading(
            at,
            tuple((row.number, cells[at]) for row, cells in zip(rows, spread, strict=True) if cells[at]),
        )
        for at in range(grid.width)
    ]


def _spread(row: Row, grid: Grid, *, last: bool) -> list[str]:
    cells = [" ".join(row.at(at).split()) for at in range(grid.width)]
    spans = {span.column: span for span in grid.spans if span.row == row.number}
    held = list(cells)
    for at, cell in enumerate(cells):
        if span := spans.get(at):
            held[at : at + span.columns] = [cell] * len(held[at : at + span.columns])
        elif not cell and at and held[at - 1] and not last and not spans:
            held[at] = held[at - 1]
    return held


def _roles(headings: Sequence[Heading], place_name: str) -> list[Role]:
    roles = _with_bare_verdicts(headings, [_role(heading, place_name) for heading in headings])
    roles = _with_ranks(headings, roles)
    if Role.PLACE not in roles:
        roles = _own_column(headings, roles)
    if roles and roles[0] is Role.OTHER and Role.MEASURE in roles[1:] and not headings[0].own:
        roles[0] = Role.GROUP
    if Role.MEASURE not in roles and Role.PLACE in roles:
        first = roles.index(Role.GROUP) if Role.GROUP in roles else 0
        roles[first] = Role.MEASURE if roles[first] in (Role.GROUP, Role.OTHER) else roles[first]
    return roles


def _with_ranks(headings: Sequence[Heading], roles: list[Role]) -> list[Role]:
    """Tell a rank among the neighbours from their figure, where a column of each stands in the table."""
    is_rank = words().first[Role.RANK].search
    of_neighbours = [at for at, role in enumerate(roles) if role is Role.NEIGHBOURS]
    ranks = [at for at in of_neighbours if is_rank(headings[at].own.casefold())]
    if len(ranks) == len(of_neighbours):
        return roles
    return [Role.RANK if at in ranks else role for at, role in enumerate(roles)]


def _with_bare_verdicts(headings: Sequence[Heading], roles: list[Role]) -> list[Role]:
    """Give "RAG" alone to England where it stands once, else to the comparator on its left."""
    bare = [
        at
        for at, (heading, role) in enumerate(zip(headings, roles, strict=True))
        if role is Role.OTHER and words().verdict_alone.match(heading.own.casefold())
    ]
    if len(bare) == 1 and Role.NATIONAL in roles:
        roles[bare[0]] = Role.RATING_NATIONAL
        return roles
    for at in bare:
        left = next((role for role in reversed(roles[:at]) if role in AGAINST), None)
        roles[at] = AGAINST[left] if left else Role.OTHER
    for at in bare:
        if roles[at] is Role.OTHER and Role.RATING_NATIONAL not in roles:
            roles[at] = Role.RATING_NATIONAL
    return roles


def _role(heading: Heading, place_name: str) -> Role:
    """Give the part that a heading says; the words right above the column count before those higher up."""
    own, above, held = heading.own.casefold(), heading.above.casefold(), words()
    if _is_place(heading.own, place_name):
        return Role.PLACE
    if figure := _against(own):
        return _of_figure(own, above, figure)
    higher = _against(above)
    if held.verdict_alone.match(own):
        return AGAINST[higher] if higher else Role.OTHER
    first = next((role for role, pattern in held.first.items() if pattern.search(own)), None)
    if first:
        return Role.OTHER if higher and first in OF_A_FIGURE else first
    if held.own.search(own) and (higher or _is_place(heading.above, place_name)):
        return higher or Role.PLACE
    return next((role for role, pattern in held.last.items() if pattern.search(own)), Role.OTHER)


def _of_figure(own: str, above: str, figure: Role) -> Role:
    """Tell a comparator's figure from the verdict against it, and from its limits and trend, which play no part."""
    held = words()
    if held.verdict.search(own) or held.verdict.search(above):
        return AGAINST[figure]
    if any(held.first[role].search(own) for role in (*OF_A_FIGURE, Role.TREND)):
        return Role.OTHER
    if held.first[Role.RANK].search(own) and figure is not Role.NEIGHBOURS:
        return Role.RANK
    return figure


def _against(text: str) -> Role | None:
    held = words()
    if held.neighbours.search(text):
        return Role.NEIGHBOURS
    if held.regional.search(text):
        return Role.REGIONAL
    return Role.NATIONAL if held.national.search(text) else None


def _is_place(text: str, place_name: str) -> bool:
    """Say whether a heading is a place's name, with or without words such as "value" and a year beside it."""
    bare = re.sub(r"\bthe\b", " ", YEARS.sub(" ", text.casefold()))
    plain = " ".join(re.sub(r"[^\w\s,&'.-]", " ", bare).split())
    if place_name:
        return bool(re.match(rf"(?:.*\b)?{re.escape(place_name.casefold())}\b", plain)) and not words().verdict.search(
            plain
        )
    rest = " ".join(words().beside_own.sub(" ", plain).split())
    return plain in place_names() or rest in place_names()


def _place_in(heading: Heading, place_name: str) -> str:
    """Give the place's name as its heading has it."""
    if place_name:
        return place_name
    for _, part in reversed(heading.parts):
        if _is_place(part, ""):
            bare = re.sub(r"[^\w\s,&'.-]", " ", YEARS.sub(" ", part))
            kept = [word for word in bare.split() if not words().beside_own.fullmatch(word.casefold())]
            return " ".join(kept) or " ".join(bare.split())
    return heading.own


def _own_column(headings: Sequence[Heading], roles: list[Role]) -> list[Role]:
    """Take a column that says "value" or "local" for the place's own, where none has a place's name."""
    return [
        Role.PLACE
        if role is Role.OTHER and words().own.search(heading.own.casefold()) and not _against(heading.said.casefold())
        else role
        for heading, role in zip(headings, roles, strict=True)
    ]


def _rounds(headings: Sequence[Heading], roles: Sequence[Role]) -> tuple[list[str], list[Slip]]:
    """Give each column its round: by a year or a word in its headings, else by its neighbours."""
    said, slips = list[str](), list[Slip]()
    for heading, role in zip(headings, roles, strict=True):
        found = [] if role in SHARED else [(row, name) for row, part in heading.parts if (name := _round_in(part))]
        said.append(found[-1][1] if found else "")
        slips += [
            Slip(
                SlipKind.ROUND_ASTRAY,
                row,
                f'Row {row} puts column {letter(heading.column)} under "{name}", and row {found[-1][0]} under '
                f'"{found[-1][1]}". The lower row was taken.',
            )
            for row, name in found[:-1]
            if name != found[-1][1]
        ]
    figures = [name for name, role in zip(said, roles, strict=True) if role is Role.PLACE]
    if len(set(figures)) <= 1:
        return _by_repetition(roles), []
    return _completed(roles, said), slips


def _round_in(text: str) -> str:
    if years := YEARS.search(text):
        return years.group()
    return next((word.capitalize() for word in words().rounds if re.search(rf"\b{word}\b", text.casefold())), "")


def _by_repetition(roles: Sequence[Role]) -> list[str]:
    """Tell rounds apart where no heading does: the place's column stands twice, and what follows goes with it."""
    places = [at for at, role in enumerate(roles) if role is Role.PLACE]
    if len(places) < len((1, 2)) or Counter(roles)[Role.NATIONAL] < len(places):
        return [""] * len(roles)
    names = [f"round {number}" for number in range(1, len(places) + 1)]
    seen, at, out = set[Role](), 0, list[str]()
    for role in roles:
        if role in SHARED:
            out.append("")
            continue
        if role in seen and at + 1 < len(names):
            seen, at = set(), at + 1
        seen.add(role)
        out.append(names[at])
    return out


def _completed(roles: Sequence[Role], said: Sequence[str]) -> list[str]:
    """
    Give a round to columns that name none, or one that no figure has.

    A column belongs to the round on its left, unless that round has such a column already: then to the next. One that
    stands left of all rounds is shared by all where it is the only one of its part.
    """
    true = {name for name, role in zip(said, roles, strict=True) if role is Role.PLACE}
    counts = Counter(roles)
    out = [name if name in true else "" for name in said]
    period_alone = counts[Role.PERIOD] == 1
    for at, role in enumerate(roles):
        if role in SHARED or (role is Role.PERIOD and period_alone) or (out[at] and role is not Role.PERIOD):
            continue
        left = next((name for name in reversed(out[:at]) if name), "")
        right = next(
            (
                name
                for name, other in zip(out[at + 1 :], roles[at + 1 :], strict=True)
                if name and other is not Role.PERIOD
            ),
            "",
        )
        taken = {(out[i], roles[i]) for i in range(at)}
        out[at] = left if left and (left, role) not in taken else right or left
    return out


def _once(headings: Sequence[Heading], roles: Sequence[Role], rounds: Sequence[str]) -> tuple[list[Role], list[Slip]]:
    """Keep the first of two columns that play one part in one round, and tell of the others."""
    seen, kept, slips = dict[tuple[Role, str], int](), list[Role](), list[Slip]()
    for at, role in enumerate(roles):
        first = seen.setdefault((role, rounds[at]), at)
        if role is Role.OTHER or first == at:
            kept.append(role)
            continue
        kept.append(Role.OTHER)
        row = headings[at].parts[-1][0] if headings[at].parts else 0
        slips.append(
            Slip(
                SlipKind.COLUMN_TWICE,
                row,
                f'Columns {letter(first)} and {letter(at)} are both "{role.value}"; the first was taken.',
            )
        )
    return kept, slips
