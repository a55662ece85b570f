"""How every test runs: mode `test`, the embedded PostgreSQL unless DATABASE_URL names another, no network."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "test")

import django
from django.conf import settings

django.setup()
# WhiteNoise warns where there is none, and warnings are errors.
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
