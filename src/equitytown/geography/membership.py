"""Which boundary sets codes are of, and mixing refused."""

from collections import Counter
from collections.abc import Collection, Mapping

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import boundary_sets, kind_of, name_of, sets_by_look
from equitytown.geography.codes import History


def sets_of(codes: Collection[str], history: History) -> Mapping[str, int]:
    """
    Tell of which boundary sets codes are.

    Parameters
    ----------
    codes : collection of str
        Codes; one that stands twice counts once.
    history : History
        What is known of codes. Where it knows none of a kind, all sets that have codes of that look are told.

    Returns
    -------
    mapping of str to int
        How many of the codes each set holds, most first.

    Examples
    --------
    >>> from equitytown.geography.history import shipped_history
    >>> sets_of(["E47000010", "E47000014"], shipped_history())
    {'combined-authority-2023': 1, 'combined-authority-2024': 1, 'combined-authority-2025': 1}
    """
    known = _prefixes(history)
    counts = Counter(set_id for code in set(codes) for set_id in _sets_of_one(code, history, known))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def common_sets(codes: Collection[str], history: History) -> tuple[str, ...]:
    """
    Tell the boundary sets that hold every one of some codes, and refuse codes of two sets.

    Parameters
    ----------
    codes : collection of str
        Codes of one table.
    history : History
        What is known of codes.

    Returns
    -------
    tuple of str
        Identifiers. Several where sets do not differ in these codes.

    Raises
    ------
    InputError
        If there are no codes, some are not known, or no set holds them all: both sets are then named, and the look-up.

    Examples
    --------
    >>> from equitytown.geography.history import shipped_history
    >>> common_sets(["E06000058", "E06000066"], shipped_history())
    ('lower-tier-2023', 'lower-tier-2025', 'upper-tier-2023', 'upper-tier-2025')
    """
    if not codes:
        raise InputError("there are no codes, so no boundary set can be told.")
    counts, number = sets_of(codes, history), len(set(codes))
    shared = tuple(set_id for set_id, count in counts.items() if count == number)
    if shared:
        return shared
    known = _prefixes(history)
    strange = [code for code in sorted(set(codes)) if not _sets_of_one(code, history, known)]
    if strange:
        raise InputError(
            f"{len(strange):,} of {number:,} codes are of no boundary set that is known (first: {strange[0]}). "
            "Check them for slips, or give the look-up or list that they are in."
        )
    raise InputError(_mixed(codes, next(iter(counts)), history))


def _mixed(codes: Collection[str], most: str, history: History) -> str:
    """Say that two sets are mixed: the one that holds most codes, and the one that holds most of the others."""
    known = _prefixes(history)
    others = sorted(code for code in set(codes) if most not in _sets_of_one(code, history, known))
    held, kind = sets_of(others, history), kind_of(most)
    other = next((set_id for set_id in held if kind_of(set_id) == kind), next(iter(held)))
    told = (
        f"{len(others):,} of {len(set(codes)):,} codes are not of {name_of(most)} but of {name_of(other)} "
        f"(first: {others[0]}): two boundary sets are mixed. "
    )
    if other in boundary_sets() and most in boundary_sets() and kind_of(other) != kind:
        return f"{told}Take areas of one kind."
    old, new = _by_age(most, other, history)
    return (
        f"{told}Take figures of one set, or carry counts of {name_of(old)} over with `equitytown convert` and a "
        f"look-up from {name_of(old)} to {name_of(new)}."
    )


def _by_age(one: str, other: str, history: History) -> tuple[str, str]:
    """Put two sets in order, by their days or, where a user named one himself, by whose codes ended."""
    known = boundary_sets()
    if one in known and other in known:
        return (one, other) if known[one].valid_from <= known[other].valid_from else (other, one)
    ended = any(record.ended for record in history.values() if one in record.boundary_sets)
    return (one, other) if ended else (other, one)


def _prefixes(history: History) -> frozenset[str]:
    return frozenset(code[:3] for code in history)


def _sets_of_one(code: str, history: History, known: frozenset[str]) -> tuple[str, ...]:
    record = history.get(code)
    if record is not None:
        return record.boundary_sets
    return () if code[:3] in known else sets_by_look(code)
