"""Sign-offs: who answers for an edition, in which role, and for exactly what content."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Accents over letters (the vowel signs of other scripts are letters of theirs), and marks inside a name: O'Brien.
_DROPPED = frozenset({*map(chr, range(0x300, 0x370)), "'", "\u2019", "\u02bc"})


class SigningRole(StrEnum):
    """In which role somebody signs: who assured the analysis, and who approves that it is published."""

    ASSURER = "assurer"
    APPROVER = "approver"


STATEMENTS = {
    SigningRole.ASSURER: "I have assured this analysis: its figures, methods, assumptions and checks.",
    SigningRole.APPROVER: "I approve that this edition is published as it stands.",
}


@dataclass(frozen=True, slots=True)
class SignOff:
    """
    One signature.

    `content` is the hash of what the edition said and `manifest` that of its manifest: the files that were looked at.
    `signed` is the moment in UTC, to the second.
    """

    edition: str
    content: str
    manifest: str
    name: str
    role: SigningRole
    signed: str
    statement: str

    def is_by(self, name: str) -> bool:
        """
        Say whether somebody of a name signed, however the name is written.

        Examples
        --------
        >>> SignOff("e", "", "", "Ann  Lee", SigningRole.ASSURER, "", "").is_by("ann lee")
        True
        """
        return one_name(self.name) == one_name(name)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which signatures hold for what an edition says now, and which were given for something else it said."""

    content: str
    hold: tuple[SignOff, ...] = ()
    lapsed: tuple[SignOff, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Say whether two people have signed what the edition says now, each in a role of their own."""
        named = {role: {one_name(s.name) for s in self.hold if s.role is role} for role in SigningRole}
        assurers, approvers = named[SigningRole.ASSURER], named[SigningRole.APPROVER]
        return any(first != second for first in assurers for second in approvers)


def standing(sign_offs: Iterable[SignOff], *, edition: str, content: str) -> Standing:
    """
    Tell an edition's signatures that hold from those that lapsed.

    Parameters
    ----------
    sign_offs : iterable of SignOff
        Every signature of the place.
    edition : str
        The edition's name; those of others are left out.
    content : str
        The hash of what it says now.
    """
    ours = tuple(s for s in sign_offs if s.edition == edition)
    hold = tuple(s for s in ours if s.content == content)
    return Standing(content, hold, tuple(s for s in ours if s.content != content))


def one_name(name: str) -> str:
    """
    Give a name by which its spellings are one: capitals, accents, spaces, marks and the order of its parts fall away.

    Examples
    --------
    >>> one_name("Lee, Zoë-Ann") == one_name("zoe ann  LEE")
    True
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = (" " if unicodedata.category(c)[0] in "PSZC" else c for c in letters if c not in _DROPPED)
    return " ".join(sorted("".join(kept).split()))
