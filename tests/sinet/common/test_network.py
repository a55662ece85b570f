import pytest
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.network import client_address, client_network


def address(remote: str, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, None, "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.8", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7:5000", "198.51.100.7"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "unknown", "192.0.2.1"),
    ],
)
def test_only_what_our_own_proxies_added_is_believed(proxies: int, forwarded: str | None, seen: str) -> None:
    with override_settings(TRUSTED_PROXIES=proxies):
        assert address("192.0.2.1", forwarded) == seen


@given(claim=st.text(alphabet="0123456789abcdef.:, []%-", max_size=60))
def test_no_claim_of_a_client_changes_its_address_behind_one_proxy(claim: str) -> None:
    with override_settings(TRUSTED_PROXIES=1):
        assert address("192.0.2.1", f"{claim},198.51.100.7") == "198.51.100.7"


def test_a_server_on_a_socket_names_no_address() -> None:
    assert address("") == ""


def test_addresses_of_one_ipv6_network_are_one_client() -> None:
    def network(remote: str) -> str:
        return client_network(RequestFactory().get("/", REMOTE_ADDR=remote))

    assert network("2001:db8:1:2:3::4") == network("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network("2001:db8:1:3::1") == "2001:db8:1:3::/64"
    assert network("192.0.2.1") == "192.0.2.1"
