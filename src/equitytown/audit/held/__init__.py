"""A published table against what a place holds: wrong told from merely old, and nothing guessed."""

from collections.abc import Callable, Collection, Iterable

from equitytown.audit.held.beside import Beside, beside
from equitytown.audit.held.coverage import newer, unmatched
from equitytown.audit.held.figures import differing
from equitytown.audit.held.standing import ranks, verdicts
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark
from equitytown.store.vintages import Holdings
from equitytown.terms.place import Place

HeldCheck = Callable[[Beside], Iterable[Remark]]
# Each rule with the check that raises it; one walk over the figures raises four.
HELD: dict[str, HeldCheck] = {
    **dict.fromkeys(("H01", "H02", "H03", "H04"), differing),
    "H05": ranks,
    "H06": verdicts,
    "H07": newer,
    "H08": unmatched,
}


def against(
    published: Published, place: Place, holdings: Holdings, *, rules: Collection[str] = ()
) -> tuple[Remark, ...]:
    """
    Set a published table against what a place holds.

    Parameters
    ----------
    published : Published
        Tables and text as read.
    place : Place
        Whose measures, neighbours and vintages they are set against.
    holdings : Holdings
        The figures as known on the day of the audit.
    rules : collection of str, optional
        Identifiers of the rules to put it to; every one that needs a place where none is given.

    Returns
    -------
    tuple of Remark
        The surest first. None is certain: what is held may lack a vintage that the publisher gave. A figure that
        agrees with an older vintage is `older`; a measure that is not recognised, or may be several, is told once.
    """
    wanted = {rule_id for rule_id in HELD if not rules or rule_id in rules}
    found = beside(published, place, holdings)
    checks = dict.fromkeys(HELD[rule_id] for rule_id in HELD if rule_id in wanted)
    remarks = dict.fromkeys(r for check in checks for r in check(found) if r.rule_id in wanted)
    return tuple(sorted(remarks, key=lambda remark: remark.order))
