"""Remarks: what an audit says, and the rules it says it by."""

from dataclasses import dataclass, field
from enum import StrEnum

from equitytown.audit.published import Entry, Passage


class Sureness(StrEnum):
    """How sure a remark is, the surest first."""

    CERTAIN = "certain"
    LIKELY = "likely"
    TO_CHECK = "to check"


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule: what it asks, why, and an example of right and of wrong.

    `right` and `wrong` are small tables or texts as somebody would paste them; tests run both.
    """

    rule_id: str
    title: str
    asks: str
    why: str
    right: str
    wrong: str
    surest: Sureness


@dataclass(frozen=True, slots=True)
class Remark:
    """
    One thing that cannot be right, or should be looked at.

    `entries` and `passages` are what it quotes, `says` is a whole sentence with the values, `mend` how to put it
    right. `likely` is the value that was probably meant, where one digit or one word would do it. `older` marks a
    figure that agrees with what its supplier gave before and has since revised: out of date, not wrong.
    """

    rule_id: str
    sureness: Sureness
    says: str
    mend: str
    entries: tuple[Entry, ...] = ()
    passages: tuple[Passage, ...] = ()
    likely: str = ""
    older: bool = field(default=False, kw_only=True)

    @property
    def where(self) -> str:
        """Say where everything it quotes stands."""
        places = [*(entry.where for entry in self.entries), *(passage.where for passage in self.passages)]
        return "; ".join(dict.fromkeys(places))

    @property
    def order(self) -> tuple[int, int, str]:
        """What remarks are sorted by: the surest first, then where they stand, then the rule."""
        rows = [*(entry.row for entry in self.entries), *(passage.line for passage in self.passages)]
        return (tuple(Sureness).index(self.sureness), min(rows, default=0), self.rule_id)
