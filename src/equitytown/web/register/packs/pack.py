"""The few parts of which everything put together is made; a page, a letter and a Word document show them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: its words, where they lead, and smaller words after it."""

    words: str
    address: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, its columns and rows of finished words. `numbers` are the columns that hold figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""

    @property
    def labelled(self) -> tuple[tuple[tuple[str, str, bool], ...], ...]:
        """Give the rows cell by cell: the column's label, the words, and whether they are a figure."""
        return tuple(
            tuple(
                (label, cell, i in self.numbers) for i, (label, cell) in enumerate(zip(self.columns, row, strict=True))
            )
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One part under its heading; `nothing` is said where it holds neither words, lines nor tables."""

    heading: str
    intro: str = ""
    markdown: str = ""
    items: tuple[Item, ...] = ()
    grids: tuple[Grid, ...] = ()
    nothing: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it holds no line, no table and no text."""
        return not (self.items or self.markdown or any(grid.rows for grid in self.grids))


@dataclass(frozen=True, slots=True)
class Pack:
    """Something put together from the register."""

    title: str
    subtitle: str
    lede: str
    parts: tuple[Part, ...]
