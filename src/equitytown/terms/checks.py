"""Checks: what was looked at, and what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CheckResult:
    """
    One check and its result.

    `what` says in a sentence what was checked, `counts` how much of it, by name. `details` tell what is wrong, one
    sentence each; where it passed, what somebody should look at.
    """

    check_id: str
    what: str
    passed: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    details: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """
        Give the counts in words.

        Examples
        --------
        >>> CheckResult("figures", "Each figure lies within its unit.", True, {"figures": 1200, "wrong": 0}).counted
        '1,200 figures, 0 wrong'
        """
        return ", ".join(f"{number:,} {name}" for name, number in self.counts.items())


def failed(checks: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """Give the checks that did not pass."""
    return tuple(check for check in checks if not check.passed)
