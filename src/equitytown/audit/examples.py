"""The examples of the rules, each put to its own rule: against a made-up place where the rule needs one."""

from equitytown.audit.checks import CHECKS
from equitytown.audit.held import HELD, against
from equitytown.audit.held.example import AREA, example
from equitytown.audit.reading.reader import read_text
from equitytown.audit.reading.tables import Asked
from equitytown.audit.remarks import Remark


def remarks_on(text: str, *, rule_id: str) -> tuple[Remark, ...]:
    """
    Put an example's text to a rule.

    Parameters
    ----------
    text : str
        As somebody would paste it.
    rule_id : str
        The rule; one without a check says nothing.

    Returns
    -------
    tuple of Remark
        In the order of the check.
    """
    if rule_id in HELD:
        return against(read_text(text, asked=Asked(AREA.area_name)), *example(), rules=(rule_id,))
    check = CHECKS.get(rule_id)
    return tuple(check(read_text(text))) if check else ()
