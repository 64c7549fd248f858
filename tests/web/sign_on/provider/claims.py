"""What the provider says of a person."""

from oauth2_provider.oauth2_validators import OAuth2Validator


class Claims(OAuth2Validator):
    """Name and address; the address of whoever's name begins with `unverified` was never checked."""

    oidc_claim_scope = None

    def get_additional_claims(self, request):
        person = request.user
        return {
            "name": person.get_full_name(),
            "email": person.email,
            "email_verified": not person.username.startswith("unverified"),
        }
