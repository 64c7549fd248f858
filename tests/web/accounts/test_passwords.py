"""What may be a password."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from equitytown.web.accounts.passwords import BreachedValidator, LongestValidator
from equitytown.web.accounts.roles import Role
from tests.web import factories


@pytest.mark.parametrize("password", ["twelve chars", "x9" * 32, "ß" * 64, "a pass phrase " * 9, "  spaces count   "])
def test_it_works(password):
    validate_password(password)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("eleven char", "at least 12"),
        ("x" * 129, "under 128"),
        ("contributor1", "too similar"),
        ("1q2w3e4r5t6y", "too common"),
    ],
)
def test_weak_ones_are_refused(password, said):
    person = factories.person(Role.CONTRIBUTOR, email="contributor1@example.org")
    with pytest.raises(ValidationError, match=said):
        validate_password(password, person)


def test_no_password_is_cut_off(sign_in):
    long = "a long pass phrase of many words " * 3
    person = factories.person(Role.CONTRIBUTOR)
    person.set_password(long)
    person.save()
    assert sign_in(person, words=long)[1].status_code == 302
    assert sign_in(person, words=long[:-1])[1].status_code == 422


def test_a_list_of_leaked_ones_is_looked_at(tmp_path):
    listed = tmp_path / "leaked.txt"
    digest = hashlib.sha1(b"correct horse battery", usedforsecurity=False).hexdigest().upper()
    listed.write_text(f"a leaked pass phrase\n{digest}:42\nwith: a colon\n", encoding="utf-8")
    found = BreachedValidator(listed)
    for leaked in ("a leaked pass phrase", "correct horse battery", "with: a colon"):
        with pytest.raises(ValidationError, match="leaked"):
            found.validate(leaked)
    found.validate("another pass phrase")
    assert "leaked" in found.get_help_text()
    assert LongestValidator().get_help_text() == "At most 128 characters."
