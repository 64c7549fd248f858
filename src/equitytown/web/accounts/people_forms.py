"""The forms by which accounts are kept."""

from typing import Any

from django import forms

from equitytown.web.accounts.choices import known
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role

WHAT_ROLES_DO = {
    Role.CONTRIBUTOR: "writes for one organisation",
    Role.LEAD: "leads workstreams, and approves what others wrote in them",
    Role.EDITOR: "writes and approves anything, and publishes nothing",
    Role.PUBLISHER: "makes public what others wrote and approved",
    Role.ADMINISTRATOR: "keeps the accounts, and writes nothing",
}


class NameForm(forms.Form):
    """A name."""

    name = forms.CharField(
        label="Name", max_length=100, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Enter a name."},
    )  # fmt: skip


class RightsForm(forms.Form):
    """What somebody may do."""

    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role."},
        choices=[(role.value, f"{role.label}: {WHAT_ROLES_DO[role]}") for role in Role],
    )  # fmt: skip
    organisation = forms.ChoiceField(
        label="Organisation", help_text="A contributor writes for it. Others may have one.", required=False
    )
    workstreams = forms.MultipleChoiceField(
        label="Workstreams led", help_text="For a workstream lead.", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: User | None = None, **options: Any) -> None:  # Django's options
        """Offer the register's organisations and workstreams, and what the person has although it was withdrawn."""
        if person:
            options["initial"] = {name: getattr(person, name) for name in ("role", "organisation", "workstreams")}
        super().__init__(*args, **options)
        held = {person.organisation: person.organisation} if person and person.organisation else {}
        led = dict.fromkeys(person.workstreams) if person else {}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "None"),
            *({**held, **known("organisations")}).items(),
        ]
        self.fields["workstreams"].choices = list(  # type: ignore[attr-defined]  # a choice field
            ({name: name for name in led} | known("workstreams")).items()
        )

    def told(self) -> dict[str, Any]:  # what `actions` take
        """Give what was chosen as the actions take it."""
        return {**self.cleaned_data, "role": Role(self.cleaned_data["role"])}


class InviteForm(RightsForm):
    """Somebody new, and what they may do."""

    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter a name."})
    email = forms.EmailField(
        label="Email address", help_text="Their own at work: letters about the account go there.",
        error_messages={"required": "Enter an email address."},
    )  # fmt: skip
    field_order = ("name", "email", "role", "organisation", "workstreams")
