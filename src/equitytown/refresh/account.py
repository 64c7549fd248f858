"""The account of a refresh: by measure and table, what came, what did not and why, and how old what is held is."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum

from equitytown.errors import CollectError


class State(StrEnum):
    """How asking for a measure went."""

    CAME = "new figures"
    UNCHANGED = "nothing new"
    REFUSED = "refused"
    UNREACHED = "not reached"
    NO_WAY = "no way to collect"


HEADINGS = {
    State.CAME: "New figures",
    State.UNCHANGED: "Nothing new",
    State.REFUSED: "Refused: what came cannot be taken as it stands",
    State.UNREACHED: "Not reached",
    State.NO_WAY: "Not collected: no file was handed over and no supplier is asked",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    How asking for one measure, or one table of reference, went.

    `new`, `revised` and `withdrawn` count figures: those not held before, those with another value than held, and
    those held that no longer came, which stand. `held` is the newest period held afterwards and `since` the day
    from which it is known; both are empty where nothing is held. For a table of reference they count rows, and a row
    that no longer came is gone from its newest version.
    """

    indicator_id: str
    supplier_id: str
    state: State
    sentence: str
    new: int = 0
    revised: int = 0
    withdrawn: int = 0
    held: str = ""
    since: date | None = None
    is_table: bool = False

    def line(self, today: date) -> str:
        """Tell it in one line."""
        return f"{self.indicator_id}: {self.sentence} {self.age(today)}".rstrip()

    def age(self, today: date) -> str:
        """Say what is held and for how long it has been."""
        if self.since is None:
            return "Nothing is held from this source." if self.state is not State.NO_WAY else ""
        return f"Held: {self.held}, for {days(today - self.since)}."


@dataclass(frozen=True, slots=True)
class Account:
    """A whole refresh."""

    place: str
    today: date
    is_rehearsal: bool
    outcomes: tuple[Outcome, ...]

    def of(self, state: State) -> list[Outcome]:
        """List the measures that ended so."""
        return [outcome for outcome in self.outcomes if outcome.state is state]

    def as_text(self) -> str:
        """Tell it for a person: by how each measure ended, then in one line altogether."""
        return "\n".join([*self._lines(), self.sentence()])

    def _lines(self) -> Iterator[str]:
        for state in State:
            if found := self.of(state):
                yield f"{HEADINGS[state]} ({len(found)})"
                yield from (f"  {outcome.line(self.today)}" for outcome in found)
                yield ""

    def sentence(self) -> str:
        """Tell it in one line."""
        counts = ", ".join(f"{len(self.of(state))} {state.value}" for state in State if self.of(state))
        tail = " Nothing was written." if self.is_rehearsal else " What was held before stands wherever nothing came."
        return f"{self.place}: {self._sizes()}: {counts or 'none to collect'}.{tail}"

    def _sizes(self) -> str:
        """Say of how many measures and tables it tells."""
        tables = sum(outcome.is_table for outcome in self.outcomes)
        more = f" and {tables} table{'' if tables == 1 else 's'}" if tables else ""
        return f"{len(self.outcomes) - tables} measures{more}"

    def as_data(self) -> dict[str, object]:
        """Give it for a script."""
        return {
            "place": self.place,
            "today": self.today.isoformat(),
            "dry_run": self.is_rehearsal,
            "outcomes": [asdict(o) | {"since": o.since.isoformat() if o.since else None} for o in self.outcomes],
        }


def days(span: timedelta) -> str:
    """
    Say a span of days as a person does.

    Examples
    --------
    >>> days(timedelta(days=1)), days(timedelta(0)), days(timedelta(days=1400))
    ('1 day', 'less than a day', '1,400 days')
    """
    if span.days < 1:
        return "less than a day"
    return f"{span.days:,} day{'' if span.days == 1 else 's'}"


def plain(fault: CollectError, name: str) -> str:
    """Give a fault's sentence without the name of what was asked for, which the account puts before it."""
    return str(fault).removeprefix(f"{name}: ")
