"""Where things lie, and what the demo is told by the environment."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sinet.launcher.terminal import Problem

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def venv_python() -> Path:
    return VENV / "bin" / "python"


def data_folder() -> Path:
    """The folder for everything that the demo writes (settings.VAR)."""
    return Path(os.environ.get("SINET_VAR") or ROOT / "var").absolute()


def log_folder() -> Path:
    return data_folder() / "log"


def make_data_folder() -> Path:
    """The data folder, made where missing. Raises Problem when it cannot be written."""
    folder = data_folder()
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Problem(
            f"The folder {folder} cannot be written ({error.strerror}); make it writable for you, "
            "or name another one: `make demo SINET_VAR=/some/folder`."
        ) from error
    return folder


@dataclass(frozen=True)
class Address:
    """Where the demo listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - asked for by HOST
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"

    @property
    def local(self) -> bool:
        return self.host in LOOPBACK


def demo_address(environ: Mapping[str, str] = os.environ) -> Address:
    """HOST and PORT of the environment. Raises Problem for a port that is none."""
    port = environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Problem(f"PORT is {port!r}; set it to a number from 1 to 65535, such as `make demo PORT=8001`.")
    return Address(environ.get("HOST") or "127.0.0.1", int(port))


def check_free(address: Address) -> None:
    """Raises Problem when the demo cannot listen there."""
    try:
        family, kind, _, _, target = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except PermissionError as error:
        raise Problem(
            f"Port {address.port} may not be used by you; choose another one: `make demo PORT=8001`."
        ) from error
    except socket.gaierror as error:
        raise Problem(f"HOST is {address.host!r}, which is no address of this machine.") from error
    except OSError as error:
        if error.errno == 98 or "in use" in str(error):
            raise Problem(
                f"Port {address.port} on {address.host} is taken by another program; "
                f"choose another one: `make demo PORT={address.port + 1}`."
            ) from error
        raise Problem(f"The demo cannot listen on {address.host}: {error.strerror}.") from error
