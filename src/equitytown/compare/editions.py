"""Two records of a place's editions: everything that the newer says otherwise, and why."""

from collections.abc import Iterable, Iterator

from equitytown.compare.edition_causes import LISTED, Causes
from equitytown.compare.edition_figures import figures
from equitytown.compare.edition_verdicts import verdicts
from equitytown.compare.edition_words import others, sentences, texts
from equitytown.terms.edition_change import ChangeKind, EditionChange, EditionChanges, IssuedCorrection, Why
from equitytown.terms.edition_record import EditionRecord


def changes_between(
    old: EditionRecord, new: EditionRecord, *, place: str, issued: Iterable[IssuedCorrection] = ()
) -> EditionChanges:
    """
    Say what changed from one edition to the next.

    Parameters
    ----------
    old, new : EditionRecord
        Of the same place. An old one without an edition was worked out anew: its definitions and texts are today's.
    place : str
        The place's code: its own series are followed from period to period.
    issued : iterable of IssuedCorrection
        Corrections issued since: a figure named in one changed for that reason.

    Returns
    -------
    EditionChanges
        Measures, figures, verdicts, definitions, sentences, texts and other parts, in that order, each with why. What
        cannot be told is said to be so.
    """
    causes = Causes(old, new, corrected=frozenset(c.about for c in issued if c.about))
    found = [*measures(old, new), *figures(old, new, causes)]
    causes.learn(found)
    found += verdicts(old, new, causes, place=place)
    found += causes.definitions
    found += sentences(old, new, causes)
    if not old.is_rebuilt:
        found += [*texts(old, new, causes), *others(old, new, causes)]
    return EditionChanges(old.edition, old.as_of, tuple(found))


def measures(old: EditionRecord, new: EditionRecord) -> Iterator[EditionChange]:
    """Name the measures that were added and retired: to or from the place's folder, or the outcome list."""
    for key in sorted(new.definitions.keys() | old.definitions.keys()):
        was, now = old.definitions.get(key), new.definitions.get(key)
        if now is not None and (was is None or (LISTED in was and not was[LISTED] and now.get(LISTED))):
            yield EditionChange(ChangeKind.MEASURE_ADDED, key, key, new=now["name"], why=(Why.METHOD,))
        elif was is not None and (now is None or (was.get(LISTED) and LISTED in now and not now[LISTED])):
            yield EditionChange(ChangeKind.MEASURE_RETIRED, key, key, old=was["name"], why=(Why.METHOD,))
