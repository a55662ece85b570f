"""Who may ask for what: every address of the site, with every method, in every role, against tests/permissions.txt."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.permission_world import World, make_world

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TABLE = Path(__file__).parent / "permissions.txt"
# Addresses that are written as regular expressions: one that they match.
EXAMPLES = {
    "admin:app_list": "/admin/directory/",
    r"admin/(?P<url>.*)$": "/admin/no-such-page/",
    "api:missing": "/api/v1/no-such-thing/",
}


@dataclass(frozen=True)
class Address:
    name: str
    """With its namespaces; the route itself where it has no name."""
    route: str


@dataclass(frozen=True)
class Line:
    """What each role gets for one address, method and state."""

    name: str
    methods: tuple[str, ...]
    state: str
    cells: dict[str, str]


@dataclass
class Table:
    roles: list[str] = field(default_factory=list)
    doors: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def of(self, address: Address) -> list[Line]:
        """The lines of an address: those that name it, else those whose * covers it."""
        exact = [line for line in self.lines if line.name in {address.name, address.route}]
        return exact or [
            line
            for line in self.lines
            if "*" in line.name and (fnmatchcase(address.name, line.name) or fnmatchcase(address.route, line.name))
        ]


def read_table(text: str) -> Table:
    table = Table()
    for row in text.splitlines():
        words = row.split()
        if not words or row.startswith("#"):
            continue
        if "|" in row:
            table.lines.append(_line(row, table))
        elif words[0] == "door":
            table.roles = words[1:]
        else:
            table.doors[words[0]] = dict(zip(table.roles, words[1:], strict=True))
    return table


def _line(row: str, table: Table) -> Line:
    name, methods, state, door, ends = (part.strip() for part in row.split("|"))
    code, *apart = ends.split()
    cells = {role: code if cell == "ok" else cell for role, cell in table.doors[door].items()}
    for exception in apart:
        role, _equals, cell = exception.partition("=")
        assert role in cells, f"no role {role}: {row}"
        cells[role] = cell
    wanted = tuple(methods.split()) + (("HEAD",) if "GET" in methods.split() else ())
    return Line(name, wanted, state, cells)


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = "") -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(space + pattern.name if pattern.name else route, route)
        else:
            inner = space + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from addresses(pattern.url_patterns, route, inner)


with translation.override("en"):
    ADDRESSES = list(addresses(get_resolver().url_patterns))
READ = read_table(TABLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Made once; each request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def path_of(address: Address, state: str, world: World) -> str:
    example = EXAMPLES.get(address.name) or EXAMPLES.get(address.route)
    if example:
        return example
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: world.argument(address.name, found[1], state), address.route)


def ask(world: World, role: str, method: str, path: str) -> str:
    """The cell of one answer. What it changed is taken back."""
    if "/account/" in path:
        cache.clear()  # the library's limits are counted there
    with transaction.atomic():
        response = world.client(role).generic(method, path)
        transaction.set_rollback(True)
    return cell_of(response)


def ask_unknown_method(world: World, role: str, method: str, path: str) -> str:
    """The same for a method that is refused before anything is changed, which saves a third of the time."""
    return cell_of(world.client(role).generic(method, path))


def cell_of(response: HttpResponse) -> str:
    if response.status_code == 403:
        return "no"
    if response.status_code == 302:
        with translation.override("en"):
            doors = {reverse("account_login"): "in", reverse("mfa_index"): "2f"}
        return doors.get(re.sub(r"^/(sv|da)/", "/en/", urlsplit(response["Location"]).path), "on")
    return str(response.status_code)


def expected(lines: list[Line], method: str, state: str, role: str) -> set[str]:
    """The cells that are right: those of the line, or for a method without one 405 and the doors of the others."""
    for line in lines:
        if line.state == state and method in line.methods:
            return {{"away": "404"}.get(line.cells[role], line.cells[role])}
    turned_away = {line.cells[role] for line in lines} & {"in", "2f", "no", "away", "on"}
    return {"405"} | {"404" if cell == "away" else cell for cell in turned_away}


def same(cell: str, wanted: set[str]) -> bool:
    return cell in wanted or (cell == "on" and "302" in wanted)


def test_every_address_is_listed_and_every_line_has_its_address() -> None:
    unlisted = [address.name for address in ADDRESSES if not READ.of(address)]
    used = {line.name for address in ADDRESSES for line in READ.of(address)}
    assert (unlisted, sorted({line.name for line in READ.lines} - used)) == ([], [])


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_each_role_gets_what_the_table_says(address: Address, world: World) -> None:
    lines = READ.of(address)
    wrong: dict[str, list[str]] = defaultdict(list)
    states = list(dict.fromkeys(line.state for line in lines))
    for state in states:
        with translation.override("en"):
            path = path_of(address, state, world)
        # A method that an address does not know is refused before any record is looked at: asked in one state.
        listed = {method for line in lines if line.state == state for method in line.methods}
        for method in (method for method in METHODS if method in listed or state == states[0]):
            for role in READ.roles:
                put = ask if method in listed else ask_unknown_method
                cell, wanted = put(world, role, method, path), expected(lines, method, state, role)
                if not same(cell, wanted):
                    wrong[f"{method} {state}"].append(f"{role}: {cell}, not {' or '.join(sorted(wanted))}")
    assert dict(wrong) == {}


def test_a_wrong_cell_is_found(world: World) -> None:
    """A control: the table says that anybody may see the admin."""
    table = read_table("door visitor operator\npublic ok ok\nadmin:index | GET | - | public | 200")
    line = table.lines[0]

    cells = {role: ask(world, role, "GET", "/admin/") for role in table.roles}

    assert cells == {"visitor": "in", "operator": "200"}
    assert not same(cells["visitor"], expected([line], "GET", "-", "visitor"))
