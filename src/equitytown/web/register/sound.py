"""
What a record's content may hold.

Values of its kind's shapes; words that every page, file and spreadsheet can carry, so that whatever is kept can be
exported to the place's folder and read from it again; and nothing that tells of one person.
"""

from collections.abc import Iterator, Mapping

from equitytown.collect.personal import personal_words
from equitytown.errors import InputError
from equitytown.place.register import unsafe_cell
from equitytown.place.words import unsafe_text
from equitytown.terms.register import Field, Kind, Shape
from equitytown.terms.register.cells import BETWEEN_ITEMS, EMPTY, Plain, from_cell, from_plain, to_cell, to_plain

Content = dict[str, Plain]
LONGEST_TEXT = 20_000  # characters of one field; a spreadsheet's cell holds 32,767
TYPED = frozenset({Shape.LINE, Shape.PROSE, Shape.MARKDOWN, Shape.ITEMS})  # shapes in which people write freely
CONTACTS = frozenset({"contact", "website"})  # fields that may hold an organisation's address for e-mail
PREMISES = frozenset({("events", "where")})  # fields, beside those of organisations, that may hold a full postcode
_MEND = "Write of groups and organisations, never of one person."
_ANEW = "cannot be kept as it stands. Write it anew."
_FROM_WORDS = frozenset({Shape.DAY, Shape.NUMBER, Shape.POUNDS})
# What JSON holds a value as; where a shape is not named, as words.
_HELD_AS: Mapping[Shape, type] = {Shape.YES_NO: bool, Shape.WHOLE: int, Shape.ITEMS: list, Shape.LINKS: list}


def settled(kind: Kind, content: Content) -> tuple[Content, dict[str, str]]:
    """
    Give content with every field of its kind and no other, without spaces around it.

    Returns
    -------
    content : dict
        Each value as its file would give it back; what cannot be read is left empty.
    faults : dict of str
        By field, a sentence for each value that cannot be read.
    """
    found, faults = dict[str, Plain](), dict[str, str]()
    for field in kind.fields:
        try:
            found[field.name] = _settled(field, content.get(field.name))
        except InputError as error:
            faults[field.name] = str(error).removeprefix(f"{field.label}: ")
    return to_plain(kind, from_plain(kind, found)), faults


def _settled(field: Field, value: Plain) -> Plain:
    if isinstance(value, str):
        value = _tidy(value)
    elif isinstance(value, list):
        value = [word for item in value if (word := " ".join(_tidy(str(item)).splitlines()))]
    elif field.shape in _FROM_WORDS and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value in (None, "", []):
        empty = EMPTY.get(field.shape, "")
        return list(empty) if isinstance(empty, tuple) else empty  # type: ignore[return-value]  # nothing holds a day
    if field.shape in _FROM_WORDS and isinstance(value, str):
        return to_cell(from_cell(field, value))
    if type(value) is not _HELD_AS.get(field.shape, str):
        raise InputError(f"{field.label} {_ANEW}")
    return value


def _tidy(text: str) -> str:
    """Take off the spaces around a text, and end each of its lines in one way."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def faults_of(kind: Kind, content: Content) -> dict[str, str]:
    """
    Say what no record may hold.

    Parameters
    ----------
    kind : Kind
        What the record is.
    content : dict
        Its content as `settled` gives it.

    Returns
    -------
    dict of str
        By field, a sentence with how to mend it. A reference that is not given yet is no fault.
    """
    typed = from_plain(kind, content)
    found = {}
    for field in kind.fields:
        value = getattr(typed, field.name)
        if sentence := next(_of_field(kind, field, value), ""):
            found[field.name] = sentence
    return found


def _of_field(kind: Kind, field: Field, value: object) -> Iterator[str]:
    cell = to_cell(value)  # type: ignore[arg-type]  # from JSON: anything else fails to come back below
    if len(cell) > LONGEST_TEXT:
        yield f"{field.label} is {len(cell):,} characters. Keep it under {LONGEST_TEXT:,}."
    if reason := unsafe_cell(field, cell):
        yield f"{field.label} {reason} Write it in plain words."
    try:
        again = from_cell(field, cell)
    except InputError as error:
        yield str(error).removeprefix(f"{field.label}: ")
    else:
        if (type(again), again) != (type(value), value):
            yield _lost(field)
    if field.shape in TYPED:
        yield from _personal(kind, field, cell)


def _lost(field: Field) -> str:
    if field.many:
        return f'{field.label} holds "{BETWEEN_ITEMS}", which parts several values. Write a comma instead.'
    return f"{field.label} {_ANEW}"


def _personal(kind: Kind, field: Field, text: str) -> Iterator[str]:
    allowed = set()
    if field.name in CONTACTS:
        allowed.add("an e-mail address")
    if kind.slug == "organisations" or (kind.slug, field.name) in PREMISES:
        allowed.add("a full postcode")
    if found := [what for what in personal_words(text) if what not in allowed]:
        yield f"{field.label} holds what looks like {' and '.join(found)}. Take it out. {_MEND}"


def text_fault(label: str, text: str) -> str:
    """
    Say what is wrong with words that stand in no field, such as an update or a reason; nothing when they will do.

    Examples
    --------
    >>> text_fault("The update", "Begun in May.")
    ''
    """
    if len(text) > LONGEST_TEXT:
        return f"{label} is {len(text):,} characters. Keep it under {LONGEST_TEXT:,}."
    if reason := unsafe_text(text):
        return f"{label} {reason} Write it in plain words."
    found = personal_words(text)
    return f"{label} holds what looks like {' and '.join(found)}. Take it out. {_MEND}" if found else ""
