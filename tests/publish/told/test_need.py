"""Resources beside need: anchors first, the largest shortfall first, and decisions named."""

from decimal import Decimal

from equitytown.publish.told import need
from equitytown.terms.register.governance import Allocation, AllocationShare, Decision
from equitytown.terms.register.partners import Organisation
from tests.publish.registers import with_register, words

RECORDS = (
    Organisation(organisation_id="ORG-8", name="Charity"),
    Organisation(organisation_id="ORG-9", name="Hospital", anchor=True),
    Decision(decision_id="DEC-4", decision="Follow need."),
    Allocation(allocation_id="ALL-1", name="Grants", organisation="ORG-8", unit="pounds"),
    Allocation(allocation_id="ALL-2", name="Nurses", organisation="ORG-9", unit="posts", decisions=("DEC-4",)),
)


def share(allocation, people, amount, needed):
    return AllocationShare(
        allocation=allocation,
        people=people,
        amount=None if amount is None else Decimal(amount),
        need_share=Decimal(needed),
    )


def test_nothing_is_said_where_no_allocation_is_on_record(compared):
    assert need.blocks(with_register(compared)) == ()


def test_anchors_stand_first_and_the_largest_shortfall_first(compared):
    parts = (
        share("ALL-1", "North", None, 60), share("ALL-1", "South", 0, 40),
        share("ALL-2", "South", 6, 40), share("ALL-2", "North", 4, 60),
    )  # fmt: skip
    found = "\n".join(words(need.blocks(with_register(compared, *RECORDS, *parts))))
    assert found.index("Nurses") < found.index("Grants")
    nurses = found[found.index("Nurses") : found.index("Grants")]
    assert nurses.index("North") < nurses.index("South")
    assert "2 posts short of need" in nurses.replace("2.0", "2")
    assert "Decided: Follow need" in nurses or "decided: Follow need" in nurses
    assert "an anchor institution" in nurses
    grants = found[found.index("Grants") :]
    assert "not known" in grants
    assert "£0" in grants
    assert "nobody's share" in grants.lower().replace("\u2019", "'")
