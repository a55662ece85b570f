"""Secrets in private links: given out once, kept as a hash."""

import hashlib
import secrets

_BYTES = 24


def new_secret() -> tuple[str, str]:
    """A secret for a link (32 characters, 192 bits) and the hash under which it is kept."""
    secret = secrets.token_urlsafe(_BYTES)
    return secret, hash_of(secret)


def hash_of(secret: str) -> str:
    """SHA-256 in hexadecimal; a secret of this length needs neither salt nor stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()
