"""The entry of the web server. A start without SINET_MODE is a production start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "production")

application = get_wsgi_application()
