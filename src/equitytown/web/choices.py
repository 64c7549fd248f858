"""Choices of a form, flat or under headings, as Django takes them."""

from collections.abc import Iterable, Iterator
from typing import Any


def flat(
    choices: Iterable[tuple[Any, Any]],
) -> Iterator[tuple[str, str]]:  # Django's choices: values and words, or groups
    """Give each value with its words, out of their groups."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from flat(words)
        else:
            yield str(value), str(words)
