"""The door for a WSGI server: `gunicorn equitytown.web.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equitytown.web.settings")
application = get_wsgi_application()
