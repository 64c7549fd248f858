"""The forms of signing in: the library's own, with our words."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.http import HttpRequest

CODE_HINT = "The six figures that your authenticator app shows now."
NEW_HINT = "At least 12 characters. Three or four words that do not belong together are easy to keep in mind."
ADDRESS = "Email address"
DIFFERENT = "The two passwords are not the same. Type or paste the new one twice."


def _say(form: forms.Form, name: str, label: str, hint: str = "", missing: str = "", **attributes: str) -> None:
    """Give a field of the library our label and hint, and no words inside the control."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing or f"Enter: {label[:1].lower()}{label[1:]}."
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignIn(account.LoginForm):  # type: ignore[misc]  # its parent has no types
    """Address and password."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say(self, "login", ADDRESS, missing="Enter your email address.", autocomplete="username")
        _say(self, "password", "Password", missing="Enter your password.")


class AskForLink(account.ResetPasswordForm):  # type: ignore[misc]  # its parent has no types
    """The address to which a link for a new password goes."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say(self, "email", ADDRESS, missing="Enter your email address.", autocomplete="username")

    def save(self, request: HttpRequest, **options: Any) -> str:  # as its parent takes them
        """Send the link, or say in a letter that there is no account: nobody else learns which of the two it was."""
        if self.users:
            return str(super().save(request, **options))
        email = str(self.cleaned_data["email"])
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class NewPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]  # its parent has no types
    """A new password, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _new_password(self)

    def clean(self) -> dict[str, Any]:  # what its parent gives
        """Refuse two that are not the same, in our words."""
        return _same_twice(self, forms.Form.clean(self))


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]  # its parent has no types
    """The password as it is, and a new one, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say(self, "oldpassword", "Your password now", missing="Enter your password as it is now.")
        _new_password(self)

    def clean(self) -> dict[str, Any]:  # what its parent gives
        """Refuse two that are not the same, in our words."""
        return _same_twice(self, forms.Form.clean(self))


class PasswordAgain(account.ReauthenticateForm):  # type: ignore[misc]  # its parent has no types
    """The password, before something that matters."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say(self, "password", "Password", missing="Enter your password.")


class Code(factor.AuthenticateForm):  # type: ignore[misc]  # its parent has no types
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say_code(self, f"{CODE_HINT} Or one of your recovery codes.")


class CodeAgain(factor.ReauthenticateForm):  # type: ignore[misc]  # its parent has no types
    """A code, before something that matters."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say_code(self, f"{CODE_HINT} Or one of your recovery codes.")


class FirstCode(totp.ActivateTOTPForm):  # type: ignore[misc]  # its parent has no types
    """The first code of an authenticator app that is being set up."""

    def __init__(self, *args: Any, **options: Any) -> None:  # as its parent takes them
        super().__init__(*args, **options)
        _say_code(self, CODE_HINT)


def _say_code(form: forms.Form, hint: str) -> None:
    _say(form, "code", "Code", hint, "Enter the code.", inputmode="text", **{"class": "short"})


def _new_password(form: forms.Form) -> None:
    _say(form, "password1", "New password", NEW_HINT, "Enter a new password.")
    _say(form, "password2", "New password again", missing="Enter the new password again.")


def _same_twice(form: forms.Form, told: dict[str, Any] | None) -> dict[str, Any]:  # what the browser sent
    told = told or {}
    if told.get("password1") and told.get("password2") and told["password1"] != told["password2"]:
        form.add_error("password2", DIFFERENT)
    return told
