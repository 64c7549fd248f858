"""Django's settings: all of them follow from what the operator set (`config.py`)."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from equitytown.errors import InputError
from equitytown.web.config import read_config

try:
    CONFIG = read_config(os.environ)
except InputError as error:
    raise ImproperlyConfigured(str(error)) from error

HERE = Path(__file__).parent
SECRET_KEY = CONFIG.secret_key
DEBUG = False
ALLOWED_HOSTS = list(CONFIG.hosts)
ROOT_URLCONF = "equitytown.web.urls"
WSGI_APPLICATION = "equitytown.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": CONFIG.database_settings}
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "equitytown.web.accounts",
    "equitytown.web.register",
    "equitytown.web.reader",
]
MIDDLEWARE = [
    "equitytown.web.middleware.say_how_to_treat_it",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "equitytown.web.middleware.keep_private",
    "equitytown.web.middleware.end_old_sessions",
    "equitytown.web.middleware.require_second_factor",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "equitytown.web.context.everywhere",
            ],
            "builtins": ["equitytown.web.register.templatetags.register"],
        },
    }
]
FORM_RENDERER = "equitytown.web.forms.Renderer"

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- Static files: ours, and the fonts that set-up takes from their package.
STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data / "static"
STATICFILES_DIRS = [
    HERE / "static",
    ("edition", HERE.parent / "publish" / "assets"),
    ("edition/fonts", CONFIG.data / "fonts"),
]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

# --- Who may come in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "reader:front"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "equitytown.web.accounts.passwords.LongestValidator"},
    *(
        [{"NAME": "equitytown.web.accounts.passwords.BreachedValidator", "OPTIONS": {"path": str(CONFIG.breached)}}]
        if CONFIG.breached
        else []
    ),
]
ACCOUNT_ADAPTER = "equitytown.web.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "equitytown.web.accounts.adapters.SingleSignOnAdapter"
MFA_ADAPTER = "equitytown.web.accounts.adapters.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with a link sent to its address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter tells of each change to how somebody signs in
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "equitytown.web.accounts.forms.SignIn",
    "reset_password": "equitytown.web.accounts.forms.AskForLink",
    "reset_password_from_key": "equitytown.web.accounts.forms.NewPassword",
    "change_password": "equitytown.web.accounts.forms.ChangePassword",
    "reauthenticate": "equitytown.web.accounts.forms.PasswordAgain",
}
# Behind a server that ends HTTPS, the last address that it tells is the reader's: throttles count by it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIG.https else 0
MFA_FORMS = {
    "authenticate": "equitytown.web.accounts.forms.Code",
    "reauthenticate": "equitytown.web.accounts.forms.CodeAgain",
    "activate_totp": "equitytown.web.accounts.forms.FirstCode",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Equity Town"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an address that the provider has verified opens the account that has it
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sign-on",
                "name": CONFIG.oidc.get("name") or "Single sign-on",
                "client_id": CONFIG.oidc["client_id"],
                "secret": CONFIG.oidc["secret"],
                "settings": {
                    "server_url": CONFIG.oidc["issuer"],
                    "verified_email": CONFIG.oidc.get("addresses") == "verified",
                },
            }
        ]
        if CONFIG.oidc
        else [],
    }
}
SESSION_ENGINE = "equitytown.web.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # the longest that anyone stays signed in, in seconds
SESSION_IDLE_SECONDS = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # what somebody guesses must not push out what counts their guesses
    }
}

# --- What a browser is told
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = CONFIG.https
SESSION_COOKIE_NAME = "__Host-session" if CONFIG.https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if CONFIG.https else "csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if CONFIG.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = CONFIG.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
CSRF_FAILURE_VIEW = "equitytown.web.errors.csrf_failure"

# --- What may be sent
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Letters and the log
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIG.sender
EMAIL_BACKEND = str(CONFIG.email_settings["EMAIL_BACKEND"])
globals().update(CONFIG.email_settings)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "equitytown.web.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # gunicorn warns of each HEAD that Django answers with a body, which it drops: a monitor would fill the log with it.
    "loggers": {"equitytown": {"level": "INFO"}, "gunicorn.http.wsgi": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
