"""The entry of an asynchronous web server. A start without SINET_MODE is a production start."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "production")

application = get_asgi_application()
