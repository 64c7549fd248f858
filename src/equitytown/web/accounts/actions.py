"""
What changes an account: each function makes one change and adds one entry to the trail, in one transaction.

An entry holds what the account may do, and neither name nor address, so that both can be erased.
"""

import unicodedata
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from equitytown.web.accounts.choices import known
from equitytown.web.accounts.models import ERASED, User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules, trail
from equitytown.web.register.actions import NotAllowed, Refused
from equitytown.web.register.models import SavedView, TrailEntry

FORMER = "Former user"  # the name of an account that was erased
LONGEST_NAME = 100


@transaction.atomic
def make_account(
    actor: User | None, *, email: str, name: str, role: Role, organisation: str = "", workstreams: Iterable[str] = ()
) -> User:
    """
    Make an account without a password: its link sets one.

    Raises
    ------
    NotAllowed
        If `actor` keeps no accounts; None is set-up itself.
    Refused
        If the address, name, organisation or a workstream cannot be right.
    """
    _administrator(actor)
    _check(name=name, email=email, role=role, organisation=organisation, workstreams=workstreams)
    person = User.objects.create_user(
        email.strip(), None, name=name.strip(), role=role, organisation=organisation, workstreams=list(workstreams)
    )
    _tell(actor, "make account", person, before=None)
    return person


@transaction.atomic
def change_rights(
    actor: User | None, person: User, *, role: Role, organisation: str, workstreams: Iterable[str]
) -> User:
    """
    Change what somebody may do; it counts from their next request.

    Raises
    ------
    NotAllowed
        If `actor` keeps no accounts.
    Refused
        If they would change their own role, if nobody would be left to keep accounts, or if a choice cannot be right.
    """
    _administrator(actor)
    person = _locked(person)
    if role != person.role and _same(actor, person):
        raise Refused({"role": "You cannot change your own role. Ask another administrator."})
    if role != Role.ADMINISTRATOR:
        _keep_one(person, field="role")
    _check(role=role, organisation=organisation, workstreams=workstreams)
    before = rights_of(person)
    person.role, person.organisation, person.workstreams = role, organisation, list(workstreams)
    if rights_of(person) != before:
        person.save()
        _tell(actor, "change rights", person, before=before)
    return person


@transaction.atomic
def close(actor: User | None, person: User) -> User:
    """
    Close an account: its sessions end, and nobody can sign in to it.

    Raises
    ------
    NotAllowed
        If `actor` keeps no accounts.
    Refused
        If it is their own, or nobody would be left to keep accounts.
    """
    _administrator(actor)
    person = _locked(person)
    if _same(actor, person):
        raise Refused({"": "You cannot close your own account. Ask another administrator."})
    _keep_one(person, field="")
    before = rights_of(person)
    person.is_active = False
    _end_sessions(person)
    return _tell(actor, "close account", person, before=before)


@transaction.atomic
def reopen(actor: User | None, person: User) -> User:
    """Open a closed account again; one that was erased stays closed."""
    _administrator(actor)
    person = _locked(person)
    if person.is_erased:
        raise Refused({"": "This account was erased. Invite the person anew."})
    before = rights_of(person)
    person.is_active = True
    person.save()
    return _tell(actor, "open account", person, before=before)


@transaction.atomic
def renew_link(actor: User | None, person: User) -> User:
    """Make ready for another one-time link: those sent before are dead, and the account's sessions end."""
    _administrator(actor)
    person = _locked(person)
    if not person.is_active:
        raise Refused({"": "This account is closed. Open it first."})
    _end_sessions(person)
    return _tell(actor, "send link", person, before=rights_of(person))


@transaction.atomic
def reset_second_factor(actor: User | None, person: User) -> User:
    """
    Take away somebody's second factor, because the phone that had it is gone; their sessions end.

    Raises
    ------
    Refused
        If it is their own: two people know of it then.
    """
    _administrator(actor)
    person = _locked(person)
    if _same(actor, person):
        raise Refused({"": "You cannot reset your own second factor. Ask another administrator."})
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    return _tell(actor, "reset second factor", person, before=rights_of(person))


@transaction.atomic
def erase(actor: User | None, person: User) -> User:
    """
    Take away for good what says who had a closed account; what they changed stays in the trail, by number.

    Raises
    ------
    Refused
        If the account is open.
    """
    _administrator(actor)
    person = _locked(person)
    if person.is_active:
        raise Refused({"": "This account is open. Close it first."})
    person.name, person.email, person.last_login = FORMER, f"erased-{person.pk}@{ERASED}", None
    person.set_unusable_password()
    for held in (Authenticator, SocialAccount, EmailAddress):
        held.objects.filter(user=person).delete()
    SavedView.objects.filter(owner=person).delete()
    _end_sessions(person)
    return _tell(actor, "erase account", person, before=rights_of(person))


