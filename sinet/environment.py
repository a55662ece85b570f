"""The one reader of environment variables: typed values, and errors that name the variable."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
DATABASE_SCHEMES = frozenset({"postgres", "postgresql"})


def _environ() -> Mapping[str, str]:
    return os.environ


@dataclass(frozen=True)
class Environment:
    """Reads variables; an empty value counts as not set.

    A variable without default is required: its absence raises ImproperlyConfigured with a sentence that
    names it and says what it wants.
    """

    values: Mapping[str, str] = field(default_factory=_environ)

    def text(self, name: str, *, wants: str, default: str | None = None) -> str:
        """The value of `name`; `wants` completes the sentence "Set NAME to ..."."""
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. Set {name} to {wants}.")
        return default

    def choice(self, name: str, options: tuple[str, ...], *, default: str) -> str:
        value = self.text(name, wants=f"one of: {', '.join(options)}", default=default)
        if value not in options:
            raise ImproperlyConfigured(f"{name} is {value!r}. Set {name} to one of: {', '.join(options)}.")
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        value = self.text(name, wants="yes or no", default="yes" if default else "no").lower()
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{name} is {value!r}. Set {name} to yes or no.")
        return value in TRUE

    def integer(self, name: str, *, default: int, minimum: int = 0) -> int:
        value = self.text(name, wants="a whole number", default=str(default))
        if not value.isascii() or not value.isdigit() or int(value) < minimum:
            raise ImproperlyConfigured(f"{name} is {value!r}. Set {name} to a whole number of at least {minimum}.")
        return int(value)

    def words(self, name: str, *, wants: str, default: list[str] | None = None) -> list[str]:
        """A list, separated by commas or blanks."""
        value = self.text(name, wants=wants, default=None if default is None else ",".join(default))
        return value.replace(",", " ").split()


def _parts_of(url: str, name: str) -> tuple[SplitResult, int | None]:
    """An address taken apart, and its port. Raises ImproperlyConfigured, without repeating the password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read as an address.") from error
    return parts, port


def database_settings(url: str) -> dict[str, object]:
    """Django's database settings of a PostgreSQL address.

    `postgresql://user:password@host:5432/name?sslmode=require`; a folder of a socket goes into `?host=`.
    Other query parameters are passed to libpq. Raises ImproperlyConfigured, without repeating the password.
    """
    parts, port = _parts_of(url, "DATABASE_URL")
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in DATABASE_SCHEMES or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgresql://user:password@host:5432/name (PostgreSQL 15 or newer)."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(port) if port else options.pop("port", ""),
        "OPTIONS": options,
    }


@dataclass(frozen=True)
class MailServer:
    """Where mail leaves: the parts of an smtp address."""

    host: str
    port: int
    user: str
    password: str
    use_starttls: bool
    use_tls: bool


def mail_server(url: str) -> MailServer:
    """Reads `smtp://user:password@host:587` (STARTTLS), `smtps://` (TLS), `smtp+plain://` (neither)."""
    parts, port = _parts_of(url, "SINET_MAIL_URL")
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured("SINET_MAIL_URL must look like smtp://user:password@host:587.")
    return MailServer(
        host=parts.hostname,
        port=port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_starttls=parts.scheme == "smtp",
        use_tls=parts.scheme == "smtps",
    )


def file_storage(url: str) -> dict[str, object]:
    """Django's settings of a storage in a bucket: `s3://key:secret@host:port/bucket?region=name`.

    `s3+plain://` speaks HTTP, for a storage on the same machine. Needs the packages of requirements/s3.txt.
    """
    parts, port = _parts_of(url, "SINET_FILES_URL")
    bucket = unquote(parts.path.strip("/"))
    if parts.scheme not in {"s3", "s3+plain"} or not parts.hostname or not bucket or "/" in bucket:
        raise ImproperlyConfigured("SINET_FILES_URL must look like s3://key:secret@host/bucket?region=name.")
    scheme = "https" if parts.scheme == "s3" else "http"
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "endpoint_url": f"{scheme}://{parts.hostname}" + (f":{port}" if port else ""),
            "region_name": dict(parse_qsl(parts.query)).get("region"),
            "default_acl": None,  # nobody reads the bucket but this site
            "querystring_auth": True,
            "file_overwrite": True,  # a file is named by its content
            "signature_version": "s3v4",
            "addressing_style": "path",  # host/bucket, as every storage understands it
        },
    }
