"""An audit: every rule's check, over what was published."""

from collections.abc import Collection

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark


def audit(published: Published, *, rules: Collection[str] = ()) -> tuple[Remark, ...]:
    """
    Put what was published to every rule, or to some.

    Parameters
    ----------
    published : Published
        Tables and text as read.
    rules : collection of str, optional
        Identifiers of the rules to put it to; all where none is given.

    Returns
    -------
    tuple of Remark
        The surest first, then in the order of the file; nothing twice.
    """
    found = dict.fromkeys(
        remark for rule_id, check in CHECKS.items() if not rules or rule_id in rules for remark in check(published)
    )
    return tuple(sorted(found, key=lambda remark: remark.order))
