"""Partners: who they are, what they signed, what they can move, what they offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equitytown.terms.register.checks import in_order, within
from equitytown.terms.register.fields import (
    address,
    choice,
    day,
    identifier,
    items,
    line,
    link,
    pounds,
    prose,
    whole,
    yes_no,
)
from equitytown.terms.register.kinds import Group, Writer, kind

SECTORS = (
    "council",
    "NHS",
    "voluntary, community, faith and social enterprise",
    "business",
    "education",
    "housing",
    "police, fire and justice",
    "research",
    "national body",
    "several organisations",
)


def _organisation(record: "Organisation") -> Iterator[tuple[str, str]]:
    if record.charter_criteria and record.charter_signed_on is None:
        yield "charter_signed_on", "Say on what day the charter was signed."


@kind(
    "organisations",
    singular="organisation",
    plural="organisations",
    prefix="ORG",
    group=Group.PARTNERS,
    writer=Writer.EDITOR,
    about="Everyone who takes part: sector, other names, what they signed.",
    title="name",
    check=_organisation,
    order=("name",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A partner, by the name that it uses, and the other names by which files know it."""

    organisation_id: str = identifier()
    name: str = line("Name", required=True)
    aliases: tuple[str, ...] = items("Also written as")
    sector: str = choice("Sector", SECTORS)
    about: str = prose("What it does here")
    anchor: bool = yes_no("Anchor institution")
    small: bool = yes_no("Small or medium business")
    charter_signed_on: date | None = day("Signed the charter on")
    charter_criteria: str = prose("Charter criteria met")
    website: str = address("Website")
    contact: str = line("Contact", hint="A shared mailbox or switchboard; never one person's.")


@kind(
    "levers",
    singular="lever",
    plural="levers",
    prefix="LEV",
    group=Group.PARTNERS,
    writer=Writer.CONTRIBUTOR,
    about="What each organisation can move: powers, budgets, jobs, land, its voice.",
    title="lever",
    owner="organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """Something that an organisation can move."""

    lever_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    kind: str = choice(
        "Kind", ("power or duty", "budget", "buying", "employment", "land and buildings", "data", "voice")
    )
    lever: str = line("The lever", required=True)
    use: str = prose("How it is used, or could be")


MET = ("met", "partly met", "not met", "not known")


@kind(
    "employer-checks",
    singular="employer's self-assessment",
    plural="employers' self-assessments",
    prefix="EMP",
    group=Group.PARTNERS,
    writer=Writer.CONTRIBUTOR,
    about="What an employer says of its own pay, hours and terms, and what the team could verify.",
    title="on",
    owner="organisation",
    check=lambda record: within(
        record.covered,
        record.staff,
        field="covered",
        part_word="The number of staff covered",
        whole_word="the number of staff",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerCheck:
    """An employer's view of itself on one day."""

    employer_check_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    on: date | None = day("As it stood on", required=True)
    living_wage: str = choice("Pays the real living wage", MET)
    safe_hours: str = choice("Safe and secure hours", MET)
    fair_terms: str = choice("Fair terms", MET)
    social_value: str = choice("Social value in what it buys", MET)
    staff: int | None = whole("Staff")
    covered: int | None = whole("Staff covered by the above")
    verified_by: str = line("Verified by", hint="An accreditation or list that anyone can look up.", set_by="editor")


@kind(
    "contract-clauses",
    singular="count of contracts",
    plural="charter in contracts",
    prefix="CON",
    group=Group.PARTNERS,
    writer=Writer.CONTRIBUTOR,
    about="How many contracts hold the charter or social value as a condition.",
    title="clause",
    owner="organisation",
    check=lambda record: (
        *in_order(record.starts, record.ends, field="ends"),
        *within(
            record.holding,
            record.contracts,
            field="holding",
            part_word="Contracts with the clause",
            whole_word="all contracts",
        ),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ContractClause:
    """Contracts let in a period, and those that hold a clause."""

    contract_clause_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    clause: str = line("The clause", required=True)
    starts: date | None = day("From", required=True)
    ends: date | None = day("To", required=True)
    contracts: int | None = whole("Contracts let", required=True)
    holding: int | None = whole("Of which hold the clause", required=True)


@kind(
    "offers",
    singular="offer or need",
    plural="offers and needs",
    prefix="OFF",
    group=Group.PARTNERS,
    writer=Writer.CONTRIBUTOR,
    about="What voluntary groups offer and need, and what funders call for, so that they find each other.",
    title="what",
    owner="organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer, a need or a funder's call."""

    offer_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    kind: str = choice("Kind", ("offer", "need", "funder's call"), required=True)
    what: str = line("What", required=True)
    amount: Decimal | None = pounds("Amount")
    until: date | None = day("Until")
    matched_with: str = link("Matched with", "offers")


@kind(
    "equality-duties",
    singular="published equality duty",
    plural="published equality duties",
    prefix="EQD",
    group=Group.PARTNERS,
    writer=Writer.CONTRIBUTOR,
    about="Where each public body publishes what the equality duty asks of it, and when it last did.",
    title="what",
    owner="organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EqualityDuty:
    """One publication under the equality duty, or an explicit commitment of a service."""

    equality_duty_id: str = identifier()
    organisation: str = link("Organisation", "organisations", required=True)
    what: str = line("What was published", required=True)
    published_on: date | None = day("Published on")
    address: str = address("Web address")
    review_on: date | None = day("Look again on")
