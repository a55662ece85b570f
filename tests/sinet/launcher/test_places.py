"""Where the demo listens, and what it says when it cannot."""

import os
import socket
from pathlib import Path

import pytest

from sinet.launcher.places import Address, check_free, demo_address, make_data_folder
from sinet.launcher.terminal import Problem


def test_host_and_port_come_from_the_environment_and_have_defaults() -> None:
    assert demo_address({}) == Address("127.0.0.1", 8000)
    assert demo_address({"HOST": "0.0.0.0", "PORT": "8001"}) == Address("0.0.0.0", 8001)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "²"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(Problem, match=r"PORT is .*; set it to a number from 1 to 65535"):
        demo_address({"PORT": port})


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (Address("127.0.0.1", 8000), "http://127.0.0.1:8000/"),
        (Address("0.0.0.0", 80), "http://127.0.0.1:80/"),
        (Address("::1", 8000), "http://[::1]:8000/"),
    ],
)
def test_the_address_to_open(address: Address, url: str) -> None:
    assert address.url == url


def test_a_taken_port_is_named_with_the_next_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(Problem, match=f"Port {port} on 127.0.0.1 is taken .*PORT={port + 1}"):
            check_free(Address("127.0.0.1", port))


def test_a_host_that_is_no_address_of_this_machine_is_named() -> None:
    with pytest.raises(Problem, match=r"cannot listen on 203\.0\.113\.1"):
        check_free(Address("203.0.113.1", 8000))


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("SINET_VAR", str(blocked / "var"))

    with pytest.raises(Problem, match=r"cannot be written \(Not a directory\).*make demo SINET_VAR="):
        make_data_folder()


def test_a_data_folder_of_somebody_else_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    monkeypatch.setenv("SINET_VAR", str(closed / "var"))
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may write everywhere
    try:
        with pytest.raises(Problem, match=r"cannot be written \(Permission denied\)"):
            make_data_folder()
    finally:
        os.seteuid(user)
