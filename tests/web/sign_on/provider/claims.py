"""What the provider says of a person."""

from oauth2_provider.oauth2_validators import OAuth2Validator

VERIFIED = {"unverified": False, "worded": "false"}  # some providers say it in a word


class Claims(OAuth2Validator):
    """Name and address, and whether the address was ever checked."""

    oidc_claim_scope = None

    def get_additional_claims(self, request):
        person = request.user
        return {
            "name": person.get_full_name(),
            "email": person.email,
            "email_verified": VERIFIED.get(person.username, True),
        }