@transaction.atomic
def rename(person: User, name: str) -> User:
    """Change one's own name."""
    person = _locked(person)
    _check(name=name)
    person.name = name.strip()
    person.save()
    return _tell(person, "change name", person, before=rights_of(person))


@transaction.atomic
def set_password(person: User, password: str) -> User:
    """Set a password by a one-time link, which is dead from then on; sessions that were open end."""
    person = _locked(person)
    person.set_password(password)
    person.save()
    return _tell(person, "set password", person, before=rights_of(person))


def note(person: User, verb: str) -> None:
    """Add the entry of a change that somebody made to their own sign-in. Call it in the change's transaction."""
    _tell(person, verb, person, before=rights_of(person))


def rights_of(person: User) -> trail.Content:
    """Give what an account may do, as the trail keeps it: neither name nor address."""
    return {
        "role": person.role,
        "organisation": person.organisation,
        "workstreams": person.workstreams,
        "open": person.is_active,
    }


def end_other_sessions(person: User) -> None:
    """End all sessions of an account; whoever is at one of them is signed in anew by the caller."""
    person.ended += 1
    person.save(update_fields=["ended"])


def _administrator(actor: User | None) -> None:
    if actor is not None and rules.role_of(actor) not in rules.PEOPLE:
        raise NotAllowed


def _same(actor: User | None, person: User) -> bool:
    return actor is not None and actor.pk == person.pk


def _locked(person: User) -> User:
    """Give an account as it is now, held until the transaction ends; the trail's end first, as every change does."""
    trail.hold()
    return User.objects.select_for_update().get(pk=person.pk)


def _keep_one(person: User, *, field: str) -> None:
    """Refuse what would leave nobody to keep accounts."""
    held = list(User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk"))
    if held == [person]:
        raise Refused({field: "This is the only administrator. Make another one first."})


def _end_sessions(person: User) -> None:
    """Save an account so that its sessions are dead, and throw them away."""
    person.ended += 1
    person.save()
    mine = [held.pk for held in Session.objects.all() if held.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=mine).delete()


def _tell(actor: User | None, verb: str, person: User, *, before: trail.Content | None) -> User:
    """Add the entry of a change, and give the account."""
    version = TrailEntry.objects.filter(kind=trail.ACCOUNT, identifier=str(person.pk)).count() + 1
    trail.add(actor, verb, trail.ACCOUNT, str(person.pk), version, before=before, after=rights_of(person))
    return person


def _check(
    *,
    name: str | None = None,
    email: str | None = None,
    role: Role | None = None,
    organisation: str = "",
    workstreams: Iterable[str] = (),
) -> None:
    """Refuse what cannot be right, of what was told."""
    faults: dict[str, str] = {}
    if name is not None and (fault := _fault_of_name(name)):
        faults["name"] = fault
    if email is not None and (fault := _fault_of_address(email.strip())):
        faults["email"] = fault
    if role == Role.CONTRIBUTOR and not organisation:
        faults["organisation"] = "Choose the organisation: a contributor writes for one."
    if role == Role.LEAD and not list(workstreams):
        faults["workstreams"] = "Choose at least one workstream: a lead leads it."
    if organisation and organisation not in known("organisations"):
        faults["organisation"] = f"{organisation} is not one of the organisations. Choose another."
    if gone := [name for name in workstreams if name not in known("workstreams")]:
        faults["workstreams"] = f"{gone[0]} is not one of the workstreams. Choose another."
    if faults:
        raise Refused(faults)


def _fault_of_name(name: str) -> str:
    if not name.strip():
        return "Enter a name."
    if len(name.strip()) > LONGEST_NAME:
        return f"That is {len(name.strip())} characters. Keep it under {LONGEST_NAME}."
    if any(unicodedata.category(letter).startswith("C") for letter in name.strip()):
        return "Write it on one line, without characters that cannot be seen."
    return ""


def _fault_of_address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return "Enter an address such as name@example.org."
    if email.lower().endswith(f"@{ERASED}"):
        return "This address can have no account."
    if User.objects.filter(email__iexact=email).exists():
        return "This address has an account already."
    return ""
