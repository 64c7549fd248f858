"""Accounts: an address, a name, a role, an organisation and the workstreams led."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from equitytown.web.accounts.roles import SECOND_FACTOR, Role

ERASED = "erased.invalid"  # the domain of an erased account's address; no letter can ever reach it


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by address, whatever its letters' case."""

    def create_user(self, email: str, password: str | None = None, **told: object) -> "User":
        """Make an account; without a password nobody can sign in to it until its link is used."""
        user = self.model(email=self.normalize_email(email).lower(), **told)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """
    Someone with an account.

    `organisation` is the reference of an organisation in the register, `workstreams` those of the workstreams led.
    A change of role or a closed account counts from the next request. `ended` counts how often all its sessions were
    ended: a session that was begun before the last time is dead.
    """

    email = models.EmailField("Email address", unique=True)
    name = models.CharField("Name", max_length=100)
    role = models.CharField("Role", max_length=20, choices=Role.choices, default=Role.CONTRIBUTOR)
    organisation = models.CharField("Organisation", max_length=60, blank=True)
    workstreams = models.JSONField("Workstreams led", default=list, blank=True)
    is_active = models.BooleanField("Open", default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = False
    is_superuser = False

    class Meta:
        ordering = ("name", "email")
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_an_address"),)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def needs_second_factor(self) -> bool:
        """Whether its role asks for a second factor."""
        return self.role in SECOND_FACTOR

    @property
    def is_erased(self) -> bool:
        """Whether its name and address were taken away for good."""
        return self.email.endswith(f"@{ERASED}")

    def get_session_auth_hash(self) -> str:
        """Give what a session must hold to be alive: it changes with the password, and when sessions are ended."""
        return f"{super().get_session_auth_hash()}.{self.ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Give the same under each secret key that was in use before."""
        for found in super().get_session_auth_fallback_hash():
            yield f"{found}.{self.ended}"
