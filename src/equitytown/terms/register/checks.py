"""Checks of a record as a whole that several kinds share. Each gives the field and a sentence."""

from collections.abc import Iterator
from datetime import date


def in_order(starts: date | None, ends: date | None, *, field: str) -> Iterator[tuple[str, str]]:
    """Say so where an end comes before its start; a missing day is no fault."""
    if starts and ends and ends < starts:
        yield field, f"The end, {ends:%-d %B %Y}, is before the start, {starts:%-d %B %Y}. Correct one of them."


def within(
    part: int | None, whole: int | None, *, field: str, part_word: str, whole_word: str
) -> Iterator[tuple[str, str]]:
    """Say so where a part is above its whole; a missing count is no fault."""
    if part is not None and whole is not None and part > whole:
        yield field, f"{part_word}, {part:,}, is above {whole_word}, {whole:,}. Correct one of them."
