"""What a function's annotations admit, and how the command line reads it."""

import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin


def kinds_of(annotation: Any) -> tuple[Any, ...]:  # Any: a type made while running
    """List the types that an annotation admits."""
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def cli_type(annotation: Any) -> Any:  # Any: a type made while running
    """
    Choose the type that the command line reads for an annotation.

    Examples
    --------
    >>> cli_type(str | None), cli_type(float | Sequence[float]), cli_type(int)
    (<class 'str'>, list[str], <class 'int'>)
    """
    kinds = [kind for kind in kinds_of(annotation) if kind is not type(None)]
    for kind in kinds:
        if get_origin(kind) in (Sequence, list, tuple):
            return list[str]
    plain = [kind for kind in kinds if kind in (str, int, float) or get_origin(kind) is Literal]
    return plain[0] if plain else Path  # what is neither is a second table
