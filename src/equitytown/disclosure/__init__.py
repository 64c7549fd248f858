"""
Disclosure control: small-number rules, secondary suppression and its audit, and what published figures give away.

The only home of all three. `protect` withholds what must be withheld from a table of counts with its totals;
`audit` attacks the result; `counts_behind` inverts a published rate and its limits; `protect_place` does all of it to
the figures of a build.
"""

from equitytown.disclosure.attack import Exposure
from equitytown.disclosure.figures import protect_figures, protect_place
from equitytown.disclosure.inversion import counts_behind
from equitytown.disclosure.rules import PRESETS, Rule, rule_of
from equitytown.disclosure.suppress import Protected, Reason, audit, protect
from equitytown.disclosure.tables import ALL, Table, linked, table_of

__all__ = [
    "ALL",
    "PRESETS",
    "Exposure",
    "Protected",
    "Reason",
    "Rule",
    "Table",
    "audit",
    "counts_behind",
    "linked",
    "protect",
    "protect_figures",
    "protect_place",
    "rule_of",
    "table_of",
]
