"""The one reader of the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from sinet.environment import Environment, database_settings, file_storage, mail_server


def test_a_required_variable_that_is_missing_or_empty_is_named_with_what_it_wants() -> None:
    for values in ({}, {"SINET_X": "  "}):
        with pytest.raises(ImproperlyConfigured, match=r"^SINET_X is not set\. Set SINET_X to a host name\.$"):
            Environment(values).text("SINET_X", wants="a host name")


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("1", True), ("Off", False), ("false", False)])
def test_a_boolean_is_read(text: str, value: bool) -> None:
    assert Environment({"SINET_X": text}).boolean("SINET_X", default=not value) is value


def test_a_value_that_cannot_be_read_is_named() -> None:
    environment = Environment({"SINET_X": "²"})

    with pytest.raises(ImproperlyConfigured, match=r"SINET_X is '²'\. Set SINET_X to yes or no"):
        environment.boolean("SINET_X", default=True)
    with pytest.raises(ImproperlyConfigured, match=r"SINET_X is '²'\. Set SINET_X to a whole number"):
        environment.integer("SINET_X", default=1)
    with pytest.raises(ImproperlyConfigured, match=r"SINET_X is '²'\. Set SINET_X to one of: a, b"):
        environment.choice("SINET_X", ("a", "b"), default="a")


def test_words_are_separated_by_commas_or_blanks() -> None:
    assert Environment({"SINET_X": "a.org, b.org c.org"}).words("SINET_X", wants="hosts") == [
        "a.org",
        "b.org",
        "c.org",
    ]


def test_a_database_address_is_taken_apart() -> None:
    settings = database_settings("postgresql://anna:p%40ss@db.example:5433/sinet?sslmode=require")

    assert settings == {
        "NAME": "sinet",
        "USER": "anna",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_address_may_name_the_folder_of_a_socket() -> None:
    settings = database_settings("postgresql:///sinet?host=/run/a%20b&user=sinet")

    assert (settings["HOST"], settings["USER"], settings["OPTIONS"]) == ("/run/a b", "sinet", {})


@pytest.mark.parametrize("url", ["mysql://host/name", "postgresql://host/", "postgresql://host:x/name", "sinet"])
def test_an_address_of_no_postgresql_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        database_settings(url)

    assert url not in str(caught.value)


def test_a_mail_address_is_taken_apart() -> None:
    server = mail_server("smtp://anna:se%3Acret@mail.example")

    assert (server.host, server.port, server.user, server.password) == ("mail.example", 587, "anna", "se:cret")
    assert (server.use_starttls, server.use_tls) == (True, False)
    assert mail_server("smtps://mail.example").port == 465


def test_a_mail_address_without_host_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="SINET_MAIL_URL"):
        mail_server("smtp://")


def test_the_address_of_a_bucket_gives_a_storage_that_nobody_else_reads() -> None:
    found = file_storage("s3://key:se%2Fcret@s3.example.org:9000/pictures?region=eu-north-1")

    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"] == {
        "access_key": "key",
        "secret_key": "se/cret",
        "bucket_name": "pictures",
        "endpoint_url": "https://s3.example.org:9000",
        "region_name": "eu-north-1",
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": True,
        "signature_version": "s3v4",
        "addressing_style": "path",
    }
    assert file_storage("s3+plain://k:s@127.0.0.1/b")["OPTIONS"]["endpoint_url"] == "http://127.0.0.1"


@pytest.mark.parametrize(
    "url", ["https://s3.example.org/b", "s3://s3.example.org", "s3:///b", "s3://h/b/folder", "s3://h:x/b"]
)
def test_what_is_no_address_of_a_bucket_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SINET_FILES_URL") as error:
        file_storage(url)

    assert url not in str(error.value)
