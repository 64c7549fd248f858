"""An audit: every rule's check, over what was published."""

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Published
from equitytown.audit.remarks import Remark


def audit(published: Published) -> tuple[Remark, ...]:
    """
    Put what was published to every rule.

    Parameters
    ----------
    published : Published
        Tables and text as read.

    Returns
    -------
    tuple of Remark
        The surest first, then in the order of the file; nothing twice.
    """
    found = dict.fromkeys(remark for check in CHECKS.values() for remark in check(published))
    return tuple(sorted(found, key=lambda remark: remark.order))
