"""Who asks, by network address, as throttling counts it."""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest

_IPV6_PREFIX: Final = 64
"""Bits of an IPv6 address that one customer is given whole, so that changing the rest changes nothing."""


def client_address(request: HttpRequest) -> str:
    """Give the address of the client, as the outermost of our own proxies saw it.

    `settings.TRUSTED_PROXIES` says how many proxies stand before us, each adding one address at the end of
    X-Forwarded-For. What stands further left is the client's own claim and is never believed. Empty where
    the server names no address (a socket without proxy).
    """
    direct = _normal(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if trusted < 1 or len(forwarded) < trusted:
        return direct
    return _normal(forwarded[-trusted]) or direct


def client_network(request: HttpRequest) -> str:
    """Give what counts as one client: an IPv4 address, or the /64 network of an IPv6 address."""
    address = client_address(request)
    if ":" not in address:
        return address
    return str(IPv6Network((address, _IPV6_PREFIX), strict=False))


def _normal(text: str) -> str:
    """Write an address in its one normal form, without port, brackets or zone; empty when it is none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].split("]")[0]
    elif bare.count(":") == 1:
        bare = bare.split(":")[0]
    try:
        address = ip_address(bare.split("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
