from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from directory.models import Centre, User


def centre(key: str = "se", **fields: Any) -> Centre:
    """A centre with one country, the one of its key."""
    wanted = {"name": f"Centre {key.upper()}", "countries": [key.upper()], "languages": ["en"], **fields}
    return Centre.objects.get_or_create(key=key, defaults=wanted)[0]


def person(email: str = "kim@example.org", *, role: str = "", at: Centre | None = None, **fields: Any) -> User:
    """An account without a password; with `role`, a member of the centre `at` (else of "se")."""
    user = User.objects.create_user(email=email, **fields)
    if role:
        (at or centre()).members.add(user, through_defaults={"role": role})
    return user


def add_app(user: User) -> str:
    """Give somebody an authenticator app and recovery codes. Returns the app's key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def sign_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """Sign in without the pages; with `second_factor`, as somebody who has an app and has shown it."""
    client.force_login(user)
    if second_factor:
        if not user.authenticator_set.exists():
            add_app(user)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
