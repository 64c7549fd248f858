"""Make the accounts that the single sign-on may open, in the application's own database."""

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from equitytown.web.accounts.models import User
    from equitytown.web.accounts.roles import Role

    def make(name: str, role: Role, **told: object) -> User:
        """Make one, without a password."""
        return User.objects.create_user(f"{name}@example.org", None, name=name, role=role, **told)

    User.objects.create_user(
        "known@example.org", "a long enough pass phrase", name="known", role=Role.CONTRIBUTOR, organisation="ORG-A"
    )
    make("unverified", Role.CONTRIBUTOR)
    make("worded", Role.CONTRIBUTOR)
    make("closed", Role.CONTRIBUTOR, is_active=False)
    make("lead", Role.LEAD)
    TOTP.activate(make("editor", Role.EDITOR), generate_totp_secret())
