"""The provider's settings, from its environment."""

import os

SECRET_KEY = os.environ["PROVIDER_SECRET"]
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "tests.web.sign_on.provider.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PROVIDER_DATABASE"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "oauth2_provider",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
LOGIN_URL = "/login"
OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_ISS_ENDPOINT": os.environ["PROVIDER_ISSUER"],
    "OIDC_RSA_PRIVATE_KEY": os.environ["PROVIDER_KEY"],
    "OAUTH2_VALIDATOR_CLASS": "tests.web.sign_on.provider.claims.Claims",
    "PKCE_REQUIRED": True,
    "SCOPES": {"openid": "Who you are", "profile": "Your name", "email": "Your address"},
}
