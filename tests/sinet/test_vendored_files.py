"""static/vendor holds what its manifest says, and nothing that points elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC: Path = settings.ROOT / "static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "VENDOR.json").read_text())
HASHES = {
    f"{package['folder']}/{file}": sha256
    for package in MANIFEST["packages"]
    for file, sha256 in package["files"].items()
}


def test_every_vendored_file_is_in_the_manifest_with_its_hash() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.json"
    }
    assert found == HASHES


@pytest.mark.parametrize("package", MANIFEST["packages"], ids=lambda package: package["name"])
def test_every_vendored_package_has_its_licence_and_the_locked_version(package: dict[str, str]) -> None:
    assert f"{package['folder']}/LICENSE" in HASHES
    lock = json.loads((settings.ROOT / "package-lock.json").read_text())
    locked = lock["packages"][f"node_modules/{package['name']}"]
    assert (package["version"], package["licence"]) == (locked["version"], locked["license"])


@pytest.mark.parametrize("record", MANIFEST["derived"], ids=lambda record: record["path"])
def test_what_was_made_from_others_work_is_named_with_its_hash(record: dict[str, str]) -> None:
    content = (STATIC / record["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == record["sha256"]
    assert record["licence"]
    assert record["made_from"]


@pytest.mark.parametrize("path", [*VENDOR.rglob("*.js"), *VENDOR.rglob("*.css")], ids=lambda path: path.name)
def test_no_vendored_file_points_to_a_source_map(path: Path) -> None:
    assert b"sourceMappingURL" not in path.read_bytes()


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (settings.ROOT / "package-lock.json").read_text()


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    templates = "".join(path.read_text() for path in (settings.ROOT / "templates").rglob("*.html"))
    used = set(re.findall(r'{% icon "([\w-]+)"', templates))
    assert used - known == set()
    assert used != set()


def test_our_own_scripts_and_styles_ask_nobody_else() -> None:
    ours = [*(STATIC / "js").glob("*.js"), *(STATIC / "css").glob("*.css")]
    assert [path.name for path in ours if re.search(r"https?://|//\w+\.\w+/", path.read_text())] == []
