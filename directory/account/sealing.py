"""Secrets of second factors are kept encrypted, so that a copy of the database alone does not open accounts."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

_PURPOSE = b"sinet second factor 1"


def seal(text: str) -> str:
    """Encrypt with a key made from `SECRET_KEY`."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what `seal` gave, also under a former key (`SECRET_KEY_FALLBACKS`).

    Raises `cryptography.fernet.InvalidToken` where no key fits.
    """
    return _keys().decrypt(sealed.encode()).decode()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    """A key of 256 bits; the secret is long and random, so it needs no stretching."""
    return base64.urlsafe_b64encode(hashlib.blake2b(secret.encode(), digest_size=32, person=_PURPOSE[:16]).digest())
