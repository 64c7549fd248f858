"""A pack as plain text, for a letter that any program can read."""

import textwrap

from equitytown.web.register.packs.pack import Grid, Item, Pack, Part
from equitytown.web.register.packs.words import paragraphs

WIDTH = 72  # characters of a line


def plain(pack: Pack, root: str) -> str:
    """
    Write a pack as plain text; links are written out.

    Parameters
    ----------
    pack : Pack
        What to write.
    root : str
        The address of the site, before the links within it, such as https://register.example.
    """
    blocks = [pack.title, "=" * min(len(pack.title), WIDTH), _filled(pack.lede)]
    for part in pack.parts:
        blocks += ["", part.heading, "-" * len(part.heading), *_part(part, root)]
    return "\n".join(blocks) + "\n"


def _part(part: Part, root: str) -> list[str]:
    lines = [_filled(part.intro)] if part.intro else []
    lines += ["\n\n".join(map(_filled, paragraphs(part.markdown)))] if part.markdown else []
    lines += [_item(item, root) for item in part.items]
    for grid in part.grids:
        lines += _grid(grid)
    return lines or [part.nothing]


def _filled(words: str) -> str:
    return textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)


def _item(item: Item, root: str) -> str:
    def set_in(words: str, first: str) -> str:
        return textwrap.fill(words, WIDTH, initial_indent=first, subsequent_indent="  ", break_long_words=False)

    lines = [set_in(item.words, "* ")]
    lines += [set_in(item.small, "  ")] if item.small else []
    lines += [f"  {root}{item.address}"] if item.address else []
    return "\n".join(lines)


def _grid(grid: Grid) -> list[str]:
    rows = [", ".join(f"{label}: {cell}" for label, cell, _ in row) for row in grid.labelled]
    return [
        _filled(grid.caption),
        *(_item(Item(row), "") for row in rows),
        *([_filled(grid.note)] if grid.note else []),
    ]
