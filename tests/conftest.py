"""How every test runs: mode `test`, the embedded PostgreSQL unless DATABASE_URL names another, no network."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "test")

import django

django.setup()
