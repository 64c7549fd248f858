"""The application's own settings, over a folder and a database of these tests' own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(tempfile.mkdtemp(prefix="equitytown-web-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ |= {
    "EQUITYTOWN_PLACE": str(ROOT / "places" / "luton"),
    "EQUITYTOWN_EDITIONS": str(DATA / "editions"),
    "EQUITYTOWN_DATA": str(DATA),
    "EQUITYTOWN_HTTPS": "no",
    # The browser's driver keeps a loop running in the thread of the tests: Django would refuse its database there.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "yes",
}
for name in ("fonts", "static"):
    (DATA / name).mkdir()

from equitytown.web.settings import *  # noqa: E402, F403  the environment must be set first

STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: tests make many accounts
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost"]
