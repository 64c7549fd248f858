"""
The pages of accounts: signing in, one's own account, and keeping accounts.

Of the library's pages these alone are there. Nobody signs up, adds an address or connects another account.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.socialaccount import views as social
from django.urls import path, re_path

from equitytown.web.accounts.views import joining, mine, people, second_factor, sign_on, signing_in

urlpatterns = [
    path("account/join/<str:uid>/<str:token>", joining.join, name="join"),
    path("account/login/", signing_in.SignIn.as_view(), name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", signing_in.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("account/password/change/", signing_in.ChangePassword.as_view(), name="account_change_password"),
    path("account/password/reset/", signing_in.AskForLink.as_view(), name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing_in.SetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/2fa/", factor.index, name="mfa_index"),
    path("account/2fa/authenticate/", signing_in.EnterCode.as_view(), name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", signing_in.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", second_factor.SetUp.as_view(), name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", second_factor.TakeAway.as_view(), name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", second_factor.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/oidc/<slug:provider_id>/login/", sign_on.begin, name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/login/callback/", sign_on.callback, name="openid_connect_callback"),
    path("account/oidc/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("desk/account", mine.mine, name="mine"),
    path("desk/account/copy", mine.copy, name="my_copy"),
    path("desk/account/name", mine.name, name="my_name"),
    path("desk/people/", people.listed, name="people"),
    path("desk/people/invite", people.invite, name="invite"),
    path("desk/people/<int:number>/", people.one, name="person"),
    path("desk/people/<int:number>/<slug:verb>", people.do, name="person_do"),
]
