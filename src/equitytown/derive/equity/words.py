"""The words of equity tables: characteristics, people whose group is not known, totals, and who is usually compared."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

ALL = "All"  # the label of a total, as in `disclosure.tables`
KNOWN, UNMATCHED, UNKNOWN = "Known groups", "Groups without residents", "Not known"
SENIOR, OTHER = "Senior grades", "Other grades"
NOT_STATED, NOT_RECORDED, NOT_ACCOUNTED = "Not stated", "Not recorded", "Not accounted for"
STATES = (NOT_STATED, NOT_RECORDED, NOT_ACCOUNTED)
RESERVED = frozenset({KNOWN.casefold(), UNMATCHED.casefold(), SENIOR.casefold(), OTHER.casefold()})

ENOUGH_KNOWN = 0.8
"""The share whose group must be known before rates by group are given; no published threshold was found: it is ours."""

FEWEST_PAID = 50
"""People in a group before its pay is published (Government guidance on ethnicity pay reporting, April 2023)."""


class Kind(StrEnum):
    """What a partner's file tells of."""

    WORKFORCE = "workforce"
    SERVICE = "service"
    PAY = "pay"


# Those that the Equality Act 2010 protects, and four that places look at beside them; with what else they are called.
CHARACTERISTICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Age": ("age group", "age band", "age"),
        "Disability": ("disabled", "disability status"),
        "Gender reassignment": ("gender identity", "trans status", "trans"),
        "Marriage and civil partnership": ("marital status", "legal partnership status", "marriage"),
        "Pregnancy and maternity": ("maternity", "pregnancy"),
        "Ethnic group": ("ethnicity", "race", "ethnic category", "ethnic_group", "ethnic background"),
        "Religion or belief": ("religion", "belief", "faith"),
        "Sex": ("gender",),
        "Sexual orientation": ("sexuality",),
        "Carer": ("unpaid carer", "carers", "caring responsibilities"),
        "Care experience": ("care leaver", "looked-after status", "looked after"),
        "Armed forces": ("veteran", "armed forces community"),
        "Deprivation": (
            "deprivation quintile",
            "deprivation decile",
            "imd quintile",
            "imd decile",
            "deprivation fifth",
        ),
    }
)

_STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        NOT_STATED: (
            "not stated", "prefer not to say", "refused", "declined", "undisclosed", "not disclosed", "not declared",
            "not answered", "i do not wish to disclose", "z", "not specified",
        ),
        NOT_RECORDED: (
            "not recorded", "not asked", "not known", "unknown", "missing", "blank", "null", "not collected", "99",
            "no data", "not available", "n/a",
        ),
        NOT_ACCOUNTED: ("not accounted for",),
    }
)  # fmt: skip

_TOTALS = frozenset({
    "all", "total", "totals", "all groups", "all staff", "all users", "all people", "all employees", "everyone",
    "grand total", "persons", "all grades", "all services", "all organisations", "organisation total", "headcount",
})  # fmt: skip

_SEXES = MappingProxyType(
    {"men": "Male", "man": "Male", "m": "Male", "male": "Male", "males": "Male"}
    | dict.fromkeys(("women", "woman", "f", "female", "females"), "Female")
)

REFERENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Sex": ("male",),
        "Disability": ("not disabled", "non-disabled", "no", "not disabled under the equality act"),
        "Ethnic group": ("white", "white british"),
    }
)
"""Who others' pay is set against unless a file declares it: men by the regulations of 2017, others by habit."""


def plain(words: str) -> str:
    """Give words in small letters and with single spaces, to compare them."""
    return " ".join(words.split()).casefold()


def characteristic_of(words: str) -> str | None:
    """
    Give a characteristic by any of its names; None where it is not known.

    Examples
    --------
    >>> characteristic_of("Ethnicity"), characteristic_of("shoe size")
    ('Ethnic group', None)
    """
    said = plain(words)
    return next((name for name, also in CHARACTERISTICS.items() if said == name.casefold() or said in also), None)


def state_of(group: str) -> str | None:
    """
    Say how a group is not known; None where it is a group.

    Examples
    --------
    >>> state_of("Prefer not to say"), state_of("Unknown"), state_of("Chinese")
    ('Not stated', 'Not recorded', None)
    """
    return next((state for state, words in _STATES.items() if plain(group) in words), None)


def is_total(label: str) -> bool:
    """Say whether a label stands for everybody."""
    return plain(label) in _TOTALS


def group_of(characteristic: str, label: str) -> str:
    """Give a group by its usual name: the two sexes by one spelling, anything else as it stands."""
    found = " ".join(label.split())
    return _SEXES.get(found.casefold(), found) if characteristic == "Sex" else found
