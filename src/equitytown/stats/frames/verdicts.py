"""Judgements of groups: which end is good, said once for all or by a column."""

from narwhals.typing import IntoFrame

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes
from equitytown.stats.comparisons import in_words
from equitytown.stats.frames.columns import By, Eager, names_of, opened
from equitytown.stats.frames.rules import END_OF


def keys_with(data: IntoFrame, by: By | None, best: str) -> list[str]:
    """
    Give the grouping columns, and among them the one that says which end is good where `best` names it.

    Raises
    ------
    InputError
        If `best` is neither a known word nor a column.
    """
    keys = names_of(by)
    if best in END_OF or best in keys:
        return keys
    if best not in opened(data).collect_schema().names():
        raise InputError(f'best must be {_known()}, or a column that holds these words, and is "{best}".')
    return [*keys, best]


def rated(keys: Eager, direction: Floats, *, best: str) -> Notes:
    """
    Put the directions of groups in words, a judgement where one end is good.

    Raises
    ------
    InputError
        If the column that says which end is good holds another word.
    """
    words = [best] * len(keys) if best in END_OF else keys[best].to_list()
    strange = [word for word in words if word not in END_OF]
    if strange:
        raise InputError(f'column "{best}" must hold {_known()}, and holds "{strange[0]}" too.')
    return in_words(direction, best=[END_OF[word] for word in words])


def _known() -> str:
    return " or ".join(f'"{word}"' for word in END_OF)
