"""Commitments, and who signed the charter."""

from dataclasses import replace
from datetime import date

from equitytown.publish.told import promises
from equitytown.terms.register.promises import Commitment
from tests.publish.registers import COLLEGE, COUNCIL, with_register, words


def test_nothing_is_said_where_nothing_was_promised_or_signed(compared):
    edition = with_register(compared, COUNCIL)
    assert promises.commitments(edition) == promises.signatories(edition) == ()


def test_a_promise_stands_with_its_days_and_its_test(compared):
    kept = Commitment(
        commitment_id="C-1",
        organisation="ORG-1",
        promise="Pay a living wage",
        promised_on=date(2025, 1, 1),
        share_covered=80,
        deliverable="payslips show it",
        status="promised",
        verified=True,
    )
    bare = Commitment(commitment_id="C-2", organisation="ORG-2", promise="Offer work experience.")
    found = words(promises.commitments(with_register(compared, COUNCIL, COLLEGE, kept, bare)))
    assert found[1:] == [
        "2 commitments are on record: 1 promised, 1 whose status was not told.",
        (
            "Pay a living wage. It covers 80%. Kept when: payslips show it. | The council | 1 January 2025 | "
            "not told | Promised | Yes"
        ),
        "Offer work experience. | The college | not told | not told | Not told | Not yet",
    ]


def test_signatories_stand_in_the_order_of_their_days(compared):
    first = replace(COLLEGE, charter_signed_on=date(2022, 11, 14), charter_criteria="Pay and safe hours")
    second = replace(COUNCIL, charter_signed_on=date(2024, 2, 1))
    found = words(promises.signatories(with_register(compared, second, first)))
    assert found[1:] == [
        "2 organisations have signed, by the days on record.",
        "The college: 14 November 2022. Criteria met: Pay and safe hours.",
        "The council: 1 February 2024.",
    ]
